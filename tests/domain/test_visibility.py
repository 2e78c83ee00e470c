import pytest

from quiz.domain.rules import Asked, Prediction, ResultTime, ReviewTime, RoundKind
from quiz.domain.timing import RoundState
from quiz.domain.visibility import boards_sealed, result_visible, review_visible

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


@pytest.mark.parametrize(
    ("prediction", "sealed"),
    [(None, set()), *((Prediction(asks=asked), ALWAYS - OVER) for asked in Asked)],
)
def test_boards_are_sealed_while_a_number_is_to_be_predicted(make_rules, prediction, sealed):
    rules = make_rules().model_copy(update={"prediction": prediction})
    assert {state for state in STATES if boards_sealed(rules, state)} == sealed
