"""A sheet: titled, typed columns and rows that are read as they are written.

What a sheet holds is decided by whoever makes it; a writer knows formats only, and the same sheet
always gives the same bytes.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from enum import StrEnum
from fractions import Fraction

ZONE = timezone(timedelta(hours=7))
"""Vietnam has one zone and has not changed its clocks since long before the first contest."""

Cell = str | int | Fraction | date | None
"""None is an empty cell."""


class Kind(StrEnum):
    """What the cells of a column are."""

    TEXT = "text"  # str, identifiers too: leading zeros stay
    CODE = "code"  # str, a word of the program that is put into words before it is written
    NUMBER = "number"  # int
    POINTS = "points"  # int or Fraction, hundredths of a point
    SHARE = "share"  # Fraction of one
    DAY = "day"  # date
    MOMENT = "moment"  # int, milliseconds since the epoch
    SECONDS = "seconds"  # int, milliseconds


@dataclass(frozen=True, slots=True)
class Column:
    """A column; ``width`` is in characters."""

    title: str
    kind: Kind = Kind.TEXT
    width: int = 14


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table to be written; ``made_at`` (milliseconds) is the moment that it tells of."""

    name: str
    columns: tuple[Column, ...]
    rows: Iterable[tuple[Cell, ...]]
    made_at: int


# What a spreadsheet takes for the beginning of a formula or of another cell, full-width as well.
_DANGEROUS = tuple("=+-@\t\r\n＝＋－＠")


def could_be_formula(text: str) -> bool:
    """Whether a spreadsheet might take a text for something to compute."""
    return text.startswith(_DANGEROUS)


def local_time(at: int) -> datetime:
    """Return a moment as the wall clock shows it in Vietnam, exact to the millisecond."""
    seconds, milliseconds = divmod(at, 1000)
    moment = datetime.fromtimestamp(seconds, ZONE)
    return moment.replace(microsecond=milliseconds * 1000, tzinfo=None)
