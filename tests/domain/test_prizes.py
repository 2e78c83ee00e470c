from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.domain.prize_order import EarlierWins, Win, level_lists, levels_in_order
from quiz.domain.prizes import (
    NoPrize,
    OpenTie,
    Seat,
    award,
    group_for,
    may_go_to_nothing,
    open_ties,
)
from quiz.domain.ranking import standings
from quiz.domain.rules import PrizeLevel

PRIZES = [
    {"level": "nhat", "count": 1},
    {"level": "nhi", "count": 2},
    {"level": "ba", "count": 2},
]
CAST = ("An", "Bình", "Chi", "Dũng", "Én", "Giang")


@pytest.fixture(scope="session")
def awarded(make_rules, entry):
    """Rank the cast by the numbers of right items given, and hand out PRIZES."""

    def run(*correct, draws=()):
        rules = make_rules(ranking=["points"], prizes=PRIZES)
        entries = [entry(name, correct=c) for name, c in zip(CAST, correct, strict=False)]
        return award(standings(entries, rules), rules, draws=draws)

    return run


def by_name(awards):
    return {attempt[:-2]: level for attempt, level in awards.levels.items()}


def stakes(awards):
    return [
        ([p.entry.attempt[:-2] for p in tie.placings], list(tie.levels))
        for tie in awards.unresolved
    ]


def test_prizes_follow_the_ranking(awarded):
    awards = awarded(20, 19, 18, 17, 16, 15)
    assert by_name(awards) == {"An": "nhat", "Bình": "nhi", "Chi": "nhi", "Dũng": "ba", "Én": "ba"}
    assert (awards.unresolved, awards.left_over) == ((), ())


def test_equals_within_one_level_both_have_it(awarded):
    awards = awarded(20, 19, 19, 17, 17, 15)
    assert by_name(awards)["Bình"] == by_name(awards)["Chi"] == "nhi"
    assert awards.unresolved == ()


@pytest.mark.parametrize(
    ("correct", "tie", "given"),
    [
        (
            (20, 20, 18, 17, 16),
            (["An", "Bình"], ["nhat", "nhi"]),
            {"Chi": "nhi", "Dũng": "ba", "Én": "ba"},
        ),
        (
            (20, 19, 18, 18, 16),
            (["Chi", "Dũng"], ["nhi", "ba"]),
            {"An": "nhat", "Bình": "nhi", "Én": "ba"},
        ),
        (
            (20, 19, 18, 17, 16, 16),
            (["Giang", "Én"], ["ba"]),
            {"An": "nhat", "Bình": "nhi", "Chi": "nhi", "Dũng": "ba"},
        ),
    ],
)
def test_equals_across_a_border_are_reported_and_not_chosen_between(awarded, correct, tie, given):
    awards = awarded(*correct)
    assert stakes(awards) == [tie]
    assert by_name(awards) == given


@pytest.mark.parametrize("decided", [("Bình-1", "An-1"), ("Bình-1", "Giang-1", "An-1")])
def test_a_decision_between_equals_is_followed(awarded, decided):
    awards = awarded(20, 20, 18, draws=[decided])
    assert by_name(awards) == {"Bình": "nhat", "An": "nhi", "Chi": "nhi"}
    assert awards.unresolved == ()


def test_a_decision_that_leaves_somebody_out_decides_nothing(awarded):
    awards = awarded(20, 20, 20, draws=[("An-1", "Bình-1")])
    assert stakes(awards) == [(["An", "Bình", "Chi"], ["nhat", "nhi", "nhi"])]


def test_a_decision_may_leave_equals_without_a_prize(awarded):
    awards = awarded(20, 19, 18, 17, 16, 16, draws=[("Giang-1", "Én-1")])
    assert by_name(awards)["Giang"] == "ba"
    assert "Én" not in by_name(awards)


def test_prizes_that_nobody_reached_are_left_over(awarded):
    assert [seat.level for seat in awarded(20, 19).left_over] == ["nhi", "ba", "ba"]
    left = [seat.level for seat in awarded().left_over]
    assert left == ["nhat", "nhi", "nhi", "ba", "ba"]


@pytest.mark.parametrize(
    ("people_without", "ties"),
    [
        ({}, ()),
        ({1: 2}, (OpenTie(1, 2, ("nhat", "nhi")),)),
        ({2: 3}, (OpenTie(2, 3, ("nhi", "nhi")),)),
        ({3: 40}, (OpenTie(3, 40, ("nhi",)),)),
        ({4: 40}, ()),
        ({3: 2, 1: 2}, (OpenTie(1, 2, ("nhat", "nhi")), OpenTie(3, 2, ("nhi",)))),
    ],
)
def test_a_result_tells_the_ties_that_it_left_open(people_without, ties):
    prizes = [PrizeLevel(level="nhat", count=1), PrizeLevel(level="nhi", count=2)]
    assert open_ties(people_without, prizes) == ties


