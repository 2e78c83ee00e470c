"""Figures and tables of a result, as somebody at the command line reads them."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from quiz.documents.sheet import local_time
from quiz.domain.ranking import Value
from quiz.domain.rules import RankingKey, UnitKey

NOTHING = "–"
_MOMENTS = {RankingKey.FINISHED_AT, RankingKey.STARTED_AT, RankingKey.REGISTERED_AT}
_IN_HUNDREDTHS = {
    RankingKey.POINTS,
    UnitKey.AVERAGE_POINTS,
    UnitKey.TOTAL_POINTS,
    UnitKey.BEST_POINTS,
    UnitKey.JUDGED_POINTS,
}
_SHARES = {UnitKey.PARTICIPATION_RATE}


def cell(key: str, value: Value) -> str:
    """Write what a key compared."""
    if value is None:
        return NOTHING
    if key in _MOMENTS:
        return moment(int(value))
    if key == RankingKey.DURATION:
        minutes, rest = divmod(int(value), 60_000)
        return f"{minutes}:{rest // 1000:02},{rest % 1000:03}"
    if key == RankingKey.PREDICTION_DISTANCE and isinstance(value, Fraction):
        return f"{decimal(value / 100)} %"
    if key in _SHARES:
        return f"{decimal(Fraction(value) * 100)} %"
    return decimal(Fraction(value, 100 if key in _IN_HUNDREDTHS else 1))


def moment(at: int) -> str:
    """Write a moment in milliseconds, to the last of them."""
    return f"{local_time(at):%d/%m/%Y %H:%M:%S},{at % 1000:03}"


def whole(value: int) -> str:
    """Write a whole number, its thousands parted."""
    return f"{value:,}".replace(",", ".")


def decimal(value: Fraction) -> str:
    """Write a number that is not negative, rounded half up to hundredths."""
    units, part = divmod((value * 200 + 1).__floor__() // 2, 100)
    digits = f"{part:02}".rstrip("0")
    return f"{whole(units)},{digits}" if digits else whole(units)


def aligned(table: Iterable[Sequence[str]]) -> Iterator[str]:
    """Write the rows of a table under each other; every row is as long as the first."""
    rows = list(table)
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(map(str.ljust, row, widths)).rstrip()
