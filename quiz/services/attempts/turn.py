"""Where items are answered one by one: which item has its turn, until when, and what counts now.

Nothing here stands against a change of an attempt whose whole paper is shown at once.
"""

from collections.abc import Collection

from quiz.domain.one_by_one import fault_of, item_deadline
from quiz.domain.timing import accepts
from quiz.services.attempts.reading import Paper
from quiz.services.catalogue import RoundDefinition
from quiz.services.refusal import Refusal


def item_deadline_of(paper: Paper, definition: RoundDefinition) -> int | None:
    """Return when the time of the current item is up; None where no item has a time of its own."""
    seconds = definition.rules.timing.item_seconds
    if paper.current_item is None or paper.item_shown_at is None or seconds is None:
        return None
    if paper.current_item >= len(paper.answers):
        return None
    return item_deadline(paper.item_shown_at, seconds, paper.deadline_at)


def item_is_open(paper: Paper, definition: RoundDefinition, now: int) -> bool:
    """Whether an answer to the current item still counts, had it arrived now."""
    until = item_deadline_of(paper, definition)
    return until is not None and accepts(now, until, definition.rules.timing.allowance_seconds)


def check_turn(
    paper: Paper, definition: RoundDefinition, answers: Collection[int], *, predicts: bool, now: int
) -> None:
    """Refuse a change for which it is not the time: another item's, or a late one."""
    if paper.current_item is None:
        return
    code = fault_of(
        answers,
        predicts=predicts,
        current=paper.current_item,
        items=len(paper.answers),
        in_time=item_is_open(paper, definition, now),
    )
    if code is not None:
        raise Refusal(code, item=paper.current_item + 1)
