"""Finishing an attempt: by its owner, or because its time is up; scored in the same commit."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from question_bank.exam_form import decode
from quiz.domain.answers import ALPHABET, answered
from quiz.domain.chain import receipt_code
from quiz.domain.one_by_one import left_blank
from quiz.domain.rules import RoundKind
from quiz.domain.scoring import score
from quiz.domain.timing import accepts
from quiz.models import EventKind, FinishKind, Round, Score, table_of
from quiz.services.attempts.evidence import append, event_after
from quiz.services.attempts.reading import TABLE, Paper, locked_paper, locked_paper_of
from quiz.services.attempts.recognising import recognise
from quiz.services.attempts.saving import (
    Change,
    check_allowed,
    check_writable,
    in_turn,
    write,
)
from quiz.services.catalogue import Catalogue, RoundDefinition
from quiz.services.refusal import Refusal

BATCH = 200
_FINISH = (
    sa.update(TABLE)
    .where(TABLE.c.id == sa.bindparam("attempt"), TABLE.c.finished_at.is_(None))
    .values(
        finished_at=sa.bindparam("at"),
        finish_kind=sa.bindparam("how"),
        revision=sa.bindparam("new_revision"),
        chain=sa.bindparam("new_chain"),
        receipt=sa.bindparam("new_receipt"),
    )
)
_INSERT_SCORE = sa.insert(table_of(Score))


@dataclass(frozen=True, slots=True)
class Finished:
    """How an attempt ended, and the receipt that its owner may keep."""

    ref: str
    receipt: str
    kind: FinishKind


def submit(
    session: Session,
    *,
    catalogue: Catalogue,
    ref: str,
    person_id: int,
    holder_id: int | None,
    lease: int,
    change: Change,
    accepts_blanks: bool,
    now: int,
) -> Finished:
    """Finish a person's own attempt with the answers sent along; a repeat gets the same receipt.

    After the time is up, that of the paper or of the item, the answers sent along are not taken:
    what was saved counts. Raises ``confirm_needed`` while items are blank and nobody has said that
    this is meant, ``all_needed`` where the rules ask for every answer and it can still be given.
    """
    paper = locked_paper_of(session, ref, person_id)
    if paper.finished_at is not None:
        return _ended(paper)
    definition = catalogue.round(session, paper.round_id, now)
    if not accepts(now, paper.deadline_at, definition.rules.timing.allowance_seconds):
        return _time_out(session, catalogue, definition, paper)
    check_writable(paper, definition, holder_id=holder_id, lease=lease, now=now)
    change = in_turn(paper, definition, change, now)
    check_allowed(paper, definition, change)
    paper = _with(session, paper, change, now)
    if not accepts_blanks:
        _check_blanks(paper, definition)
    return _finish(session, catalogue, definition, paper, kind=FinishKind.SUBMITTED, at=now)


def finish_if_overdue(
    session: Session, *, catalogue: Catalogue, ref: str, now: int
) -> Finished | None:
    """Finish an attempt whose time is up, with what was saved; None while it still runs."""
    paper = locked_paper(session, ref)
    if paper.finished_at is not None:
        return _ended(paper)
    definition = catalogue.round(session, paper.round_id, now)
    if accepts(now, paper.deadline_at, definition.rules.timing.allowance_seconds):
        return None
    return _time_out(session, catalogue, definition, paper)


def finish_overdue(
    session: Session, *, catalogue: Catalogue, now: int, round_id: int | None = None
) -> int:
    """Finish a batch of the attempts whose time is up; return how many (0: nothing is left)."""
    query = (
        sa.select(TABLE.c.ref)
        .join(Round.__table__, Round.id == TABLE.c.round_id)
        .where(TABLE.c.finished_at.is_(None), TABLE.c.deadline_at < now)
        .order_by(TABLE.c.deadline_at)
        .limit(BATCH)
    )
    if round_id is not None:
        query = query.where(TABLE.c.round_id == round_id)
    done = 0
    for ref in session.execute(query).scalars().all():
        done += finish_if_overdue(session, catalogue=catalogue, ref=ref, now=now) is not None
    return done


def _with(session: Session, paper: Paper, change: Change, now: int) -> Paper:
    """Store what the submission itself brings, where it differs from what was saved."""
    known = {
        item: mask for item, mask in change.answers.items() if paper.answers[item] != ALPHABET[mask]
    }
    predicts = change.predicts and change.prediction != paper.prediction
    if not known and not predicts:
        return paper
    news = Change(known, change.prediction, predicts)
    return write(session, paper, news, sequence=paper.save_sequence + 1, now=now)


def _check_blanks(paper: Paper, definition: RoundDefinition) -> None:
    rules = definition.rules
    blank = len(paper.answers) - answered(paper.answers)
    blank += rules.prediction is not None and paper.prediction is None
    is_lost = paper.current_item is not None and left_blank(paper.answers, paper.current_item)
    if blank and rules.paper.all_must_be_answered and not is_lost:
        raise Refusal("all_needed", blank=blank)
    if blank:
        raise Refusal("confirm_needed", blank=blank)


def _time_out(
    session: Session, catalogue: Catalogue, definition: RoundDefinition, paper: Paper
) -> Finished:
    return _finish(
        session, catalogue, definition, paper, kind=FinishKind.TIMED_OUT, at=paper.deadline_at
    )


def _finish(
    session: Session,
    catalogue: Catalogue,
    definition: RoundDefinition,
    paper: Paper,
    *,
    kind: FinishKind,
    at: int,
) -> Finished:
    event = event_after(
        paper.chain,
        ref=paper.ref,
        sequence=paper.revision + 1,
        kind=EventKind.FINISH,
        at=at,
        change={"finish": kind},
    )
    receipt = receipt_code(event.hash)
    session.connection().execute(
        _FINISH,
        {
            "attempt": paper.id,
            "at": at,
            "how": kind,
            "new_revision": event.sequence,
            "new_chain": event.hash,
            "new_receipt": receipt,
        },
    )
    append(session, paper.id, event)
    _score(session, catalogue, definition, paper._replace(finished_at=at))
    return Finished(paper.ref, receipt, kind)


def _score(
    session: Session, catalogue: Catalogue, definition: RoundDefinition, paper: Paper
) -> None:
    key = catalogue.key(session, definition.version)
    per_item = definition.rules.paper.points_per_item
    points = score(decode(paper.form), paper.answers, key.right_masks, per_item)
    session.connection().execute(
        _INSERT_SCORE,
        {
            "attempt_id": paper.id,
            "bank_version_id": definition.version.id,
            "points": points.points,
            "correct": points.correct,
            "scored_at": paper.finished_at,
        },
    )
    if definition.kind is RoundKind.OFFICIAL:
        recognise(session, definition, paper, points)


def _ended(paper: Paper) -> Finished:
    assert paper.receipt is not None and paper.finish_kind is not None  # noqa: S101, PT018
    return Finished(paper.ref, paper.receipt, FinishKind(paper.finish_kind))
