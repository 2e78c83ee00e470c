"""Finding texts that are nearly the same among thousands, exactly and without comparing all.

A text is its set of folded words. Two are alike when they share at least 17 of every 20 words they
have together (Jaccard) and the same numbers. How many words a text shares with all others is
counted at once, in the bits of whole numbers; only those who share enough are compared.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from question_bank.text import fold

_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\d+|[ivxl]+")


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole, in whole numbers: `shared` words of the `of` that two texts have."""

    shared: int
    of: int

    @property
    def percent(self) -> int:
        """The share in full percent."""
        return 100 * self.shared // self.of

    def reaches(self, least: "Share") -> bool:
        """Whether this is at least *least*."""
        return least.of * self.shared >= least.shared * self.of


ALIKE = Share(17, 20)
AKIN = Share(1, 2)


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two texts, by position, with what they share and whether they speak of the same numbers."""

    one: int
    other: int
    share: Share
    same_numbers: bool

    @property
    def is_alike(self) -> bool:
        """Whether both nearly say the same."""
        return self.same_numbers and self.share.reaches(ALIKE)


def similar_pairs(texts: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Yield the positions (earlier, later) of texts that are alike, by the later one."""
    index = _Index(ALIKE)
    bags: list[_Bag] = []
    for later, bag in enumerate(map(_Bag.of, texts)):
        for earlier in index.near(bag):
            if _likeness(earlier, later, bags[earlier], bag).is_alike:
                yield earlier, later
        index.add(bag)
        bags.append(bag)


def likenesses(texts: Sequence[str], others: Sequence[str]) -> Iterator[Likeness]:
    """Yield every pair of a text and one of the *others* that share at least half their words."""
    index = _Index(AKIN)
    other_bags = [_Bag.of(text) for text in others]
    for bag in other_bags:
        index.add(bag)
    for one, bag in enumerate(map(_Bag.of, texts)):
        for other in index.near(bag):
            likeness = _likeness(one, other, bag, other_bags[other])
            if likeness.share.reaches(AKIN):
                yield likeness


def share_of(text: str, other: str) -> Share:
    """Return what two texts share of the words they have together."""
    return _Bag.of(text).share_with(_Bag.of(other))


@dataclass(frozen=True, slots=True)
class _Bag:
    """A text as its words, with the numbers among them."""

    words: frozenset[str]
    numbers: frozenset[str]

    @classmethod
    def of(cls, text: str) -> "_Bag":
        words = frozenset(_WORD.findall(fold(text)))
        return cls(words, frozenset(filter(_NUMBER.fullmatch, words)))

    def share_with(self, other: "_Bag") -> Share:
        shared = len(self.words & other.words)
        return Share(shared, max(1, len(self.words) + len(other.words) - shared))


class _Index:
    """Bags by their words: bit n of a word's number tells whether bag n has the word."""

    def __init__(self, least: Share) -> None:
        self._least = least
        self._holders: dict[str, int] = defaultdict(int)
        self._sizes: list[int] = []

    def add(self, bag: _Bag) -> None:
        """Put a bag under the next position."""
        bit = 1 << len(self._sizes)
        self._sizes.append(len(bag.words))
        for word in bag.words:
            self._holders[word] |= bit

    def near(self, bag: _Bag) -> Iterator[int]:
        """Yield the positions of all bags that could reach the share, in order."""
        part, whole, size = self._least.shared, self._least.of, len(bag.words)
        holders = (self._holders[word] for word in bag.words if word in self._holders)
        enough = _reaching(_counted(holders), -(-part * size // whole)) if size else 0
        while enough:
            lowest = enough & -enough
            position = lowest.bit_length() - 1
            if part * self._sizes[position] <= whole * size:
                yield position
            enough ^= lowest


def _counted(holders: Iterable[int]) -> list[int]:
    """Count how often each bit is set: the binary digits of all counts, lowest first."""
    digits: list[int] = []
    for carry in holders:
        for at, digit in enumerate(digits):
            digits[at], carry = digit ^ carry, digit & carry  # noqa: PLW2901
        if carry:
            digits.append(carry)
    return digits


def _reaching(digits: Sequence[int], least: int) -> int:
    """Return the bits whose count is at least *least*, which is not nought."""
    if least >> len(digits):
        return 0
    more, equal = 0, -1
    for at in reversed(range(len(digits))):
        if least >> at & 1:
            equal &= digits[at]
        else:
            more |= equal & digits[at]
            equal &= ~digits[at]
    return more | equal


def _likeness(one: int, other: int, bag: _Bag, other_bag: _Bag) -> Likeness:
    return Likeness(one, other, bag.share_with(other_bag), bag.numbers == other_bag.numbers)