@pytest.mark.parametrize("correct", [(4, 4), (4, 3, 3, 3), (4, 4, 4, 4), (5, 4, 3, 3), (4,)])
def test_the_ties_left_open_are_those_that_awarding_reported(make_rules, entry, correct):
    rules = make_rules(ranking=["points"], prizes=PRIZES)
    ranked = standings([entry(n, correct=c) for n, c in zip(CAST, correct, strict=False)], rules)
    awards = award(ranked, rules)
    without = Counter(placing.rank for placing in ranked.placings)
    for placing in ranked.placings:
        if placing.entry.attempt in awards.levels:
            without.pop(placing.rank, None)
    assert open_ties(without, rules.prizes) == tuple(
        OpenTie(tie.placings[0].rank, len(tie.placings), tie.levels) for tie in awards.unresolved
    )


@pytest.mark.parametrize(
    ("ranking", "prizes", "may"),
    [
        (["points"], PRIZES, True),
        (["points", "duration"], PRIZES, True),
        (["all_correct_only", "finished_at"], PRIZES, False),
        (["points"], [], False),
    ],
)
def test_only_full_marks_keep_prizes_from_who_has_no_point(make_rules, ranking, prizes, may):
    assert may_go_to_nothing(make_rules(ranking=ranking, prizes=prizes)) is may


# C44: ten prizes a week, three for officials, four for students, three for the others.
DONG_NAI = [
    {"level": "nhat", "count": 1, "categories": ["Cán bộ"]},
    {"level": "nhi", "count": 2, "categories": ["Cán bộ"]},
    {"level": "nhat", "count": 1, "categories": ["Học sinh", "Sinh viên"]},
    {"level": "nhi", "count": 1, "categories": ["Sinh viên", "Học sinh"]},
]


def levels_of(awards):
    return {attempt.partition("-")[0]: level for attempt, level in awards.levels.items()}


def reasons_of(awards):
    return {attempt.partition("-")[0]: reason for attempt, reason in awards.reasons.items()}


@pytest.fixture(scope="session")
def hands_out(make_rules, entry):
    """Rank people (name → right items, or a mapping of the entry's parts) and award by rules.

    ``earlier`` are levels won in rounds 1, 2 … by name; a number where no level matters.
    """

    def run(people, prizes, *, caps=None, earlier=(), draws=(), last_resort="lots"):
        rules = make_rules(
            ranking=["points"], prizes=prizes, prize_caps=caps or {}, last_resort=last_resort
        )
        parts = {
            name: said if isinstance(said, dict) else {"correct": said}
            for name, said in people.items()
        }
        entries = [entry(name, **said) for name, said in parts.items()]
        won = {
            CAST.index(name): tuple(
                Win(at, level)
                for at, level in enumerate(["nhi"] * n if isinstance(n, int) else n, start=1)
            )
            for name, n in dict(earlier).items()
        }
        past = EarlierWins(won, levels_in_order(level_lists(rules.prizes)))
        return award(standings(entries, rules), rules, earlier=past, draws=draws)

    return run


def test_each_group_has_its_own_list_of_prizes(hands_out):
    people = {
        "An": {"correct": 20, "category": "Cán bộ"},
        "Bình": {"correct": 19, "category": "Học sinh"},
        "Chi": {"correct": 18, "category": "Sinh viên"},
        "Dũng": {"correct": 17, "category": "Cán bộ"},
        "Én": {"correct": 16, "category": "Tự do"},
        "Giang": {"correct": 15, "category": "Học sinh"},
    }
    awards = hands_out(people, DONG_NAI)
    assert levels_of(awards) == {"An": "nhat", "Dũng": "nhi", "Bình": "nhat", "Chi": "nhi"}
    assert awards.left_over == (Seat("nhi", ("Cán bộ",)),)
    assert reasons_of(awards) == {"Én": NoPrize.NO_GROUP}


def test_equals_of_different_groups_are_no_tie(hands_out):
    people = {
        "An": {"category": "Cán bộ"},
        "Bình": {"category": "Học sinh"},
        "Chi": {"category": "Sinh viên"},
    }
    awards = hands_out(people, DONG_NAI)
    assert levels_of(awards) == {"An": "nhat"}
    (tie,) = awards.unresolved
    assert (tie.group, tie.levels) == (("Học sinh", "Sinh viên"), ("nhat", "nhi"))
    assert reasons_of(awards) == {"Bình": NoPrize.OPEN_TIE, "Chi": NoPrize.OPEN_TIE}


