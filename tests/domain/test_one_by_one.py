"""Papers that are answered one item at a time: what counts when."""

import pytest

from quiz.domain.one_by_one import fault_of, item_deadline, left_blank


@pytest.mark.parametrize(
    ("shown_at", "deadline_at", "expected"),
    [
        (0, 900_000, 30_000),
        (870_000, 900_000, 900_000),
        (870_001, 900_000, 900_000),  # the whole paper's time cuts the last item's
        (899_999, 900_000, 900_000),
    ],
)
def test_an_item_has_its_own_time_within_that_of_the_paper(shown_at, deadline_at, expected):
    assert item_deadline(shown_at, 30, deadline_at) == expected


@pytest.mark.parametrize(
    ("changed", "predicts", "current", "in_time", "fault"),
    [
        ([], False, 0, True, None),
        ([], False, 0, False, None),
        ([0], False, 0, True, None),
        ([0], False, 0, False, "item_over"),
        ([2], False, 2, True, None),
        ([1], False, 2, True, "not_this_item"),
        ([3], False, 2, True, "not_this_item"),
        ([2, 3], False, 2, True, "not_this_item"),
        ([3], False, 2, False, "not_this_item"),
        ([2], True, 2, True, "not_this_item"),
        ([], True, 3, True, "not_this_item"),
        ([], True, 4, False, None),
        ([], False, 4, False, None),
        ([3], False, 4, True, "items_passed"),
        ([3], True, 4, True, "items_passed"),
    ],
)
def test_only_the_current_item_is_answered_and_the_prediction_after_the_last(
    changed, predicts, current, in_time, fault
):
    found = fault_of(changed, predicts=predicts, current=current, items=4, in_time=in_time)
    assert found == fault


@pytest.mark.parametrize(
    ("answers", "current", "blank"),
    [("0000", 0, False), ("0000", 1, True), ("1000", 1, False), ("1020", 3, True), ("1111", 4, 0)],
)
def test_an_item_left_blank_stays_blank(answers, current, blank):
    assert left_blank(answers, current) is bool(blank)
