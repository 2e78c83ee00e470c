from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.domain.entry import Ruling, RulingKind
from quiz.domain.ranking import standings
from quiz.domain.unit_ranking import (
    PersonResult,
    UnitNode,
    UnitReason,
    results_of,
    unit_standings,
)

A, B, C, D = 1, 2, 3, 4
NAMES = {A: "A", B: "B", C: "C", D: "D"}


def people(unit, count, points=0, *, attempts=1, all_correct=False, prize=None):
    return [PersonResult(unit, attempts, points, all_correct, prize)] * count


def units(**headcounts):
    return [UnitNode(number, None, name, headcounts.get(name)) for number, name in NAMES.items()]


def ranked(group):
    return [(row.unit.sort_key, row.rank) for row in group.rows if row.rank is not None]


# S4: people of the unit, and each with the unit's average points.
HAI_DUONG = [
    *people(A, 19, 1950),
    *people(B, 45, 1720),
    *people(C, 80, 1600),
    *people(D, 15, 1900),
]
HALF = [{"participation_rate": 50}]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (["participation_rate", "average_points"], [("C", 1), ("B", 2), ("D", 3)]),
        (["rate_plus_average"], [("B", 1), ("C", 2), ("D", 3)]),
    ],
)
def test_hai_duong_ranks_units_by_rate_and_average_from_half_of_the_staff_up(
    make_rules, order, expected
):
    rules = make_rules(units={"gates": HALF, "order": order})
    (group,) = unit_standings(HAI_DUONG, units(A=40, B=60, C=100, D=30), rules).groups
    assert ranked(group) == expected
    assert group.rows[-1].unit.sort_key == "A"
    assert group.rows[-1].excluded is UnitReason.RATE_TOO_LOW


def test_the_sum_of_rate_and_average_is_the_published_one(make_rules):
    rules = make_rules(units={"order": ["rate_plus_average"]})
    result = unit_standings(HAI_DUONG, units(A=40, B=60, C=100, D=30), rules)
    sums = {row.unit.sort_key: row.values[0][1] for row in result.groups[0].rows}
    assert sums == {"A": 145, "B": 161, "C": 160, "D": 145}
    assert [row.rank for row in result.groups[0].rows] == [1, 2, 3, 3]


def test_what_judges_give_ranks_before_what_is_counted(make_rules):
    rules = make_rules(units={"order": ["judged_points", "people"]})
    units = [
        UnitNode(1, None, "a", judged=850),
        UnitNode(2, None, "b", judged=851),
        UnitNode(3, None, "c", judged=850),
        UnitNode(4, None, "d", judged=10_000),  # with nobody it is not ranked
    ]
    people = [PersonResult(unit, 1, 100, all_correct=False) for unit in (1, 1, 2, 3)]
    rows = unit_standings(people, units, rules).groups[0].rows
    assert [(row.unit.id, row.rank) for row in rows] == [(2, 1), (1, 2), (3, 3), (4, None)]


def test_what_judges_give_may_be_one_criterion_of_several(make_rules):
    earns = [{"by": "people", "first": 10}, {"by": "judged_points", "first": 5}]
    rules = make_rules(units={"order": ["rank_points"], "rank_points": earns})
    units = [UnitNode(1, None, "a", judged=700), UnitNode(2, None, "b", judged=900)]
    people = [PersonResult(unit, 1, 100, all_correct=False) for unit in (1, 1, 2)]
    rows = unit_standings(people, units, rules).groups[0].rows
    assert [int(value) for row in rows for _, value in row.values] == [14, 14]


@pytest.mark.parametrize(
    ("judged", "excluded"), [(799, UnitReason.JUDGED_TOO_LOW), (800, None), (801, None)]
)
def test_a_gate_may_ask_for_what_judges_have_found(make_rules, judged, excluded):
    rules = make_rules(units={"gates": [{"judged_points": 8}], "order": ["people"]})
    unit = UnitNode(A, None, "A", judged=judged)
    assert unit_standings(people(A, 1), [unit], rules).row(A).excluded is excluded


@pytest.mark.parametrize(
    ("headcount", "excluded"),
    [(9, None), (10, None), (11, UnitReason.RATE_TOO_LOW), (None, UnitReason.NO_HEADCOUNT)],
)
def test_exactly_half_of_the_staff_is_enough(make_rules, headcount, excluded):
    rules = make_rules(units={"gates": HALF, "order": ["people"]})
    row = unit_standings(people(A, 5), units(A=headcount), rules).row(A)
    assert row.excluded is excluded


