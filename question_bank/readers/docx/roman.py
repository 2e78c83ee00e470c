"""Documents whose options bear I, II, III instead of A, B, C: told from others, and relettered.

Roman numbers also head parts and count statements inside a stem. They are taken for options only
in a document without any lettered option where every question has them in their order and every
key is one of them; of any other document nothing is changed.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from question_bank.item import LETTERS
from question_bank.readers.docx.grammar import letters_inside, named_start
from question_bank.readers.docx.habit import typed_letter
from question_bank.readers.docx.key_grammar import answer, key_entries
from question_bank.readers.docx.styled import Block, Line, Styled, Table, joined, styled

_NUMERALS = ("I", "II", "III", "IV", "V", "VI")
_LETTER = dict(zip(_NUMERALS, LETTERS, strict=True))
_ONE = r"(?<!\w)(?:III|II|IV|I|VI|V)(?!\w)"
_NUMERAL = re.compile(_ONE)
_OPTION = re.compile(rf"\s*(?P<numeral>{_ONE})\s*(?:[.)/:]|[-–](?=\s))\s*\S")
_KEY = re.compile(rf".*?(?P<numerals>{_ONE}(?:\s*(?:[,;&+/]|và)\s*{_ONE})*)[\s.]*", re.DOTALL)
_LIST = re.compile(
    rf"\s*(?:(?:(?:[Cc]âu|CÂU)\s*)?\d{{1,5}}(?:\s*[.:)\-–=/]\s*|\s+){_ONE}[\s.,;|]*)+"
)


def lettered(blocks: Sequence[Block]) -> Sequence[Block]:
    """Give options and keys their letters, if the document has roman numbers in their place."""
    if not _is_roman(blocks):
        return blocks
    return [
        _line(block) if isinstance(block, Line) else Table(tuple(map(_row, block.rows)))
        for block in blocks
    ]


def _row(row: tuple[tuple[Line, ...], ...]) -> tuple[tuple[Line, ...], ...]:
    return tuple(tuple(map(_line, cell)) for cell in row)


def _line(line: Line) -> Line:
    """A line with letters where it bears the number of an option, or names one as a key."""
    text = line.text.text
    if option := _OPTION.match(text):
        return replace(line, text=_relettered(line.text, [option.span("numeral")]))
    if _LIST.fullmatch(text) or _NUMERAL.fullmatch(text.strip()):
        spans = [match.span() for match in _NUMERAL.finditer(text)]
        return replace(line, text=_relettered(line.text, spans))
    return replace(line, text=_key(line.text) or line.text)


def _relettered(text: Styled, spans: Sequence[tuple[int, int]]) -> Styled:
    parts, at = [], 0
    for start, end in spans:
        parts.append(text.cut(at, start))
        parts.append(styled(_LETTER[text.text[start:end]], text.looks[start]))
        at = end
    return joined([*parts, text.cut(at)])


def _key(text: Styled) -> Styled | None:
    """The line of a key with letters; None where it is none, or says more."""
    match = _KEY.fullmatch(text.text)
    if match is None:
        return None
    start, end = match.span("numerals")
    spans = [found.span() for found in _NUMERAL.finditer(text.text, start, end)]
    made = _relettered(text, spans)
    said = answer(made.text)
    return made if said and said.letters and not said.more else None


def _is_roman(blocks: Sequence[Block]) -> bool:
    lines = [block for block in blocks if isinstance(block, Line)]
    in_tables = [
        line
        for block in blocks
        if isinstance(block, Table)
        for row in block.rows
        for cell in row
        for line in cell
    ]
    everything = [line.text.text for line in (*lines, *in_tables)]
    if any(line.role == "own" for line in lines) or any(map(_has_letters, everything)):
        return False
    has_list = any(_LIST.fullmatch(text) for text in everything) or any(
        _NUMERAL.fullmatch(line.text.text.strip()) for line in in_tables
    )
    sections = list(_sections(lines))
    return bool(sections) and all(_is_question(each, has_list=has_list) for each in sections)


def _has_letters(text: str) -> bool:
    """Whether a line bears an option with a letter, or names one as a key."""
    said = answer(text)
    is_key = (said is not None and bool(said.letters)) or bool(key_entries(text))
    return is_key or bool(typed_letter(text)) or bool(letters_inside(text))


def _sections(lines: Sequence[Line]) -> Iterator[list[Styled]]:
    """Yield the lines of each "Câu 1: …", the lists of keys left out."""
    section: list[Styled] | None = None
    for line in lines:
        if _LIST.fullmatch(line.text.text):
            continue
        if named_start(line.text.text):
            if section is not None:
                yield section
            section = []
        elif section is not None:
            section.append(line.text)
    if section is not None:
        yield section


def _is_question(lines: Sequence[Styled], *, has_list: bool) -> bool:
    """Whether the lines of a question bear I, II, III … in order, and a key unless it is listed."""
    options = filter(None, (_OPTION.match(line.text) for line in lines))
    numerals = tuple(option["numeral"] for option in options)
    keys = sum(_key(line) is not None for line in lines)
    is_listed = numerals == _NUMERALS[: len(numerals)]
    return len(numerals) > 1 and is_listed and keys == (0 if has_list else 1)
