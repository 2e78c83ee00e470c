"""What is worth a second look in a contest that could be held."""

from datetime import datetime

import pytest

from question_bank.draw import DrawItem
from question_bank.item import Difficulty, Use
from quiz.domain.rules import parse_rules
from quiz.services.contest_remarks import Outline, RoundOutline, pool_of, remarks
from quiz.services.remark_sentences import SENTENCES
from quiz.services.rules_library import regulations

ZONE = "Asia/Ho_Chi_Minh"
SOUND = {
    "rules_schema": 1,
    "paper": {"items": 20},
    "timing": {"limit_minutes": 20, "allowance_seconds": 0},
    "attempts": {"limit": 1},
    "ranking": ["points", "duration"],
    "prizes": [{"level": "nhat", "count": 1}, {"level": "nhi", "count": 2}],
}


def at(text):
    return int(datetime.fromisoformat(f"{text}+07:00").timestamp() * 1000)


def a_round(number, opens, closes, *, official=True, pool=None, **parts):
    rules = parse_rules({**SOUND, **parts})
    return RoundOutline(number, official, at(opens), at(closes), rules, pool)


def codes(*rounds, regulation="", categories=()):
    found = remarks(Outline(rounds, regulation, categories, ZONE))
    for one in found:
        assert "{" not in one.sentence("vi") + one.sentence("en")
    return [one.code for one in found]


def week(number, day, length=7, **parts):
    """A round that opens on a day of June 2026 at eight, for so many days."""
    return a_round(number, f"2026-06-{day:02}T08:00", f"2026-06-{day + length:02}T08:00", **parts)


def test_even_weeks_without_gaps_need_no_second_look():
    assert (
        codes(week(1, 1), week(2, 8), week(3, 15), regulation="Gồm 3 tuần; 3 giải mỗi tuần.") == []
    )


@pytest.mark.parametrize(
    ("second", "found"),
    [
        (("2026-06-08T08:00", "2026-06-15T08:00"), []),
        (("2026-06-08T09:00", "2026-06-15T08:00"), []),  # an hour of maintenance
        (("2026-06-09T07:59", "2026-06-15T08:00"), []),
        (("2026-06-09T08:00", "2026-06-15T08:00"), ["gap_between_rounds"]),
        (("2026-06-08T07:59", "2026-06-15T08:00"), ["rounds_overlap"]),
        (("2026-06-01T08:00", "2026-06-15T08:00"), ["rounds_overlap"]),
        (("2026-05-20T08:00", "2026-05-27T08:00"), ["rounds_out_of_order"]),
    ],
)
def test_gaps_and_overlaps_are_seen(second, found):
    assert codes(week(1, 1), a_round(2, *second)) == found


def test_practice_days_beside_a_round_are_nothing_unusual():
    practice = a_round(9, "2026-06-01T08:00", "2026-06-30T08:00", official=False)
    assert codes(week(1, 1), week(2, 8), practice) == []


def test_a_week_longer_than_the_others_is_named():
    assert codes(week(1, 1), week(2, 8), week(3, 15, length=9)) == ["unequal_rounds"]
    assert codes(week(1, 1), week(2, 8, length=9)) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Cuộc thi diễn ra trong 2 tuần.", []),
        ("Cuộc thi gồm 20 tuần.", ["text_says_other_rounds"]),
        ("Mỗi người thi 20 phút; 3 tuần nữa công bố.", []),
        ("Có 3 giải mỗi tuần.", []),
        ("Có 11 giải mỗi tuần.", ["text_says_other_prizes"]),
    ],
)
def test_the_numbers_of_the_text_are_held_against_the_rounds_and_prizes(text, found):
    assert codes(week(1, 1), week(2, 8), regulation=text) == found


def test_the_text_of_vcnet_says_twenty_weeks_where_there_are_eighteen():
    vcnet = regulations()["C05"]
    rounds = [
        a_round(n, *(str(at_)[:16] for at_ in (window.opens, window.closes)))
        for n in range(1, vcnet.rounds + 1)
        if (window := vcnet.window_of(n))
    ]
    assert codes(*rounds, regulation="Cuộc thi diễn ra trong 20 tuần") == ["text_says_other_rounds"]


@pytest.mark.parametrize(("minutes", "found"), [(20, []), (19, ["limit_beyond_window"])])
def test_an_attempt_needs_a_round_that_is_long_enough(minutes, found):
    assert codes(a_round(1, "2026-06-01T08:00", f"2026-06-01T08:{minutes}")) == found


