"""XLSX: items on one sheet, the head on another; text is taken only from cells that are certain."""

import io
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, time, timedelta
from typing import Any

import openpyxl

from question_bank.bank import BankHead
from question_bank.fields import EXAMPLE_SHEET, HEAD_FIELDS, HEAD_SHEET, ITEMS_SHEET, MOST_ITEMS
from question_bank.findings import Finding, Place, error, warning
from question_bank.progress import Watch
from question_bank.readers.archive import MOST_BYTES, inspect_archive
from question_bank.readers.drafts import head_of
from question_bank.readers.legacy import rows_in_unicode
from question_bank.readers.reading import Reading, RefusedError, reading_of
from question_bank.readers.table import Cell, Row, headings_of, read_items
from question_bank.text import fold

_MOST_COLUMNS = 60
_MOST_ROWS = 2 * MOST_ITEMS
_PLAIN_FORMATS = ("General", "@", "0")
_ITEMS_NAMES = tuple(map(fold, (ITEMS_SHEET, "Questions", "Items")))
_HEAD_NAMES = tuple(map(fold, (HEAD_SHEET, "Bank")))
_ASIDE_NAMES = (*_HEAD_NAMES, *map(fold, (EXAMPLE_SHEET, "Example", "Hướng dẫn", "Guide")))
_HEAD_LABELS = headings_of(HEAD_FIELDS)
# Inline strings keep these: an underscore escaped before what looks like an escape, and the
# carriage return that Excel writes before a line feed.
_ESCAPES = re.compile(r"_x005F_(?=x[0-9A-Fa-f]{4}_)|_x000D_")

_BLANK = Cell()


def read_xlsx(
    data: bytes, defaults: BankHead | None, findings: list[Finding], watch: Watch
) -> Reading:
    """Read the workbook *data*, adding to *findings* all that is wrong.

    The head is *defaults* where no sheet holds one. Raises `RefusedError` where it cannot be
    read on.
    """
    with sheets_of(data) as sheets:
        head = _head(sheets, defaults, findings)
        sheet = _items_sheet(sheets)
        of = _claimed(sheet)
        rows = rows_in_unicode(sheet_rows(sheet), findings)
        drafts = read_items(rows, findings, watch, of)
    return reading_of(head, drafts, findings)


@contextmanager
def sheets_of(data: bytes, most: int = MOST_BYTES) -> Iterator[dict[str, Any]]:
    """Open a workbook that has been looked at first: its sheets by folded title, in their order.

    Raises `RefusedError` for whatever its content makes the reader stumble over, and for one that
    inflates to more than *most* bytes.
    """
    inspect_archive(data, most)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
            try:
                yield {fold(sheet.title): sheet for sheet in book.worksheets}
            finally:
                book.close()
    except (RefusedError, MemoryError):
        raise
    except Exception as problem:  # openpyxl raises whatever the XML made it stumble over
        raise RefusedError("archive_broken") from problem


def _items_sheet(sheets: dict[str, Any]) -> Any:
    """The sheet named for items, or the first that is not named for something else."""
    named = [sheets[name] for name in _ITEMS_NAMES if name in sheets]
    others = [sheet for name, sheet in sheets.items() if name not in _ASIDE_NAMES]
    for sheet in named + others:
        return sheet
    raise RefusedError("header_missing")


def _claimed(sheet: Any) -> int:
    """How many items a sheet says it has below its header; 0 where that cannot be."""
    rows = (sheet.max_row or 0) - 1
    return rows if 0 < rows <= MOST_ITEMS else 0


def _head(
    sheets: dict[str, Any], defaults: BankHead | None, findings: list[Finding]
) -> BankHead | None:
    sheet = next((sheets[name] for name in _HEAD_NAMES if name in sheets), None)
    if sheet is None:
        if defaults is None:
            findings.append(error("head_absent"))
        return defaults
    texts: dict[str, str] = {}
    places: dict[str, Place] = {}
    for row in sheet_rows(sheet):
        label, value = (*row.cells, Cell(), Cell())[:2]
        key = _HEAD_LABELS.get(fold(label.text))
        said = label.text.strip()[:40]
        if value.problem and key is not None:
            findings.append(error(value.problem, row.place_of(1)))
        elif key in texts:
            findings.append(error("head_repeated", row.place, label=said))
        elif key is not None:
            texts[key], places[key] = value.text, row.place_of(1)
        elif said and value.text:
            findings.append(warning("head_unknown", row.place, label=said))
    return head_of(texts, lambda key: places.get(key, Place(sheet=sheet.title)), findings)


def sheet_rows(sheet: Any, most: int = _MOST_ROWS) -> Iterator[Row]:
    """Yield every row of a sheet, whatever its columns; refuse more than *most*."""
    # The declared dimension is a claim of the file: believed, it hides rows.
    sheet.reset_dimensions()
    for number, cells in enumerate(sheet.iter_rows(max_col=_MOST_COLUMNS), start=1):
        place = Place(sheet=sheet.title, row=number)
        if number > most:
            raise RefusedError("items_too_many", place, limit=most)
        yield Row(place, [_BLANK if cell.value is None else _cell(cell) for cell in cells])


def _cell(cell: Any) -> Cell:
    value = cell.value
    if cell.data_type == "f":
        return Cell(problem="cell_formula")
    if isinstance(value, date | time | timedelta):
        return Cell(problem="cell_date", value=value)
    if cell.data_type in ("s", "str", "inlineStr") and isinstance(value, str):
        return Cell(_ESCAPES.sub(_unescaped, value))
    if type(value) is int and cell.number_format in _PLAIN_FORMATS:
        return Cell(str(value))
    return Cell(problem="cell_number", value=value)


def _unescaped(escape: re.Match[str]) -> str:
    return "_" if escape[0] == "_x005F_" else ""
