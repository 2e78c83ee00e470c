"""All units of a kind on one board, wherever they stand: a league by itself."""

from datetime import date

import pytest

from quiz.database import transaction
from quiz.services import boards, units
from quiz.services.actor import OPERATOR
from quiz.services.refusal import NotYours
from tests.services.test_boards import add_units, statements_of
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


def test_the_kinds_are_those_of_several_units_from_the_top_down_on_the_day(
    stage: Stage, definition
):
    assert boards.league_kinds(stage.session, definition) == ("huyen_uy", "chi_bo")
    with transaction(stage.session) as session:
        for code in ("cl-01", "cao-01"):
            units.rename_unit(
                session,
                actor=OPERATOR,
                now=stage.now,
                tree_code="tinh",
                code=code,
                name=f"Đảng bộ {code}",
                kind="dang_bo",
                day=date(2026, 7, 1),
            )
    assert boards.league_kinds(stage.session, definition) == ("huyen_uy", "chi_bo")
    above = boards.league_board(stage.session, definition, "chi_bo").above
    names = {stage.units[code].id: above[stage.units[code].id] for code in ("cl-01", "cao-01")}
    assert list(names.values()) == ["Đảng bộ huyện Chi Lăng", "Đảng bộ huyện Cao Lộc"]
    assert boards.league_board(stage.session, definition, "huyen_uy").above == {}


@pytest.mark.parametrize(
    ("way", "kind", "found"),
    [
        (("tinh", "chi-lang", "cl-01"), "chi_bo", ("cl-01", 2)),
        (("tinh", "chi-lang", "cl-01"), "huyen_uy", ("chi-lang", 2)),
        (("tinh", "chi-lang"), "chi_bo", None),
        ((), "chi_bo", None),
    ],
)
def test_the_units_of_a_path_have_a_place_in_the_league_of_their_kind(
    stage: Stage, definition, way, kind, found
):
    path = [stage.units[code].id for code in way]
    place = boards.league_place(stage.session, definition, kind, path)
    assert (place and (place.row.code, place.row.rank)) == found


def refresh(stage: Stage, definition) -> None:
    with transaction(stage.session) as session:
        boards.refresh(session, definition, now=stage.now)


def test_a_place_is_on_the_page_on_which_the_league_shows_it(stage: Stage, definition):
    add_units(stage, 60)
    refresh(stage, definition)
    for code in ("cao-01", "moi-0", "moi-59"):
        path = [stage.units[code].id]
        place = boards.league_place(stage.session, definition, "chi_bo", path)
        assert place is not None
        found = boards.league_board(stage.session, definition, "chi_bo", page=place.page)
        assert code in {row.code for row in found.rows}
    assert (len(found.rows), found.pages) in {(50, 2), (12, 2)}


def test_a_league_asks_no_more_when_there_are_more_units(stage: Stage, definition):
    path = [stage.units["cl-01"].id]

    def asked() -> list[int]:
        session = stage.session
        return [
            statements_of(stage, lambda: boards.league_kinds(session, definition)),
            statements_of(stage, lambda: boards.league_board(session, definition, "chi_bo")),
            statements_of(stage, lambda: boards.league_place(session, definition, "chi_bo", path)),
        ]

    before = asked()
    add_units(stage, 60)
    refresh(stage, definition)
    assert asked() == before == [1, 2, 2]
