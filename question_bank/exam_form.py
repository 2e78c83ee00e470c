"""The exam form (đề thi): which items a paper shows, in which order, with options in which order.

Its text is one word per slot, `position:order`, for example "17:2031 5:0123": first the item at
position 17 of the bank version with its options C, A, D, B, then the item at 5 as it is written.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import permutations

from question_bank.item import FEWEST_OPTIONS, MOST_OPTIONS

_ORDERS = {
    "".join(map(str, order)): order
    for options in range(FEWEST_OPTIONS, MOST_OPTIONS + 1)
    for order in permutations(range(options))
}
_WORD = re.compile(r"(0|[1-9][0-9]{0,8}):([0-5]{2,6})")


class BadFormError(ValueError):
    """The text is not an exam form."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One place on a paper.

    `item` is a zero-based position in the bank version; `order` holds at each shown place the
    original position of the option shown there.
    """

    item: int
    order: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ExamForm:
    """A paper as drawn, without a word of its text."""

    slots: tuple[Slot, ...]


def encode(form: ExamForm) -> str:
    """Write *form* as text; `decode` is its exact inverse."""
    return " ".join(f"{slot.item}:{''.join(map(str, slot.order))}" for slot in form.slots)


def decode(text: str) -> ExamForm:
    """Read the text of a form; raise `BadFormError` for any other text."""
    words = text.split(" ") if text else []
    return ExamForm(tuple(_slot(word) for word in words))


@lru_cache(maxsize=16_384)  # a paper is read at every save, and a bank has few such words
def _slot(word: str) -> Slot:
    written = _WORD.fullmatch(word)
    if written is None or written[2] not in _ORDERS:
        raise BadFormError(f"not a slot of an exam form: {word!r:.40}")
    return Slot(int(written[1]), _ORDERS[written[2]])