@pytest.mark.parametrize(
    ("headcount", "took_part", "passes"),
    [(49, 15, True), (49, 14, False), (50, 13, True), (50, 12, False), (100, 1, True)],
)
def test_what_must_be_reached_may_depend_on_the_size_of_the_unit(
    make_rules, headcount, took_part, passes
):
    gates = [
        {"participation_rate": 30, "headcount_below": 50},
        {"participation_rate": 25, "headcount_from": 50, "headcount_below": 100},
    ]
    rules = make_rules(units={"gates": gates, "order": ["people"]})
    row = unit_standings(people(A, took_part), units(A=headcount), rules).row(A)
    assert (row.rank == 1) is passes


@pytest.mark.parametrize(
    ("gate", "reason"),
    [
        ({"people": 3}, UnitReason.TOO_FEW_PEOPLE),
        ({"attempts": 5}, UnitReason.TOO_FEW_ATTEMPTS),
        ({"winners": 2}, UnitReason.TOO_FEW_WINNERS),
        ({"people": 2, "attempts": 4, "winners": 1}, None),
    ],
)
def test_a_unit_below_a_gate_is_listed_with_the_reason(make_rules, gate, reason):
    rules = make_rules(units={"gates": [gate], "order": ["people"]})
    results = [*people(A, 1, attempts=3, prize="nhat"), *people(A, 1)]
    assert unit_standings(results, units(), rules).row(A).excluded is reason


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("participation_rate", Fraction(1, 2)),
        ("average_points", 1500),
        ("people", 2),
        ("attempts", 4),
        ("total_points", 3000),
        ("all_correct_people", 1),
        ("winners", 1),
        ("rate_plus_average", 125),
        ("rate_plus_prizes", 60),
    ],
)
def test_units_are_compared_by_what_the_rules_name(make_rules, key, value):
    rules = make_rules(
        ranking=["points"],
        prizes=[{"level": "nhat", "count": 1, "unit_points": 10}],
        units={"order": [key]},
    )
    results = [
        *people(A, 1, 2000, attempts=3, all_correct=True, prize="nhat"),
        *people(A, 1, 1000),
    ]
    assert unit_standings(results, units(A=4), rules).row(A).values == ((key, value),)


BEST_TWO = {"order": ["best_points"], "best": 2}


@pytest.mark.parametrize(
    ("points", "best"),
    [((900,), 900), ((900, 500), 1400), ((500, 900, 700), 1600), ((500, 500, 500), 1000)],
)
def test_only_the_best_people_of_a_unit_add_their_points(make_rules, points, best):
    results = [line for one in points for line in people(A, 1, one)]
    row = unit_standings(results, units(), make_rules(units=BEST_TWO)).row(A)
    assert row.values == (("best_points", best),)


def test_the_best_people_are_those_of_the_whole_branch(make_rules):
    results = [*people(CELL, 3, 800), *people(CAO_LOC, 1, 900), *people(CHI_LANG, 1, 1000)]
    result = unit_standings(results, TREE, make_rules(units=BEST_TWO))
    best = {unit.id: result.row(unit.id).values[0][1] for unit in TREE}
    assert best == {CELL: 1600, CAO_LOC: 1700, CHI_LANG: 1000, PROVINCE: 1900}


# C44: the ten best by each criterion, neighbours a point apart, the first criterion from 10 down.
DONG_NAI = {
    "order": ["rank_points", "people"],
    "rank_points": [
        {"by": "people", "first": 10},
        {"by": "total_points", "first": 8},
        {"by": "attempts", "first": 6},
    ],
}


def test_dong_nai_adds_what_the_rank_by_each_criterion_earns(make_rules):
    results = [
        *people(A, 4, 500, attempts=1),
        *people(B, 3, 900, attempts=1),
        *people(C, 2, 900, attempts=9),
        *people(D, 1, 900, attempts=1),
    ]
    (group,) = unit_standings(results, units(), make_rules(units=DONG_NAI)).groups
    earned = {row.unit.sort_key: row.values[0][1] for row in group.rows}
    assert earned == {"A": 10 + 7 + 5, "B": 9 + 8 + 4, "C": 8 + 6 + 6, "D": 7 + 5 + 3}
    assert ranked(group) == [("A", 1), ("B", 2), ("C", 3), ("D", 4)]


