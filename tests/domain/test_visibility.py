import pytest

from quiz.domain.rules import (
    Asked,
    BoardRules,
    BoardTime,
    Prediction,
    ResultTime,
    ReviewTime,
    RoundKind,
)
from quiz.domain.timing import RoundState
from quiz.domain.visibility import (
    Withheld,
    board_frozen_from,
    board_withheld,
    result_visible,
    review_visible,
)

STATES = list(RoundState)
ALWAYS = set(STATES)
OVER = {RoundState.CLOSED, RoundState.LEDGER_CLOSED, RoundState.PUBLISHED}
PUBLISHED = {RoundState.PUBLISHED}


@pytest.mark.parametrize(
    ("kind", "result", "shown"),
    [
        (RoundKind.OFFICIAL, ResultTime.AT_SUBMIT, ALWAYS),
        (RoundKind.OFFICIAL, ResultTime.AFTER_CLOSE, OVER),
        (RoundKind.OFFICIAL, ResultTime.AFTER_PUBLICATION, PUBLISHED),
        (RoundKind.PRACTICE, ResultTime.AT_SUBMIT, ALWAYS),
        (RoundKind.PRACTICE, ResultTime.AFTER_CLOSE, ALWAYS),
        (RoundKind.PRACTICE, ResultTime.AFTER_PUBLICATION, ALWAYS),
    ],
)
def test_a_result_is_shown_from_when_the_rules_say(make_rules, kind, result, shown):
    rules = make_rules().model_copy(update={"result": result})
    assert {state for state in STATES if result_visible(rules, kind, state)} == shown


@pytest.mark.parametrize(
    ("kind", "review", "shown"),
    [
        (RoundKind.OFFICIAL, ReviewTime.NEVER, set()),
        (RoundKind.OFFICIAL, ReviewTime.AT_ONCE, OVER),
        (RoundKind.OFFICIAL, ReviewTime.AFTER_CLOSE, OVER),
        (RoundKind.OFFICIAL, ReviewTime.AFTER_PUBLICATION, PUBLISHED),
        (RoundKind.PRACTICE, ReviewTime.NEVER, set()),
        (RoundKind.PRACTICE, ReviewTime.AT_ONCE, ALWAYS),
        (RoundKind.PRACTICE, ReviewTime.AFTER_CLOSE, OVER),
        (RoundKind.PRACTICE, ReviewTime.AFTER_PUBLICATION, PUBLISHED),
    ],
)
def test_the_key_is_shown_from_when_the_rules_say(make_rules, kind, review, shown):
    rules = make_rules().model_copy(update={"review": review})
    assert {state for state in STATES if review_visible(rules, kind, state)} == shown


@pytest.mark.parametrize("asked", Asked)
@pytest.mark.parametrize("shown", BoardTime)
def test_no_board_shows_a_figure_while_a_number_is_to_be_predicted(make_rules, asked, shown):
    rules = make_rules().model_copy(
        update={"prediction": Prediction(asks=asked), "boards": BoardRules(shown=shown)}
    )
    reasons = {state: board_withheld(rules, state) for state in STATES}
    assert {state for state in STATES if reasons[state] is Withheld.PREDICTION} == ALWAYS - OVER


@pytest.mark.parametrize(
    ("shown", "seen"),
    [
        (BoardTime.LIVE, ALWAYS),
        (BoardTime.AFTER_CLOSE, OVER),
        (BoardTime.AFTER_PUBLICATION, PUBLISHED),
    ],
)
def test_a_board_is_shown_from_when_the_rules_say(make_rules, shown, seen):
    rules = make_rules().model_copy(update={"boards": BoardRules(shown=shown)})
    reasons = {state: board_withheld(rules, state) for state in STATES}
    assert {state for state in STATES if reasons[state] is None} == seen
    assert set(reasons.values()) <= {None, shown}


@pytest.mark.parametrize(
    ("minutes", "stopped_at", "frozen_from"),
    [
        (None, None, None),
        (None, 5, 5),
        (60, None, 6_400_000),
        (60, 6_399_999, 6_399_999),
        (60, 6_400_001, 6_400_000),
        (1, 20_000_000, 9_940_000),
    ],
)
def test_a_board_stands_still_from_the_earlier_of_rule_and_act(
    make_rules, minutes, stopped_at, frozen_from
):
    rules = make_rules().model_copy(update={"boards": BoardRules(frozen_minutes=minutes)})
    assert board_frozen_from(rules, 10_000_000, stopped_at) == frozen_from
