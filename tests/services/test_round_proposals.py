"""What the next round is likely to be."""

from datetime import datetime

import pytest

from question_bank.item import Use
from quiz.domain.rules import RoundKind, parse_rules
from quiz.models import Round
from quiz.services.round_proposals import propose
from quiz.services.rules_library import presets
from tests.stage import RULES

ZONE = "Asia/Ho_Chi_Minh"


def at(text: str) -> int:
    return int(datetime.fromisoformat(f"{text}+07:00").timestamp() * 1000)


def a_round(opens: str, closes: str, title: str = "Tuần 3", number: int = 3) -> Round:
    return Round(
        number=number,
        title={"vi": title, "en": title.replace("Tuần", "Week")},
        kind="official",
        opens_at=at(opens),
        closes_at=at(closes),
        bank_version_id=7,
        rules=parse_rules(RULES).model_dump(mode="json"),
    )


@pytest.mark.parametrize(
    ("closes", "now", "next_opens", "next_closes"),
    [
        ("2026-12-08T08:00", "2026-12-01T09:00", "2026-12-08T08:00", "2026-12-15T08:00"),
        ("2026-12-05T17:00", "2026-12-01T09:00", "2026-12-06T08:00", "2026-12-10T17:00"),
        ("2026-12-08T08:00", "2026-12-08T07:59", "2026-12-08T08:00", "2026-12-15T08:00"),
        ("2026-12-08T08:00", "2026-12-08T08:00", "2026-12-09T08:00", "2026-12-16T08:00"),
        ("2026-12-03T00:00", "2027-01-31T23:59", "2027-02-01T08:00", "2027-02-03T00:00"),
    ],
)
def test_a_round_follows_the_last_unless_that_is_over(closes, now, next_opens, next_closes):
    found = propose([a_round("2026-12-01T08:00", closes)], now=at(now), zone=ZONE)
    assert (found.opens_at, found.closes_at) == (at(next_opens), at(next_closes))


@pytest.mark.parametrize(
    ("title", "number", "proposed"),
    [
        ("Tuần 3", 3, {"vi": "Tuần 4", "en": "Week 4"}),
        ("Tuần 3 (13 câu)", 3, {"vi": "Tuần 4 (13 câu)", "en": "Week 4 (13 câu)"}),
        ("Tuần 13", 3, {"vi": "Đợt 4", "en": "Round 4"}),
        ("Chung kết", 3, {"vi": "Đợt 4", "en": "Round 4"}),
    ],
)
def test_a_title_counts_on_in_its_own_words(title, number, proposed):
    last = a_round("2026-12-01T08:00", "2026-12-08T08:00", title, number)
    assert propose([last], now=at("2026-12-01T08:00"), zone=ZONE).title == proposed


def test_a_round_takes_the_rules_and_the_bank_of_the_last():
    last = a_round("2026-12-01T08:00", "2026-12-08T08:00")
    found = propose([last], now=at("2026-12-01T08:00"), zone=ZONE)
    assert (found.number, found.version_id, found.kind) == (4, 7, RoundKind.OFFICIAL)
    assert found.rules == parse_rules(RULES)


@pytest.mark.parametrize("preset", presets())
def test_a_preset_may_be_chosen_whatever_came_before(preset):
    last = a_round("2026-12-01T08:00", "2026-12-08T08:00")
    found = propose([last], now=at("2026-12-01T08:00"), zone=ZONE, preset=preset)
    chosen = presets()[preset]
    assert (found.kind, found.rules, found.asks) == (chosen.kind, chosen.parsed(), chosen.asks)
    assert (found.kind is RoundKind.PRACTICE) == (Use.PRACTICE in found.rules.paper.pool.uses)


def test_without_a_round_the_first_preset_begins():
    found = propose([], now=at("2026-12-01T23:30"), zone=ZONE)
    assert (found.number, found.version_id) == (1, None)
    first = next(iter(presets().values()))
    assert (found.kind, found.rules) == (first.kind, first.parsed())
    assert found.opens_at == at("2026-12-02T08:00")


@pytest.mark.parametrize(
    ("now", "opens", "closes"),
    [
        ("2026-11-30T09:59", "2026-11-30T10:00", "2026-12-07T09:00"),  # a Monday
        ("2026-11-30T10:00", "2026-12-07T10:00", "2026-12-14T09:00"),
        ("2026-12-01T00:00", "2026-12-07T10:00", "2026-12-14T09:00"),
        ("2026-12-06T23:59", "2026-12-07T10:00", "2026-12-14T09:00"),
    ],
)
def test_the_rounds_of_vcnet_open_on_monday_at_ten_and_close_an_hour_before_the_next(
    now, opens, closes
):
    found = propose([], now=at(now), zone=ZONE, preset="vcnet")
    assert (found.opens_at, found.closes_at) == (at(opens), at(closes))


def test_a_preset_asks_for_what_its_regulations_leave_open():
    found = propose([], now=at("2026-12-01T08:00"), zone=ZONE, preset="tuyen-giao-trung-uong")
    assert found.asks == ("attempts.counts",)
