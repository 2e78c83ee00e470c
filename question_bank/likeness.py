"""Finding texts that are nearly the same among thousands, exactly and without comparing all.

A text is its set of folded words. Two are alike when they share at least 17 of every 20 words they
have together (Jaccard) and the same numbers. Sets that share that much must share one of their few
rarest words, so only those who do are compared (prefix filtering).
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
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


def similar_pairs(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the positions (earlier, later) of texts that are alike, by the later one."""
    bags = [_Bag.of(text) for text in texts]
    index = _Index(Counter(word for bag in bags for word in bag.words), ALIKE)
    for later, bag in enumerate(bags):
        for earlier in index.near(bag):
            if _likeness(earlier, later, bags[earlier], bag).is_alike:
                yield earlier, later
        index.add(bag)


def likenesses(texts: Sequence[str], others: Sequence[str]) -> Iterator[Likeness]:
    """Yield every pair of a text and one of the *others* that share at least half their words."""
    bags, other_bags = [_Bag.of(text) for text in texts], [_Bag.of(text) for text in others]
    index = _Index(Counter(word for bag in (*bags, *other_bags) for word in bag.words), AKIN)
    for bag in other_bags:
        index.add(bag)
    for one, bag in enumerate(bags):
        for other in index.near(bag):
            likeness = _likeness(one, other, bag, other_bags[other])
            if likeness.share.reaches(AKIN):
                yield likeness


def share_of(text: str, other: str) -> Share:
    """Return what two texts share of the words they have together."""
    return _likeness(0, 0, _Bag.of(text), _Bag.of(other)).share


@dataclass(frozen=True, slots=True)
class _Bag:
    """A text as its words, with the numbers among them."""

    words: frozenset[str]
    numbers: frozenset[str]

    @classmethod
    def of(cls, text: str) -> "_Bag":
        words = frozenset(_WORD.findall(fold(text)))
        return cls(words, frozenset(filter(_NUMBER.fullmatch, words)))


class _Index:
    """Bags under their rarest words: as many as no bag with that share can do without."""

    def __init__(self, commonness: Counter[str], least: Share) -> None:
        self._commonness = commonness
        self._least = least
        self._by_rare_word: dict[str, list[int]] = defaultdict(list)
        self._added = 0

    def add(self, bag: _Bag) -> None:
        """Put a bag under the next position."""
        for word in self._rare(bag):
            self._by_rare_word[word].append(self._added)
        self._added += 1

    def near(self, bag: _Bag) -> list[int]:
        """Return the positions of all bags that could reach the share, in order."""
        lists = (self._by_rare_word.get(word, ()) for word in self._rare(bag))
        return sorted({position for positions in lists for position in positions})

    def _rare(self, bag: _Bag) -> list[str]:
        size = len(bag.words)
        enough = size + 1 - -(-self._least.shared * size // self._least.of)
        return sorted(bag.words, key=lambda word: (self._commonness[word], word))[:enough]


def _likeness(one: int, other: int, bag: _Bag, other_bag: _Bag) -> Likeness:
    shared = len(bag.words & other_bag.words)
    share = Share(shared, max(1, len(bag.words) + len(other_bag.words) - shared))
    return Likeness(one, other, share, bag.numbers == other_bag.numbers)
