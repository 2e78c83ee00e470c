"""Loading the demonstration: the shipped banks and contests, invented people and their attempts.

Everything goes through the use cases that real people reach, only at moments of our choosing.
"""

import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from random import Random
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from question_bank.item import Difficulty, Use
from question_bank.readers import read_bank
from quiz.documents.table import table_of
from quiz.documents.table_reader import read_table
from quiz.domain.permissions import Permission, Role
from quiz.domain.rules import RoundKind
from quiz.domain.timing import RoundState
from quiz.models import UNAFFILIATED, Contest, Participation, Person, Round, Unit
from quiz.services import (
    banks,
    boards,
    contests,
    people,
    publications,
    registration,
    seals,
    staff,
    units,
)
from quiz.services.access import actor_of
from quiz.services.accounts import open_account
from quiz.services.actor import OPERATOR, Actor
from quiz.services.catalogue import Catalogue
from quiz.services.contest_documents import read_contest, shift, shipped_contests
from quiz.services.demo.casts import CASTS, EXTRA_BANKS, Cast
from quiz.services.demo.names import birth_date, full_name, phone
from quiz.services.demo.sitting import sit
from quiz.services.demo_sign_ins import DemoSignIn
from quiz.services.passwords import Passwords

DAY_MS = 86_400_000
SEED = 1930
OFFICER_CONTEST = "thai-nguyen-khoi-70-nam"
REGISTERED_BEFORE_OPENING_MS = 3 * DAY_MS
BANKS_BEFORE_MS = 90 * DAY_MS
SEE_ALSO = "Xem thêm tài liệu ôn tập của cuộc thi."

Progress = Callable[[str], None]

STAFF = {
    "organizer": ("Ban Tổ chức", "tochuc", Role.ORGANIZER),
    "author": ("Người soạn câu hỏi", "soande", Role.BANK_AUTHOR),
    "reviewer": ("Người thẩm định", "thamdinh", Role.REVIEWER),
    "judge": ("Ban Giám khảo", "giamkhao", Role.JUDGE),
}
"""Who sets the contests up: the role in words, the login name, and the role."""


@dataclass(frozen=True)
class Desk:
    """The same people, ready to act."""

    organizer: Actor
    author: Actor
    reviewer: Actor
    judge: Actor


