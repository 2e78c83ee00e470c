"""Ruling on attempts: a row that says what judges decided, why, who and when."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quiz.domain.permissions import Permission
from quiz.domain.rules import RoundKind
from quiz.models import Attempt, Ruling, RulingAct, table_of
from quiz.services import audit
from quiz.services.access import hold_round, round_for
from quiz.services.actor import Actor
from quiz.services.attempts import finish_if_overdue, recognise_anew
from quiz.services.catalogue import Catalogue, RoundDefinition
from quiz.services.reasons import checked_reason
from quiz.services.refusal import FieldRefusal, Refusal
from quiz.services.voids import void_reason


def rule(
    session: Session,
    *,
    actor: Actor,
    now: int,
    slug: str,
    number: int,
    catalogue: Catalogue,
    act: RulingAct,
    references: Sequence[str],
    reason: str,
) -> list[int]:
    """Void finished attempts of a round, or restore voided ones; return the rulings' numbers.

    The contestant reads the reason. Live boards follow at once, what is published with the next
    publication. Refuses a practice round (``practice_round``), a reason that is too short or too
    long, an attempt that is not there (``no_such_attempt``), one in progress
    (``attempt_running``), and what would change nothing (``already_voided``, ``not_voided``).
    """
    _, row = round_for(session, actor, Permission.CONTEST_RULING_WRITE, slug, number)
    definition = catalogue.round(session, row.id, now)
    if definition.kind is RoundKind.PRACTICE:
        raise Refusal("practice_round")
    said = checked_reason(reason)
    hold_round(session, row.id)
    numbers = []
    for reference in dict.fromkeys(references):
        attempt = _attempt(session, catalogue, definition, reference, now=now)
        _check(attempt, act)
        ruling = Ruling(
            round_id=row.id,
            number=_next_number(session, row.id),
            attempt_id=attempt.id,
            act=act,
            reason=said,
            ruled_at=now,
            ruled_by_id=actor.person_id,
        )
        session.add(ruling)
        session.flush()
        recognise_anew(session, definition, attempt.participation_id)
        audit.record(
            session,
            actor=actor,
            now=now,
            action=f"round.{act}",
            target=f"round:{slug}/{number}",
            attempt=reference,
            ruling=ruling.number,
            reason=said,
        )
        numbers.append(ruling.number)
    return numbers


def _attempt(
    session: Session, catalogue: Catalogue, definition: RoundDefinition, reference: str, *, now: int
) -> Any:
    """Return an attempt of the round, finished if its time is up."""
    attempt = sa.select(
        Attempt.id,
        Attempt.participation_id,
        Attempt.finished_at,
        void_reason(table_of(Attempt).c.id).label("void_reason"),
    ).where(Attempt.ref == reference, Attempt.round_id == definition.id)
    if session.execute(attempt).first() is None:
        raise FieldRefusal("reference", "no_such_attempt", attempt=reference)
    finish_if_overdue(session, catalogue=catalogue, ref=reference, now=now)
    return session.execute(attempt).one()


def _check(attempt: Any, act: RulingAct) -> None:
    if attempt.finished_at is None:
        raise Refusal("attempt_running")
    is_voided = attempt.void_reason is not None
    if act is RulingAct.VOID and is_voided:
        raise Refusal("already_voided")
    if act is RulingAct.RESTORE and not is_voided:
        raise Refusal("not_voided")


def _next_number(session: Session, round_id: int) -> int:
    last = sa.select(sa.func.coalesce(sa.func.max(Ruling.number), 0))
    return session.execute(last.where(Ruling.round_id == round_id)).scalar_one() + 1
