"""The reform of units: new names, mergers and divisions, with every old contest left as it was."""

from datetime import date

import pytest
import sqlalchemy as sa

from quiz.database import transaction
from quiz.domain.permissions import Role
from quiz.models import AuditLine, Participation, Unit, UnitPast, UnitSuccessor
from quiz.services import boards, units
from quiz.services.actor import OPERATOR, Actor, Grant
from quiz.services.people import people_of
from quiz.services.refusal import Refusal
from quiz.services.results import preview
from quiz.services.unit_desk import desk
from quiz.services.unit_nodes import nodes_of
from quiz.services.unit_paths import unit_paths
from quiz.services.units import NewUnit
from tests.scripted import OVER, Script, later_round, script
from tests.stage import Stage

REFORM = date(2026, 7, 1)
BEFORE, AFTER = date(2026, 6, 30), REFORM
LANG_SON = NewUnit("lang-son", "Đảng bộ xã Lạng Sơn")


def act(stage: Stage, what, /, **more):
    options = {"actor": OPERATOR, "now": stage.now, "tree_code": "tinh", "day": REFORM, **more}
    with transaction(stage.session):
        return what(stage.session, **options)


def refused(stage: Stage, what, /, **more) -> str:
    with pytest.raises(Refusal) as refusal:
        act(stage, what, **more)
    stage.session.rollback()
    return refusal.value.code


def merge(stage: Stage, **more):
    return act(stage, units.merge_units, codes=["chi-lang", "cao-loc"], into=LANG_SON, **more)


def contest_of(stage: Stage, day: date):
    contest = stage.contest(f"cuoc-thi-{day}")
    with transaction(stage.session):
        contest.tree_day = day
    return contest


def tree_of(stage: Stage, contest) -> dict[str, str | None]:
    found = nodes_of(stage.session, contest.id)
    return {
        found.codes[node.id]: node.parent and found.codes[node.parent]
        for node in found.nodes
        if node.kind != "unaffiliated"
    }


OLD_TREE = {
    "tinh": None,
    "chi-lang": "tinh",
    "cao-loc": "tinh",
    "cl-01": "chi-lang",
    "cao-01": "cao-loc",
}


def test_a_merger_gives_a_new_unit_everything_below_the_old_ones(stage: Stage):
    done = merge(stage)
    assert (done.ended, done.made, done.moved) == (2, 1, 2)
    assert tree_of(stage, contest_of(stage, AFTER)) == {
        "tinh": None,
        "lang-son": "tinh",
        "cl-01": "lang-son",
        "cao-01": "lang-son",
    }


def test_a_contest_that_pins_a_day_before_keeps_the_old_tree(stage: Stage):
    merge(stage)
    contest = contest_of(stage, BEFORE)
    assert tree_of(stage, contest) == OLD_TREE
    paths = unit_paths(stage.session, contest.id)
    assert paths[stage.units["cl-01"].id].way == (
        "Đảng bộ tỉnh › Đảng bộ huyện Chi Lăng › Chi bộ Trường THPT Chi Lăng"
    )


def test_a_unit_may_go_on_and_take_the_others_in(stage: Stage):
    done = act(stage, units.merge_units, codes=["cao-loc"], into=NewUnit("chi-lang"))
    assert (done.ended, done.made) == (1, 0)
    assert tree_of(stage, contest_of(stage, AFTER))["cao-01"] == "chi-lang"


def test_a_division_gives_each_part_what_is_named_and_the_first_the_rest(stage: Stage):
    parts = [NewUnit("bac", "Xã Bắc"), NewUnit("nam", "Xã Nam", ("cl-01",))]
    done = act(stage, units.split_unit, code="chi-lang", parts=parts)
    assert (done.ended, done.made, done.moved) == (1, 2, 1)
    found = tree_of(stage, contest_of(stage, AFTER))
    assert (found["cl-01"], found["bac"], "chi-lang" in found) == ("nam", "tinh", False)
    successors = stage.session.scalars(sa.select(UnitSuccessor.successor_id)).all()
    assert len(successors) == 2


