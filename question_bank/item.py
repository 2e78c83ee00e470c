"""One question: its content, its key and what an organizer says about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import pairwise

from question_bank.canonical import canonical_digest

LETTERS = "ABCDEF"
FEWEST_OPTIONS = 2
MOST_OPTIONS = len(LETTERS)


class Difficulty(StrEnum):
    """What the item asks of the mind: to recognise, to understand, to apply."""

    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"


class Use(StrEnum):
    """Where the item may be drawn: in ranked rounds, or in practice only."""

    OFFICIAL = "official"
    PRACTICE = "practice"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that belongs to a question: the SHA-256 of its file, and what it shows in words."""

    digest: str
    alt: str

    def __post_init__(self) -> None:
        if not self.alt:
            raise ValueError(f"picture {self.digest} is not described")


@dataclass(frozen=True)  # no slots: an item keeps its digests, which everybody asks it for
class Item:
    """A multiple-choice question; one that exists is well-formed.

    `code` is stable and unique in its bank; blank only until a file without codes has been given
    some. `right` and `pinned` are zero-based positions in
    `options`, ascending. Pinned options stay at the end of a shuffled paper in their own order.
    The bytes of the picture are kept by the bank.
    """

    code: str
    stem: str
    options: tuple[str, ...]
    right: tuple[int, ...]
    pinned: tuple[int, ...] = ()
    topic: str = ""
    period: str = ""
    difficulty: Difficulty = Difficulty.MEDIUM
    use: Use = Use.OFFICIAL
    explanation: str = ""
    source: str = ""
    picture: Picture | None = None

    def __post_init__(self) -> None:
        if not FEWEST_OPTIONS <= len(self.options) <= MOST_OPTIONS:
            raise ValueError(f"item {self.code}: {len(self.options)} options")
        if not self.right:
            raise ValueError(f"item {self.code}: no right option")
        for chosen in (self.right, self.pinned):
            if not all(one < other for one, other in pairwise((-1, *chosen, len(self.options)))):
                raise ValueError(f"item {self.code}: positions {chosen} are not ascending options")

    @cached_property
    def content_digest(self) -> str:
        """Identify what a contestant sees: stem, options, pinned positions and the picture.

        An item without a picture says nothing of one: digests are older than pictures.
        """
        content: dict[str, object] = {
            "options": self.options,
            "pinned": self.pinned,
            "stem": self.stem,
        }
        if self.picture is not None:
            content["picture"] = {"alt": self.picture.alt, "digest": self.picture.digest}
        return canonical_digest(content)

    @cached_property
    def key_digest(self) -> str:
        """Identify the key of this content: right positions and explanation.

        Whoever holds the content guesses it in a few tries: it never leaves unsalted.
        """
        key = {
            "content": self.content_digest,
            "explanation": self.explanation,
            "right": self.right,
        }
        return canonical_digest(key)


def letters(positions: Iterable[int]) -> str:
    """Name options as people do: (0, 2) is "A, C"."""
    return ", ".join(LETTERS[at] for at in positions)
