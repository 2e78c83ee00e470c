"""One item among the others of its bank: what `check_bank` would say of it, soon after typing.

Only items that may have to do with this one are compared with it: `Neighbours` finds them by their
folded words, and lets through rather too many than too few.
"""

from collections.abc import Iterable, Sequence

from question_bank.bank import BankHead, bank_of
from question_bank.checks import check_bank
from question_bank.findings import Finding
from question_bank.item import Item
from question_bank.searching import BETWEEN, words_of_item

_HEAD = BankHead("", "")
_SHARED, _OF = 17, 20  # what `likeness` asks for


def check_item(item: Item, neighbours: Iterable[Item]) -> tuple[Finding, ...]:
    """Return the findings about *item*: about itself, then about it beside each neighbour."""
    return (
        *check_bank(bank_of(_HEAD, (item,), _pictures(item))),
        *(finding for other in neighbours for finding in _between(other, item)),
    )


def _between(other: Item, item: Item) -> Iterable[Finding]:
    pair = (other, item)
    pictures = {**_pictures(other), **_pictures(item)}
    return (
        finding for finding in check_bank(bank_of(_HEAD, pair, pictures)) if "other" in finding.data
    )


def _pictures(item: Item) -> dict[str, bytes]:
    return {} if item.picture is None else {item.picture.digest: b""}


class Neighbours:
    """Tells which other items may repeat one, resemble it, or tell its answer or be told theirs."""

    def __init__(self, item: Item) -> None:
        whole = words_of_item(item.stem, item.options)
        self._stem, *options = whole.split(BETWEEN)
        self._words = frozenset(whole.split())
        self._answers = [options[at] for at in item.right]

    def may_be(self, words: str, right: Sequence[int]) -> bool:
        """Whether an item may be one, by its `words_of_item` and its right positions."""
        stem, *options = words.split(BETWEEN)
        return (
            stem == self._stem
            or any(answer in stem for answer in self._answers)
            or any(options[at] in self._stem for at in right)
            or self._is_like(words)
        )

    def _is_like(self, whole: str) -> bool:
        theirs = frozenset(whole.split())
        shared, most = len(theirs & self._words), max(len(theirs), len(self._words))
        return _OF * shared >= _SHARED * most