@dataclass
class Loader:
    """One loading: what it works with, and the people invented so far."""

    session: Session
    catalogue: Catalogue
    passwords: Passwords
    secret: str
    now: int
    progress: Progress
    chance: Random = field(default_factory=lambda: Random(SEED))  # noqa: S311 - invented data
    people: int = 0

    def load(self) -> tuple[DemoSignIn, ...]:
        """Load everything and return one sign-in per role."""
        desk, sign_ins = self._staff()
        for code in (*(cast.bank for cast in CASTS), *EXTRA_BANKS):
            self._bank(code, desk)
        for code in EXTRA_BANKS:
            self._revision(code, desk)
        for cast in CASTS:
            self.progress(cast.tree_name)
            self._contest(cast, desk)
        return (*sign_ins, *self._contestants())

    def _bank(self, code: str, desk: Desk) -> None:
        """Let one person load a bank, and another one read, accept and approve it."""
        data = files("question_bank").joinpath("banks", f"{code}.yaml").read_bytes()
        bank = read_bank(data, f"{code}.yaml").bank
        if bank is None:
            raise ValueError(f"the shipped bank {code} cannot be read")
        session, author, reviewer = self.session, desk.author, desk.reviewer
        day = self.now - BANKS_BEFORE_MS
        version = banks.load(session, actor=author, now=day, bank=bank, message="Ngân hàng đi kèm")
        banks.submit(session, actor=author, now=day, version=version)
        next_day = day + DAY_MS
        record, _ = banks.version_for(session, reviewer, Permission.BANK_KEY_READ, bank.code)
        banks.keys_read(
            session, actor=reviewer, now=next_day, bank=record, version=version, way="review"
        )
        banks.accept_rest(session, actor=reviewer, now=next_day, version=version)
        banks.conclude(session, actor=reviewer, now=next_day, version=version)
        banks.approve(session, actor=reviewer, now=next_day, version=version)

    def _revision(self, code: str, desk: Desk) -> None:
        """Let the author send a next version of a bank for review, where it waits."""
        _, version = banks.version_for(self.session, desk.author, Permission.BANK_KEY_READ, code)
        bank = banks.bank_of_version(self.session, version)
        explained = (
            replace(item, explanation=f"{item.explanation} {SEE_ALSO}".strip())
            for item in bank.items[:3]
        )
        last = replace(bank.items[-1], difficulty=Difficulty.HARD, use=Use.PRACTICE)
        revised = replace(bank, items=(*explained, *bank.items[3:-1], last))
        now = self.now - DAY_MS
        made = banks.load(
            self.session,
            actor=desk.author,
            now=now,
            bank=revised,
            message="Bổ sung lời giải thích sau đợt thi thử",
        )
        banks.submit(self.session, actor=desk.author, now=now, version=made)

    def _staff(self) -> tuple[Desk, list[DemoSignIn]]:
        """Make the people who set the contests up; each of them reaches everything."""
        made = {name: self._official(*official, None) for name, official in STAFF.items()}
        desk = Desk(
            **{
                name: actor_of(self.session, person_id, STAFF[name][0])
                for name, (person_id, _) in made.items()
            }
        )
        return desk, [sign_in for _, sign_in in made.values()]

    def _official(
        self, title: str, login: str, role: Role, unit: Unit | None
    ) -> tuple[int, DemoSignIn]:
        person_id = staff.create_person(
            self.session, actor=OPERATOR, now=self.now, full_name=full_name(self.chance)
        )
        staff.grant_role(
            self.session, actor=OPERATOR, now=self.now, person_id=person_id, role=role, unit=unit
        )
        return person_id, self._account(person_id, title, login)

    def _account(self, person_id: int, title: str, login: str) -> DemoSignIn:
        password = secrets.token_hex(5)
        open_account(
            self.session,
            person_id=person_id,
            login_name=login,
            password=password,
            passwords=self.passwords,
            now=self.now,
        )
        return DemoSignIn(title, login, password)

    def _contest(self, cast: Cast, desk: Desk) -> None:
        self._units(cast)
        contest = self._announce(cast)
        rounds = contests.rounds_of(self.session, contest)
        self._seal(contest, rounds, desk.organizer)
        opens_at = min(of.opens_at for of in rounds)
        takers = self._people(cast, contest, opens_at - REGISTERED_BEFORE_OPENING_MS)
        for of in rounds:
            if of.opens_at < self.now:
                self._round(of, takers)
        self._publish_first(contest, rounds, desk.judge)

    def _units(self, cast: Cast) -> None:
        name = f"{cast.tree}.csv"
        data = files("quiz").joinpath("contests", "units", name).read_bytes()
        units.load_units(
            self.session,
            actor=OPERATOR,
            now=self.now - 60 * DAY_MS,
            tree_code=cast.tree,
            tree_name=cast.tree_name,
            table=read_table(data, name, units.COLUMNS),
        )

    def _announce(self, cast: Cast) -> Contest:
        document = read_contest(shipped_contests()[cast.slug]).document
        if document is None:
            raise ValueError(f"the shipped contest {cast.slug} cannot be read")
        today = datetime.fromtimestamp(self.now / 1000, UTC).astimezone(ZoneInfo(document.zone))
        moved = shift(document, timedelta(days=(today.date() - cast.as_if_today).days))
        before = min(moved.moment(part.opens) for part in moved.rounds) - 10 * DAY_MS
        contest = contests.create(self.session, actor=OPERATOR, now=before, document=moved)
        contests.announce(self.session, actor=OPERATOR, now=before, contest=contest)
        return contest

    def _seal(self, contest: Contest, rounds: Iterable[Round], organizer: Actor) -> None:
        """Seal every ranked round that has opened, a day before it did."""
        for of in rounds:
            if of.kind == RoundKind.OFFICIAL and of.opens_at < self.now:
                seals.seal_round(
                    self.session,
                    actor=organizer,
                    now=of.opens_at - DAY_MS,
                    slug=contest.slug,
                    number=of.number,
                )

    def _people(self, cast: Cast, contest: Contest, now: int) -> list[int]:
        """List people of some branches, and let a share of each branch register."""
        rows: list[dict[str, str]] = []
        takers: list[str] = []
        for number, branch in enumerate(self._branches(cast, contest)):
            share = cast.shares[number % len(cast.shares)]
            for place, unit in enumerate(self._places(branch, cast.listed)):
                row = self._row(unit)
                rows.append(row)
                if place * 37 % 100 < share:
                    takers.append(row["phone"])
        people.import_people(
            self.session,
            actor=OPERATOR,
            now=now,
            contest=contest,
            table=table_of(rows, people.COLUMNS),
        )
        return [self._register(contest, person, now) for person in self._listed(contest, takers)]

    def _branches(self, cast: Cast, contest: Contest) -> Iterable[Unit]:
        root = sa.select(Unit.id).where(Unit.tree_id == contest.tree_id, Unit.parent_id.is_(None))
        query = (
            sa.select(Unit)
            .where(Unit.parent_id.in_(root), Unit.kind != UNAFFILIATED)
            .order_by(Unit.id)
            .limit(cast.branches)
        )
        return self.session.execute(query).scalars().all()

    def _places(self, branch: Unit, most: int) -> list[str]:
        """Return the unit code of each person listed in a branch: as many as it counts, at most."""
        below = self.session.execute(
            sa.select(Unit).where(Unit.parent_id == branch.id).order_by(Unit.id)
        ).scalars()
        units_of_people = list(below) or [branch]
        codes = [
            unit.code for unit in units_of_people for _ in range(self._headcount(unit) or most)
        ]
        return codes if len(codes) <= most else self.chance.sample(codes, most)

    def _headcount(self, unit: Unit) -> int | None:
        day = datetime.fromtimestamp(self.now / 1000, UTC).date()
        column = units.headcount_of(units.PARTY_MEMBERS, day, Unit.id)
        return self.session.execute(sa.select(column).where(Unit.id == unit.id)).scalar_one()

    def _row(self, unit: str) -> dict[str, str]:
        self.people += 1
        return {
            "full_name": full_name(self.chance),
            "birth_date": f"{birth_date(self.chance):%d/%m/%Y}",
            "unit": unit,
            "phone": phone(self.people),
        }

    def _listed(self, contest: Contest, phones: Iterable[str]) -> Iterable[Person]:
        query = (
            sa.select(Person)
            .join(Participation, Participation.person_id == Person.id)
            .where(Participation.contest_id == contest.id, Person.phone.in_(list(phones)))
            .order_by(Person.id)
        )
        return self.session.execute(query).scalars().all()

    def _register(self, contest: Contest, person: Person, now: int) -> int:
        unit = self.session.execute(
            sa.select(Unit.code)
            .join(Participation, Participation.unit_id == Unit.id)
            .where(Participation.person_id == person.id, Participation.contest_id == contest.id)
        ).scalar_one()
        details = registration.Details(
            full_name=person.full_name,
            birth_date=f"{person.birth_date:%d/%m/%Y}",
            phone=person.phone or "",
            unit_code=unit,
            consent=True,
        )
        return registration.register(
            self.session,
            contest=contest,
            details=details,
            person_id=person.id,
            passwords=self.passwords,
            now=now + self.chance.randrange(DAY_MS),
        )

    def _round(self, of: Round, takers: list[int]) -> None:
        definition = self.catalogue.round(self.session, of.id, self.now)
        about = len(takers) * 2
        for person_id in takers:
            is_missing = self.chance.randrange(100) < 12
            if is_missing or of.kind == RoundKind.PRACTICE:
                continue
            sit(
                self.session,
                catalogue=self.catalogue,
                definition=definition,
                person_id=person_id,
                until=self.now,
                skill=self.chance.choices((100, 92, 80, 65), weights=(30, 30, 25, 15))[0],
                guess=max(0, about + self.chance.randrange(-about // 2, about // 2 + 1)),
                chance=self.chance,
            )

    def _publish_first(self, contest: Contest, rounds: list[Round], judge: Actor) -> None:
        """Publish the first round that is over; refresh the boards of the others."""
        is_first = True
        for of in rounds:
            definition = self.catalogue.round(self.session, of.id, self.now)
            if definition.kind is RoundKind.PRACTICE:
                continue
            if definition.state(self.now) is RoundState.CLOSED and is_first:
                is_first = False
                publications.publish(
                    self.session,
                    actor=judge,
                    now=min(self.now, of.closes_at + DAY_MS),
                    slug=contest.slug,
                    number=of.number,
                    catalogue=self.catalogue,
                    knows_ties=True,
                )
            elif of.opens_at < self.now:
                boards.refresh(self.session, definition, now=self.now)

    def _contestants(self) -> list[DemoSignIn]:
        """Make the remaining roles: an officer, a contestant, and somebody with a code only."""
        contest = self.session.execute(
            sa.select(Contest).where(Contest.slug == OFFICER_CONTEST)
        ).scalar_one()
        waiting = self.session.execute(
            sa.select(Person, Unit, Participation.id)
            .join(Participation, Participation.person_id == Person.id)
            .join(Unit, Unit.id == Participation.unit_id)
            .where(Participation.contest_id == contest.id, Participation.registered_at.is_(None))
            .order_by(Person.id)
            .limit(2)
        ).all()
        (taker, unit, _), (_, _, invited) = waiting
        branch = self.session.get_one(Unit, unit.parent_id or unit.id)
        root = branch.parent_id is None
        _, officer = self._official(
            "Phụ trách đơn vị", "donvi", Role.UNIT_OFFICER, unit if root else branch
        )
        self._register(contest, taker, self.now - DAY_MS)
        code = people.new_code_for(
            self.session,
            actor=OPERATOR,
            now=self.now,
            contest=contest,
            participation_id=invited,
            secret=self.secret,
        )
        return [
            officer,
            self._account(taker.id, "Người dự thi", "thisinh"),
            DemoSignIn("Mã kích hoạt (trang /kich-hoat)", "–", code.code),
        ]


def is_loaded(session: Session) -> bool:
    """Whether a demonstration, or anything else, is there already."""
    return session.execute(sa.select(Contest.id).limit(1)).first() is not None