@pytest.mark.parametrize(
    ("opens", "closes", "found"),
    [
        ("2026-06-06T08:00", "2026-06-08T07:30", ["no_hours_in_window"]),  # a weekend
        ("2026-06-06T08:00", "2026-06-08T07:50", []),
    ],
)
def test_hours_without_any_day_are_seen(opens, closes, found):
    hours = {"opens": "07:30", "closes": "17:30", "days": ["monday", "tuesday"]}
    timing = {"limit_minutes": 20, "allowance_seconds": 0, "hours": hours}
    assert codes(a_round(1, opens, closes, timing=timing)) == found


@pytest.mark.parametrize(
    ("timing", "text", "found"),
    [
        ({"allowance_seconds": 5}, "", ["allowance_untold"]),
        ({"allowance_seconds": 5}, "Chậm không quá 05 giây vẫn nhận.", []),
        ({"allowance_seconds": 5}, "Chậm không quá 15 giây vẫn nhận.", ["allowance_untold"]),
        ({"allowance_seconds": 0}, "", []),
        ({"allowance_seconds": 5, "hard_close": False}, "", []),
    ],
)
def test_an_allowance_after_a_hard_close_has_to_be_told(timing, text, found):
    of = week(1, 1, timing={"limit_minutes": 20, **timing})
    assert codes(of, regulation=text) == found


@pytest.mark.parametrize(
    ("parts", "found"),
    [
        ({"ranking": ["points"]}, ["tie_unsettled"]),
        ({"ranking": ["points"], "last_resort": "lots"}, []),
        ({"ranking": ["points"], "prizes": []}, []),
        ({"ranking": ["points", "finished_at"]}, []),
        (
            {
                "ranking": ["all_correct_only", "prediction_distance"],
                "prediction": {"asks": "attempts"},
            },
            ["tie_unsettled"],
        ),
        (
            {"overall": {"ranking": ["points"], "prizes": [{"level": "nhat", "count": 1}]}},
            ["tie_unsettled"],
        ),
        ({"overall": {"ranking": ["points", "duration"]}}, []),
    ],
)
def test_a_ranking_that_may_end_in_a_tie_nobody_settles_is_named(parts, found):
    assert codes(week(1, 1, **parts)) == found


def test_what_holds_for_rounds_under_the_same_rules_is_said_once():
    assert codes(week(1, 1, ranking=["points"]), week(2, 8, ranking=["points"])) == [
        "tie_unsettled"
    ]


@pytest.mark.parametrize(
    ("parts", "found"),
    [
        ({}, []),
        (
            {"prizes": [{"level": "nhat", "count": 1, "categories": ["Cán bộ"]}]},
            ["category_without_prizes"],
        ),
        (
            {
                "prizes": [{"level": "nhat", "count": 1, "categories": ["Cán bộ"]}],
                "eligible": {"categories": ["Cán bộ"]},
            },
            [],
        ),
        ({"prize_caps": {"per_unit": 2}}, ["cap_below_prizes"]),
        ({"prize_caps": {"per_unit": 3}}, []),
        (
            {
                "overall": {
                    "ranking": ["points", "duration"],
                    "prizes": [{"level": "nhat", "count": 2}],
                    "prize_caps": {"per_unit": 1},
                }
            },
            ["cap_below_prizes"],
        ),
    ],
)
def test_quotas_that_leave_somebody_or_something_out_are_named(parts, found):
    assert codes(week(1, 1, **parts), categories=("Cán bộ", "Học sinh")) == found


@pytest.mark.parametrize(
    ("pool", "found"),
    [(None, []), (20, []), (21, ["small_pool"]), (59, ["small_pool"]), (60, [])],
)
def test_a_pool_below_three_times_the_paper_is_named_unless_all_share_one_paper(pool, found):
    assert codes(week(1, 1, pool=pool)) == found


def test_the_pool_is_what_any_section_may_take():
    items = [
        DrawItem(str(n), 4, (), topic, "", Difficulty.EASY, Use.OFFICIAL, f"T-{n}")
        for n, topic in enumerate("AAABBC")
    ]
    blueprint = [{"count": 1, "topics": ["A"]}, {"count": 1, "topics": ["B"]}]
    rules = parse_rules({**SOUND, "paper": {"items": 2, "blueprint": blueprint}})
    assert pool_of(rules, items) == 5


def test_every_remark_has_a_sentence_in_both_languages():
    assert all(set(sentences) == {"vi", "en"} for sentences in SENTENCES.values())
