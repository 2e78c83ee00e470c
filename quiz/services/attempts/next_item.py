"""Where items are answered one by one: the way from one to the next, never back."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quiz.domain.answers import UNANSWERED, apply
from quiz.models import EventKind
from quiz.services.attempts.evidence import append, event_after, saved_change
from quiz.services.attempts.reading import TABLE, Paper, locked_paper_of
from quiz.services.attempts.saving import Change, check_allowed, check_writable
from quiz.services.attempts.turn import check_turn, item_deadline_of
from quiz.services.catalogue import Catalogue, RoundDefinition
from quiz.services.refusal import Refusal

_NEXT = (
    sa.update(TABLE)
    .where(TABLE.c.id == sa.bindparam("attempt"))
    .values(
        current_item=sa.bindparam("new_item"),
        item_shown_at=sa.bindparam("at"),
        answers=sa.bindparam("new_answers"),
        revision=sa.bindparam("new_revision"),
        save_sequence=sa.bindparam("new_sequence"),
        chain=sa.bindparam("new_chain"),
    )
)


def next_item(
    session: Session,
    *,
    catalogue: Catalogue,
    ref: str,
    person_id: int,
    holder_id: int | None,
    lease: int,
    item: int,
    change: Change,
    skips: bool,
    now: int,
) -> None:
    """Leave an item for good, with the answer sent along, and start the clock of the next one.

    From an item that has passed already nobody goes on, so that twice is once. An answer that comes
    after its time is refused (``item_over``) before anything moves. Until that time an item without
    an answer is left only by who ``skips`` it (else ``item_blank``), and not at all where the rules
    ask for every answer (``item_needed``).
    """
    paper = locked_paper_of(session, ref, person_id)
    definition = catalogue.round(session, paper.round_id, now)
    check_writable(paper, definition, holder_id=holder_id, lease=lease, now=now)
    if paper.current_item != item or item >= len(paper.answers):
        return
    check_turn(paper, definition, change.answers, predicts=change.predicts, now=now)
    check_allowed(paper, definition, change)
    answers = apply(paper.answers, change.answers)
    until = item_deadline_of(paper, definition)
    if answers[item] == UNANSWERED and until is not None and now < until:
        _check_blank(definition, item, skips=skips)
    _store(session, paper, change, answers, now)


def _check_blank(definition: RoundDefinition, item: int, *, skips: bool) -> None:
    if definition.rules.paper.all_must_be_answered:
        raise Refusal("item_needed", item=item + 1)
    if not skips:
        raise Refusal("item_blank", item=item + 1)


def _store(session: Session, paper: Paper, change: Change, answers: str, now: int) -> None:
    assert paper.current_item is not None  # noqa: S101 - only such papers go on
    current = paper.current_item + 1
    event = event_after(
        paper.chain,
        ref=paper.ref,
        sequence=paper.revision + 1,
        kind=EventKind.NEXT,
        at=now,
        change={"item": current} | saved_change(change.answers, None, predicts=False),
    )
    session.connection().execute(
        _NEXT,
        {
            "attempt": paper.id,
            "new_item": current,
            "at": now,
            "new_answers": answers,
            "new_revision": event.sequence,
            "new_sequence": paper.save_sequence + bool(change.answers),
            "new_chain": event.hash,
        },
    )
    append(session, paper.id, event)