@pytest.mark.parametrize(
    ("category", "group"),
    [("Cán bộ", ("Cán bộ",)), ("Sinh viên", ("Học sinh", "Sinh viên")), (None, None), ("", None)],
)
def test_a_category_has_one_group_or_none(make_rules, category, group):
    rules = make_rules(ranking=["points"], prizes=DONG_NAI)
    assert group_for(category, rules.prizes) == group


LADDER = {"An": 20, "Bình": 19, "Chi": 18, "Dũng": 17, "Én": 16, "Giang": 15}


# C44: whoever has a prize of the weeks before makes room for the next; C05 has no such cap.
@pytest.mark.parametrize(
    ("caps", "earlier", "given", "refused"),
    [
        ({}, {"An": 3}, {"An": "nhat", "Bình": "nhi", "Chi": "nhi"}, []),
        ({"per_person": 1}, {}, {"An": "nhat", "Bình": "nhi", "Chi": "nhi"}, []),
        ({"per_person": 1}, {"An": 1}, {"Bình": "nhat", "Chi": "nhi", "Dũng": "nhi"}, ["An"]),
        ({"per_person": 2}, {"An": 1}, {"An": "nhat", "Bình": "nhi", "Chi": "nhi"}, []),
        (
            {"per_person": 2},
            {"An": 2, "Chi": 3, "Giang": 2},
            {"Bình": "nhat", "Dũng": "nhi", "Én": "nhi"},
            ["An", "Chi"],
        ),
        (
            {"per_person": 1, "refused": "stays_empty"},
            {"An": 1},
            {"Bình": "nhi", "Chi": "nhi"},
            ["An"],
        ),
    ],
)
def test_who_has_had_enough_prizes_gives_way_or_leaves_the_prize_empty(
    hands_out, caps, earlier, given, refused
):
    prizes = [{"level": "nhat", "count": 1}, {"level": "nhi", "count": 2}]
    awards = hands_out(LADDER, prizes, caps=caps, earlier=earlier)
    assert levels_of(awards) == given
    assert reasons_of(awards) == dict.fromkeys(refused, NoPrize.PERSON_CAP)
    assert len(awards.left_over) == 3 - len(given)


def of_units(**units):
    return {name: {"correct": LADDER[name], "unit": unit} for name, unit in units.items()}


@pytest.mark.parametrize(
    ("refused", "given"),
    [
        ("passes_on", {"An": "nhat", "Bình": "nhi", "Dũng": "nhi", "Én": "ba"}),
        ("stays_empty", {"An": "nhat", "Bình": "nhi", "Dũng": "ba"}),
    ],
)
def test_a_unit_has_no_more_prizes_than_the_cap_allows(hands_out, refused, given):
    people = of_units(An=1, Bình=1, Chi=1, Dũng=2, Én=None, Giang=2)
    prizes = [
        {"level": "nhat", "count": 1},
        {"level": "nhi", "count": 2},
        {"level": "ba", "count": 1},
    ]
    awards = hands_out(people, prizes, caps={"per_unit": 2, "refused": refused})
    assert levels_of(awards) == given
    assert reasons_of(awards) == {"Chi": NoPrize.UNIT_CAP}


def test_equals_of_one_unit_with_one_prize_left_for_it_are_a_tie_and_the_rest_waits(hands_out):
    people = {
        "An": {"correct": 20, "unit": 1},
        "Bình": {"correct": 19, "unit": 1},
        "Chi": {"correct": 19, "unit": 1},
        "Dũng": {"correct": 18, "unit": 1},
        "Én": {"correct": 17, "unit": 2},
    }
    prizes = [{"level": "nhat", "count": 1}, {"level": "nhi", "count": 3}]
    caps = {"per_unit": 2}
    awards = hands_out(people, prizes, caps=caps)
    assert levels_of(awards) == {"An": "nhat"}
    assert stakes(awards) == [(["Bình", "Chi"], ["nhi", "nhi"])]
    assert awards.waiting == (Seat("nhi"),)
    drawn = hands_out(people, prizes, caps=caps, draws=[("Chi-1", "Bình-1")])
    assert levels_of(drawn) == {"An": "nhat", "Chi": "nhi", "Én": "nhi"}
    assert reasons_of(drawn) == {"Bình": NoPrize.UNIT_CAP, "Dũng": NoPrize.UNIT_CAP}
    assert (drawn.waiting, drawn.left_over) == ((), (Seat("nhi"),))


