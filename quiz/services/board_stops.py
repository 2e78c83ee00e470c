"""Stopping the boards of a round: they stand still until the result is published or they go on."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quiz.domain.permissions import Permission
from quiz.domain.rules import RoundKind
from quiz.models import Publication, Round
from quiz.services import audit
from quiz.services.access import round_for
from quiz.services.actor import Actor
from quiz.services.refusal import NotYours, Refusal

WRITE = Permission.CONTEST_ROUND_WRITE


def stop_board(session: Session, *, actor: Actor, now: int, slug: str, number: int) -> Round:
    """Let the boards of a round stand still from now on; stopping them twice changes nothing."""
    of = _round(session, actor, slug, number)
    if now < of.opens_at:
        raise Refusal("board_not_begun")
    if of.board_stopped_at is None:
        of.board_stopped_at = now
        session.flush()
        target = f"round:{slug}/{number}"
        audit.record(session, actor=actor, now=now, action="board.stop", target=target)
    return of


def resume_board(session: Session, *, actor: Actor, now: int, slug: str, number: int) -> Round:
    """Let the boards of a round follow the results again, if the rules do not stop them too."""
    of = _round(session, actor, slug, number)
    if of.board_stopped_at is not None:
        of.board_stopped_at = None
        session.flush()
        target = f"round:{slug}/{number}"
        audit.record(session, actor=actor, now=now, action="board.resume", target=target)
    return of


def _round(session: Session, actor: Actor, slug: str, number: int) -> Round:
    _, of = round_for(session, actor, WRITE, slug, number)
    if of.kind != RoundKind.OFFICIAL:
        raise NotYours
    published = session.execute(
        sa.select(Publication.id).where(Publication.round_id == of.id).limit(1)
    )
    if published.first() is not None:
        raise Refusal("board_official")
    return of
