"""The answers of one attempt as one short text: a letter per item, in the order of the paper.

The letter's index in a 64-letter alphabet is the bit mask of the chosen options, bit *n* standing
for the option shown at place *n* (zero-based); ``0`` means unanswered. Six options at most fill the
alphabet exactly, and twenty items make twenty characters, whatever is chosen.
"""

from collections.abc import Iterable, Mapping, Sequence

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"
UNANSWERED = ALPHABET[0]
MASK = {letter: mask for mask, letter in enumerate(ALPHABET)}


class BadAnswer(ValueError):
    """A change that the paper does not allow.

    ``code`` is ``no_such_item``, ``no_such_option`` or ``one_option_only``; ``item`` is zero-based.
    """

    def __init__(self, code: str, item: int) -> None:
        super().__init__(f"{code}: item {item}")
        self.code = code
        self.item = item


def blank(items: int) -> str:
    """Give the answers of an untouched paper of so many items."""
    return UNANSWERED * items


def apply(answers: str, change: Mapping[int, int]) -> str:
    """Give the answers after a change (item, zero-based → mask) that `check_change` let pass."""
    letters = list(answers)
    for item, mask in change.items():
        letters[item] = ALPHABET[mask]
    return "".join(letters)


def changes(old: str, new: str) -> dict[int, int]:
    """Give the change that turns one text into another of the same length (item → new mask)."""
    pairs = enumerate(zip(old, new, strict=True))
    return {item: MASK[after] for item, (before, after) in pairs if before != after}


def answered(answers: str) -> int:
    """Count the items with at least one option chosen."""
    return len(answers) - answers.count(UNANSWERED)


def mask_of(positions: Iterable[int]) -> int:
    """Give the bit mask of places (zero-based, as shown)."""
    mask = 0
    for position in positions:
        mask |= 1 << position
    return mask


def positions(mask: int) -> tuple[int, ...]:
    """Give the places (zero-based, ascending) of a bit mask."""
    return tuple(place for place in range(mask.bit_length()) if mask >> place & 1)


def check_change(change: Mapping[int, int], options: Sequence[int], *, single: bool) -> None:
    """Raise `BadAnswer` unless the change fits a paper with so many options at each item.

    Mask 0 takes an answer back and is always allowed. With ``single`` no item takes more than one
    option.
    """
    for item, mask in change.items():
        if not 0 <= item < len(options):
            raise BadAnswer("no_such_item", item)
        if not 0 <= mask < 1 << options[item]:
            raise BadAnswer("no_such_option", item)
        if single and mask & (mask - 1):
            raise BadAnswer("one_option_only", item)
