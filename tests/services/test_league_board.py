"""All units of a kind on one board, wherever they stand: a league by itself."""

from datetime import date

import pytest

from quiz.database import transaction
from quiz.services import boards, units
from quiz.services.actor import OPERATOR
from quiz.services.refusal import NotYours
from tests.services.test_unit_desk import take
from tests.stage import Stage


@pytest.fixture
def definition(stage: Stage):
    contest = stage.contest()
    units = {"among": "kind", "order": ["people"]}
    round_ = stage.round(contest, stage.bank(), units=units)
    for name, unit in {"An": "cao-01", "Bình": "cao-01", "Chi": "cl-01"}.items():
        take(stage, stage.contestant(name, contest, unit), round_)
    definition = stage.definition(round_)
    with transaction(stage.session) as session:
        boards.refresh(session, definition, now=stage.now)
    return definition


def test_units_of_a_kind_stand_in_the_order_of_their_ranks(stage: Stage, definition):
    found = boards.league_board(stage.session, definition, "chi_bo")
    lines = [(row.code, row.rank, row.people, row.attempts) for row in found.rows]
    assert lines == [("cao-01", 1, 2, 2), ("cl-01", 2, 1, 1)]


def test_a_unit_of_few_people_is_not_averaged(stage: Stage, definition):
    found = boards.league_board(stage.session, definition, "chi_bo")
    assert [row.average for row in found.rows] == [None, None]


@pytest.mark.parametrize(("kind", "page"), [("khong_co", 1), ("unaffiliated", 1), ("chi_bo", 2)])
def test_what_is_on_no_board_is_not_there(stage: Stage, definition, kind: str, page: int):
    with pytest.raises(NotYours):
        boards.league_board(stage.session, definition, kind, page=page)


def test_a_unit_is_in_the_league_of_its_kind_on_the_day(stage: Stage, definition):
    with transaction(stage.session) as session:
        units.rename_unit(
            session,
            actor=OPERATOR,
            now=stage.now,
            tree_code="tinh",
            code="cl-01",
            name="Đảng bộ cơ sở",
            kind="dang_bo",
            day=date(2026, 7, 1),
        )
    found = boards.league_board(stage.session, definition, "chi_bo")
    assert [row.code for row in found.rows] == ["cao-01", "cl-01"]
    with pytest.raises(NotYours):
        boards.league_board(stage.session, definition, "dang_bo")