@pytest.mark.parametrize(
    ("counts", "earned"),
    [
        ((5, 5, 3, 1), {"A": 2, "B": 2, "C": 0, "D": 0}),
        ((5, 4, 4, 1), {"A": 2, "B": 1, "C": 1, "D": 0}),
        ((5, 4, 3, 2), {"A": 2, "B": 1, "C": 0, "D": 0}),
    ],
)
def test_equals_earn_the_same_and_beyond_the_last_rank_nothing_is_earned(
    make_rules, counts, earned
):
    rules = make_rules(
        units={"order": ["rank_points"], "rank_points": [{"by": "people", "first": 2}]}
    )
    results = [line for unit, n in zip(NAMES, counts, strict=True) for line in people(unit, n)]
    (group,) = unit_standings(results, units(), rules).groups
    assert {row.unit.sort_key: row.values[0][1] for row in group.rows} == earned


def test_who_has_nothing_to_compare_earns_nothing(make_rules):
    rules = make_rules(
        units={"order": ["rank_points"], "rank_points": [{"by": "winners", "first": 10}]}
    )
    results = [*people(A, 1, prize="nhat"), *people(B, 1)]
    result = unit_standings(results, units(), rules)
    assert (result.row(A).values[0][1], result.row(B).values[0][1]) == (10, 0)


def test_a_unit_that_failed_a_gate_takes_no_rank_from_the_others(make_rules):
    rules = make_rules(units={**DONG_NAI, "gates": [{"winners": 1}]})
    results = [*people(A, 9), *people(B, 2, prize="nhat")]
    row = unit_standings(results, units(), rules).row(B)
    assert row.values[0] == ("rank_points", 10 + 6)


def test_rank_points_by_rate_need_a_headcount(make_rules):
    rules = make_rules(
        units={
            "order": ["rank_points"],
            "rank_points": [{"by": "participation_rate", "first": 10}],
        }
    )
    row = unit_standings(people(A, 5), units(), rules).row(A)
    assert row.excluded is UnitReason.NO_HEADCOUNT


@pytest.mark.parametrize(
    ("took_part", "winners", "reason"),
    [
        (5, 1, None),
        (4, 1, UnitReason.RATE_TOO_LOW),
        (5, 0, UnitReason.TOO_FEW_WINNERS),
    ],
)
def test_dak_lak_asks_for_everybody_and_a_winner(make_rules, took_part, winners, reason):
    gates = [{"participation_rate": 100, "winners": 1}]
    rules = make_rules(units={"gates": gates, "order": ["participation_rate"]})
    results = [*people(A, winners, prize="nhat"), *people(A, took_part - winners)]
    assert unit_standings(results, units(A=5), rules).row(A).excluded is reason


PROVINCE, CAO_LOC, CHI_LANG, CELL = 10, 11, 12, 13
TREE = [
    UnitNode(PROVINCE, None, "tỉnh", kind="tỉnh"),
    UnitNode(CAO_LOC, PROVINCE, "cao lộc", kind="huyện"),
    UnitNode(CHI_LANG, PROVINCE, "chi lăng", 30, kind="huyện"),
    UnitNode(CELL, CAO_LOC, "chi bộ", 20, kind="chi bộ"),
]
BY_PEOPLE = {"order": ["people"]}


def test_a_unit_answers_for_all_below_it(make_rules):
    results = [*people(CELL, 3, 2000), *people(CAO_LOC, 1, 1000), *people(CHI_LANG, 2, 500)]
    result = unit_standings(results, TREE, make_rules(units=BY_PEOPLE))
    tallies = {unit.id: result.row(unit.id).tally for unit in TREE}
    assert {unit: tally.people for unit, tally in tallies.items()} == {
        CELL: 3,
        CAO_LOC: 4,
        CHI_LANG: 2,
        PROVINCE: 6,
    }
    assert tallies[PROVINCE].average_points == Fraction(8000, 6)
    assert tallies[PROVINCE].headcount == 50


def test_a_headcount_is_not_guessed_when_one_below_is_missing(make_rules):
    tree = [*TREE, UnitNode(14, PROVINCE, "lộc bình", kind="huyện")]
    result = unit_standings(people(CELL, 1), tree, make_rules(units=BY_PEOPLE))
    assert result.row(CAO_LOC).tally.headcount == 20
    assert result.row(PROVINCE).tally.headcount is None
    assert result.row(PROVINCE).tally.rate is None


def test_units_compete_with_their_siblings_or_with_all_of_their_kind(make_rules):
    tree = [*TREE, UnitNode(14, CHI_LANG, "chi bộ khác", kind="chi bộ")]
    results = [*people(CELL, 1), *people(14, 2)]
    siblings = unit_standings(results, tree, make_rules(units=BY_PEOPLE))
    assert siblings.row(CELL).rank == siblings.row(14).rank == 1
    of_a_kind = make_rules(units={**BY_PEOPLE, "among": "kind", "kinds": ["chi bộ"]})
    kinds = unit_standings(results, tree, of_a_kind)
    assert (kinds.row(14).rank, kinds.row(CELL).rank) == (1, 2)
    assert kinds.row(CHI_LANG).excluded is UnitReason.KIND_NOT_RANKED


