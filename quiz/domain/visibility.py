"""What is shown when: one function for each question, asked by every page, interface and export.

``after_close`` means that nobody can still be taking the round: an attempt begun in time may run on
past the end of the window, and whoever has finished must not be able to help. A publication shows
everything, except where the rules say never.
"""

from quiz.domain.rules import ResultTime, ReviewTime, RoundKind, Rules
from quiz.domain.timing import RoundState


def result_visible(rules: Rules, kind: RoundKind, state: RoundState) -> bool:
    """Whether contestants see their own points of an attempt that they have finished."""
    return kind is RoundKind.PRACTICE or _reached(rules.result, state)


def review_visible(rules: Rules, kind: RoundKind, state: RoundState) -> bool:
    """Whether contestants see right options and explanations of an attempt that they have finished.

    At once in practice only: a ranked round never shows its key while it can still be taken,
    whatever its rules say.
    """
    return (kind is RoundKind.PRACTICE or state.over) and _reached(rules.review, state)


def boards_sealed(rules: Rules, state: RoundState) -> bool:
    """Whether public boards keep their numbers back because contestants are asked to predict one.

    In the place of the numbers stands "công bố sau khi đợt thi kết thúc".
    """
    return rules.prediction is not None and not state.over


def _reached(time: ResultTime | ReviewTime, state: RoundState) -> bool:
    match time:
        case ReviewTime.NEVER:
            return False
        case ResultTime.AFTER_CLOSE | ReviewTime.AFTER_CLOSE:
            return state.over
        case ResultTime.AFTER_PUBLICATION | ReviewTime.AFTER_PUBLICATION:
            return state is RoundState.PUBLISHED
        case ResultTime.AT_SUBMIT | ReviewTime.AT_ONCE:
            return True
