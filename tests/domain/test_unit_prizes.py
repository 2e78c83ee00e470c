"""Prizes for units: who competes for them, along which ranking, and what stays open."""

import pytest

from quiz.domain.result import digest_of, result_of
from quiz.domain.unit_prizes import UnitTie, award_units
from quiz.domain.unit_ranking import PersonResult, UnitNode, unit_standings
from quiz.domain.unit_tree import UNAFFILIATED

PRIZES = [{"level": "nhat", "count": 1}, {"level": "nhi", "count": 2}]
# C51: one prize for the school with most contestants, one for the one with most winners.
CROWD = {
    "title": "Trường đông người thi nhất",
    "order": ["people"],
    "prizes": [{"level": "tap_the", "count": 1}],
}
WINNERS = {**CROWD, "title": "Trường nhiều người đạt giải nhất", "order": ["winners"]}


def schools(*people, parent=None, kind=None):
    """Make units 1, 2 … and so many people of each."""
    nodes = [UnitNode(unit, parent, f"{unit}", kind=kind) for unit in range(1, len(people) + 1)]
    results = [
        PersonResult(unit, 1, 100, False, None)
        for unit, count in enumerate(people, start=1)
        for _ in range(count)
    ]
    return nodes, results


@pytest.fixture(scope="session")
def awarded(make_rules):
    """Rank units by people and give PRIZES; return prizes by unit, and all that became of them."""

    def run(nodes, results, **units):
        rules = make_rules(
            ranking=["points"], units={"order": ["people"], "prizes": PRIZES, **units}
        )
        awards = award_units(unit_standings(results, nodes, rules), rules.units)
        return awards.levels, awards

    return run


@pytest.mark.parametrize(
    ("people", "levels", "ties", "left_over"),
    [
        ((5, 4, 3, 2), {1: "nhat", 2: "nhi", 3: "nhi"}, (), ()),
        ((5, 4, 4, 2), {1: "nhat", 2: "nhi", 3: "nhi"}, (), ()),
        ((5, 5, 4), {3: "nhi"}, (UnitTie(1, (1, 2), ("nhat", "nhi")),), ()),
        ((5, 4, 3, 3), {1: "nhat", 2: "nhi"}, (UnitTie(3, (3, 4), ("nhi",)),), ()),
        ((5, 4, 4, 4), {1: "nhat"}, (UnitTie(2, (2, 3, 4), ("nhi", "nhi")),), ()),
        ((5, 4), {1: "nhat", 2: "nhi"}, (), ("nhi",)),
        ((5, 0, 0), {1: "nhat"}, (), ("nhi", "nhi")),
    ],
)
def test_prizes_go_along_the_ranking_of_units_and_never_choose_between_equals(
    awarded, people, levels, ties, left_over
):
    found, awards = awarded(*schools(*people))
    assert found == levels
    assert (awards.ties, awards.left_over) == (ties, left_over)


def test_where_all_levels_are_ranked_the_highest_with_several_units_has_the_prizes(awarded):
    nodes = [
        UnitNode(9, None, "tỉnh"),
        UnitNode(1, 9, "huyện A"),
        UnitNode(2, 9, "huyện B"),
        UnitNode(3, 1, "xã A1"),
        UnitNode(4, 1, "xã A2"),
        UnitNode(8, None, "không thuộc đơn vị nào", league=UNAFFILIATED),
    ]
    results = [PersonResult(unit, 1, 100, False, None) for unit in (3, 3, 4, 2, 8)]
    levels, _ = awarded(nodes, results)
    assert levels == {1: "nhat", 2: "nhi"}
    levels, _ = awarded(nodes, results, kinds=["xã"])
    assert levels == {}


# C45: one prize for the provincial bodies, one for the districts.
def test_each_kind_and_each_league_has_prizes_of_its_own(awarded):
    nodes = [
        UnitNode(1, None, "1", kind="tỉnh"),
        UnitNode(2, None, "2", kind="huyện"),
        UnitNode(3, None, "3", kind="huyện"),
        UnitNode(4, None, "4", kind="huyện", league="bảng B"),
        UnitNode(5, None, "5", kind="huyện", league="bảng B"),
        UnitNode(6, None, "6", kind="tỉnh"),
        UnitNode(7, None, "7", kind="trung ương"),
    ]
    results = [PersonResult(unit, 1, 100, False, None) for unit in (1, 2, 2, 3, 4, 7)]
    levels, awards = awarded(nodes, results, among="kind")
    assert levels == {1: "nhat", 2: "nhat", 3: "nhi", 4: "nhat"}
    assert awards.left_over == ("nhi", "nhi", "nhi", "nhi", "nhi")
    levels, awards = awarded(nodes, results, among="kind", kinds=["tỉnh"])
    assert (levels, awards.left_over) == ({1: "nhat"}, ("nhi", "nhi"))


@pytest.fixture(scope="session")
def two_lists(make_rules):
    """Write rules with the two lists of C51 beside a board by points."""
    return make_rules(
        ranking=["points"],
        prizes=[{"level": "nhat", "count": 1}, {"level": "nhi", "count": 1}],
        units={"order": ["total_points"]},
        unit_prizes=[CROWD, WINNERS],
    )


def contest(entry, **people):
    """Give entries by name: right items and unit."""
    return [entry(name, correct=n, unit=unit) for name, (n, unit) in people.items()]


def test_each_list_ranks_units_by_itself_and_a_unit_may_win_in_several(two_lists, entry):
    nodes, _ = schools(0, 0)
    people = contest(entry, An=(20, 1), Bình=(19, 1), Chi=(18, 2), Dũng=(17, 2), Én=(16, 2))
    result = result_of(people, two_lists, nodes)
    crowd, winners = result.unit_awards
    assert (crowd.title, crowd.levels) == (CROWD["title"], {2: "tap_the"})
    assert (winners.title, winners.levels) == (WINNERS["title"], {1: "tap_the"})
    prizes = {line.unit_id: line.prizes for line in result.units}
    assert prizes == {1: ((WINNERS["title"], "tap_the"),), 2: ((CROWD["title"], "tap_the"),)}


def test_while_a_tie_between_people_is_open_a_list_that_counts_winners_waits(two_lists, entry):
    nodes, _ = schools(0, 0)
    people = contest(entry, An=(20, 1), Bình=(20, 2), Chi=(18, 2))
    crowd, winners = result_of(people, two_lists, nodes).unit_awards
    assert (crowd.waits, crowd.levels) == (False, {2: "tap_the"})
    assert (winners.waits, winners.levels, winners.ties) == (True, {}, ())


def test_prizes_for_units_are_part_of_the_digest_and_without_them_it_is_as_ever(
    make_rules, two_lists, entry
):
    nodes, _ = schools(0, 0)
    people = contest(entry, An=(20, 1), Bình=(19, 2), Chi=(18, 2))
    codes = {1: "A", 2: "B"}
    bare = make_rules(
        **{
            **two_lists.model_dump(mode="json", exclude_defaults=True),
            "unit_prizes": [],
        }
    )

    def digest(rules):
        found = result_of(people, rules, nodes)
        return digest_of(found, rules, contest="a", number=1, codes=codes, rules_digest="0")

    swapped = two_lists.model_copy(update={"unit_prizes": two_lists.unit_prizes[::-1]})
    assert len({digest(rules) for rules in (bare, two_lists, swapped)}) == 3
    assert result_of(people, bare, nodes).unit_awards == ()
