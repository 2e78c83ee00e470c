"""Every staff page × every role, on one's own ground and on another's: who gets in, and who not.

The routes are those of the application itself. A new one fails here until somebody has written
into ``DOORS`` who may open it, and until ``Ground`` knows how to fill in its parameters.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from question_bank.bank import BankHead
from question_bank.draft import drafts_of
from question_bank.readers import Reading
from question_bank.readers.yaml_values import Values
from quiz.database import transaction
from quiz.documents.table import Table
from quiz.domain.permissions import Role
from quiz.import_room.packing import as_json, packed
from quiz.models import (
    BankRecord,
    Contest,
    Headcount,
    Participation,
    RoleGrant,
    StagedFile,
    Unit,
    UnitTree,
)
from quiz.services import accounts
from tests.stage import HOUR, Stage, items

PASSWORD = "mùa thu lịch sử"
DESKS = ("organizer", "judge", "unit")
STAFF_ROLES = [role for role in Role if role is not Role.CONTESTANT]
UNFENCED = {"form"}
"""Parameters that name nothing of anybody's."""
FILLED = {
    "form": "csv",
    "table": "people",
    "position": "0",
    "verdict": "accept",
    "read": "on",
    "message": "x",
    "people": "12",
}
"""What a form sends so that a page that acts has something to act on."""

ORGANIZER = {Role.ORGANIZER}
AUTHORS = ORGANIZER | {Role.BANK_AUTHOR}
REVIEWERS = ORGANIZER | {Role.REVIEWER}
BANKERS = AUTHORS | {Role.REVIEWER}
JUDGES = {Role.JUDGE, Role.CHIEF_JUDGE}
OFFICERS = ORGANIZER | {Role.UNIT_OFFICER}
OBSERVERS = ORGANIZER | JUDGES | {Role.AUDITOR}
READERS = OBSERVERS | {Role.UNIT_OFFICER}

