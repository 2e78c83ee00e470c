"""Text of a Word document with the look of every character."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from unicodedata import combining, normalize

from question_bank.findings import Place


@dataclass(frozen=True, slots=True)
class Look:
    """What the eye sees of a character beside its shape; "" is no colour of its own.

    `number` is true for what automatic numbering shows and nobody typed.
    """

    bold: bool = False
    italic: bool = False
    underline: bool = False
    colour: str = ""
    highlight: str = ""
    shading: str = ""
    number: bool = False


PLAIN = Look()


@dataclass(frozen=True, slots=True)
class Styled:
    """A text and the look of each of its characters."""

    text: str = ""
    looks: tuple[Look, ...] = ()

    def cut(self, start: int, end: int | None = None) -> "Styled":
        """The part from *start* to *end*."""
        return Styled(self.text[start:end], self.looks[start:end])

    def strip(self) -> "Styled":
        """The text without white space around it."""
        start = len(self.text) - len(self.text.lstrip())
        return self.cut(start, max(start, len(self.text.rstrip())))

    def lines(self) -> Iterator["Styled"]:
        """Yield the text between line feeds."""
        start = 0
        for end in [match.start() for match in re.finditer("\n", self.text)] + [len(self.text)]:
            yield self.cut(start, end)
            start = end + 1

    def seen(self) -> frozenset[Look]:
        """The looks of the letters and digits that were typed; of all signs without any."""
        pairs = list(zip(self.text, self.looks, strict=True))
        letters = {look for character, look in pairs if character.isalnum()}
        signs = letters or {look for character, look in pairs if not character.isspace()}
        return frozenset(look for look in signs if not look.number)


def styled(text: str, look: Look = PLAIN) -> Styled:
    """Return *text* under one look."""
    return Styled(text, (look,) * len(text))


def joined(parts: Iterable[Styled], between: str = "") -> Styled:
    """Join *parts* with plain text between them."""
    texts: list[str] = []
    looks: list[Look] = []
    for at, part in enumerate(parts):
        if at:
            texts.append(between)
            looks += [PLAIN] * len(between)
        texts.append(part.text)
        looks += part.looks
    return Styled("".join(texts), tuple(looks))


def composed(part: Styled) -> Styled:
    """Return *part* in NFC; a letter made of several takes the look of the first."""
    if normalize("NFC", part.text) == part.text:
        return part
    made: list[Styled] = []
    start = 0
    for at, character in enumerate(part.text + " "):
        if at > start and not combining(character):
            made.append(styled(normalize("NFC", part.text[start:at]), part.looks[start]))
            start = at
    return joined(made)


def recoded(
    parts: Iterable[tuple[str, Look, str]],
    recode: Callable[[str, str], Iterable[tuple[str, int]] | None],
) -> Styled:
    """Join (text, look, font) and recode each stretch of one font by *recode*.

    *recode* gives pieces of new text with the length of what each replaces; None changes nothing.
    """
    made: list[Styled] = []
    for font, group in groupby(parts, key=lambda part: part[2]):
        stretch = joined(styled(text, look) for text, look, _ in group)
        at = 0
        pieces = recode(stretch.text, font)
        if pieces is None:
            made.append(stretch)
            continue
        for piece, length in pieces:
            made.append(styled(piece, stretch.looks[at] if length else PLAIN))
            at += length
    return joined(made)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a paragraph; a paragraph has several where Shift+Enter was pressed.

    `paragraph` counts from one through the whole document, tables included. `role` is "heading",
    "title", "own" (a style of our writer: line breaks are text) or "".
    """

    text: Styled
    paragraph: int
    first: bool = True
    role: str = ""

    def place(self, item: str = "") -> Place:
        """Where the line stands and how it begins."""
        return Place(paragraph=self.paragraph, text=beginning(self.text.text), item=item)


Cell = tuple[Line, ...]


def cell_text(cell: Cell) -> str:
    """What a cell of a table says."""
    return "\n".join(line.text.text for line in cell).strip()


@dataclass(frozen=True, slots=True)
class Table:
    """The cells of a table, row by row."""

    rows: tuple[tuple[Cell, ...], ...]


Block = Line | Table


def beginning(text: str) -> str:
    """The first words of a text, by which a person finds it."""
    flat = " ".join(text.split())
    return flat if len(flat) <= 40 else f"{flat[:39].rstrip()}…"


def bare(option: str) -> str:
    """The words of an option, to compare them."""
    return " ".join(option.split()).strip(" .;").casefold()
