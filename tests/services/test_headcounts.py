"""A unit declares how many people it counts; the unit above confirms it."""

from datetime import date

import pytest
import sqlalchemy as sa

from quiz.database import transaction
from quiz.domain.permissions import Role
from quiz.models import AuditLine, Headcount
from quiz.services import units
from quiz.services.actor import OPERATOR, Actor, Grant
from quiz.services.refusal import Refusal
from tests.stage import Stage

DAY = date(2026, 11, 1)


def officer(stage: Stage, code: str, role: Role = Role.UNIT_OFFICER) -> Actor:
    unit = stage.units[code]
    person = stage.person(f"Cán bộ {code}")
    return Actor(person.id, "x", (Grant(role, unit.id, unit.path, unit.tree_id),))


def declare(stage: Stage, actor: Actor, code: str = "cl-01", people: int = 47, day: date = DAY):
    with transaction(stage.session) as session:
        units.declare_headcount(
            session,
            actor=actor,
            now=stage.now,
            unit=stage.units[code],
            kind="dang_vien",
            day=day,
            people=people,
        )


def confirm(stage: Stage, actor: Actor, people: int = 47):
    wanted = stage.session.scalars(sa.select(Headcount.id)).one()
    with transaction(stage.session) as session:
        units.confirm_headcount(
            session, actor=actor, now=stage.now, headcount_id=wanted, people=people
        )


def stored(stage: Stage) -> list[tuple[int, bool]]:
    stage.session.expire_all()
    rows = stage.session.scalars(sa.select(Headcount).order_by(Headcount.day))
    return [(row.people, row.confirmed_at is not None) for row in rows]


def test_what_a_unit_declares_waits_for_the_unit_above(stage: Stage):
    own, above = officer(stage, "cl-01"), officer(stage, "chi-lang")
    declare(stage, own)
    assert stored(stage) == [(47, False)]
    waiting = units.waiting_below(stage.session, above, stage.units["chi-lang"], stage.now)
    assert [(line.unit_code, line.people, line.may_confirm) for line in waiting] == [
        ("cl-01", 47, True)
    ]
    confirm(stage, above)
    assert stored(stage) == [(47, True)]
    line = units.headcounts_of(stage.session, own, stage.units["cl-01"])[0]
    assert (line.declared_by, line.confirmed_by) == ("Cán bộ cl-01", "Cán bộ chi-lang")


@pytest.mark.parametrize(
    ("code", "role", "confirmed"),
    [
        ("cl-01", Role.UNIT_OFFICER, False),
        ("cl-01", Role.ORGANIZER, False),
        ("chi-lang", Role.UNIT_OFFICER, True),
        ("tinh", Role.ORGANIZER, True),
    ],
)
def test_whoever_stands_above_confirms_by_declaring(stage: Stage, code, role, confirmed):
    declare(stage, officer(stage, code, role))
    assert stored(stage) == [(47, confirmed)]


@pytest.mark.parametrize("code", ["cl-01", "cao-loc", "cao-01"])
def test_nobody_else_confirms(stage: Stage, code: str):
    declare(stage, officer(stage, "cl-01"))
    with pytest.raises(Refusal, match="not_found"):
        confirm(stage, officer(stage, code))


def test_a_number_declared_anew_is_confirmed_anew(stage: Stage):
    own, above = officer(stage, "cl-01"), officer(stage, "chi-lang")
    declare(stage, own)
    confirm(stage, above)
    declare(stage, own, people=48)
    assert stored(stage) == [(48, False)]
    with pytest.raises(Refusal, match="headcount_changed"):
        confirm(stage, above, people=47)


def test_the_same_number_again_keeps_its_confirmation(stage: Stage):
    own = officer(stage, "cl-01")
    declare(stage, own)
    confirm(stage, officer(stage, "chi-lang"))
    declare(stage, own)
    assert stored(stage) == [(47, True)]
    assert stage.session.scalar(sa.select(sa.func.count()).select_from(AuditLine)) == 2


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"people": -1}, "headcount_bad"),
        ({"people": 10_000_001}, "headcount_bad"),
        ({"day": date(2026, 11, 22)}, "headcount_ahead"),
        ({"code": "cao-01"}, "not_found"),
        ({"code": "chi-lang"}, "not_found"),
    ],
)
def test_what_cannot_be_declared_is_refused(stage: Stage, options, code):
    with pytest.raises(Refusal, match=code):
        declare(stage, officer(stage, "cl-01"), **options)


def test_the_highest_unit_is_confirmed_by_its_organizer(stage: Stage):
    declare(stage, officer(stage, "tinh"), "tinh")
    assert stored(stage) == [(47, False)]
    confirm(stage, officer(stage, "tinh", Role.ORGANIZER))
    assert stored(stage) == [(47, True)]


def test_the_database_asks_for_a_new_confirmation(stage: Stage):
    declare(stage, OPERATOR)
    with pytest.raises(sa.exc.DatabaseError, match="confirmed anew"), transaction(stage.session):
        stage.session.execute(sa.text("UPDATE headcount SET people = people + 1"))
