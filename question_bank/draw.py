"""Drawing a paper: the same items, blueprint and seed give the same paper for ever.

The algorithm, version 1, so that anyone can repeat it in any language:

* Numbers. Block k is HMAC-SHA-256 keyed by the seed over "ONSU-PAPER-v1\\n" followed by k as eight
  bytes, most significant first, for k = 0, 1, 2 … Each block gives eight numbers of four bytes,
  most significant first. A number below n is the next x with x < 2^32 − (2^32 mod n), taken mod n;
  other x are thrown away, so that every outcome is equally likely.
* Sections, in order. The candidates of a section are the items that it matches, ascending by
  content digest, then code: the order of the file has no part in it. They are shuffled from the
  front: place j of n is exchanged with place j + (number below n − j), as long as more are needed.
  Each candidate that comes up is taken unless an earlier section took it, or unless taking it would
  leave too few items for what this and later sections still need.
* Order. With shuffled items the whole paper is shuffled from the front; otherwise the items of a
  section stand in bank order, sections in theirs.
* Options, slot by slot in the order of the paper. With shuffled options those not pinned are
  shuffled from the front and the pinned follow in their own order; otherwise they stay as written.

A draw knows no key: `DrawItem` has none.
"""

import hmac
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from struct import Struct

from question_bank.allocation import Allocation
from question_bank.exam_blueprint import ExamBlueprint, Shortfall, section_masks, shortfalls
from question_bank.exam_form import ExamForm, Slot
from question_bank.item import Difficulty, Item, Use

_PREFIX = b"ONSU-PAPER-v1\n"
_NUMBERS = Struct(">8I")
_RANGE = 2**32


class CannotDrawError(ValueError):
    """The items cannot fill the blueprint; `shortfalls` says where."""

    def __init__(self, missing: tuple[Shortfall, ...]) -> None:
        super().__init__(f"too few items: {missing}")
        self.shortfalls = missing


@dataclass(frozen=True, slots=True)
class DrawItem:
    """What a draw knows of an item: how many options it has, not which are right."""

    content_digest: str
    options: int
    pinned: tuple[int, ...]
    topic: str
    period: str
    difficulty: Difficulty
    use: Use
    code: str


def draw_item(item: Item) -> DrawItem:
    """Leave the key and every word of the text behind."""
    return DrawItem(
        content_digest=item.content_digest,
        options=len(item.options),
        pinned=item.pinned,
        topic=item.topic,
        period=item.period,
        difficulty=item.difficulty,
        use=item.use,
        code=item.code,
    )


def draw(items: Sequence[DrawItem], blueprint: ExamBlueprint, seed: bytes) -> ExamForm:
    """Draw one paper; raise `CannotDrawError` where *items* cannot fill the blueprint."""
    return DrawPlan(items, blueprint).draw(seed)


class DrawPlan:
    """A blueprint made ready for one list of items, to draw many papers from quickly."""

    def __init__(self, items: Sequence[DrawItem], blueprint: ExamBlueprint) -> None:
        """Sort the candidates; raise `CannotDrawError` where they cannot fill the blueprint."""
        if missing := shortfalls(blueprint, items):
            raise CannotDrawError(missing)
        self._blueprint = blueprint
        self._masks = section_masks(blueprint, items)
        self._groups = Counter(mask for mask in self._masks if mask)
        ranked = sorted(
            range(len(items)), key=lambda at: (items[at].content_digest, items[at].code)
        )
        self._candidates = [
            [at for at in ranked if self._masks[at] >> section & 1]
            for section in range(len(blueprint.sections))
        ]
        self._options = [_free_and_pinned(item) for item in items]

    def draw(self, seed: bytes) -> ExamForm:
        """Draw the paper of *seed*."""
        numbers = Numbers(_words(seed))
        paper = self._take(numbers)
        if self._blueprint.shuffle_items:
            numbers.shuffle(paper)
        return ExamForm(tuple(Slot(at, self._order(at, numbers)) for at in paper))

    def _take(self, numbers: "Numbers") -> list[int]:
        groups = self._groups.copy()
        needs = [section.count for section in self._blueprint.sections]
        paper: list[int] = []
        for section, candidates in enumerate(self._candidates):
            taken: list[int] = []
            coming = numbers.shuffled(candidates)
            while needs[section]:
                at = next(coming)
                if at not in paper and self._fits(at, section, needs, groups):
                    taken.append(at)
            paper += taken if self._blueprint.shuffle_items else sorted(taken)
        return paper

    def _fits(self, at: int, section: int, needs: list[int], groups: Counter[int]) -> bool:
        """Take *at* off the stock if the sections can still be filled without it."""
        mask = self._masks[at]
        needs[section] -= 1
        groups[mask] -= 1
        rivals = mask & ~(1 << section)
        contested = any(need and rivals >> rival & 1 for rival, need in enumerate(needs))
        if contested and Allocation(needs, groups).lacking:
            needs[section] += 1
            groups[mask] += 1
            return False
        return True

    def _order(self, at: int, numbers: "Numbers") -> tuple[int, ...]:
        free, pinned = self._options[at]
        if not self._blueprint.shuffle_options:
            return tuple(sorted((*free, *pinned)))
        order = list(free)
        numbers.shuffle(order)
        return (*order, *pinned)


class Numbers:
    """Numbers that favour nobody, made of a stream of random 32-bit words."""

    def __init__(self, words: Iterator[int]) -> None:
        self._next = words.__next__

    def below(self, bound: int) -> int:
        """Return one of 0 to *bound* - 1, each equally likely."""
        limit = _RANGE - _RANGE % bound
        while (number := self._next()) >= limit:
            pass
        return number % bound

    def shuffled(self, values: Sequence[int]) -> Iterator[int]:
        """Yield *values* in a random order, using one number for each that is asked for."""
        rest = list(values)
        for place in range(len(rest)):
            other = place + self.below(len(rest) - place)
            rest[place], rest[other] = rest[other], rest[place]
            yield rest[place]

    def shuffle(self, values: list[int]) -> None:
        """Put *values* in the order in which `shuffled` would yield them."""
        for place in range(len(values)):
            other = place + self.below(len(values) - place)
            values[place], values[other] = values[other], values[place]


def _words(seed: bytes) -> Iterator[int]:
    for block in count():
        yield from _NUMBERS.unpack(hmac.digest(seed, _PREFIX + block.to_bytes(8, "big"), "sha256"))


def _free_and_pinned(item: DrawItem) -> tuple[tuple[int, ...], tuple[int, ...]]:
    free = tuple(at for at in range(item.options) if at not in item.pinned)
    return free, item.pinned