def test_a_part_may_leave_a_unit_that_goes_on(stage: Stage):
    parts = [NewUnit("chi-lang"), NewUnit("nam", "Xã Nam", ("cl-01",))]
    assert act(stage, units.split_unit, code="chi-lang", parts=parts).ended == 0
    found = tree_of(stage, contest_of(stage, AFTER))
    assert (found["cl-01"], found["chi-lang"]) == ("nam", "tinh")


@pytest.mark.parametrize(
    ("day", "name"),
    [(BEFORE, "Chi bộ Trường THPT Chi Lăng"), (AFTER, "Chi bộ Trường THPT Chi Lăng A")],
)
def test_a_contest_calls_a_unit_as_it_was_called_on_its_day(stage: Stage, day: date, name: str):
    act(stage, units.rename_unit, code="cl-01", name="Chi bộ Trường THPT Chi Lăng A")
    contest = contest_of(stage, day)
    stage.contestant("Lò Văn An", contest, "cl-01")
    found = people_of(stage.session, actor=OPERATOR, contest=contest, unit=stage.units["chi-lang"])
    assert [person.unit_name for person in found.people] == [name]
    assert unit_paths(stage.session, contest.id)[stage.units["cl-01"].id].name == name


def test_every_name_of_a_unit_is_found_for_its_own_days(stage: Stage):
    for month, name in ((3, "Hai"), (6, "Ba"), (9, "Bốn")):
        act(stage, units.rename_unit, code="cl-01", name=name, day=date(2026, month, 1))
    days = [date(2026, 2, 28), date(2026, 3, 1), date(2026, 5, 31), date(2026, 6, 1), REFORM]
    names = [
        unit_paths(stage.session, contest_of(stage, day).id)[stage.units["cl-01"].id].name
        for day in days
    ]
    assert names == ["Chi bộ Trường THPT Chi Lăng", "Hai", "Hai", "Ba", "Ba"]


def test_two_acts_of_one_day_have_one_state_before_them(stage: Stage):
    act(stage, units.move_unit, code="cl-01", parent="cao-loc")
    act(stage, units.rename_unit, code="cl-01", name="Chi bộ Trường THPT Số 1")
    pasts = stage.session.execute(sa.select(UnitPast.name, UnitPast.parent_id)).all()
    assert [tuple(past) for past in pasts] == [
        ("Chi bộ Trường THPT Chi Lăng", stage.units["chi-lang"].id)
    ]


def test_the_board_of_an_old_contest_keeps_names_and_places(stage: Stage):
    contest = contest_of(stage, BEFORE)
    round_ = stage.round(contest, stage.bank())
    merge(stage)
    act(stage, units.rename_unit, code="cl-01", name="Chi bộ Trường THPT Số 1")
    definition = stage.definition(round_)
    with transaction(stage.session):
        boards.refresh(stage.session, definition, now=stage.now)
    top = boards.unit_board(stage.session, definition)
    assert {row.name for row in top.rows} >= {"Đảng bộ huyện Chi Lăng", "Đảng bộ huyện Cao Lộc"}
    level = boards.unit_board(stage.session, definition, code="chi-lang")
    assert [row.name for row in level.rows] == ["Chi bộ Trường THPT Chi Lăng"]
    assert [name for _, name in level.way] == ["Đảng bộ tỉnh", "Đảng bộ huyện Chi Lăng"]


@pytest.mark.parametrize(
    ("day", "code", "moved"), [(BEFORE, "chi-lang", 0), (AFTER, "lang-son", 1)]
)
def test_who_is_listed_counts_for_the_unit_of_the_day_of_the_contest(stage, day, code, moved):
    contest = contest_of(stage, day)
    person = stage.contestant("Vi Thị Chi", contest, "chi-lang")
    assert merge(stage).people == moved
    stage.session.expire_all()
    unit = stage.session.get_one(Unit, stage.session.get_one(Participation, person.id).unit_id)
    assert unit.code == code


def test_the_desk_of_a_unit_goes_on_for_a_contest_from_before_it_ended(stage: Stage):
    contest = contest_of(stage, BEFORE)
    stage.contestant("Lò Văn An", contest, "cl-01")
    unit = stage.units["chi-lang"]
    officer = Actor(None, "Dũng", (Grant(Role.UNIT_OFFICER, unit.id, unit.path, unit.tree_id),))
    merge(stage)
    found = desk(stage.session, actor=officer, contest=contest)
    assert found.unit.code == "chi-lang"
    assert [(line.code, line.tally.people) for line in found.children] == [("cl-01", 1)]