# C46: no more prizes than half of the contestants.
@pytest.mark.parametrize(
    ("percent", "given", "cut"),
    [(50, 3, 2), (49, 2, 3), (34, 2, 3), (33, 1, 4), (16, 0, 5), (84, 5, 0), (100, 5, 0)],
)
def test_there_are_no_more_prizes_than_a_share_of_the_contestants(hands_out, percent, given, cut):
    awards = hands_out(LADDER, PRIZES, caps={"percent_of_people": percent})
    assert (len(awards.levels), len(awards.cut)) == (given, cut)
    behind = list(LADDER)[given : given + cut]
    assert reasons_of(awards) == dict.fromkeys(behind, NoPrize.SHARE_CAP)
    assert awards.left_over == ()


def test_contestants_are_those_with_an_attempt_that_counts_ranked_or_not(hands_out):
    people = {
        "An": 20,
        "Bình": {"correct": 19, "eligible": False},
        "Chi": {"correct": 0, "answered": 0},
    }
    prizes = [{"level": "nhat", "count": 2}]
    assert len(hands_out(people, prizes, caps={"percent_of_people": 50}).levels) == 1
    assert len(hands_out(people, prizes, caps={"percent_of_people": 49}).levels) == 0


def test_a_tie_across_the_end_of_the_share_is_left_open(hands_out):
    people = {"An": 20, "Bình": 20, "Chi": 18, "Dũng": 17}
    awards = hands_out(people, PRIZES, caps={"percent_of_people": 25})
    assert stakes(awards) == [(["An", "Bình"], ["nhat"])]
    assert reasons_of(awards)["Chi"] is NoPrize.SHARE_CAP


@pytest.mark.parametrize(
    ("last_resort", "lost"), [("lots", NoPrize.LOT_LOST), ("judges", NoPrize.ORDER_LOST)]
)
def test_the_newest_order_that_names_all_of_them_counts(hands_out, last_resort, lost):
    people = {"An": 20, "Bình": 20, "Chi": 20}
    prizes = [{"level": "nhat", "count": 1}]
    draws = [("Chi-1", "An-1", "Bình-1"), ("An-1", "Bình-1", "Chi-1"), ("Bình-1", "An-1")]
    awards = hands_out(people, prizes, draws=draws, last_resort=last_resort)
    assert levels_of(awards) == {"Chi": "nhat"}
    assert reasons_of(awards) == {"An": lost, "Bình": lost}
    without = {"An": 20, "Bình": 20}
    assert levels_of(hands_out(without, prizes, draws=draws[2:])) == {"Bình": "nhat"}


PEOPLE = st.lists(
    st.fixed_dictionaries(
        {
            "correct": st.integers(0, 3),
            "unit": st.sampled_from([None, 1, 2]),
            "category": st.sampled_from(["Cán bộ", "Học sinh", "Tự do"]),
        }
    ),
    max_size=len(CAST),
)
CAPS = st.fixed_dictionaries(
    {
        "per_person": st.none() | st.integers(1, 2),
        "per_unit": st.none() | st.integers(1, 2),
        "percent_of_people": st.none() | st.integers(1, 100),
        "refused": st.sampled_from(["passes_on", "stays_empty"]),
    }
).filter(lambda caps: any(v is not None for name, v in caps.items() if name != "refused"))


@given(
    people=PEOPLE,
    caps=CAPS,
    prizes=st.sampled_from([PRIZES, DONG_NAI]),
    won=st.dictionaries(st.sampled_from(CAST), st.integers(0, 2)),
)
def test_whatever_the_caps_every_prize_is_accounted_for_and_none_is_one_too_many(
    hands_out, people, caps, prizes, won
):
    cast = dict(zip(CAST, people, strict=False))
    earlier = {name: n for name, n in won.items() if name in cast}
    awards = hands_out(cast, prizes, caps=caps, earlier=earlier)
    at_stake = sum(len(tie.levels) for tie in awards.unresolved)
    elsewhere = len(awards.left_over) + len(awards.waiting) + len(awards.cut)
    assert len(awards.levels) + at_stake + elsewhere == sum(prize["count"] for prize in prizes)
    assert not awards.levels.keys() & awards.reasons.keys()
    winners = levels_of(awards)
    if caps["per_person"]:
        assert all(earlier.get(name, 0) < caps["per_person"] for name in winners)
    if caps["per_unit"]:
        groups = Counter(
            (cast[name]["unit"], cast[name]["category"] if prizes is DONG_NAI else None)
            for name in winners
            if cast[name]["unit"]
        )
        assert all(n <= caps["per_unit"] for n in groups.values())


