"""The columns that a round is ranked by, and the figures in them, in the reader's words.

Moments and durations are written to the thousandth of a second, because that is how they are
compared: two people who differ in rank differ in what is shown.
"""

from fractions import Fraction

from quiz.domain.ranking import Value
from quiz.domain.rules import RankingKey, Rules, UnitKey
from quiz.sentences.rules import HEADINGS
from quiz.sentences.standings import UNIT_KEYS
from quiz.services.results import Keys
from quiz.web.filters import MISSING, local_time, number, points, rate
from quiz.web.request import language
from quiz.web.words import gettext

_FIGURES = {
    UnitKey.PARTICIPATION_RATE,
    UnitKey.AVERAGE_POINTS,
    UnitKey.PEOPLE,
    UnitKey.ATTEMPTS,
    UnitKey.ALL_CORRECT_PEOPLE,
}
"""What stands in every table of units anyhow."""
_OF_PEOPLE = {UnitKey.TOTAL_POINTS, UnitKey.BEST_POINTS}
_IN_HUNDREDTHS = _OF_PEOPLE | {UnitKey.JUDGED_POINTS}
_IN_WHOLES_AND_PARTS = {UnitKey.RATE_PLUS_AVERAGE, UnitKey.RATE_PLUS_PRIZES}
_TELLS_POINTS = _OF_PEOPLE | {UnitKey.RATE_PLUS_AVERAGE}
_MOMENTS = {RankingKey.FINISHED_AT, RankingKey.STARTED_AT, RankingKey.REGISTERED_AT}


def headings(rules: Rules) -> tuple[str, ...]:
    """Return the heading of each ranking key, in the order of the rules."""
    compared = (key for key in rules.ranking if key is not RankingKey.ALL_CORRECT_ONLY)
    return tuple(gettext(HEADINGS[key]) for key in compared)


def cells(keys: Keys) -> tuple[str, ...]:
    """Return what stands under each heading."""
    return tuple(_cell(RankingKey(key), value) for key, value in keys)


def unit_headings(rules: Rules) -> tuple[str, ...]:
    """Return the headings of what units are compared by beside the figures of every unit."""
    return tuple(gettext(UNIT_KEYS[key]) for key in _beside(rules))


def unit_cells(values: Keys, rules: Rules, *, tells_points: bool = True) -> tuple[str, ...]:
    """Return what stands under each of these headings.

    Without ``tells_points`` what would tell the points of few people is left out.
    """
    known = dict(values)
    return tuple(
        _unit_cell(key, known.get(key)) if tells_points or key not in _TELLS_POINTS else MISSING
        for key in _beside(rules)
    )


def unit_figures(values: Keys, *, tells_points: bool = True) -> tuple[tuple[str, str], ...]:
    """Return everything that a unit was ranked by: a heading and a value each.

    Without ``tells_points`` what would tell the points of few people is left out.
    """
    hidden = frozenset() if tells_points else _TELLS_POINTS | {UnitKey.AVERAGE_POINTS}
    keys = ((UnitKey(key), value) for key, value in values)
    return tuple(
        (gettext(UNIT_KEYS[key]), _any_unit_cell(key, value))
        for key, value in keys
        if key not in hidden
    )


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


def _beside(rules: Rules) -> tuple[UnitKey, ...]:
    return tuple(key for key in rules.units.order if key not in _FIGURES) if rules.units else ()


def _unit_cell(key: UnitKey, value: Value) -> str:
    if value is None:
        return MISSING
    if key in _IN_HUNDREDTHS:
        return points(Fraction(value))
    if key in _IN_WHOLES_AND_PARTS:
        return points(Fraction(value) * 100)
    return number(int(value))


def _any_unit_cell(key: UnitKey, value: Value) -> str:
    if key is UnitKey.PARTICIPATION_RATE:
        return rate(Fraction(value or 0))
    if key is UnitKey.AVERAGE_POINTS:
        return points(Fraction(value or 0))
    return _unit_cell(key, value)


def _comma() -> str:
    return "." if language() == "en" else ","
