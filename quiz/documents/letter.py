"""An official letter of one page or a few: what stands in it, whatever it is written as.

The State's form follows Nghị định 30/2020/NĐ-CP, the Party's Hướng dẫn 36-HD/VPTW. What an office
fills in by hand (number, day, signature, seal) is left open.
"""

from dataclasses import dataclass
from enum import StrEnum


class Form(StrEnum):
    """Whose form a letter has."""

    PARTY = "party"
    STATE = "state"


@dataclass(frozen=True, slots=True)
class Manner:
    """How a form looks: sizes in points, margins in millimetres (top, right, bottom, left)."""

    title: int
    subject: int
    recipients: int
    margins: tuple[int, int, int, int] = (20, 15, 20, 30)
    body: int = 14
    table: int = 11


MANNERS = {
    Form.PARTY: Manner(title=16, subject=15, recipients=12),
    Form.STATE: Manner(title=14, subject=14, recipients=11),
}
NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
PARTY = "ĐẢNG CỘNG SẢN VIỆT NAM"


@dataclass(frozen=True, slots=True)
class LetterTable:
    """A table: titles, rows, and the width of each column in hundredths of the page's.

    Every column but the first holds figures.
    """

    titles: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that opens a part of the letter."""

    text: str


Part = Heading | LetterTable | str


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter: ``parts`` are headings, paragraphs and tables in order, ``note`` small at the end.

    ``signer`` are the lines of authority and office above the place of the signature, in capitals
    where a form asks for them; ``signed_by`` may be empty. ``day`` is as written after the place.
    """

    form: Form
    above: str
    issuer: str
    number: str
    place: str
    day: str
    title: str
    subject: str
    to: str
    parts: tuple[Part, ...]
    signer: tuple[str, ...]
    signed_by: str
    recipients: tuple[str, ...]
    note: str

    @property
    def manner(self) -> Manner:
        """Return how the form of the letter looks."""
        return MANNERS[self.form]

    @property
    def dateline(self) -> str:
        """Return place and day, as they stand at the top right."""
        return f"{self.place}, {self.day}" if self.place else self.day.capitalize()