@given(people=PEOPLE)
def test_without_caps_nobody_ranked_lower_has_a_better_prize(hands_out, people):
    cast = dict(zip(CAST, people, strict=False))
    winners = levels_of(hands_out(cast, PRIZES))
    order = [prize["level"] for prize in PRIZES]
    for one in winners:
        for other in winners:
            if cast[one]["correct"] > cast[other]["correct"]:
                assert order.index(winners[one]) <= order.index(winners[other])


def ladder(*counts):
    levels = ("nhat", "nhi", "ba", "khuyen_khich")
    return [{"level": level, "count": n} for level, n in zip(levels, counts, strict=False)]


# Five people with everything right and one without; the predictions are held against 6 attempts.
ALL_RIGHT = {
    "An": {"prediction": 6, "finished_at": 900, "duration": 300},
    "Bình": {"prediction": 6, "finished_at": 800, "duration": 200},
    "Chi": {"prediction": 7, "finished_at": 100, "duration": 100},
    "Dũng": {"prediction": 5, "finished_at": 200, "duration": 150},
    "Én": {"prediction": 60, "finished_at": 50, "duration": 50},
    "Giang": {"prediction": 6, "finished_at": 10, "duration": 10, "correct": 19},
}
ALL_CORRECT = ["all_correct_only", "prediction_distance"]
BY_ATTEMPTS = {"asks": "attempts"}


@pytest.mark.parametrize(
    ("regulation", "winners", "ties"),
    [
        pytest.param(
            {"ranking": ALL_CORRECT, "prediction": BY_ATTEMPTS, "prizes": ladder(1, 2, 3, 5)},
            {"Én": "ba"},
            [({"An", "Bình"}, ("nhat", "nhi")), ({"Chi", "Dũng"}, ("nhi", "ba"))],
            id="C01: nothing after the nearest prediction, so ties stay open",
        ),
        pytest.param(
            {
                "ranking": [*ALL_CORRECT, "finished_at"],
                "prediction": {"asks": "all_correct_people"},
                "prizes": ladder(1, 2, 3, 5),
            },
            {"Dũng": "nhat", "Bình": "nhi", "An": "nhi", "Chi": "ba", "Én": "ba"},
            [],
            id="C05: five people are all correct; then the earliest",
        ),
        pytest.param(
            {
                "ranking": ["all_correct_only", "finished_at", "prediction_distance"],
                "prediction": BY_ATTEMPTS,
                "prizes": ladder(1, 2, 3, 13),
            },
            {"Én": "nhat", "Chi": "nhi", "Dũng": "nhi", "Bình": "ba", "An": "ba"},
            [],
            id="C17: the earliest, as it is written; nineteen prizes for five people",
        ),
        pytest.param(
            {"ranking": ["points", "duration"], "prizes": ladder(1, 1, 1)},
            {"Én": "nhat", "Chi": "nhi", "Dũng": "ba"},
            [],
            id="C36: the most points, then the quickest",
        ),
        pytest.param(
            {
                "ranking": ["points", "duration", "prediction_distance"],
                "prediction": {"asks": "participants"},
                "prizes": [{"level": "vao_chung_ket", "count": 10}],
            },
            dict.fromkeys(ALL_RIGHT, "vao_chung_ket"),
            [],
            id="C37: the first ten go on, and here are fewer",
        ),
        pytest.param(
            {
                "ranking": ALL_CORRECT,
                "prediction": BY_ATTEMPTS,
                "prizes": [{"level": "vao_ban_ket", "count": 2}],
            },
            {"An": "vao_ban_ket", "Bình": "vao_ban_ket"},
            [],
            id="C43: equals who all go on are no tie",
        ),
        pytest.param(
            {
                "ranking": ALL_CORRECT,
                "prediction": BY_ATTEMPTS,
                "prizes": [{"level": "vao_ban_ket", "count": 3}],
            },
            {"An": "vao_ban_ket", "Bình": "vao_ban_ket"},
            [({"Chi", "Dũng"}, ("vao_ban_ket",))],
            id="C43: one place less than there are equals",
        ),
    ],
)
def test_prizes_go_where_the_regulation_says(make_rules, entry, regulation, winners, ties):
    rules = make_rules(**regulation)
    entries = [entry(name, **said) for name, said in ALL_RIGHT.items()]
    awards = award(standings(entries, rules), rules)
    assert levels_of(awards) == winners
    assert [
        ({of.entry.attempt.partition("-")[0] for of in tie.placings}, tie.levels)
        for tie in awards.unresolved
    ] == ties