DOORS: Mapping[str, set[Role]] = {
    "judge.ask_publish": JUDGES | ORGANIZER,
    "judge.ask_lots": JUDGES | ORGANIZER,
    "judge.draw_lots": {Role.CHIEF_JUDGE} | ORGANIZER,
    "judge.ask_order": JUDGES | ORGANIZER,
    "judge.order": {Role.CHIEF_JUDGE},
    "judge.ask_ruling": JUDGES,
    "judge.rule": JUDGES,
    "judge.rulings": JUDGES | ORGANIZER,
    "judge.overall": JUDGES | ORGANIZER,
    "judge.give_special": {Role.CHIEF_JUDGE} | ORGANIZER,
    "judge.give_mark": {Role.CHIEF_JUDGE} | ORGANIZER,
    "judge.marks": JUDGES | ORGANIZER,
    "judge.special": JUDGES | ORGANIZER,
    "judge.withdraw_special": {Role.CHIEF_JUDGE} | ORGANIZER,
    "judge.export": JUDGES | ORGANIZER,
    "judge.home": JUDGES | ORGANIZER,
    "judge.publish": JUDGES,
    "judge.results": JUDGES | ORGANIZER,
    "judge.units": JUDGES | ORGANIZER,
    "judge.unranked": JUDGES | ORGANIZER,
    "organizer.accept_rest": REVIEWERS,
    "organizer.add_item": AUTHORS,
    "organizer.add_round": ORGANIZER,
    "organizer.announce_contest": ORGANIZER,
    "organizer.approve_bank": REVIEWERS,
    "organizer.ask_open_round": ORGANIZER,
    "organizer.ask_remove_round": ORGANIZER,
    "organizer.ask_revert": AUTHORS,
    "organizer.ask_seal": ORGANIZER,
    "organizer.ask_trial": ORGANIZER,
    "organizer.bank": BANKERS,
    "organizer.bank_head": AUTHORS,
    "organizer.bank_history": BANKERS,
    "organizer.bank_key": BANKERS,
    "organizer.bank_template": AUTHORS,
    "organizer.banks": BANKERS,
    "organizer.begin_bank": AUTHORS,
    "organizer.begin_draft": AUTHORS,
    "organizer.board": ORGANIZER,
    "organizer.choose_bank": AUTHORS,
    "organizer.choose_contest": ORGANIZER,
    "organizer.choose_units": ORGANIZER,
    "organizer.compare_bank": BANKERS,
    "organizer.compare_bank_key": BANKERS,
    "organizer.conclude_review": REVIEWERS,
    "organizer.annex": OBSERVERS,
    "organizer.contest": OBSERVERS,
    "organizer.contest_example": ORGANIZER,
    "organizer.contests": OBSERVERS,
    "organizer.decide_item": REVIEWERS,
    "organizer.download_bank": BANKERS,
    "organizer.edit_blueprint": ORGANIZER,
    "organizer.edit_details": ORGANIZER,
    "organizer.edit_round": ORGANIZER,
    "organizer.edit_rules": ORGANIZER,
    "organizer.edit_portals": ORGANIZER,
    "organizer.edit_texts": ORGANIZER,
    "organizer.home": OBSERVERS,
    "organizer.item": BANKERS,
    "organizer.items": BANKERS,
    "organizer.load_bank": AUTHORS,
    "organizer.load_contest": ORGANIZER,
    "organizer.load_units": ORGANIZER,
    "organizer.look": AUTHORS,
    "organizer.make_contest": ORGANIZER,
    "organizer.move_item": AUTHORS,
    "organizer.new_bank": AUTHORS,
    "organizer.new_contest": ORGANIZER,
    "organizer.new_item": AUTHORS,
    "organizer.new_round": ORGANIZER,
    "organizer.preview_bank": AUTHORS,
    "organizer.preview_contest": ORGANIZER,
    "organizer.preview_units": ORGANIZER,
    "organizer.read_bank_again": AUTHORS,
    "organizer.reading_progress": AUTHORS,
    "organizer.remove_item": AUTHORS,
    "organizer.open_round": ORGANIZER,
    "organizer.remove_round": ORGANIZER,
    "organizer.reorganise": ORGANIZER,
    "organizer.reorganise_units": ORGANIZER,
    "organizer.restore_item": AUTHORS,
    "organizer.resume_board": ORGANIZER,
    "organizer.return_bank": REVIEWERS,
    "organizer.revert_bank": AUTHORS,
    "organizer.review_bank": REVIEWERS,
    "organizer.save_bank_head": AUTHORS,
    "organizer.save_blueprint": ORGANIZER,
    "organizer.save_item": AUTHORS,
    "organizer.save_round": ORGANIZER,
    "organizer.save_rules": ORGANIZER,
    "organizer.seal_round": ORGANIZER,
    "organizer.staged_picture_file": AUTHORS,
    "organizer.stop_board": ORGANIZER,
    "organizer.submit_bank": AUTHORS,
    "organizer.tree": ORGANIZER,
    "organizer.trees": ORGANIZER,
    "organizer.trial_example_files": ORGANIZER,
    "organizer.try_ranking": ORGANIZER,
    "organizer.unit_template": ORGANIZER,
    "organizer.upload_bank": AUTHORS,
    "organizer.upload_contest": ORGANIZER,
    "organizer.upload_picture": AUTHORS,
    "organizer.upload_units": ORGANIZER,
    "unit.ask_report": READERS,
    "unit.choose_people": OFFICERS,
    "unit.confirm_headcount": OFFICERS,
    "unit.declare_headcount": OFFICERS,
    "unit.desk": READERS,
    "unit.headcounts": READERS,
    "unit.home": READERS,
    "unit.issue_codes": OFFICERS,
    "unit.load_people": OFFICERS,
    "unit.new_code": OFFICERS,
    "unit.not_yet": READERS,
    "unit.people_list": READERS,
    "unit.people_template": OFFICERS,
    "unit.preview_people": OFFICERS,
    "unit.print_not_yet": READERS,
    "unit.take_reminders": READERS,
    "unit.take_report": READERS,
    "unit.upload_people": OFFICERS,
}
"""Who opens what on their own ground, by endpoint."""


@dataclass
class Ground:
    """What fills the parameters of an address: by endpoint and name, or by name alone."""

    values: Mapping[str, Any]

    def address(self, app: Flask, rule: Rule) -> str:
        """Return the address of a page on this ground."""
        filled = {name: self._value(rule.endpoint, name) for name in rule.arguments}
        with app.test_request_context():
            return app.url_for(rule.endpoint, **filled)

    def _value(self, endpoint: str, name: str) -> Any:
        for key in (f"{endpoint}:{name}", name):
            if key in self.values:
                return self.values[key]
        return pytest.fail(f"nobody has said how to fill in <{name}> of {endpoint}")


