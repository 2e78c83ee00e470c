"""What is shown when: one function for each question, asked by every page, interface and export.

``after_close`` means that nobody can still be taking the round: an attempt begun in time may run on
past the end of the window, and whoever has finished must not be able to help. A publication shows
everything, except where the rules say never.
"""

from enum import StrEnum

from quiz.domain.rules import BoardTime, ResultTime, ReviewTime, RoundKind, Rules
from quiz.domain.timing import MINUTE, RoundState


class Withheld(StrEnum):
    """Why a public board keeps every figure back; it is also what will end it."""

    PREDICTION = "prediction"  # contestants predict a number that the board would tell
    AFTER_CLOSE = "after_close"
    AFTER_PUBLICATION = "after_publication"


def result_visible(rules: Rules, kind: RoundKind, state: RoundState) -> bool:
    """Whether contestants see their own points of an attempt that they have finished."""
    return kind is RoundKind.PRACTICE or _reached(rules.result, state)


def review_visible(rules: Rules, kind: RoundKind, state: RoundState) -> bool:
    """Whether contestants see right options and explanations of an attempt that they have finished.

    At once in practice only: a ranked round never shows its key while it can still be taken,
    whatever its rules say.
    """
    return (kind is RoundKind.PRACTICE or state.over) and _reached(rules.review, state)


def board_withheld(rules: Rules, state: RoundState) -> Withheld | None:
    """Why public boards show no figure now; None where they do.

    While a number is to be predicted no board tells any, whatever the rules say of boards.
    """
    if rules.prediction is not None and not state.over:
        return Withheld.PREDICTION
    if _reached(rules.boards.shown, state):
        return None
    return Withheld(rules.boards.shown)


def board_frozen_from(rules: Rules, closes_at: int, stopped_at: int | None) -> int | None:
    """From which moment a board stands still until the result is published; None for never.

    The rules may name one, counted back from the close, and an organizer may have stopped the board
    at another: the earlier counts.
    """
    minutes = rules.boards.frozen_minutes
    by_rule = None if minutes is None else closes_at - minutes * MINUTE
    moments = [moment for moment in (by_rule, stopped_at) if moment is not None]
    return min(moments, default=None)


def _reached(time: ResultTime | ReviewTime | BoardTime, state: RoundState) -> bool:
    match time:
        case ReviewTime.NEVER:
            return False
        case ResultTime.AFTER_CLOSE | ReviewTime.AFTER_CLOSE | BoardTime.AFTER_CLOSE:
            return state.over
        case (
            ResultTime.AFTER_PUBLICATION
            | ReviewTime.AFTER_PUBLICATION
            | BoardTime.AFTER_PUBLICATION
        ):
            return state is RoundState.PUBLISHED
        case ResultTime.AT_SUBMIT | ReviewTime.AT_ONCE | BoardTime.LIVE:
            return True
