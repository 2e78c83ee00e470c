"""What is worth a second look in a contest that could be held."""

from datetime import datetime

import pytest

from question_bank.draw import DrawItem
from question_bank.item import Difficulty, Use
from quiz.domain.rules import parse_rules
from quiz.services.contest_outline import Outline, RoundOutline, pool_of
from quiz.services.contest_remarks import remarks
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


def test_one_round_of_four_weeks_lasts_four_weeks():
    month = a_round(1, "2026-06-01T08:00", "2026-06-28T17:00")
    assert codes(month, regulation="Cuộc thi diễn ra trong 4 tuần.") == []


def test_a_day_that_ends_at_midnight_is_the_last_one():
    of = a_round(1, "2026-06-01T00:00", "2026-06-08T00:00")
    assert codes(of, regulation="Từ 01/6 đến hết ngày 07/6/2026.") == []


def test_weeks_within_a_month_overlap_it_and_leave_no_gap():
    month = a_round(1, "2026-06-01T08:00", "2026-06-30T08:00")
    weeks = [week(2, 2), week(3, 20)]
    assert codes(month, *weeks) == ["rounds_overlap", "rounds_overlap", "unequal_rounds"]


@pytest.mark.parametrize(
    ("opens", "found"),
    [("2026-06-08T07:59", ["admits_before_close"]), ("2026-06-08T08:00", [])],
)
def test_the_best_of_a_round_are_not_known_before_it_closes(opens, found):
    final = a_round(2, opens, "2026-06-20T08:00", eligible={"admits": [{"round": 1, "best": 10}]})
    assert [code for code in codes(week(1, 1), final) if code != "rounds_overlap"] == found


@pytest.mark.parametrize(
    ("closes", "hard", "found"),
    [("07:50", True, []), ("07:49", True, ["limit_beyond_hours"]), ("07:49", False, [])],
)
def test_hours_that_end_attempts_have_to_be_long_enough(closes, hard, found):
    hours = {"opens": "07:30", "closes": closes}
    timing = {"limit_minutes": 20, "allowance_seconds": 0, "hard_close": hard, "hours": hours}
    assert codes(week(1, 1, timing=timing)) == found


def test_kinds_of_units_have_to_be_in_the_tree():
    of = week(1, 1, units={"order": ["people"], "kinds": ["xa"]}, prize_caps={"per_unit": 3})
    for kinds, found in ((None, []), ({"xa": 9}, []), ({"huyen": 9}, ["kind_unknown"])):
        outline = Outline([of], "", (), ZONE, kinds)
        assert [one.code for one in remarks(outline)] == found


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
        ("Cuộc thi gồm 20 tuần.", ["text_says_other_weeks"]),
        ("Cuộc thi gồm 2 đợt.", []),
        ("Cuộc thi gồm 3 đợt.", ["text_says_other_rounds"]),
        ("Thi từ 01/6 đến 15/06/2026.", []),
        ("Thi từ 8 giờ 00 ngày 08/6/2026 đến hết ngày 15-6-2026.", []),  # the second round
        ("Thi từ ngày 1/6 đến ngày 14/6/2026.", ["text_says_other_dates"]),
        ("Thi từ ngày 31/6 đến ngày 15/6/2026.", ["text_says_other_dates"]),  # no such day
        ("Lịch sử từ 03/02/1930 đến 03/02/2025.", []),
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
    assert codes(*rounds, regulation="Cuộc thi diễn ra trong 20 tuần") == ["text_says_other_weeks"]


@pytest.mark.parametrize(("minutes", "found"), [(20, []), (19, ["limit_beyond_window"])])
def test_an_attempt_needs_a_round_that_is_long_enough(minutes, found):
    assert codes(a_round(1, "2026-06-01T08:00", f"2026-06-01T08:{minutes}")) == found


@pytest.mark.parametrize(
    ("seconds", "found"), [(None, []), (60, []), (61, ["last_items_unreached"])]
)
def test_the_time_of_each_of_twenty_items_has_to_fit_into_twenty_minutes(seconds, found):
    timing = {"limit_minutes": 20, "allowance_seconds": 0, "item_seconds": seconds}
    assert codes(week(1, 1, timing=timing)) == found


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
            ["overall_tie_unsettled"],
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
    ("kinds", "caps", "found"),
    [
        (None, {"per_unit": 1}, ["cap_below_prizes"]),
        ({"huyen": 1, "xa": 2}, {"per_unit": 1}, ["cap_below_prizes"]),
        ({"huyen": 1, "xa": 1}, {"per_unit": 1}, ["cap_beyond_units"]),
        ({"huyen": 2, "xa": 9}, {"per_unit": 1, "unit_kind": "huyen"}, ["cap_beyond_units"]),
        ({"huyen": 3, "xa": 9}, {"per_unit": 1, "unit_kind": "huyen"}, ["cap_below_prizes"]),
        ({"huyen": 1}, {"per_unit": 3, "unit_kind": "huyen"}, []),
    ],
)
def test_a_cap_per_unit_is_held_against_the_units_there_are(kinds, caps, found):
    (*told,) = remarks(Outline([week(1, 1, prize_caps=caps)], "", (), ZONE, kinds))
    assert [one.code for one in told] == found
    assert all("{" not in one.sentence("vi") + one.sentence("en") for one in told)


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