@pytest.fixture
def database_kind() -> str:
    """Fences are conditions that the tests of services try on both databases."""
    return "sqlite"


@pytest.fixture
def contest(stage: Stage) -> Contest:
    """Return the contest of Chi Lăng, whose one round is over, with people of two branches."""
    bank = stage.bank(code="ngan-hang-chi-lang")
    contest = stage.contest("cua-chi-lang", owner="chi-lang")
    stage.round(contest, bank, opens_at=stage.now - 3 * HOUR, closes_at=stage.now - HOUR)
    stage.contestant("Lò Văn An", contest, "cl-01")
    stage.contestant("Trần Bình", contest, "cao-01")
    with transaction(stage.session) as session:
        session.execute(sa.update(BankRecord).values(owner_unit_id=stage.units["chi-lang"].id))
    return contest


@pytest.fixture
def person(stage: Stage) -> int:
    """Return the person who tries the doors."""
    return stage.person("Phạm Thị Giang").id


@pytest.fixture
def own(stage: Stage, contest: Contest, person: int) -> Ground:
    """Return what belongs to Chi Lăng, and the files that the person has uploaded."""
    return Ground(
        {
            "slug": contest.slug,
            "number": 1,
            "code": "ngan-hang-chi-lang",
            "organizer.tree:code": "tinh",
            "organizer.reorganise:code": "tinh",
            "organizer.reorganise_units:code": "tinh",
            "act": "doi-ten",
            "item": "T-001",
            "kind": "png",
            "form": "csv",
            "participation": _participation(stage, contest, "cl-01"),
            "ref": "KHONGCO",
            "headcount": _headcount(stage, "cl-01"),
            **_staged(stage, person),
        }
    )


@pytest.fixture
def other(stage: Stage, contest: Contest) -> Ground:
    """Return the same of another organisation, whose people and units are nobody's here."""
    session = stage.session
    with transaction(session):
        tree = UnitTree(code="khac", name="Đảng bộ tỉnh khác")
        session.add(tree)
        session.flush()
        unit = Unit(
            tree_id=tree.id,
            code="khac",
            name="Đảng bộ tỉnh khác",
            kind="tinh_uy",
            path="",
            sort_key="",
            folded="",
        )
        session.add(unit)
        session.flush()
        unit.path = f"{unit.id}."
    stage.units["khac"] = unit
    theirs = stage.contest("cua-noi-khac", owner="khac")
    with transaction(session):
        theirs.tree_id = tree.id
    bank = stage.bank(code="ngan-hang-noi-khac")
    with transaction(session):
        record = session.get_one(BankRecord, bank.bank_id)
        record.owner_unit_id = unit.id
    stage.round(theirs, bank, opens_at=stage.now - 3 * HOUR, closes_at=stage.now - HOUR)
    stage.contestant("Nông Dũng", theirs, "khac")
    return Ground(
        {
            "slug": theirs.slug,
            "number": 1,
            "code": "ngan-hang-noi-khac",
            "organizer.tree:code": "khac",
            "organizer.reorganise:code": "khac",
            "organizer.reorganise_units:code": "khac",
            "act": "doi-ten",
            "item": "T-001",
            "kind": "png",
            "form": "csv",
            "participation": _participation(stage, theirs, "khac"),
            "ref": "KHONGCO",
            "headcount": _headcount(stage, "khac"),
            **_staged(stage, stage.person("Nông Hạnh").id),
        }
    )


def _participation(stage: Stage, contest: Contest, unit: str) -> int:
    return stage.session.execute(
        sa.select(Participation.id).where(
            Participation.contest_id == contest.id, Participation.unit_id == stage.units[unit].id
        )
    ).scalar_one()


def _headcount(stage: Stage, unit: str) -> int:
    with transaction(stage.session) as session:
        row = Headcount(
            unit_id=stage.units[unit].id,
            kind="dang_vien",
            day=date(2026, 1, 1),
            people=12,
            declared_at=stage.now,
        )
        session.add(row)
        session.flush()
        return row.id


