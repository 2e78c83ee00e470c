from collections import Counter

import pytest

from quiz.domain.prizes import OpenTie, award, may_go_to_nothing, open_ties
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

    def run(*correct, decided=()):
        rules = make_rules(ranking=["points"], prizes=PRIZES)
        entries = [entry(name, correct=c) for name, c in zip(CAST, correct, strict=False)]
        return award(standings(entries, rules), rules.prizes, decided)

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
    awards = awarded(20, 20, 18, decided=decided)
    assert by_name(awards) == {"Bình": "nhat", "An": "nhi", "Chi": "nhi"}
    assert awards.unresolved == ()


def test_a_decision_that_leaves_somebody_out_decides_nothing(awarded):
    awards = awarded(20, 20, 20, decided=("An-1", "Bình-1"))
    assert stakes(awards) == [(["An", "Bình", "Chi"], ["nhat", "nhi", "nhi"])]


def test_a_decision_may_leave_equals_without_a_prize(awarded):
    awards = awarded(20, 19, 18, 17, 16, 16, decided=("Giang-1", "Én-1"))
    assert by_name(awards)["Giang"] == "ba"
    assert "Én" not in by_name(awards)


def test_prizes_that_nobody_reached_are_left_over(awarded):
    assert awarded(20, 19).left_over == ("nhi", "ba", "ba")
    assert awarded().left_over == ("nhat", "nhi", "nhi", "ba", "ba")


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
    awards = award(ranked, rules.prizes)
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
