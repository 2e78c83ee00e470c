"""Banks as tables: a header row, then one item a row. Shared by CSV and XLSX."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from question_bank.fields import ITEM_FIELDS, MOST_ITEMS, NEEDED_FIELDS, OPTION_FIELDS, Field
from question_bank.findings import Finding, Place, error, warning
from question_bank.item import Item
from question_bank.readers.drafts import item_of
from question_bank.readers.reading import RefusedError
from question_bank.text import fold, tidy

_ROWS_ABOVE_HEADER = 20


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell holds as text, or the code of the finding that says why that is uncertain.

    Then `value` is what a spreadsheet made of it, for readers who know what the column means.
    """

    text: str = ""
    problem: str = ""
    value: date | time | timedelta | int | float | bool | str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row, from column A on, and where the row is."""

    place: Place
    cells: Sequence[Cell]

    def place_of(self, column: int) -> Place:
        """Where the cell of a column stands, counted from zero."""
        return replace(self.place, column=column_letters(column))


def column_letters(column: int) -> str:
    """Name a column as spreadsheets do: 0 is A, 26 is AA."""
    before, last = divmod(column, 26)
    return (column_letters(before - 1) if before else "") + chr(ord("A") + last)


def headings_of(fields: Mapping[str, Field]) -> dict[str, str]:
    """Map every accepted heading, folded, to the key of its field."""
    return {
        fold(name): key
        for key, field in fields.items()
        for name in (field.vi, field.en, key, *field.also)
    }


_HEADINGS = headings_of(ITEM_FIELDS)


def known_headings(texts: Iterable[str]) -> int:
    """Count the headings among *texts*, to tell a header row from others."""
    return sum(fold(text) in _HEADINGS for text in texts)


def read_items(rows: Iterable[Row], findings: list[Finding]) -> list[tuple[Item, Place]]:
    """Read the header and every item below it; all that is wrong goes to *findings*.

    Raises `RefusedError` where there is no header, a needed column is missing, or the rows do not
    end.
    """
    filled = (row for row in rows if any(cell.text or cell.problem for cell in row.cells))
    columns, width = _columns(filled, findings)
    items = []
    count = 0
    for count, row in enumerate(filled, start=1):
        if count > MOST_ITEMS:
            raise RefusedError("items_too_many", row.place, limit=MOST_ITEMS)
        made = _item(row, columns, width)
        if isinstance(made, list):
            findings += made
        else:
            items.append((made, replace(row.place, item=made.code)))
    if not count:
        findings.append(error("bank_empty"))
    return items


def _columns(rows: Iterator[Row], findings: list[Finding]) -> tuple[dict[str, int], int]:
    """Find the header: the column of each field, and how many columns the table has."""
    header = _header(rows)
    columns: dict[str, int] = {}
    for at, cell in enumerate(header.cells):
        key = _HEADINGS.get(fold(cell.text))
        if key is None and cell.text.strip():
            heading = cell.text.strip()[:40]
            findings.append(warning("column_unknown", header.place_of(at), heading=heading))
        elif key in columns:
            findings.append(error("column_repeated", header.place_of(at), field=key))
        elif key is not None:
            columns[key] = at
    missing = [key for key in NEEDED_FIELDS if key not in columns]
    findings += [error("column_missing", header.place, field=key) for key in missing[1:]]
    if missing:
        raise RefusedError("column_missing", header.place, field=missing[0])
    width = 1 + max(at for at, cell in enumerate(header.cells) if cell.text)
    return columns, width


def _header(rows: Iterator[Row]) -> Row:
    for _, row in zip(range(_ROWS_ABOVE_HEADER), rows, strict=False):
        if known_headings(cell.text for cell in row.cells) >= 2:
            return row
    raise RefusedError("header_missing")


def _item(row: Row, columns: Mapping[str, int], width: int) -> Item | list[Finding]:
    findings = [
        error(cell.problem, row.place_of(at))
        for at, cell in enumerate(row.cells)
        if cell.problem and (at in columns.values() or cell.problem == "cell_formula")
    ]
    if any(cell.text for cell in row.cells[width:]):
        findings.append(error("cells_beyond", row.place_of(width)))
    if findings:
        return findings
    texts = {key: row.cells[at].text if at < len(row.cells) else "" for key, at in columns.items()}
    blank_tail = [key for key in OPTION_FIELDS if key in texts]
    while blank_tail and not texts[blank_tail[-1]].strip():
        del texts[blank_tail.pop()]
    place = replace(row.place, item=tidy(texts["code"])[:64])
    return item_of(texts, lambda key: replace(place, column=_letter(columns, key)))


def _letter(columns: Mapping[str, int], key: str) -> str:
    return column_letters(columns[key]) if key in columns else ""
