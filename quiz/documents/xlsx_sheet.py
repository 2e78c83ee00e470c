"""Sheets as XLSX: real numbers and dates, text that is never computed, in little memory."""

from datetime import date
from fractions import Fraction
from typing import Any, BinaryIO

import xlsxwriter

from quiz.documents.sheet import Cell, Column, Kind, Sheet, could_be_formula, local_time

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ROWS_PER_SHEET = 1_000_000  # Excel has room for 48,575 more
_FORMATS = {
    Kind.NUMBER: "#,##0",
    Kind.POINTS: "#,##0.00",
    Kind.SHARE: "0.0%",
    Kind.DAY: "dd/mm/yyyy",
    Kind.MOMENT: "dd/mm/yyyy hh:mm:ss.000",
    Kind.SECONDS: "#,##0.000",
}
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write_xlsx(sheet: Sheet, file: BinaryIO) -> None:
    """Write a sheet row by row; one too long for Excel goes on in a second sheet."""
    with xlsxwriter.Workbook(file, _OPTIONS) as book:
        # The clock of the machine has no business in the file: same rows, same bytes.
        book.set_properties({"title": sheet.name, "created": local_time(sheet.made_at)})
        _Writer(book, sheet).write()


class _Writer:
    """Writes one sheet into a book."""

    def __init__(self, book: Any, sheet: Sheet) -> None:
        self._book = book
        self._sheet = sheet
        self._header = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        self._quoted = book.add_format({"quote_prefix": True})
        self._formats = {
            kind: book.add_format({"num_format": _FORMATS.get(kind, "@")}) for kind in Kind
        }

    def write(self) -> None:
        page, line, parts = self._begin(1), 0, 1
        for row in self._sheet.rows:
            if line == ROWS_PER_SHEET:
                self._end(page, line)
                parts += 1
                page, line = self._begin(parts), 0
            line += 1
            for place, (column, cell) in enumerate(zip(self._sheet.columns, row, strict=True)):
                self._cell(page, line, place, column, cell)
        self._end(page, line)

    def _begin(self, part: int) -> Any:
        name = self._sheet.name if part == 1 else f"{self._sheet.name} ({part})"
        page = self._book.add_worksheet(name)
        page.freeze_panes(1, 0)
        page.repeat_rows(0)
        page.set_landscape()
        page.set_paper(9)  # A4
        page.fit_to_pages(1, 0)
        for place, column in enumerate(self._sheet.columns):
            page.set_column(place, place, column.width)
            page.write_string(0, place, column.title, self._header)
        return page

    def _end(self, page: Any, lines: int) -> None:
        page.autofilter(0, 0, lines, len(self._sheet.columns) - 1)

    def _cell(self, page: Any, line: int, place: int, column: Column, cell: Cell) -> None:
        if cell is None:
            return
        form = self._formats[column.kind]
        if isinstance(cell, str):
            page.write_string(line, place, cell, self._quoted if could_be_formula(cell) else form)
        elif isinstance(cell, date):
            page.write_datetime(line, place, cell, form)
        elif column.kind is Kind.MOMENT:
            page.write_datetime(line, place, local_time(int(cell)), form)
        else:
            page.write_number(line, place, _number(column, cell), form)


def _number(column: Column, cell: int | Fraction) -> float | int:
    """Give the number to show. Excel knows nothing finer than a float; nothing ranks by it."""
    scale = {Kind.POINTS: 100, Kind.SECONDS: 1000}.get(column.kind, 1)
    value = Fraction(cell, scale)
    return value.numerator if value.denominator == 1 else float(value)