def test_units_are_found_by_the_names_that_are_now_above_them(stage: Stage):
    merge(stage)
    hits = units.search(stage.session, stage.tree.id, "thpt lang son", AFTER)
    assert [hit.code for hit in hits] == ["cl-01"]


def test_what_was_done_for_a_merged_unit_counts_for_its_heir(stage: Stage):
    """The tree is pinned after the merger, which is written down only after the first round."""
    contest = contest_of(stage, AFTER)
    merge(stage)
    found = nodes_of(stage.session, contest.id)
    heir = next(node for node in found.nodes if found.codes[node.id] == "lang-son")
    assert {found.codes[old] for old in heir.heir_of} == {"chi-lang", "cao-loc"}


def ranked_units(scripted: Script) -> dict[str, tuple[int, int]]:
    """Return people and attempts of every unit that somebody took a round for, by its code."""
    stage, number = scripted.stage, scripted.round.number
    found = preview(
        stage.session,
        actor=OPERATOR,
        now=stage.now + OVER,
        slug=scripted.contest.slug,
        number=number,
        catalogue=stage.catalogue,
    )
    codes = nodes_of(stage.session, scripted.contest.id).codes
    return {
        codes[line.unit_id]: (line.people, line.attempts) for line in found.units if line.people
    }


@pytest.mark.parametrize(
    ("day", "first", "second"),
    [
        (BEFORE, {"chi-lang": (1, 1), "cao-loc": (1, 1)}, {"chi-lang": (1, 1), "cao-loc": (1, 1)}),
        (AFTER, {"lang-son": (2, 2)}, {"lang-son": (2, 2)}),
    ],
)
def test_a_merger_between_two_rounds_leaves_both_with_the_units_of_the_contests_day(
    stage: Stage, day: date, first: dict, second: dict
):
    """Whoever took part for a district itself, which the merger ends, is counted with it."""
    scripted = script(stage)
    with transaction(stage.session):
        scripted.contest.tree_day = day
    scripted.takes("An", correct=4, unit="chi-lang")
    scripted.takes("Bình", correct=3, unit="cao-loc")
    merge(stage)
    following = later_round(scripted, 2)
    following.takes("An", correct=2)
    following.takes("Bình", correct=1)
    for taken, expected in ((scripted, first), (following, second)):
        assert ranked_units(taken) == expected | {"tinh": (2, 2)}


def test_what_was_done_for_a_divided_unit_counts_for_the_one_above(stage: Stage):
    contest = contest_of(stage, AFTER)
    parts = [NewUnit("bac", "Xã Bắc"), NewUnit("nam", "Xã Nam")]
    act(stage, units.split_unit, code="chi-lang", parts=parts)
    found = nodes_of(stage.session, contest.id)
    inherited = {found.codes[node.id]: node.heir_of for node in found.nodes if node.heir_of}
    assert inherited == {"tinh": (stage.units["chi-lang"].id,)}


MERGE = {"codes": ["chi-lang", "cao-loc"], "into": LANG_SON}


