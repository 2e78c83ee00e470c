"""A rank explains itself, key by key."""

from fractions import Fraction

import pytest
from flask import Flask

from quiz.domain.rules import parse_rules
from quiz.services.results import PersonLine
from quiz.web.placing import above_each, explained, tied_ranks
from tests.stage import RULES


def line(rank, *keys, correct=20):
    return PersonLine(
        rank=rank,
        unranked=None,
        participation_id=1,
        reference="x",
        attempt_id=1,
        unit_id=1,
        points=0,
        correct=correct,
        attempts=1,
        keys=keys,
        prize=None,
        no_prize=None,
        category=None,
        prediction=None,
        started_at=0,
        finished_at=0,
    )


def rules(*ranking, asks="attempts"):
    prediction = {"asks": asks} if "prediction_distance" in ranking else None
    return parse_rules(
        {**RULES, "paper": {"items": 20}, "ranking": ranking, "prediction": prediction}
    )


@pytest.fixture(autouse=True)
def request_context(app: Flask):
    with app.test_request_context():
        yield


NOON = 1_789_012_345_678


@pytest.mark.parametrize(
    ("key", "own", "above", "reason"),
    [
        ("points", 1500, 2000, "ít điểm hơn (15 so với 20)"),
        ("correct", 19, 20, "ít câu đúng hơn (19 so với 20)"),
        ("prediction_distance", 6, 3, "dự đoán lệch nhiều hơn (6 so với 3)"),
        ("prediction_distance", None, 3, "dự đoán lệch nhiều hơn (– so với 3)"),
        ("duration", 62_001, 62_000, "làm bài lâu hơn (1:02,001 so với 1:02,000)"),
        ("attempt_count", 3, 1, "dùng nhiều lượt thi hơn (3 so với 1)"),
        ("perfect_attempts", 1, 2, "ít lượt đúng tất cả hơn (1 so với 2)"),
    ],
)
def test_the_first_key_that_differs_is_the_reason(key, own, above, reason):
    same = ("points", 2000)
    keys = [key] if key == "points" else ["points", key]
    one, other = line(3, same, (key, own)), line(2, same, (key, above))
    if key == "points":
        one, other = line(3, (key, own)), line(2, (key, above))
    told = explained(one, other, rules(*keys), is_tied=False)
    assert told.endswith(f"Xếp sau hạng 2 vì {reason}.")


@pytest.mark.parametrize("key", ["finished_at", "started_at", "registered_at"])
def test_one_millisecond_is_told(key):
    told = explained(
        line(2, (key, NOON + 1)), line(1, (key, NOON)), rules("points", key), is_tied=False
    )
    assert "muộn hơn" in told
    assert ",679 so với" in told
    assert told.count(",678") == 1


def test_everything_that_counted_is_told_in_the_order_of_the_rules():
    ranking = rules("all_correct_only", "prediction_distance", "duration")
    told = explained(
        line(3, ("prediction_distance", 6), ("duration", 240_000)), None, ranking, is_tied=False
    )
    assert told == "Hạng 3: đúng 20/20 câu; dự đoán lệch 6; làm bài trong 4:00,000."


def test_equals_are_told_that_they_are():
    told = explained(line(1, ("points", 2000)), None, rules("points"), is_tied=True)
    assert told.endswith("Đồng hạng: bằng người khác ở mọi tiêu chí.")


def test_who_predicted_nothing_is_told_so():
    told = explained(
        line(1, ("prediction_distance", None)),
        None,
        rules("all_correct_only", "prediction_distance"),
        is_tied=False,
    )
    assert "không dự đoán" in told


def test_a_predicted_percentage_is_told_as_one():
    ranking = rules("all_correct_only", "prediction_distance", asks="percent_all_correct")
    told = explained(line(1, ("prediction_distance", Fraction(250))), None, ranking, is_tied=False)
    assert "dự đoán lệch 2,5 %" in told


def test_whoever_shares_a_rank_comes_after_the_same_one():
    ranked = [line(1), line(2), line(2), line(4)]
    above = above_each(ranked)
    assert above[1] is None
    assert above[2] is ranked[0]
    assert above[4].rank == 2
    assert tied_ranks(ranked) == {2}
