"""What a format cannot hold, told before a bank is written in it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields

from question_bank.bank import Bank
from question_bank.findings import Finding, warning
from question_bank.item import Item
from question_bank.text import one_line

_MOST_NAMED = 10
_DEFAULTS = {field.name: field.default for field in fields(Item)}


def _every(_item: Item) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Loses:
    """What a format does not hold: the head, fields of items, breaks of lines, or whole items."""

    head: bool = False
    fields: tuple[str, ...] = ()
    lines: bool = False
    holds_item: Callable[[Item], bool] = _every


NOTHING = Loses()


def losses_of(bank: Bank, loses: Loses, name: str) -> tuple[Finding, ...]:
    """Name everything of *bank* that is lost in the format called *name*."""
    return tuple(_losses(bank, loses, name))


def _losses(bank: Bank, loses: Loses, name: str) -> Iterator[Finding]:
    if loses.head:
        yield warning("loss_head", format=name)
    left_out = [item.code for item in bank.items if not loses.holds_item(item)]
    if left_out:
        yield warning("loss_items", format=name, count=len(left_out), items=_named(left_out))
    kept = [item for item in bank.items if loses.holds_item(item)]
    if loses.lines and (broken := [item.code for item in kept if _has_breaks(item)]):
        yield warning("loss_lines", format=name, count=len(broken), items=_named(broken))
    for field in loses.fields:
        if count := sum(getattr(item, field) != _DEFAULTS[field] for item in kept):
            yield warning("loss_field", format=name, field=field, count=count)


def _has_breaks(item: Item) -> bool:
    return any(one_line(text) != text for text in (item.stem, *item.options))


def _named(codes: Sequence[str]) -> str:
    """Name the first few of many."""
    more = ", …" if len(codes) > _MOST_NAMED else ""
    return ", ".join(codes[:_MOST_NAMED]) + more
