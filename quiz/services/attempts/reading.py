"""Reading attempts: the one that a person is taking, and those taken before."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quiz.models import Attempt, AttemptEvent, EventKind, Participation, Score, table_of
from quiz.services.refusal import NotYours
from quiz.services.voids import void_reason


class Paper(NamedTuple):
    """An attempt as stored; ``form`` is the paper as drawn, ``answers`` one letter per item.

    ``current_item`` is null in a round whose whole paper is shown at once.
    """

    id: int
    ref: str
    round_id: int
    participation_id: int
    number: int
    unit_id: int
    category: str | None
    form: str
    started_at: int
    deadline_at: int
    finished_at: int | None
    finish_kind: str | None
    answers: str
    prediction: int | None
    revision: int
    save_sequence: int
    lease: int
    holder_id: int | None
    chain: bytes
    receipt: str | None
    current_item: int | None
    item_shown_at: int | None


class Judged(NamedTuple):
    """An attempt, why it was voided if it was, and how many the person has made in the round."""

    paper: Paper
    void_reason: str | None
    made: int
    voided: int


TABLE = table_of(Attempt)
_PARTICIPATION = table_of(Participation)
_EVENT = table_of(AttemptEvent)
COLUMNS = [TABLE.c[name] for name in Paper._fields]
_BESIDE = TABLE.alias()
_OF_THE_ROUND = sa.and_(
    _BESIDE.c.participation_id == TABLE.c.participation_id,
    _BESIDE.c.round_id == TABLE.c.round_id,
)
_OWNED = (
    sa.select(*COLUMNS)
    .join(_PARTICIPATION, _PARTICIPATION.c.id == TABLE.c.participation_id)
    .where(TABLE.c.ref == sa.bindparam("ref"), _PARTICIPATION.c.person_id == sa.bindparam("person"))
)
_LAST_SAVE = (
    sa.select(_EVENT.c.arrived_at)
    .where(_EVENT.c.attempt_id == TABLE.c.id, _EVENT.c.kind == EventKind.SAVE)
    .order_by(_EVENT.c.sequence.desc())
    .limit(1)
    .scalar_subquery()
)
_OWNED_WITH_RULINGS = _OWNED.add_columns(
    void_reason(TABLE.c.id),
    sa.select(sa.func.count()).where(_OF_THE_ROUND).scalar_subquery(),
    sa.select(sa.func.count())
    .where(_OF_THE_ROUND, void_reason(_BESIDE.c.id).is_not(None))
    .scalar_subquery(),
)
_OWNED_WITH_LAST_SAVE = _OWNED.add_columns(_LAST_SAVE)
_OWNED_LOCKED = _OWNED.with_for_update(of=TABLE)
_ANY_LOCKED = (
    sa.select(*COLUMNS).where(TABLE.c.ref == sa.bindparam("ref")).with_for_update(of=TABLE)
)


def paper_of(session: Session, ref: str, person_id: int) -> Paper:
    """Return a person's own attempt; anybody else's does not exist for them."""
    return _found(session, _OWNED, ref=ref, person=person_id)


def paper_with_last_save_of(session: Session, ref: str, person_id: int) -> tuple[Paper, int | None]:
    """Return a person's own attempt and when its last save arrived, in one statement."""
    *columns, saved_at = _row(session, _OWNED_WITH_LAST_SAVE, ref=ref, person=person_id)
    return Paper._make(columns), saved_at


def judged_paper_of(session: Session, ref: str, person_id: int) -> Judged:
    """Return a person's own attempt with what judges have decided, in one statement."""
    *columns, reason, made, voided = _row(session, _OWNED_WITH_RULINGS, ref=ref, person=person_id)
    return Judged(Paper._make(columns), reason, made, voided)


def locked_paper_of(session: Session, ref: str, person_id: int) -> Paper:
    """Return a person's own attempt, held against other writers until the commit."""
    return _found(session, _OWNED_LOCKED, ref=ref, person=person_id)


def locked_paper(session: Session, ref: str) -> Paper:
    """Return an attempt, whosoever it is, held against other writers until the commit."""
    return _found(session, _ANY_LOCKED, ref=ref)


def taken_in(
    session: Session, *, person_id: int, contest_id: int | None = None, round_id: int | None = None
) -> Sequence[Any]:
    """Return a person's attempts, newest first, with their scores and why any of them is void."""
    query = (
        sa.select(
            Attempt.ref,
            Attempt.round_id,
            Attempt.number,
            Attempt.started_at,
            Attempt.finished_at,
            Attempt.answers,
            Participation.contest_id,
            Score.points,
            Score.correct,
            void_reason(TABLE.c.id).label("void_reason"),
        )
        .join(Participation, Participation.id == Attempt.participation_id)
        .outerjoin(Score, Score.attempt_id == Attempt.id)
        .where(Participation.person_id == person_id)
        .order_by(Attempt.started_at.desc(), Attempt.id.desc())
    )
    if contest_id is not None:
        query = query.where(Participation.contest_id == contest_id)
    if round_id is not None:
        query = query.where(Attempt.round_id == round_id)
    return session.execute(query).all()


def _found(session: Session, query: sa.Select[*tuple[Any, ...]], **parameters: Any) -> Paper:
    return Paper._make(_row(session, query, **parameters))


def _row(session: Session, query: sa.Select[*tuple[Any, ...]], **parameters: Any) -> Any:
    row = session.connection().execute(query, parameters).one_or_none()
    if row is None:
        raise NotYours
    return row
