"""Banks as tables: a header row, then one item a row. Shared by CSV and XLSX."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from question_bank.draft import Draft
from question_bank.fields import ITEM_FIELDS, MOST_ITEMS, NEEDED_FIELDS, OPTION_FIELDS, Field
from question_bank.findings import Finding, Place, error, has_errors, warning
from question_bank.progress import Stage, Watch, watched
from question_bank.readers.drafts import draft_of, name_of
from question_bank.readers.reading import RefusedError
from question_bank.text import fold

_ROWS_ABOVE_HEADER = 20
# What stands for a cell whose text is not certain while the rest of its row is looked at.
_UNCERTAIN = "\ufffc"
_LETTERED = ("code", "right", "pinned", "difficulty", "use")


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
_NUMBER_HEADINGS = ("stt", "tt", "so tt", "so thu tu", "no", "cau", "cau so")


def known_headings(texts: Iterable[str]) -> int:
    """Count the headings among *texts*, to tell a header row from others."""
    return sum(fold(text) in _HEADINGS for text in texts)


def read_items(
    rows: Iterable[Row], findings: list[Finding], watch: Watch, of: int = 0
) -> list[Draft]:
    """Read the header and every item below it; all that is wrong goes to *findings*.

    *of* is how many items to expect, as far as anybody knows.
    Raises `RefusedError` where there is no header or a needed column is missing.
    """
    filled = (row for row in rows if any(cell.text or cell.problem for cell in row.cells))
    columns, width = columns_of(filled, findings)
    columns.pop("number", None)
    drafts: list[Draft] = []
    try:
        for number, row in enumerate(watched(filled, watch, Stage.READING, of), start=1):
            if number > MOST_ITEMS:
                raise RefusedError("items_too_many", row.place, limit=MOST_ITEMS)
            drafts.append(_draft(row, number, columns, width, findings))
    except RefusedError as refused:
        findings.append(refused.finding)
    else:
        if not drafts:
            findings.append(error("bank_empty"))
    return drafts


def columns_of(
    rows: Iterator[Row], findings: list[Finding], needed: Sequence[str] = NEEDED_FIELDS
) -> tuple[dict[str, int], int]:
    """Find the header: the column of each field, and how many columns the table has.

    Rows are taken up to the header. The column "number" counts the items.
    """
    header = _header(rows)
    columns: dict[str, int] = {}
    for at, cell in enumerate(header.cells):
        heading = fold(cell.text).strip(" .")
        key = "number" if heading in _NUMBER_HEADINGS else _HEADINGS.get(fold(cell.text))
        if key is None and cell.text.strip():
            said = cell.text.strip()[:40]
            findings.append(warning("column_unknown", header.place_of(at), heading=said))
        elif key in columns and key != "number":
            findings.append(error("column_repeated", header.place_of(at), field=key))
        elif key is not None:
            columns[key] = at
    missing = [key for key in needed if key not in columns]
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


def _draft(
    row: Row, number: int, columns: Mapping[str, int], width: int, findings: list[Finding]
) -> Draft:
    cells = {key: _cell_of(row, at) for key, at in columns.items()}
    texts = {key: cell.text for key, cell in cells.items()}
    here = replace(row.place, item=name_of(texts.get("code", ""), number))
    uncertain = {key for key, cell in cells.items() if cell.problem}
    texts |= {key: _UNCERTAIN for key in uncertain if key not in _LETTERED}
    blank_tail = [key for key in OPTION_FIELDS if key in texts]
    while blank_tail and not texts[blank_tail[-1]].strip():
        del texts[blank_tail.pop()]
    found: list[Finding] = []
    draft = draft_of(texts, here, lambda key: _place(here, columns, key), found)
    unsure = {_place(here, columns, key) for key in uncertain}
    problems = [*_problems(row, here, columns, width), *(f for f in found if f.place not in unsure)]
    findings += problems
    if not has_errors(problems):
        return draft
    options = (text if text != _UNCERTAIN else "" for text in draft.options)
    stem = draft.stem if draft.stem != _UNCERTAIN else ""
    return Draft(here, draft.code, stem, tuple(options))


def _problems(row: Row, here: Place, columns: Mapping[str, int], width: int) -> Iterator[Finding]:
    """Say which cells are not certain, and whether some stand beyond the table."""
    for at, cell in enumerate(row.cells):
        if cell.problem and (at in columns.values() or cell.problem == "cell_formula"):
            yield error(cell.problem, replace(here, column=column_letters(at)))
    if any(cell.text for cell in row.cells[width:]):
        yield error("cells_beyond", replace(here, column=column_letters(width)))


def _cell_of(row: Row, at: int) -> Cell:
    return row.cells[at] if at < len(row.cells) else Cell()


def _place(here: Place, columns: Mapping[str, int], key: str) -> Place:
    return replace(here, column=column_letters(columns[key]) if key in columns else "")
