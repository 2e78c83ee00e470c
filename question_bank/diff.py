"""What changed between two versions of a bank, item by item."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass

from question_bank.bank import Bank
from question_bank.item import Item
from question_bank.text import fold

Shelf = tuple[str, str, str, str]
"""Where an item is put: topic, period, difficulty, use."""


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


@dataclass(frozen=True, slots=True)
class Outline:
    """An item without its texts: the digests of content and key, its shelf and its source."""

    code: str
    content: str
    key: str
    shelf: Shelf
    source: str


def diff_banks(old: Bank | None, new: Bank) -> BankDiff:
    """Compare by code, which has to be unique in each bank; without *old* all is added."""
    before = {item.code: item for item in old.items} if old else {}
    after = {item.code: item for item in new.items}
    pairs = [(before[code], item) for code, item in after.items() if code in before]
    return _joined(
        list(before),
        list(after),
        reworded=tuple(is_.code for was, is_ in pairs if _reworded(was, is_)),
        rekeyed=tuple(is_.code for was, is_ in pairs if _rekeyed(was, is_)),
        shelved={is_.code for was, is_ in pairs if _shelf(was) != _shelf(is_)},
        explained=tuple(is_.code for was, is_ in pairs if _lesson(was) != _lesson(is_)),
    )


def diff_outlines(
    old: Sequence[str],
    new: Sequence[str],
    unlike: Sequence[tuple[Outline, Outline]],
    keyed: Mapping[str, tuple[Item, Item]] | None,
) -> BankDiff:
    """Find what `diff_banks` finds, from little: the codes of both versions in their order, the
    outlines (old, new) that are unlike, in the new order, and by code the items behind those whose
    key digests are.

    Without ``keyed``, for a reader who may see no key, nothing is called rekeyed or explained.
    """
    explained: tuple[str, ...] = ()
    rekeyed: tuple[str, ...] = ()
    if keyed is not None:
        rekeyed = tuple(is_.code for _, is_ in unlike if _rekeyed_among(keyed, is_.code))
        explained = tuple(
            is_.code
            for was, is_ in unlike
            if was.source != is_.source or _explained_among(keyed, is_.code)
        )
    return _joined(
        old,
        new,
        reworded=tuple(is_.code for was, is_ in unlike if was.content != is_.content),
        rekeyed=rekeyed,
        shelved={is_.code for was, is_ in unlike if was.shelf != is_.shelf},
        explained=explained,
    )


def _rekeyed_among(keyed: Mapping[str, tuple[Item, Item]], code: str) -> bool:
    return code in keyed and _rekeyed(*keyed[code])


def _explained_among(keyed: Mapping[str, tuple[Item, Item]], code: str) -> bool:
    was, is_ = keyed.get(code, (None, None))
    return was is not None and is_ is not None and was.explanation != is_.explanation


def _joined(
    old: Sequence[str],
    new: Sequence[str],
    *,
    reworded: tuple[str, ...],
    rekeyed: tuple[str, ...],
    shelved: set[str],
    explained: tuple[str, ...],
) -> BankDiff:
    """Add what the order of both versions tells."""
    order = {code: at for at, code in enumerate(old)}
    stayed = [code for code in new if code in order]
    moved = shelved | set(stayed) - _longest_rising(stayed, [order[code] for code in stayed])
    after = set(new)
    return BankDiff(
        added=tuple(code for code in new if code not in order),
        removed=tuple(code for code in old if code not in after),
        reworded=reworded,
        rekeyed=rekeyed,
        moved=tuple(code for code in stayed if code in moved),
        explained=explained,
    )


def _reworded(was: Item, is_: Item) -> bool:
    """Whether contestants see something else; digests are worked out only where texts differ."""
    return _face(was) != _face(is_) and was.content_digest != is_.content_digest


def _face(item: Item) -> tuple[object, ...]:
    return item.stem, item.options, item.pinned, item.picture


def _shelf(item: Item) -> Shelf:
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
