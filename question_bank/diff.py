"""What changed between two versions of a bank, item by item."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import astuple, dataclass

from question_bank.bank import Bank
from question_bank.item import Item
from question_bank.text import fold


@dataclass(frozen=True, slots=True)
class BankDiff:
    """Codes by kind of change, in the order of the new bank (`removed`: of the old).

    An item that stayed stands under every kind that applies to it: reworded (what a contestant
    sees), rekeyed (which answers are right), moved (topic, period, difficulty, use, or its order
    among the items that stayed), explained (explanation or source).
    """

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    reworded: tuple[str, ...] = ()
    rekeyed: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()
    explained: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether both are the same version."""
        return not any(astuple(self))


def diff_banks(old: Bank | None, new: Bank) -> BankDiff:
    """Compare by code, which has to be unique in each bank; without *old* all is added."""
    before = {item.code: item for item in old.items} if old else {}
    after = {item.code: item for item in new.items}
    stayed = [code for code in after if code in before]
    pairs = [(before[code], after[code]) for code in stayed]
    order = {code: at for at, code in enumerate(before)}
    out_of_order = set(stayed) - _longest_rising(stayed, [order[code] for code in stayed])
    return BankDiff(
        added=tuple(code for code in after if code not in before),
        removed=tuple(code for code in before if code not in after),
        reworded=tuple(is_.code for was, is_ in pairs if _content(was) != _content(is_)),
        rekeyed=tuple(is_.code for was, is_ in pairs if _rekeyed(was, is_)),
        moved=tuple(
            is_.code for was, is_ in pairs if _shelf(was) != _shelf(is_) or is_.code in out_of_order
        ),
        explained=tuple(is_.code for was, is_ in pairs if _lesson(was) != _lesson(is_)),
    )


def _content(item: Item) -> str:
    return item.content_digest


def _shelf(item: Item) -> tuple[str, ...]:
    return item.topic, item.period, item.difficulty, item.use


def _lesson(item: Item) -> tuple[str, ...]:
    return item.explanation, item.source


def _rekeyed(was: Item, is_: Item) -> bool:
    """Whether a contestant who was right could now be wrong.

    Options that merely changed places keep their key, and so does a right option that was reworded
    where it stood. Right positions that stay while known options move under them are a new key.
    """
    if _right_texts(was) == _right_texts(is_):
        return False
    if was.right != is_.right:
        return True
    old_texts, new_texts = set(map(fold, was.options)), set(map(fold, is_.options))
    return any(
        fold(was.options[at]) != fold(is_.options[at])
        and (fold(was.options[at]) in new_texts or fold(is_.options[at]) in old_texts)
        for at in was.right
    )


def _right_texts(item: Item) -> set[str]:
    return {item.options[at] for at in item.right}


def _longest_rising(codes: Sequence[str], ranks: Sequence[int]) -> set[str]:
    """Return the largest set of codes that kept their order, by patience sorting."""
    tops: list[int] = []
    at_top: list[int] = []
    below: list[int] = []
    for at, rank in enumerate(ranks):
        pile = bisect_left(tops, rank)
        tops[pile : pile + 1] = [rank]
        at_top[pile : pile + 1] = [at]
        below.append(at_top[pile - 1] if pile else -1)
    kept = set()
    at = at_top[-1] if at_top else -1
    while at >= 0:
        kept.add(codes[at])
        at = below[at]
    return kept
