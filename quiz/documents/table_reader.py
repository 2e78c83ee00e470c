"""Reading a table that somebody sent in: an XLSX or CSV file with a header row.

Files are opened with the care that question banks are (``question_bank.readers``); what they may
hold is said by the columns. All that is wrong is found at once, each with its place.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from importlib import import_module

from question_bank.findings import Place
from question_bank.readers.content import is_archive, text_of
from question_bank.readers.csv_format import SEPARATORS, csv_rows
from question_bank.readers.reading import RefusedError
from question_bank.readers.table import Cell, column_letters
from question_bank.readers.table import Row as FileRow
from question_bank.text import fold, hidden_character, one_line, tidy
from quiz.documents.table import Column, Fault, Holds, Row, Table

LARGEST_TABLE = 100 * 2**20
MOST_ROWS = 100_000
ASIDE = ("Ví dụ", "Hướng dẫn", "Example", "Guide")
"""Sheets that nobody means to be read."""

_MOST_INFLATED = 500 * 2**20
_ROWS_ABOVE_HEADER = 20
_LOOK_AHEAD = 8_000
_FEWEST_HEADINGS = 2
_EXACT_INTEGERS = 2**53


@dataclass(frozen=True, slots=True)
class _Header:
    """Where the columns stand: their place by key, their letters, and how far the table goes."""

    places: Mapping[str, int]
    letters: Mapping[str, str]
    width: int


class _Reader:
    """Reads one table, collecting what is wrong with it."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self.columns = {column.key: column for column in columns}
        self.headings = {
            fold(heading): column.key
            for column in columns
            for heading in (column.title, column.key, *column.also)
        }
        self.faults: list[Fault] = []
        self.unread: list[str] = []

    def read(self, data: bytes) -> Iterator[Row]:
        """Yield the rows below the header that hold anything."""
        with self._rows(data) as rows:
            filled = (row for row in rows if any(cell.text or cell.problem for cell in row.cells))
            header = self._header(filled)
            for count, row in enumerate(filled):
                if count == MOST_ROWS:
                    raise RefusedError("rows_too_many", row.place, limit=MOST_ROWS)
                yield self._row(row, header)

    @contextmanager
    def _rows(self, data: bytes) -> Iterator[Iterable[FileRow]]:
        text = text_of(data, LARGEST_TABLE)
        if text is not None:
            yield csv_rows(text, self._separator(text))
            return
        from question_bank.readers.xlsx_format import sheet_rows, sheets_of

        with sheets_of(data, _MOST_INFLATED) as sheets:
            aside = {fold(name) for name in ASIDE}
            for name, sheet in sheets.items():
                if name not in aside:
                    yield sheet_rows(sheet, most=MOST_ROWS + _ROWS_ABOVE_HEADER)
                    return
        raise RefusedError("header_missing")

    def _separator(self, text: str) -> str:
        first = text[:_LOOK_AHEAD].splitlines(keepends=True)[:_ROWS_ABOVE_HEADER]

        def strength(separator: str) -> int:
            try:
                return max(map(self._known, csv.reader(first, delimiter=separator)), default=0)
            except csv.Error:
                return 0

        return max(SEPARATORS, key=strength)

    def _known(self, texts: Iterable[str]) -> int:
        return sum(fold(text) in self.headings for text in texts)

    def _header(self, rows: Iterator[FileRow]) -> _Header:
        for _, row in zip(range(_ROWS_ABOVE_HEADER), rows, strict=False):
            if self._known(cell.text for cell in row.cells) >= _FEWEST_HEADINGS:
                return self._columns(row)
        titles = ", ".join(f"“{one.title}”" for one in self.columns.values() if one.is_needed)
        raise RefusedError("header_missing", columns=titles)

    def _columns(self, header: FileRow) -> _Header:
        places: dict[str, int] = {}
        for at, cell in enumerate(header.cells):
            key = self.headings.get(fold(cell.text))
            if key is None and cell.text.strip():
                self.unread.append(one_line(cell.text)[:40])
            elif key in places:
                title = self.columns[key].title
                self._fault("column_repeated", header.place_of(at), column=title)
            elif key is not None:
                places[key] = at
        for key, column in self.columns.items():
            if column.is_needed and key not in places:
                self._fault("column_missing", header.place, column=column.title)
        width = 1 + max(at for at, cell in enumerate(header.cells) if cell.text.strip())
        letters = {key: column_letters(at) for key, at in places.items()}
        return _Header(places, letters, width)

    def _row(self, row: FileRow, header: _Header) -> Row:
        if any(cell.text.strip() for cell in row.cells[header.width :]):
            self._fault("cells_beyond", row.place_of(header.width))
        texts = {
            key: self._text(
                self.columns[key],
                row.cells[at] if at < len(row.cells) else Cell(),
                row.place_of(at),
            )
            for key, at in header.places.items()
        }
        return Row(row.place, texts, header.letters)

    def _text(self, column: Column, cell: Cell, place: Place) -> str:
        text = _understood(cell, column.holds)
        if text is None:
            self._fault(cell.problem, place)
            return ""
        text = one_line(tidy(text))
        if (character := hidden_character(text)) is not None:
            self._fault("text_hidden", place, column=column.title, character=character)
        if len(text) > column.longest:
            self._fault(
                "text_too_long",
                place,
                column=column.title,
                length=len(text),
                limit=column.longest,
            )
        return text

    def _fault(self, code: str, place: Place, **data: str | int) -> None:
        self.faults.append(Fault(code, place, data))


def prepare_for(data: bytes) -> None:
    """Import what *data* may need, for a process that can soon import nothing more."""
    if is_archive(data):
        import_module("question_bank.readers.xlsx_format")


def read_table(data: bytes, filename: str, columns: Sequence[Column]) -> Table:
    """Read the first table of a file; never raises, however broken the file is.

    ``filename`` names the file in faults; what the file is shows in its content.
    """
    reader = _Reader(columns)
    rows: tuple[Row, ...] = ()
    try:
        rows = tuple(reader.read(data))
    except RefusedError as refused:
        finding = refused.finding
        code = {"items_too_many": "rows_too_many"}.get(finding.code, finding.code)
        reader.faults.append(Fault(code, finding.place, finding.data))
    faults = (replace(each, place=replace(each.place, file=filename)) for each in reader.faults)
    return Table(rows, tuple(faults), tuple(reader.unread))


def _understood(cell: Cell, holds: Holds) -> str | None:
    """Return the text of a cell, knowing what its column means; None where it stays uncertain."""
    value = cell.value
    if not cell.problem:
        return cell.text
    if cell.problem == "cell_date" and holds is Holds.DAY and isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if cell.problem == "cell_number" and holds is Holds.NUMBER and _is_whole(value):
        return f"{value:.0f}"
    return None


def _is_whole(value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return abs(value) < _EXACT_INTEGERS and value == int(value)
