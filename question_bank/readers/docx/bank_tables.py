"""Tables with a column for each field of a question, as our own tables have them."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from question_bank.fields import ITEM_FIELDS, NEEDED_FIELDS, OPTION_FIELDS
from question_bank.findings import Finding, Place, error
from question_bank.item import LETTERS
from question_bank.readers.docx.grammar import level
from question_bank.readers.docx.questions import Choice, Question, without_mark
from question_bank.readers.docx.styled import Cell, Styled, Table, cell_text, joined
from question_bank.readers.table import Cell as TextCell
from question_bank.readers.table import Row, columns_of, headings_of, known_headings
from question_bank.text import fold, one_line

_NEEDED = tuple(key for key in NEEDED_FIELDS if key != "right")
_STEM = headings_of({"stem": ITEM_FIELDS["stem"]})


def is_bank(table: Table) -> bool:
    """Whether a row near the top names the columns of a bank."""
    return any(known_headings(_headings(row)) >= 3 for row in table.rows[:3])


def questions_in(table: Table, findings: list[Finding]) -> Iterator[Question]:
    """Yield the questions of a table; what is wrong with its headings goes to *findings*.

    Raises `RefusedError` where a needed column is missing.
    """
    rows = [_row(cells, is_top=at < 3) for at, cells in enumerate(table.rows)]
    waiting = iter(rows)
    columns, width = columns_of(waiting, findings, _NEEDED)
    start = len(rows) - len(list(waiting))
    number = 0
    for cells in table.rows[start:]:
        if any(cell_text(cell) for cell in cells):
            number += 1
            yield _question(number, cells, columns, width)


def numbers_in(table: Table) -> frozenset[int]:
    """The numbers that questions of a table may have."""
    typed = (_number(cell_text(row[0])) for row in table.rows if row)
    return frozenset(typed) | frozenset(range(1, len(table.rows)))


def _number(text: str) -> int:
    typed = text.strip(" .")
    return int(typed) if typed.isdecimal() and len(typed) < 6 else 0


def _headings(cells: tuple[Cell, ...]) -> list[str]:
    """The headings of a row; bare letters are the names of options."""
    texts = [cell_text(cell) for cell in cells]
    if not {"A", "B"} <= set(texts) or not any(fold(text) in _STEM for text in texts):
        return texts
    return [f"Phương án {text}" if text in LETTERS and len(text) == 1 else text for text in texts]


def _row(cells: tuple[Cell, ...], *, is_top: bool) -> Row:
    texts = _headings(cells) if is_top else [cell_text(cell) for cell in cells]
    return Row(_place(cells), [TextCell(text) for text in texts])


def _place(cells: tuple[Cell, ...]) -> Place:
    return next((Place(paragraph=line.paragraph) for cell in cells for line in cell), Place())


def _question(
    number: int, cells: tuple[Cell, ...], columns: Mapping[str, int], width: int
) -> Question:
    styled = {
        key: joined((line.text for line in cells[at]), "\n").strip()
        for key, at in columns.items()
        if at < len(cells)
    }
    texts = {key: text.text for key, text in styled.items()}
    number = _number(texts.pop("number", "")) or number
    place = replace(_place(cells), item=one_line(texts.get("code", "")) or str(number))
    question = Question(number, place, is_row=True)
    question.stem = list(styled["stem"].lines()) if "stem" in styled else []
    question.choices = _choices(styled, place)
    question.answer = texts.get("right", "").strip(" .").upper()
    question.texts = {
        key: (level(text) or text) if key == "difficulty" else text
        for key, text in texts.items()
        if key not in ("stem", "right", *OPTION_FIELDS)
    }
    if any(cell_text(cell) for cell in cells[width:]):
        question.findings.append(error("cells_beyond", place))
    return question


def _choices(styled: Mapping[str, Styled], place: Place) -> list[Choice]:
    """The options up to the last one that says anything."""
    keys = [key for key in OPTION_FIELDS if key in styled]
    while keys and not styled[keys[-1]].text:
        keys.pop()
    return [
        Choice(LETTERS[OPTION_FIELDS.index(key)], None, text, place, mark)
        for key in keys
        for mark, text in [without_mark(styled[key])]
    ]
