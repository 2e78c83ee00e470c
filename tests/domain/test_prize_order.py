"""Keeping the higher of two prizes: which is higher, who gives up what, what stays open."""

import pytest

from quiz.domain.prize_order import (
    EarlierWins,
    LevelsUnordered,
    Win,
    level_lists,
    levels_in_order,
)
from quiz.domain.prizes import NoPrize, Seat, award
from quiz.domain.ranking import standings
from quiz.domain.rules import PrizeLevel

CAST = ("An", "Bình", "Chi", "Dũng", "Én", "Giang", "Hạnh")
LEVELS = ("nhat", "nhi", "ba")
PRIZES = [{"level": level, "count": 1} for level in LEVELS]
HIGHER = {"per_person": 1, "keeps": "higher"}


@pytest.mark.parametrize(
    ("lists", "order"),
    [
        ([], ()),
        ([["nhat", "nhi"]], ("nhat", "nhi")),
        ([["nhat", "nhi"], ["nhi", "ba"]], ("nhat", "nhi", "ba")),
        ([["nhat", "ba"], ["nhat", "nhi"], ["nhi", "ba"]], ("nhat", "nhi", "ba")),
        ([["dac_biet", "nhat"], ["nhat"], []], ("dac_biet", "nhat")),
    ],
)
def test_lists_that_agree_put_all_levels_into_one_order(lists, order):
    assert levels_in_order(lists) == order


@pytest.mark.parametrize(
    ("lists", "one", "other", "is_contradictory"),
    [
        ([["nhat", "nhi"], ["nhi", "nhat"]], "nhi", "nhat", True),
        ([["a", "nhat", "nhi"], ["nhi", "nhat"]], "nhi", "nhat", True),
        ([["a", "b"], ["b", "c"], ["c", "a"]], "c", "a", True),
        ([["nhat", "nhi"], ["nhat", "ba"]], "nhi", "ba", False),
        ([["vang"], ["nhat"]], "vang", "nhat", False),
    ],
)
def test_lists_that_leave_two_levels_open_are_told_apart_from_those_that_contradict(
    lists, one, other, is_contradictory
):
    with pytest.raises(LevelsUnordered) as found:
        levels_in_order(lists)
    told = found.value
    assert (told.one, told.other, told.is_contradictory) == (one, other, is_contradictory)


def test_each_group_of_a_document_is_a_list():
    prizes = [
        PrizeLevel(level="nhat", count=1, categories=("B", "A")),
        PrizeLevel(level="nhat", count=1),
        PrizeLevel(level="nhi", count=1, categories=("A", "B")),
    ]
    assert level_lists(prizes) == [("nhat", "nhi"), ("nhat",)]


@pytest.mark.parametrize(
    ("won", "level", "least"),
    [
        ([], "nhat", None),
        ([(1, "nhi")], "nhat", (1, "nhi")),
        ([(1, "nhi")], "nhi", None),
        ([(1, "nhi")], "ba", None),
        ([(1, "nhi"), (2, "ba")], "nhi", (2, "ba")),
        ([(1, "ba"), (2, "ba")], "nhi", (1, "ba")),
        ([(2, "ba"), (1, "ba")], "nhi", (1, "ba")),
        ([(1, "khong_ro")], "nhat", None),
    ],
)
def test_the_least_prize_is_given_up_of_equal_ones_the_first(won, level, least):
    past = EarlierWins({7: tuple(Win(*one) for one in won)}, LEVELS)
    assert past.lesser(7, level) == (least and Win(*least))


@pytest.fixture(scope="session")
def higher(make_rules, entry):
    """Rank people by right items and award by rules that keep the higher prize."""

    def run(people, prizes, *, caps=HIGHER, earlier=None, draws=()):
        rules = make_rules(ranking=["points"], prizes=prizes, prize_caps=caps)
        ranked = standings([entry(name, correct=n) for name, n in people.items()], rules)
        won = {
            CAST.index(name): tuple(Win(at, one) for at, one in enumerate(levels, start=1))
            for name, levels in (earlier or {}).items()
        }
        awards = award(ranked, rules, earlier=EarlierWins(won, LEVELS), draws=draws)
        return (
            {attempt[:-2]: level for attempt, level in awards.levels.items()},
            {attempt[:-2]: (win.round, win.level) for attempt, win in awards.given_up.items()},
            awards,
        )

    return run


LADDER = {"An": 20, "Bình": 19, "Chi": 18, "Dũng": 17}