def _staged(stage: Stage, person: int) -> dict[str, str]:
    """Upload one file for each purpose; it need not be a good one."""
    refs = {}
    head = BankHead("ngan-hang", "Ngân hàng", "vi", "")
    empty = as_json(packed(Table(())))
    with transaction(stage.session) as session:
        for desk, purpose, data in (
            ("organizer", "bank", as_json(Reading(head, drafts_of(items(1)), ()))),
            ("organizer", "contest", as_json(Values({}, {}, ()))),
            ("organizer", "picture", b"x"),
            ("organizer", "units", empty),
            ("unit", "people", empty),
        ):
            ref = f"{purpose}-{person}"
            options = {"code": "", "title": "", "tree": "tinh", "tree_name": "", "kind": ""}
            if purpose == "picture":
                options["kind"] = "png"
            session.add(
                StagedFile(
                    ref=ref,
                    purpose=purpose,
                    filename="x.csv",
                    data=data,
                    options=options,
                    person_id=person,
                    created_at=stage.now,
                )
            )
            doors = [f"preview_{purpose}", f"load_{purpose}", f"staged_{purpose}_file"]
            if purpose == "bank":
                doors += ["reading_progress", "read_bank_again"]
            refs |= {f"{desk}.{door}:ref": ref for door in doors}
    return refs


@dataclass
class Visitor:
    """Somebody in front of the doors."""

    app: Flask
    stage: Stage
    browser: FlaskClient
    person: int

    def appoint(self, role: Role) -> None:
        """Get a role under Chi Lăng."""
        with transaction(self.stage.session) as session:
            session.add(
                RoleGrant(
                    person_id=self.person,
                    role=role,
                    unit_id=self.stage.units["chi-lang"].id,
                    created_at=self.stage.now,
                )
            )

    def opened(self, ground: Ground, *, fenced: bool = False, **more: str) -> set[str]:
        """Return the doors that open on a ground; ``fenced`` leaves out those of nobody's."""
        return {
            rule.endpoint
            for rule, method in doors(self.app)
            if (rule.arguments - UNFENCED or not fenced)
            and self._lets_in(method, ground.address(self.app, rule), more)
        }

    def _lets_in(self, method: str, address: str, more: Mapping[str, str]) -> bool:
        """Whether a page says anything but that there is no such thing, or not for this person."""
        sent = {"query_string": more} if method == "GET" else {"data": {**FILLED, **more}}
        with self.browser.open(address, method=method, **sent) as answer:
            assert answer.status_code < 500, address
            to_sign_in = answer.headers.get("Location", "").startswith("/dang-nhap")
            return answer.status_code not in {401, 403, 404} and not to_sign_in


@pytest.fixture
def giang(app: Flask, stage: Stage, contest: Contest, person: int) -> Visitor:
    """Return a person who is signed in and has no role yet."""
    with transaction(stage.session) as session:
        accounts.open_account(
            session,
            person_id=person,
            login_name="giang",
            password=PASSWORD,
            passwords=app.extensions["passwords"],
            now=stage.now,
        )
    browser = app.test_client()
    browser.post("/dang-nhap", data={"login": "giang", "password": PASSWORD})
    return Visitor(app, stage, browser, person)


def doors(app: Flask) -> Iterator[tuple[Rule, str]]:
    """Yield every way to knock at a staff page: the route and the method."""
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.endpoint):
        if rule.endpoint.partition(".")[0] in DESKS:
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                yield rule, method


@pytest.mark.parametrize("role", STAFF_ROLES)
def test_a_role_opens_its_own_doors_and_no_other(giang, own, role):
    giang.appoint(role)
    assert giang.opened(own) == {door for door, roles in DOORS.items() if role in roles}


@pytest.mark.parametrize("role", STAFF_ROLES)
def test_no_role_opens_a_door_on_anothers_ground(giang, other, role):
    giang.appoint(role)
    assert giang.opened(other, fenced=True) == set()


def test_an_officer_opens_nothing_of_the_branch_beside(giang, own, contest):
    giang.appoint(Role.UNIT_OFFICER)
    theirs = _participation(giang.stage, contest, "cao-01")
    count = _headcount(giang.stage, "cao-01")
    beside = Ground({**own.values, "participation": theirs, "headcount": count})
    assert giang.opened(beside, fenced=True, **{"don-vi": "cao-01"}) == set()


def test_who_has_no_role_opens_no_door(giang, own):
    giang.appoint(Role.CONTESTANT)
    assert giang.opened(own) == set()


def test_who_is_not_signed_in_opens_no_door(app, stage, client, own):
    assert Visitor(app, stage, client, 0).opened(own) == set()


def test_every_door_has_been_thought_about(app):
    assert {rule.endpoint for rule, _ in doors(app)} == set(DOORS)
    assert all(DOORS.values())
