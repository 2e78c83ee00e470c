"""The empty table that people download, fill in and send back: a header, and one row as example."""

import csv
import io
from collections.abc import Sequence
from datetime import UTC, datetime

import xlsxwriter

from quiz.documents.table import Column

_MADE_AT = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_EXAMPLE_SHEET = "Ví dụ"


def csv_template(columns: Sequence[Column]) -> bytes:
    """Return the header as CSV that a Vietnamese Excel opens by a double click."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";").writerow(column.title for column in columns)
    return text.getvalue().encode("utf-8-sig")


def xlsx_template(columns: Sequence[Column], sheet: str) -> bytes:
    """Return a workbook: a sheet to fill in, whose cells stay text, and a sheet with an example.

    The same columns always give the same bytes.
    """
    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        book.set_properties({"created": _MADE_AT})
        header = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "num_format": "@"})
        text = book.add_format({"num_format": "@"})
        for name in (sheet, _EXAMPLE_SHEET):
            page = book.add_worksheet(name)
            page.freeze_panes(1, 0)
            for at, column in enumerate(columns):
                page.set_column(at, at, max(14, min(40, column.longest // 4)), text)
                page.write_string(0, at, column.title, header)
                if name == _EXAMPLE_SHEET and column.example:
                    page.write_string(1, at, column.example, text)
    return file.getvalue()
