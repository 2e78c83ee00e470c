"""The chart above a table of units: what their rank rests on, as far as one figure can show it."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from quiz.domain.rules import Rules, UnitKey
from quiz.sentences.standings import UNIT_KEYS
from quiz.services.boards import BoardRow
from quiz.web.chart import Chart, chart
from quiz.web.filters import number, points, rate
from quiz.web.words import gettext

BARS = 10


class _Figure(NamedTuple):
    """A figure of a unit that can be shown as a bar, and how it is written."""

    of: Callable[[BoardRow], int | Fraction | None]
    write: Callable[..., str]


_FIGURES: Mapping[UnitKey, _Figure] = {
    UnitKey.PARTICIPATION_RATE: _Figure(lambda row: row.rate, rate),
    UnitKey.AVERAGE_POINTS: _Figure(lambda row: row.average, points),
    UnitKey.PEOPLE: _Figure(lambda row: row.people, number),
    UnitKey.ATTEMPTS: _Figure(lambda row: row.attempts, number),
    UnitKey.ALL_CORRECT_PEOPLE: _Figure(lambda row: row.all_correct, number),
    UnitKey.RANK_POINTS: _Figure(lambda row: _compared(row, UnitKey.RANK_POINTS), number),
}


def _compared(row: BoardRow, key: UnitKey) -> int | None:
    value = dict(row.values).get(key)
    return None if value is None else int(value)


def unit_chart(rows: Sequence[BoardRow], rules: Rules) -> Chart | None:
    """Draw the first units by the first key that is one plain figure; nothing for fewer than two.

    Where units are ranked only ranked ones are drawn, so that the bars stand in order.
    """
    order = rules.units.order if rules.units else ()
    key = next((key for key in order if key in _FIGURES), UnitKey.PEOPLE)
    drawn = [row for row in rows if row.people and (row.rank or not order)][:BARS]
    values = [(row.name, _FIGURES[key].of(row)) for row in drawn]
    figures = [
        (name, value, _FIGURES[key].write(value)) for name, value in values if value is not None
    ]
    if len(figures) < 2:
        return None
    return chart(gettext(UNIT_KEYS[key]), figures, full=_full(key, rules))


def _full(key: UnitKey, rules: Rules) -> int | None:
    if key is UnitKey.PARTICIPATION_RATE:
        return 1
    return rules.paper.maximum_points if key is UnitKey.AVERAGE_POINTS else None
