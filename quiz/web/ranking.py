"""The columns that a round is ranked by, and the figures in them, in the reader's words.

Moments and durations are written to the thousandth of a second, because that is how they are
compared: two people who differ in rank differ in what is shown.
"""

from fractions import Fraction

from quiz.domain.ranking import Value
from quiz.domain.rules import RankingKey, Rules
from quiz.sentences.rules import HEADINGS
from quiz.services.results import Keys
from quiz.web.filters import MISSING, local_time, number, points, rate
from quiz.web.request import language
from quiz.web.words import gettext

_MOMENTS = {RankingKey.FINISHED_AT, RankingKey.STARTED_AT, RankingKey.REGISTERED_AT}


def headings(rules: Rules) -> tuple[str, ...]:
    """Return the heading of each ranking key, in the order of the rules."""
    compared = (key for key in rules.ranking if key is not RankingKey.ALL_CORRECT_ONLY)
    return tuple(gettext(HEADINGS[key]) for key in compared)


def cells(keys: Keys) -> tuple[str, ...]:
    """Return what stands under each heading."""
    return tuple(_cell(RankingKey(key), value) for key, value in keys)


def exact_moment(at: int) -> str:
    """Return "21/11/2026 15:30:12,345"."""
    return f"{local_time(at):%d/%m/%Y %H:%M:%S}{_comma()}{at % 1000:03}"


def exact_duration(milliseconds: int) -> str:
    """Return minutes and seconds: "4:12,345"."""
    minutes, rest = divmod(milliseconds, 60_000)
    return f"{minutes}:{rest // 1000:02}{_comma()}{rest % 1000:03}"


def _cell(key: RankingKey, value: Value) -> str:
    if value is None:
        return MISSING
    if isinstance(value, Fraction):  # hundredths of a percent
        return rate(value / 10_000)
    if key in _MOMENTS:
        return exact_moment(value)
    if key is RankingKey.DURATION:
        return exact_duration(value)
    return points(value) if key is RankingKey.POINTS else number(value)


def _comma() -> str:
    return "." if language() == "en" else ","