@pytest.mark.parametrize(
    ("what", "options", "code"),
    [
        (units.merge_units, MERGE | {"day": date(2027, 1, 1)}, "day_ahead"),
        (units.merge_units, MERGE | {"codes": ["chi-lang"]}, "units_too_few"),
        (units.merge_units, MERGE | {"codes": ["chi-lang", "chi-lang"]}, "units_too_few"),
        (units.merge_units, MERGE | {"codes": ["chi-lang", "cl-01"]}, "units_nested"),
        (units.merge_units, MERGE | {"codes": ["tinh", "cl-01"]}, "unit_is_root"),
        (units.merge_units, MERGE | {"codes": ["khong-thuoc", "cl-01"]}, "unit_not_here"),
        (units.merge_units, MERGE | {"into": NewUnit("cl-01")}, "unit_below_itself_act"),
        (units.merge_units, MERGE | {"into": NewUnit("moi", " ")}, "unit_name_missing"),
        (units.merge_units, MERGE | {"into": NewUnit("mã mới", "x")}, "unit_code_wrong"),
        (units.split_unit, {"code": "chi-lang", "parts": [NewUnit("a", "A")]}, "parts_too_few"),
        (
            units.split_unit,
            {
                "code": "chi-lang",
                "parts": [NewUnit("a", "A", ("cl-01",)), NewUnit("b", "B", ("cl-01",))],
            },
            "unit_not_below",
        ),
        (units.move_unit, {"code": "chi-lang", "parent": "cl-01"}, "unit_below_itself_act"),
        (units.move_unit, {"code": "cl-01", "parent": "chi-lang"}, "unit_there_already"),
        (units.move_unit, {"code": "tinh", "parent": "chi-lang"}, "unit_is_root"),
        (units.close_unit, {"code": "chi-lang"}, "unit_not_empty"),
        (units.close_unit, {"code": "tinh"}, "unit_is_root"),
        (units.rename_unit, {"code": "cl-01", "name": " "}, "unit_name_missing"),
        (units.rename_unit, {"code": "tinh", "name": "Đảng bộ tỉnh"}, "unit_name_same"),
    ],
)
def test_what_would_break_the_tree_is_refused(stage: Stage, what, options, code: str):
    assert refused(stage, what, **options) == code
    assert tree_of(stage, contest_of(stage, AFTER)) == OLD_TREE


def test_changes_are_written_down_in_the_order_of_their_days(stage: Stage):
    act(stage, units.rename_unit, code="cl-01", name="Số 1")
    assert refused(stage, units.rename_unit, code="cl-01", name="Số 2", day=BEFORE) == (
        "unit_changed_later"
    )


def test_an_ended_unit_changes_no_more(stage: Stage):
    merge(stage)
    assert refused(stage, units.rename_unit, code="chi-lang", name="x") == "unit_not_standing"


def test_who_is_listed_at_a_closed_unit_waits_for_a_new_list(stage: Stage):
    for day in (BEFORE, AFTER):
        stage.contestant(f"An {day}", contest_of(stage, day), "cl-01")
    done = act(stage, units.close_unit, code="cl-01")
    assert (done.ended, done.people, done.waiting) == (1, 0, 1)
    assert "cl-01" not in tree_of(stage, contest_of(stage, date(2026, 7, 2)))


def test_an_organizer_reorganises_the_own_branch_only(stage: Stage):
    unit = stage.units["chi-lang"]
    ours = Actor(None, "Hạnh", (Grant(Role.ORGANIZER, unit.id, unit.path, unit.tree_id),))
    act(stage, units.rename_unit, actor=ours, code="cl-01", name="Số 1")
    assert refused(stage, units.rename_unit, actor=ours, code="cao-01", name="x") == "unit_not_here"
    assert refused(stage, units.merge_units, actor=ours, **MERGE) == "unit_not_here"
    assert refused(stage, units.move_unit, actor=ours, code="cl-01", parent="cao-loc") == (
        "unit_not_here"
    )


def test_every_act_is_an_audit_line(stage: Stage):
    merge(stage)
    line = stage.session.scalars(sa.select(AuditLine)).one()
    assert (line.action, line.data["into"], line.data["day"]) == (
        "unit.merge",
        "lang-son",
        "2026-07-01",
    )


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE unit_past SET name = 'x'",
        "DELETE FROM unit_past",
        "INSERT INTO unit_successor (unit_id, successor_id)"
        " SELECT s.successor_id, s.unit_id FROM unit_successor s",
        "INSERT INTO unit_successor (unit_id, successor_id)"
        " SELECT s.unit_id, s.unit_id FROM unit_successor s",
    ],
)
def test_the_database_itself_keeps_what_was(stage: Stage, statement: str):
    merge(stage)
    with pytest.raises(sa.exc.DatabaseError), transaction(stage.session):
        stage.session.execute(sa.text(statement))


def test_kinds_are_counted_as_they_were_on_a_day(stage: Stage):
    merge(stage)
    assert units.kinds_on(stage.session, stage.tree.id, BEFORE) == {
        "tinh_uy": 1,
        "huyen_uy": 2,
        "chi_bo": 2,
    }
