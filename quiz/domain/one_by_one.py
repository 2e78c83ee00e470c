"""Papers that are answered one item at a time, forward only, each item within its own time.

The clock of an item starts when the server first shows it, not before: whoever loses the network
loses at most the item that was running, while the time of the whole paper goes on. All times are
milliseconds since the epoch, items count from zero; when all have passed, the current one is their
number.
"""

from collections.abc import Collection
from typing import Literal

from quiz.domain.answers import UNANSWERED
from quiz.domain.timing import SECOND

Fault = Literal["not_this_item", "items_passed", "item_over"]


def item_deadline(shown_at: int, item_seconds: int, deadline_at: int) -> int:
    """Give the moment an item's time is up: its limit, at the latest that of the whole paper."""
    return min(shown_at + item_seconds * SECOND, deadline_at)


def fault_of(
    changed: Collection[int], *, predicts: bool, current: int, items: int, in_time: bool
) -> Fault | None:
    """Tell why a change cannot be taken now; None for one that can.

    Only the current item can be answered, ``in_time``; the prediction, after the last item.
    """
    at_end = current >= items
    if predicts and not at_end:
        return "not_this_item"
    if at_end:
        return "items_passed" if changed else None
    if any(item != current for item in changed):
        return "not_this_item"
    return "item_over" if changed and not in_time else None


def left_blank(answers: str, current: int) -> bool:
    """Tell whether an item that has passed has no answer, and so never will have one."""
    return UNANSWERED in answers[:current]
