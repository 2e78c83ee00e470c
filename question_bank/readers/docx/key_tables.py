"""Tables that hold nothing but keys, whichever way they lie, for one form of a paper or several."""

from dataclasses import dataclass, replace

from question_bank.findings import Place
from question_bank.readers.docx.key_grammar import (
    form_named,
    is_choice,
    key_entries,
    worded_choice,
)
from question_bank.readers.docx.styled import Cell, Table, cell_text
from question_bank.text import fold

_LABELS = (
    *("", "cau", "cau hoi", "cau so", "stt", "tt", "so", "so cau"),
    *("dap an", "da", "d/a", "chon", "dap an dung", "noi dung", "noi dung dap an"),
)
_WORDS = ("noi dung", "noi dung dap an")


@dataclass(frozen=True, slots=True)
class Entry:
    """One key of a list: the right options of a question by its number.

    *words* is what else is said of the option, *form* the form of the paper ("mã đề") if it is
    named.
    """

    number: int
    letters: str
    place: Place
    words: str = ""
    form: str = ""


def key_table(table: Table) -> list[Entry]:
    """Read a table of keys; empty for any other table."""
    grid = _Grid(table)
    return (
        grid.packed()
        or _of_forms(grid, "cau")
        or _of_forms(grid.turned(), "ma de")
        or _with_words(grid)
        or _across(grid)
        or _down(grid)
        or []
    )


class _Grid:
    """The cells of a table and their texts."""

    def __init__(self, table: Table) -> None:
        self.rows = [list(row) for row in table.rows]
        self.texts = [[cell_text(cell) for cell in row] for row in table.rows]
        self.filled = [text for row in self.texts for text in row if not _is_label(text)]

    def turned(self) -> "_Grid | None":
        """The table with its columns as rows; None where rows differ in length."""
        if len({len(row) for row in self.rows}) != 1:
            return None
        return _Grid(Table(tuple(zip(*self.rows, strict=True))))

    def packed(self) -> list[Entry]:
        """Keys of tables whose cells hold "1.A 2.B"."""
        if not self.filled or not all(map(key_entries, self.filled)):
            return []
        lines = [line for row in self.rows for cell in row for line in cell]
        return [
            Entry(*each, line.place()) for line in lines for each in key_entries(line.text.text)
        ]

    def entry(self, number: str, row: int, column: int) -> Entry | None:
        """The key that a cell gives to the question of a number; None where it gives none."""
        said = worded_choice(self.texts[row][column])
        if not _number(number) or said is None:
            return None
        return Entry(_number(number), said[0], _place(self.rows[row][column]), said[1])


def _of_forms(grid: _Grid | None, corner: str) -> list[Entry]:
    """A column of numbers, and a column of letters under the name of each form.

    Names that are bare numbers count where the *corner* of the table says which side they are on,
    or where they have three figures and the questions fewer.
    """
    texts = grid.texts if grid else []
    head = next((at for at, row in enumerate(texts) if any(map(_form, row[1:]))), None)
    if grid is None or head is None:
        return []
    above = {fold(text).strip(" .:") for row in texts[: head + 1] for text in row}
    is_said = fold(texts[0][0]).strip(" .:").removesuffix(" thi") == corner and "ma de" in above
    is_plain = all(_number(row[0]) < 100 for row in texts[head + 1 :] if row) and all(
        _number(text) >= 100 for text in texts[head][1:]
    )
    if not is_said and not is_plain and not all(map(form_named, texts[head][1:])):
        return []
    forms = {at: _form(text) for at, text in enumerate(texts[head]) if at and text}
    entries = [
        replace(entry, form=forms.get(column, "?")) if entry else None
        for at, row in enumerate(texts[head + 1 :], start=head + 1)
        for column, text in enumerate(row)
        if column and text
        for entry in [grid.entry(row[0], at, column)]
    ]
    return [] if None in entries or "" in forms.values() else [each for each in entries if each]


def _with_words(grid: _Grid) -> list[Entry]:
    """A column of numbers, one of letters, and one of what they stand for."""
    if not grid.texts or [fold(text) in _WORDS for text in grid.texts[0]] != [False, False, True]:
        return []
    entries = [
        replace(entry, words=row[2]) if entry else None
        for at, row in enumerate(grid.texts[1:], start=1)
        if len(row) == 3
        for entry in [grid.entry(row[0], at, 1)]
    ]
    return [] if None in entries else [each for each in entries if each]


def _across(grid: _Grid) -> list[Entry] | None:
    """Numbers with their letters beside them, in one or more pairs of columns."""
    entries: list[Entry] = []
    for at, row in enumerate(grid.texts):
        said = [(column, text) for column, text in enumerate(row) if not _is_label(text)]
        if len(said) % 2:
            return None
        for (column, number), (beside, _) in zip(said[::2], said[1::2], strict=True):
            entry = grid.entry(number, at, beside)
            if entry is None or beside != column + 1:
                return None
            entries.append(entry)
    return entries


def _down(grid: _Grid) -> list[Entry] | None:
    """A row of numbers over a row of letters."""
    if not all(_number(text) or is_choice(text) for text in grid.filled):
        return None
    entries: list[Entry] = []
    rows = [at for at, row in enumerate(grid.texts) if not all(map(_is_label, row))]
    if len(rows) % 2:
        return None
    for upper, lower in zip(rows[::2], rows[1::2], strict=True):
        if len(grid.texts[upper]) != len(grid.texts[lower]):
            return None
        for column, (number, letters) in enumerate(
            zip(grid.texts[upper], grid.texts[lower], strict=True)
        ):
            entry = grid.entry(number, lower, column)
            if (entry is None) != (_is_label(number) and _is_label(letters)):
                return None
            entries += [entry] if entry else []
    return entries


def _form(text: str) -> str:
    """The form that the head of a column names, with or without "Mã đề" before it."""
    bare = fold(text).strip(" .:")
    return form_named(text) or (bare if bare.isalnum() and any(map(str.isdigit, bare)) else "")


def _is_label(text: str) -> bool:
    return fold(text).strip(" .:") in _LABELS


def _number(text: str) -> int:
    digits = fold(text).removeprefix("cau ").strip(" .:")
    return int(digits) if digits.isdecimal() and len(digits) < 6 else 0


def _place(cell: Cell) -> Place:
    return cell[0].place() if cell else Place()
