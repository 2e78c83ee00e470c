"""A tree over time: who stands on a day, under what, and for whom a merged unit's people count."""

from datetime import date

import pytest

from quiz.domain.unit_tree import (
    PersonResult,
    UnitNode,
    UnitRecord,
    nearest_of_kind,
    roll_up,
    tallies_of,
    tree_on,
)

REFORM = date(2025, 7, 1)


def merging(**changes):
    """Two districts that ended with the reform, the commune that took their place, and cells."""
    records = {
        "province": UnitRecord(1, None, "T", "t"),
        "first": UnitRecord(2, 1, "A", "a", valid_to=REFORM, successors=(4,)),
        "second": UnitRecord(3, 1, "B", "b", valid_to=REFORM, successors=(4,)),
        "heir": UnitRecord(4, 1, "C", "c", valid_from=REFORM),
        "cell": UnitRecord(5, 2, "A1", "a1"),
    }
    return tuple((records | changes).values())


@pytest.mark.parametrize(
    ("day", "parents", "heirs"),
    [
        (date(2025, 6, 30), {1: None, 2: 1, 3: 1, 5: 2}, {}),
        (REFORM, {1: None, 4: 1, 5: 4}, {4: (2, 3)}),
    ],
)
def test_a_merged_unit_hands_its_branch_and_its_people_to_its_heir(day, parents, heirs):
    nodes = tree_on(day, merging())
    assert {node.id: node.parent for node in nodes} == parents
    assert {node.id: node.heir_of for node in nodes if node.heir_of} == heirs


def test_what_was_done_for_merged_units_counts_for_the_heir():
    nodes = {node.id: node for node in tree_on(REFORM, merging())}
    done = [PersonResult(unit, 1, 500, all_correct=False) for unit in (2, 2, 3, 5, 9)]
    tallies, outside = roll_up(tallies_of(done, {}), nodes)
    assert (tallies[4].people, tallies[1].people, outside) == (4, 4, 1)


def test_an_heir_that_ended_too_is_followed_to_the_one_that_stands():
    later = date(2026, 1, 1)
    records = merging(
        heir=UnitRecord(4, 1, "C", "c", valid_from=REFORM, valid_to=later, successors=(6,)),
        last=UnitRecord(6, 1, "D", "d", valid_from=later),
    )
    assert {node.id: node.heir_of for node in tree_on(later, records)}[6] == (2, 3, 4)


@pytest.mark.parametrize("successors", [(), (4, 3), (2,), (99,)])
def test_a_unit_without_one_heir_leaves_its_branch_to_the_one_above(successors):
    records = merging(first=UnitRecord(2, 1, "A", "a", valid_to=REFORM, successors=successors))
    assert {node.id: node.parent for node in tree_on(REFORM, records)}[5] == 1


@pytest.mark.parametrize("successors", [(4, 3), (2,), (99,)])
def test_what_was_done_for_a_unit_without_one_heir_counts_for_the_one_above(successors):
    records = merging(first=UnitRecord(2, 1, "A", "a", valid_to=REFORM, successors=successors))
    nodes = {node.id: node for node in tree_on(REFORM, records)}
    done = [PersonResult(unit, 1, 500, all_correct=False) for unit in (2, 2, 3)]
    tallies, outside = roll_up(tallies_of(done, {}), nodes)
    assert (tallies[1].people, tallies[4].people, outside) == (3, 1, 0)


def test_what_was_done_for_a_unit_whose_place_nobody_took_counts_for_nobody():
    records = merging(first=UnitRecord(2, 1, "A", "a", valid_to=REFORM))
    nodes = {node.id: node for node in tree_on(REFORM, records)}
    tallies, outside = roll_up(tallies_of([PersonResult(2, 1, 500, all_correct=False)], {}), nodes)
    assert (tallies[1].people, outside) == (0, 1)


def test_a_unit_divided_below_a_merged_one_leaves_its_people_to_the_heir():
    divided = UnitRecord(5, 2, "A1", "a1", valid_to=REFORM, successors=(6, 7))
    parts = {str(id_): UnitRecord(id_, 2, f"A{id_}", "a") for id_ in (6, 7)}
    nodes = {node.id: node for node in tree_on(REFORM, merging(cell=divided, **parts))}
    assert nodes[4].heir_of == (2, 3, 5)


def test_a_divided_root_leaves_its_people_to_nobody():
    records = [
        UnitRecord(1, None, "T", "t", valid_to=REFORM, successors=(2, 3)),
        UnitRecord(2, None, "A", "a"),
        UnitRecord(3, None, "B", "b"),
    ]
    assert [node.heir_of for node in tree_on(REFORM, records)] == [(), ()]


def test_a_unit_that_took_the_place_of_the_one_above_it_does_not_stand_below_itself():
    records = merging(
        first=UnitRecord(2, 1, "A", "a", valid_to=REFORM, successors=(5,)),
        under=UnitRecord(7, 5, "A11", "a11"),
        beside=UnitRecord(8, 2, "A2", "a2"),
    )
    parents = {node.id: node.parent for node in tree_on(REFORM, records)}
    assert (parents[5], parents[7], parents[8]) == (1, 5, 5)


def test_a_merged_unit_is_of_the_kind_of_its_heir():
    records = merging(heir=UnitRecord(4, 1, "C", "c", kind="xa", valid_from=REFORM))
    assert nearest_of_kind("xa", tree_on(REFORM, records)) == {2: 4, 3: 4, 4: 4, 5: 4}


@pytest.mark.parametrize(
    ("own", "below", "headcount", "unconfirmed"),
    [
        ((30, False), ((10, True), (10, True)), 30, False),
        ((30, True), ((10, False), (10, False)), 30, True),
        (None, ((10, False), (10, True)), 20, True),
        (None, ((10, False), (10, False)), 20, False),
        (None, ((10, True), None), None, False),
    ],
)
def test_a_headcount_is_as_confirmed_as_what_it_rests_on(own, below, headcount, unconfirmed):
    nodes = {
        at: UnitNode(at, 1 if at > 1 else None, str(at), *(told or (None,)))
        for at, told in enumerate((own, *below), start=1)
    }
    tallies, _ = roll_up({}, nodes)
    assert (tallies[1].headcount, tallies[1].unconfirmed) == (headcount, unconfirmed)