# C46: who wins in both đợt keeps the higher prize.
@pytest.mark.parametrize(
    ("earlier", "given", "given_up"),
    [
        ({}, {"An": "nhat", "Bình": "nhi", "Chi": "ba"}, {}),
        ({"An": ["nhat"]}, {"Bình": "nhat", "Chi": "nhi", "Dũng": "ba"}, {}),
        ({"An": ["nhi"]}, {"An": "nhat", "Bình": "nhi", "Chi": "ba"}, {"An": (1, "nhi")}),
        ({"Bình": ["nhi"]}, {"An": "nhat", "Chi": "nhi", "Dũng": "ba"}, {}),
        ({"Bình": ["ba"]}, {"An": "nhat", "Bình": "nhi", "Chi": "ba"}, {"Bình": (1, "ba")}),
        ({"Chi": ["nhat"], "An": ["ba"]}, {"An": "nhat", "Bình": "nhi", "Dũng": "ba"}, None),
    ],
)
def test_who_wins_again_keeps_the_higher_prize(higher, earlier, given, given_up):
    levels, gave_up, awards = higher(LADDER, PRIZES, earlier=earlier)
    assert levels == given
    assert gave_up == ({"An": (1, "ba")} if given_up is None else given_up)
    assert set(awards.reasons.values()) <= {NoPrize.PERSON_CAP}


def test_a_cap_of_two_gives_up_the_lesser_of_two(higher):
    caps = {"per_person": 2, "keeps": "higher"}
    earlier = {"An": ["nhi", "ba"], "Bình": ["ba"], "Chi": ["nhat", "nhat"]}
    levels, gave_up, _ = higher(LADDER, PRIZES, caps=caps, earlier=earlier)
    assert levels == {"An": "nhat", "Bình": "nhi", "Dũng": "ba"}
    assert gave_up == {"An": (2, "ba")}


def test_a_refused_prize_stays_empty_where_the_rules_say_so(higher):
    caps = {**HIGHER, "refused": "stays_empty"}
    levels, gave_up, awards = higher(LADDER, PRIZES, caps=caps, earlier={"Bình": ["nhi"]})
    assert (levels, gave_up) == ({"An": "nhat", "Chi": "ba"}, {})
    assert awards.left_over == (Seat("nhi"),)


TIED = {"An": 20, "Bình": 20, "Chi": 18, "Dũng": 17}


def test_equals_who_would_get_different_things_stay_open_and_what_follows_waits(higher):
    """An would take the first prize and no second: who comes after them depends on it."""
    levels, gave_up, awards = higher(TIED, PRIZES, earlier={"An": ["nhi"]})
    assert (levels, gave_up) == ({}, {})
    assert [tie.levels for tie in awards.unresolved] == [("nhat", "nhi")]
    assert awards.waiting == (Seat("ba"),)


@pytest.mark.parametrize(
    ("drawn", "given", "given_up"),
    [
        (("An-1", "Bình-1"), {"An": "nhat", "Bình": "nhi", "Chi": "ba"}, {"An": (1, "nhi")}),
        (("Bình-1", "An-1"), {"Bình": "nhat", "Chi": "nhi", "Dũng": "ba"}, {}),
    ],
)
def test_lots_decide_whether_an_earlier_prize_is_given_up(higher, drawn, given, given_up):
    levels, gave_up, awards = higher(TIED, PRIZES, earlier={"An": ["nhi"]}, draws=[drawn])
    assert (levels, gave_up, awards.waiting) == (given, given_up, ())


def test_equals_who_would_take_either_prize_leave_the_rest_to_the_others(higher):
    levels, _, awards = higher(TIED, PRIZES, earlier={"An": ["ba"]})
    assert levels == {"Chi": "ba"}
    assert awards.waiting == ()


def test_equals_for_prizes_of_one_level_both_have_one_whatever_they_give_up(higher):
    prizes = [{"level": "nhat", "count": 2}, {"level": "nhi", "count": 1}]
    levels, gave_up, awards = higher(TIED, prizes, earlier={"An": ["nhi"]})
    assert levels == {"An": "nhat", "Bình": "nhat", "Chi": "nhi"}
    assert gave_up == {"An": (1, "nhi")}
    assert awards.unresolved == ()


def test_equals_of_whom_nobody_may_have_a_prize_are_no_tie(higher):
    caps = {**HIGHER, "refused": "stays_empty"}
    levels, _, awards = higher(TIED, PRIZES, caps=caps, earlier={"An": ["nhat"], "Bình": ["nhat"]})
    assert levels == {"Chi": "ba"}
    assert awards.unresolved == ()
    assert awards.left_over == (Seat("nhat"), Seat("nhi"))
