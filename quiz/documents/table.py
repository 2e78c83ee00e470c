"""A table that somebody sent in: rows of text under known columns, and what is wrong with them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from question_bank.findings import Place


class Holds(StrEnum):
    """What a spreadsheet may make of a column's cells without making their text uncertain."""

    TEXT = "text"
    DAY = "day"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its key, its heading, further accepted headings, its longest text.

    ``example`` stands in the template that people download.
    """

    key: str
    title: str
    longest: int
    is_needed: bool = False
    also: tuple[str, ...] = ()
    holds: Holds = Holds.TEXT
    example: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong at a place of a table; ``code`` names its sentence and ``data`` fills it."""

    code: str
    place: Place
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its texts by column key (columns that the table lacks are absent), and where.

    ``letters`` names the columns as spreadsheets do.
    """

    place: Place
    texts: Mapping[str, str]
    letters: Mapping[str, str]

    @property
    def number(self) -> int:
        """Return the number by which people find the row: its row, or its line in a text file."""
        return self.place.row or self.place.line or 0

    def text(self, key: str) -> str:
        """Return what stands under a column, or nothing."""
        return self.texts.get(key, "")

    def fault(self, code: str, key: str = "", /, **data: Any) -> Fault:
        """Return a fault of this row, at one of its cells when ``key`` names a column."""
        return Fault(code, replace(self.place, column=self.letters.get(key, "")), data)


@dataclass(frozen=True, slots=True)
class Table:
    """The rows that could be read, and every fault found on the way.

    ``unread`` are the headings that no column goes by.
    """

    rows: tuple[Row, ...]
    faults: tuple[Fault, ...] = ()
    unread: tuple[str, ...] = ()


def table_of(rows: Iterable[Mapping[str, str]], columns: Sequence[Column]) -> Table:
    """Make a table of texts that a program has at hand, numbered as if below a header."""
    letters = {column.key: chr(ord("A") + at) for at, column in enumerate(columns)}
    return Table(
        tuple(
            Row(Place(row=number), dict(texts), letters)
            for number, texts in enumerate(rows, start=2)
        )
    )
