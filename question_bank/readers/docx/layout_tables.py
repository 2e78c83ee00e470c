"""Tables that merely arrange the text of questions, with or without borders."""

from collections.abc import Iterator
from dataclasses import replace

from question_bank.item import LETTERS
from question_bank.readers.docx.grammar import BOXES, CROSSES, TICKS, named_start
from question_bank.readers.docx.habit import typed_letter
from question_bank.readers.docx.key_grammar import is_choice
from question_bank.readers.docx.styled import Cell, Line, Styled, Table, cell_text, joined, styled
from question_bank.text import fold

_HEADINGS = ("stt", "tt", "so tt", "cau", "cau so", "cau hoi", "noi dung", "noi dung cau hoi")
_OPTION_HEADINGS = (
    "phuong an",
    "cac phuong an",
    "phuong an tra loi",
    "phuong an lua chon",
    "lua chon",
)
_ANSWER_HEADINGS = ("dap an", "dap an dung", "phuong an dung", "da", "d/a")


def arranged(table: Table) -> Iterator[Line]:
    """Yield the lines of a table that merely arranges text, column by column where letters go so.

    A cell that holds only "A." or "Câu 5" is the label of the one beside it.
    """
    rows, answers = _rows(table)
    for row in rows:
        label: Line | None = None
        for column, cell in enumerate(row):
            lines = [line for line in cell if line.text.text.strip()]
            if column in answers and lines and is_choice(lines[0].text.text):
                lines[0] = replace(lines[0], text=joined([styled("Đáp án: "), lines[0].text]))
            elif label is not None and lines:
                first = lines[0]
                whole = joined([label.text.strip(), first.text.strip()], " ")
                lines[0] = replace(first, text=whole, paragraph=label.paragraph)
                label = None
            if len(lines) == 1 and _is_label(lines[0].text.text):
                label = replace(lines[0], text=_with_sign(lines[0].text.strip()))
            else:
                yield from lines
        if label is not None:
            yield label


def _is_label(text: str) -> bool:
    if len(without_mark := text.strip(f" {TICKS}{BOXES}{CROSSES}")) == 0:
        return True
    bare = fold(without_mark).strip(" .:()[]/-–")
    start = named_start(text)
    return (
        bare.isdecimal()
        or (len(bare) == 1 and bare in "abcdef")
        or (start is not None and not text[start.end :].strip())
        or bare in ("dap an", "da", "giai thich", "nguon", "muc do")
    )


def _with_sign(label: Styled) -> Styled:
    if label.text[-1:] in f".:)]/-–{TICKS}{BOXES}{CROSSES}":
        return label
    return joined([label, styled(":" if len(label.text) > 6 else ".")])


def _rows(table: Table) -> tuple[tuple[tuple[Cell, ...], ...], set[int]]:
    """The rows below the headings, if there are some, and the columns that hold keys."""
    rows = table.rows
    titles = [fold(cell_text(cell)).strip(" .:") for cell in rows[0]] if rows else []
    answers = {at for at, title in enumerate(titles) if title in _ANSWER_HEADINGS}
    known = (*_HEADINGS, *_OPTION_HEADINGS, *_ANSWER_HEADINGS)
    if answers and len(titles) > 2 and all(title in known for title in titles):
        return rows[1:], answers
    turned = tuple(zip(*rows, strict=True)) if len({len(row) for row in rows}) == 1 else ()
    is_turned = _letters(rows) != _letters(turned) == LETTERS[: len(_letters(turned))]
    return (turned if is_turned and len(_letters(turned)) > 1 else rows), set()


def _letters(rows: tuple[tuple[Cell, ...], ...]) -> str:
    """The letters of the options, cell by cell; "" where a cell begins none."""
    letters = [typed_letter(cell_text(cell)).upper() for row in rows for cell in row if cell]
    return "".join(letters) if all(letters) else ""