def test_each_league_is_ranked_by_itself(make_rules):
    leagues = [
        UnitNode(A, None, "sở", league="tỉnh"),
        UnitNode(B, None, "huyện", league="huyện"),
        UnitNode(C, None, "huyện khác", league="huyện"),
    ]
    results = [*people(A, 1), *people(B, 2), *people(C, 3)]
    groups = unit_standings(results, leagues, make_rules(units=BY_PEOPLE)).groups
    assert [(group.league, ranked(group)) for group in groups] == [
        ("huyện", [("huyện khác", 1), ("huyện", 2)]),
        ("tỉnh", [("sở", 1)]),
    ]


def test_equal_units_share_a_rank_and_units_with_nobody_have_none(make_rules):
    results = [*people(B, 2), *people(A, 2), *people(C, 1)]
    (group,) = unit_standings(results, units(), make_rules(units=BY_PEOPLE)).groups
    assert ranked(group) == [("A", 1), ("B", 1), ("C", 3)]
    assert [row.tied for row in group.rows] == [True, True, False, False]
    assert group.rows[-1].excluded is UnitReason.NOBODY


def test_without_rules_for_units_they_are_counted_and_not_ranked(make_rules):
    (group,) = unit_standings(people(B, 2), units(), make_rules()).groups
    assert [(row.unit.id, row.tally.people) for row in group.rows] == [
        (A, 0),
        (B, 2),
        (C, 0),
        (D, 0),
    ]
    assert {(row.rank, row.excluded) for row in group.rows} == {(None, None)}


def test_people_of_no_unit_are_counted_apart(make_rules):
    results = [*people(None, 2), *people(99, 1), *people(A, 1)]
    result = unit_standings(results, units(), make_rules(units=BY_PEOPLE))
    assert result.outside == 3
    assert result.row(A).tally.people == 1


def test_a_unit_below_itself_is_refused(make_rules):
    circle = [UnitNode(A, B, "a"), UnitNode(B, A, "b")]
    with pytest.raises(ValueError, match="below themselves"):
        unit_standings([], circle, make_rules())


def test_people_out_of_prizes_or_not_recognised_do_not_count_for_their_unit(make_rules, entry):
    rules = make_rules(ranking=["all_correct_only", "finished_at"])
    entries = [
        entry("An", unit=A),
        entry("Bình", unit=A, correct=19),
        entry("Chi", unit=A, eligible=False),
        entry("Dũng", unit=A, correct=0, answered=0),
        entry("Én", unit=A),
        entry("Giang", unit=A),
    ]
    rulings = [
        Ruling(RulingKind.EXCLUDE, person=entries[4].person),
        Ruling(RulingKind.VOID, attempt="Giang-1"),
    ]
    ranking = standings(entries, rules, rulings=rulings)
    assert set(results_of(ranking, {"An-1": "nhat"})) == {
        PersonResult(A, 1, 2000, all_correct=True, prize="nhat"),
        PersonResult(A, 1, 1900, all_correct=False),
    }


@given(
    st.dictionaries(st.sampled_from(sorted(NAMES)), st.integers(0, 12), min_size=1),
    st.integers(1, 6),
)
def test_more_of_everything_never_earns_less(make_rules, counts, first):
    rules = make_rules(
        units={
            "order": ["rank_points"],
            "rank_points": [
                {"by": "people", "first": first},
                {"by": "attempts", "first": first + 1},
            ],
        }
    )
    results = [line for unit, n in counts.items() for line in people(unit, n)]
    (group,) = unit_standings(results, units(), rules).groups
    placed = [row for row in group.rows if row.rank]
    for row in placed:
        for other in placed:
            if row.tally.people > other.tally.people:
                assert row.values >= other.values


@given(st.data())
def test_the_order_in_which_results_and_units_come_never_matters(make_rules, data):
    rules = make_rules(units={"gates": HALF, "order": ["participation_rate", "average_points"]})
    nodes = [*TREE, *units(A=40, B=60, C=100, D=30)]
    results = [*people(CELL, 2, 300), *people(CHI_LANG, 20, 700), *HAI_DUONG[::9]]
    shuffled = data.draw(st.permutations(results)), data.draw(st.permutations(nodes))
    assert unit_standings(*shuffled, rules) == unit_standings(results, nodes, rules)
