"""A unit officer sees how the own branch goes: how many are listed, have taken part, have not."""

from datetime import date
from fractions import Fraction

import pytest
import sqlalchemy as sa
from sqlalchemy import event

from quiz.database import transaction
from quiz.domain.permissions import Role
from quiz.models import Attempt, Headcount, Participation, RoundResult, Unit
from quiz.services.actor import OPERATOR, Actor, Grant
from quiz.services.people import Show, people_of
from quiz.services.refusal import NotYours
from quiz.services.unit_desk import desk, desk_contests
from tests.stage import Stage


@pytest.fixture
def contest(stage: Stage):
    contest = stage.contest()
    version = stage.bank()
    stage.first = stage.round(contest, version)
    stage.second = stage.round(contest, version, number=2)
    return contest


def officer(stage: Stage, code: str) -> Actor:
    unit = stage.units[code]
    return Actor(None, "Dũng", (Grant(Role.UNIT_OFFICER, unit.id, unit.path, unit.tree_id),))


def take(stage: Stage, participation: Participation, round_) -> None:
    """Store a finished attempt as the rules have recognised it."""
    with transaction(stage.session) as session:
        attempt = Attempt(
            ref=f"{participation.id}-{round_.id}",
            participation_id=participation.id,
            round_id=round_.id,
            number=1,
            number_limit=2,
            unit_id=participation.unit_id,
            form="",
            started_at=stage.now,
            deadline_at=stage.now + 1,
            finished_at=stage.now + 1,
            finish_kind="submitted",
            answers="",
            revision=0,
            save_sequence=0,
            lease=1,
            chain=bytes(32),
            receipt=f"R{participation.id}{round_.id}",
        )
        session.add(attempt)
        session.flush()
        session.add(
            RoundResult(
                participation_id=participation.id,
                round_id=round_.id,
                attempt_id=attempt.id,
                unit_id=participation.unit_id,
                attempts=1,
                perfect_attempts=0,
                points=0,
                correct=0,
                started_at=stage.now,
                finished_at=stage.now,
            )
        )


def count(stage: Stage, unit: str, people: int) -> None:
    with transaction(stage.session) as session:
        session.add(
            Headcount(
                unit_id=stage.units[unit].id,
                kind="dang_vien",
                day=date(2026, 1, 1),
                people=people,
                declared_at=stage.now,
            )
        )


def seen(stage, contest, actor=OPERATOR, **options):
    return desk(stage.session, actor=actor, contest=contest, **options)


def figures(tally):
    return tally.people, tally.registered, tally.taken, tally.not_yet


@pytest.fixture
def cast(stage: Stage, contest):
    """An and Bình below Chi Lăng, Chi right at Chi Lăng, Dũng below Cao Lộc; two took part."""
    people = {
        name: stage.contestant(name, contest, unit)
        for name, unit in {
            "Lò Văn An": "cl-01",
            "Trần Bình": "cl-01",
            "Vi Thị Chi": "chi-lang",
            "Nông Dũng": "cao-01",
        }.items()
    }
    with transaction(stage.session):
        people["Trần Bình"].registered_at = None
        people["Trần Bình"].consent_version = None
    take(stage, people["Lò Văn An"], stage.first)
    take(stage, people["Nông Dũng"], stage.first)
    take(stage, people["Nông Dũng"], stage.second)
    return people


def test_a_branch_counts_everybody_at_and_below_it(stage, contest, cast):
    found = seen(stage, contest, unit_code="chi-lang")
    assert figures(found.whole) == (3, 2, 1, 2)
    assert figures(found.own) == (1, 1, 0, 1)
    assert [(line.number, line.taken) for line in found.rounds] == [(1, 1), (2, 0)]


def test_units_below_are_counted_each_with_its_branch(stage, contest, cast):
    found = seen(stage, contest)
    assert {line.code: figures(line.tally) for line in found.children} == {
        "chi-lang": (3, 2, 1, 2),
        "cao-loc": (1, 1, 1, 0),
        "khong-thuoc": (0, 0, 0, 0),
    }


def test_one_round_is_counted_when_it_is_asked_for(stage, contest, cast):
    assert figures(seen(stage, contest, round_number=2).whole) == (4, 3, 1, 3)
    with pytest.raises(NotYours):
        seen(stage, contest, round_number=3)


def test_the_rate_is_against_the_headcount(stage, contest, cast):
    count(stage, "chi-lang", 40)
    assert seen(stage, contest, unit_code="chi-lang").whole.rate == Fraction(1, 40)
    assert seen(stage, contest, unit_code="cao-loc").whole.rate is None


def test_without_a_headcount_of_its_own_a_unit_has_the_sum_of_those_below(stage, contest):
    count(stage, "cl-01", 15)
    assert seen(stage, contest, unit_code="chi-lang").whole.headcount == 15
    assert seen(stage, contest).whole.headcount is None  # not every unit below has one


def test_an_officer_sees_the_own_branch_and_no_other(stage, contest, cast):
    ours = officer(stage, "chi-lang")
    found = seen(stage, contest, ours)
    assert (found.unit.code, [step.code for step in found.steps]) == ("chi-lang", ["chi-lang"])
    assert [step.code for step in seen(stage, contest, ours, unit_code="cl-01").steps] == [
        "chi-lang",
        "cl-01",
    ]
    for code in ("cao-loc", "cao-01", "tinh", "khong-thuoc"):
        with pytest.raises(NotYours):
            seen(stage, contest, ours, unit_code=code)


def test_an_officer_follows_announced_contests_of_the_own_tree(stage, contest):
    assert desk_contests(stage.session, officer(stage, "cl-01")) == [contest]
    with transaction(stage.session):
        contest.announced_at = None
    assert desk_contests(stage.session, officer(stage, "cl-01")) == []
    assert desk_contests(stage.session, OPERATOR) == [contest]


def test_who_has_not_taken_part_is_listed_for_reminding(stage, contest, cast):
    def names(**options):
        page = people_of(
            stage.session,
            actor=OPERATOR,
            contest=contest,
            unit=stage.units["tinh"],
            show=Show.NOT_TAKEN,
            **options,
        )
        return {line.full_name for line in page.people}

    assert names() == {"Trần Bình", "Vi Thị Chi"}
    assert names(round_id=stage.second.id) == {"Lò Văn An", "Trần Bình", "Vi Thị Chi"}


def test_the_number_of_statements_does_not_grow_with_units_or_people(stage, contest, cast):
    def statements():
        stage.session.rollback()
        ran = []
        engine = stage.session.get_bind()
        event.listen(engine, "before_cursor_execute", lambda *_: ran.append(1))
        seen(stage, contest)
        return len(ran)

    few = statements()
    with transaction(stage.session) as session:
        root = stage.units["tinh"]
        session.execute(
            sa.insert(Unit),
            [
                {
                    "tree_id": root.tree_id,
                    "parent_id": root.id,
                    "code": f"x{number}",
                    "name": f"Đơn vị {number}",
                    "kind": "xa",
                    "path": f"{root.path}{9000 + number}.",
                    "sort_key": f"{number:03}",
                    "folded": "",
                }
                for number in range(60)
            ],
        )
    found = seen(stage, contest)
    assert (len(found.children), found.pages) == (50, 2)
    assert statements() == few
