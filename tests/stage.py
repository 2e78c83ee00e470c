"""A small contest with people in it, for tests that need something to act on.

The tree is small but real in shape: a provincial party organisation, two districts, two party
cells. Everything is written straight into the tables, so that no use case is tested by another.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from question_bank.item import Item, Use
from quiz.database import transaction
from quiz.domain.names import fold, name_sort_key, text_sort_key
from quiz.domain.rules import RoundKind, parse_rules
from quiz.models import (
    UNAFFILIATED,
    Account,
    BankRecord,
    BankVersion,
    Contest,
    ItemContent,
    ItemKey,
    LoginSession,
    Participation,
    Person,
    RoleGrant,
    Round,
    Unit,
    UnitTree,
    VersionItem,
)
from quiz.services.catalogue import Catalogue, RoundDefinition

HOUR = 3_600_000
RULES: Mapping[str, Any] = {
    "rules_schema": 1,
    "paper": {"items": 4, "points_per_item": 500},
    "timing": {"limit_minutes": 20, "allowance_seconds": 5, "hard_close": True},
    "attempts": {"limit": 2, "counts": "highest_then_earliest"},
    "result": "after_close",
    "review": "after_publication",
    "ranking": ["points", "duration"],
}


def items(count: int = 10, use: Use = Use.OFFICIAL) -> tuple[Item, ...]:
    """Return items whose right option is always the first as written."""
    return tuple(
        Item(
            code=f"T-{number:03}",
            stem=f"Câu hỏi số {number} hỏi điều gì?",
            options=tuple(f"Phương án {number}.{place}" for place in range(4)),
            right=(0,),
            topic="Lịch sử",
            explanation=f"Giải thích {number}.",
            source="Sách",
            use=use,
        )
        for number in range(1, count + 1)
    )


@dataclass
class Stage:
    """What has been set up so far, in one database."""

    session: Session
    now: int
    tree: UnitTree = field(init=False)
    units: dict[str, Unit] = field(default_factory=dict)
    catalogue: Catalogue = field(default_factory=Catalogue)
    bankers: tuple[Person, Person] | None = None

    def __post_init__(self) -> None:
        with transaction(self.session):
            self.tree = UnitTree(code="tinh", name="Đảng bộ tỉnh")
            self.session.add(self.tree)
            self.session.flush()
            self._units(None, tinh=("Đảng bộ tỉnh", "tinh_uy"))
            self._units(
                "tinh",
                khong_thuoc=("Không thuộc đơn vị nào", UNAFFILIATED),
                chi_lang=("Đảng bộ huyện Chi Lăng", "huyen_uy"),
                cao_loc=("Đảng bộ huyện Cao Lộc", "huyen_uy"),
            )
            self._units("chi-lang", cl_01=("Chi bộ Trường THPT Chi Lăng", "chi_bo"))
            self._units("cao-loc", cao_01=("Chi bộ Thụy Hùng", "chi_bo"))

    def _units(self, parent: str | None, **names_and_kinds: tuple[str, str]) -> None:
        """Store what stands right under a unit, by code; keywords have ``_`` for ``-``."""
        above = self.units[parent] if parent else None
        below = {
            code.replace("_", "-"): Unit(
                tree_id=self.tree.id,
                parent_id=above.id if above else None,
                code=code.replace("_", "-"),
                name=name,
                kind=kind,
                path="",
                sort_key=text_sort_key(name),
                folded=fold(name),
            )
            for code, (name, kind) in names_and_kinds.items()
        }
        self.session.add_all(below.values())
        self.session.flush()
        for unit in below.values():
            unit.path = f"{above.path if above else ''}{unit.id}."
        self.units |= below

    def bank(
        self, *, count: int = 10, code: str = "kiem-thu", use: Use = Use.OFFICIAL
    ) -> BankVersion:
        """Store an approved version of so many items."""
        with transaction(self.session):
            record = BankRecord(code=code, created_at=self.now)
            self.session.add(record)
            self.session.flush()
            version = BankVersion(
                bank_id=record.id,
                number=1,
                digest="0" * 64,
                title="Ngân hàng kiểm thử",
                language="vi",
                notice="",
                items=count,
                message="",
                created_at=self.now,
            )
            self.session.add(version)
            self.session.flush()
            self._fill(version, items(count, use))
        return self.approve(version)

    def approve(self, version: BankVersion) -> BankVersion:
        """Put a version into use: one person has written it, another one approved it."""
        self.bankers = self.bankers or (self.person("Lê Thị Soạn"), self.person("Vi Văn Duyệt"))
        author, approver = self.bankers
        with transaction(self.session):
            version.author_id = version.author_id or author.id
            self.session.flush()
            version.approved_at, version.approved_by_id = self.now, approver.id
        return version

    def _fill(self, version: BankVersion, items: Sequence[Item]) -> None:
        self._texts(
            ItemContent(
                digest=item.content_digest,
                stem=item.stem,
                options=list(item.options),
                pinned=list(item.pinned),
            )
            for item in items
        )
        self._texts(
            ItemKey(digest=item.key_digest, right=list(item.right), explanation=item.explanation)
            for item in items
        )
        self.session.add_all(
            VersionItem(
                version_id=version.id,
                position=position,
                code=item.code,
                content_digest=item.content_digest,
                key_digest=item.key_digest,
                topic=item.topic,
                period=item.period,
                difficulty=item.difficulty,
                use=item.use,
                source=item.source,
                many=len(item.right) > 1,
            )
            for position, item in enumerate(items)
        )

    def _texts(self, texts: Iterable[ItemContent] | Iterable[ItemKey]) -> None:
        """Store what no other bank has stored yet."""
        by_digest = {text.digest: text for text in texts}
        kind = type(next(iter(by_digest.values())))
        there = self.session.scalars(sa.select(kind.digest).where(kind.digest.in_(by_digest)))
        for digest in there:
            del by_digest[digest]
        self.session.add_all(by_digest.values())
        self.session.flush()

    def contest(self, slug: str = "cuoc-thi", *, owner: str = "tinh") -> Contest:
        """Store an announced contest that asks for a birth date and a phone."""
        with transaction(self.session):
            contest = Contest(
                slug=slug,
                title={"vi": "Cuộc thi tìm hiểu lịch sử", "en": "History contest"},
                summary={"vi": "Tóm tắt"},
                organizer={"vi": "Ban Tổ chức cuộc thi"},
                audience={"vi": "Cán bộ, đảng viên và nhân dân"},
                regulation={"vi": "# Thể lệ"},
                is_practice=False,
                owner_unit_id=self.units[owner].id,
                tree_id=self.tree.id,
                tree_day=date(2026, 1, 1),
                headcount_kind="dang_vien",
                zone="Asia/Ho_Chi_Minh",
                registration={
                    "asks": ["birth_date", "phone"],
                    "guardian_below": 16,
                    "categories": [],
                    "consent": {"version": "1", "purposes": {"vi": ["Tổ chức cuộc thi"]}},
                },
                created_at=self.now,
                announced_at=self.now,
            )
            self.session.add(contest)
        return contest

    def round(
        self,
        contest: Contest,
        version: BankVersion,
        *,
        number: int = 1,
        opens_at: int | None = None,
        closes_at: int | None = None,
        kind: RoundKind = RoundKind.OFFICIAL,
        **rules: Any,
    ) -> Round:
        """Store a round, open for a day from now unless said otherwise."""
        parsed = parse_rules({**RULES, **rules})
        with transaction(self.session):
            round_ = Round(
                contest_id=contest.id,
                number=number,
                title={"vi": f"Đợt {number}", "en": f"Round {number}"},
                kind=kind,
                opens_at=self.now if opens_at is None else opens_at,
                closes_at=self.now + 24 * HOUR if closes_at is None else closes_at,
                bank_version_id=version.id,
                rules=parsed.model_dump(mode="json"),
                rules_digest=parsed.digest,
                rules_schema=1,
            )
            self.session.add(round_)
        return round_

    def person(self, name: str) -> Person:
        """Store a person."""
        with transaction(self.session):
            person = Person(
                full_name=name,
                sort_key=name_sort_key(name),
                folded=fold(name),
                birth_date=date(1980, 2, 3),
                created_at=self.now,
            )
            self.session.add(person)
        return person

    def contestant(self, name: str, contest: Contest, unit: str = "cl-01") -> Participation:
        """Store a registered participation of a new person."""
        person = self.person(name)
        with transaction(self.session):
            participation = Participation(
                contest_id=contest.id,
                person_id=person.id,
                unit_id=self.units[unit].id,
                eligibility="in_contest",
                created_at=self.now,
                registered_at=self.now,
                consent_version="1",
            )
            self.session.add(participation)
        return participation

    def browser(self, person_id: int) -> int:
        """Store a signed-in browser of a person and return its id."""
        with transaction(self.session):
            key = f"nguoi{person_id}-{self.session.query(LoginSession).count()}"
            account = Account(
                person_id=person_id,
                login_name=key,
                login_key=key,
                password_hash="",
                created_at=self.now,
            )
            self.session.add(account)
            self.session.flush()
            browser = LoginSession(
                account_id=account.id,
                token_hash=key.encode(),
                created_at=self.now,
                expires_at=self.now + 1000 * HOUR,
            )
            self.session.add(browser)
        return browser.id

    def grant(self, person: Person, role: str, unit: str | None = None) -> None:
        """Give a person a role under a unit, or everywhere."""
        with transaction(self.session):
            self.session.add(
                RoleGrant(
                    person_id=person.id,
                    role=role,
                    unit_id=self.units[unit].id if unit else None,
                    created_at=self.now,
                )
            )

    def definition(self, round_: Round, now: int | None = None) -> RoundDefinition:
        """Return the compiled round."""
        return self.catalogue.round(self.session, round_.id, self.now if now is None else now)


@pytest.fixture
def stage(session: Session, clock: Any) -> Stage:
    """Return an empty stage at the clock's present moment."""
    return Stage(session, clock())
