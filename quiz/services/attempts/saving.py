"""Saving answers: only what changed, only from the browser that holds the lease (D-03, D-05)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from question_bank.exam_form import decode
from quiz.domain.answers import BadAnswer, answered, apply, check_change
from quiz.domain.timing import accepts
from quiz.models import EventKind
from quiz.services.attempts.evidence import append, event_after, saved_change
from quiz.services.attempts.reading import TABLE, Paper, locked_paper_of
from quiz.services.attempts.turn import check_turn
from quiz.services.catalogue import Catalogue, RoundDefinition
from quiz.services.refusal import Refusal

MOST_PREDICTED = 1_000_000_000
_UPDATE = (
    sa.update(TABLE)
    .where(TABLE.c.id == sa.bindparam("attempt"))
    .values(
        answers=sa.bindparam("new_answers"),
        prediction=sa.bindparam("new_prediction"),
        revision=sa.bindparam("new_revision"),
        save_sequence=sa.bindparam("new_sequence"),
        chain=sa.bindparam("new_chain"),
    )
)


@dataclass(frozen=True, slots=True)
class Change:
    """What a save brings: masks by item (zero-based), and the prediction where ``predicts``."""

    answers: Mapping[int, int]
    prediction: int | None = None
    predicts: bool = False


@dataclass(frozen=True, slots=True)
class Saved:
    """What the browser needs to know after a save; ``revision`` is what it has now seen."""

    revision: int
    sequence: int
    answered: int
    deadline_at: int


def save(
    session: Session,
    *,
    catalogue: Catalogue,
    ref: str,
    person_id: int,
    holder_id: int | None,
    lease: int,
    revision: int,
    sequence: int,
    change: Change,
    now: int,
) -> Saved:
    """Store a change and acknowledge it; a repeat of the last save gets the same answer again."""
    paper = locked_paper_of(session, ref, person_id)
    definition = catalogue.round(session, paper.round_id, now)
    check_writable(paper, definition, holder_id=holder_id, lease=lease, now=now)
    if sequence == paper.save_sequence:
        return _acknowledged(paper)
    check_turn(paper, definition, change.answers, predicts=change.predicts, now=now)
    if revision != paper.revision:
        raise Refusal("stale", **state_of(paper))
    check_allowed(paper, definition, change)
    return _acknowledged(write(session, paper, change, sequence=sequence, now=now))


def take_over(
    session: Session, *, catalogue: Catalogue, ref: str, person_id: int, holder_id: int, now: int
) -> None:
    """Let this browser write from now on; every other browser's lease is out of date."""
    paper = locked_paper_of(session, ref, person_id)
    if paper.finished_at is not None or paper.holder_id == holder_id:
        return
    definition = catalogue.round(session, paper.round_id, now)
    if not accepts(now, paper.deadline_at, definition.rules.timing.allowance_seconds):
        return
    lease = paper.lease + 1
    event = event_after(
        paper.chain,
        ref=ref,
        sequence=paper.revision + 1,
        kind=EventKind.TAKE_OVER,
        at=now,
        change={"lease": lease},
    )
    session.connection().execute(
        sa.update(TABLE)
        .where(TABLE.c.id == paper.id)
        .values(lease=lease, holder_id=holder_id, revision=event.sequence, chain=event.hash)
    )
    append(session, paper.id, event)


def check_writable(
    paper: Paper, definition: RoundDefinition, *, holder_id: int | None, lease: int, now: int
) -> None:
    """Refuse a write to a finished attempt, after its time, or from a browser without the lease."""
    if paper.finished_at is not None:
        raise Refusal("finished")
    if not accepts(now, paper.deadline_at, definition.rules.timing.allowance_seconds):
        raise Refusal("late")
    if (lease, holder_id) != (paper.lease, paper.holder_id):
        raise Refusal("lease")


def in_turn(paper: Paper, definition: RoundDefinition, change: Change, now: int) -> Change:
    """Return a change, or nothing where it is not its turn any more: what was saved counts."""
    try:
        check_turn(paper, definition, change.answers, predicts=change.predicts, now=now)
    except Refusal:
        return Change({})
    return change


def check_allowed(paper: Paper, definition: RoundDefinition, change: Change) -> None:
    """Refuse a change that this paper has no place for."""
    slots = decode(paper.form).slots
    options = [len(slot.order) for slot in slots]
    shown = definition.version.items
    try:
        check_change(change.answers, options, single=False)
        one = {i: mask for i, mask in change.answers.items() if not shown[slots[i].item].many}
        check_change(one, options, single=True)
    except BadAnswer as problem:
        code = "one_option_only" if problem.code == "one_option_only" else "bad_answer"
        raise Refusal(code, item=problem.item + 1) from problem
    if change.predicts:
        known = definition.rules.prediction is not None
        value = change.prediction
        if not known or (value is not None and not 0 <= value <= MOST_PREDICTED):
            raise Refusal("prediction_bad")


def write(session: Session, paper: Paper, change: Change, *, sequence: int, now: int) -> Paper:
    """Store an allowed change with its event; return the attempt as it is now."""
    answers = apply(paper.answers, change.answers)
    prediction = change.prediction if change.predicts else paper.prediction
    event = event_after(
        paper.chain,
        ref=paper.ref,
        sequence=paper.revision + 1,
        kind=EventKind.SAVE,
        at=now,
        change=saved_change(change.answers, change.prediction, predicts=change.predicts),
    )
    session.connection().execute(
        _UPDATE,
        {
            "attempt": paper.id,
            "new_answers": answers,
            "new_prediction": prediction,
            "new_revision": event.sequence,
            "new_sequence": sequence,
            "new_chain": event.hash,
        },
    )
    append(session, paper.id, event)
    return paper._replace(
        answers=answers,
        prediction=prediction,
        revision=event.sequence,
        save_sequence=sequence,
        chain=event.hash,
    )


def state_of(paper: Paper) -> dict[str, Any]:
    """Return what a browser needs to catch up with the attempt as stored."""
    return {
        "revision": paper.revision,
        "sequence": paper.save_sequence,
        "answers": paper.answers,
        "prediction": paper.prediction,
    }


def _acknowledged(paper: Paper) -> Saved:
    return Saved(
        revision=paper.revision,
        sequence=paper.save_sequence,
        answered=answered(paper.answers),
        deadline_at=paper.deadline_at,
    )
