"""Reading rulings, and finding the attempt that one is to be about."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from quiz.domain.codes import canonical_code
from quiz.domain.permissions import Permission
from quiz.models import (
    Attempt,
    Eligibility,
    Participation,
    Person,
    Ruling,
    RulingAct,
    Score,
    table_of,
)
from quiz.services.access import round_for
from quiz.services.actor import Actor
from quiz.services.catalogue import RoundDefinition
from quiz.services.people import matching
from quiz.services.voids import void_reason

MOST_FOUND = 50
"""How many attempts, or people, one page shows."""


@dataclass(frozen=True, slots=True)
class RulingLine:
    """A ruling: its number in the round, on whose attempt, why, by whom and when.

    Only the newest of an attempt is in force: if it voids, the attempt does not count.
    """

    number: int
    act: RulingAct
    reference: str
    attempt: int
    participation_id: int
    unit_id: int
    reason: str
    ruled_at: int
    ruled_by: str | None
    is_newest: bool


@dataclass(frozen=True, slots=True)
class FoundAttempt:
    """An attempt of a round; ``void_reason`` says why it is voided, if it is.

    Points in hundredths; points and right items are None while it is in progress.
    """

    reference: str
    receipt: str | None
    participation_id: int
    unit_id: int
    number: int
    started_at: int
    finished_at: int | None
    points: int | None
    correct: int | None
    void_reason: str | None


@dataclass(frozen=True, slots=True)
class PersonDecision:
    """A person who is excluded from a contest or takes part out of prizes."""

    participation_id: int
    unit_id: int
    eligibility: Eligibility


def rulings_of(session: Session, round_id: int) -> list[RulingLine]:
    """Return every ruling of a round, the newest first."""
    newer = aliased(Ruling)
    is_newest = ~sa.exists().where(
        newer.attempt_id == Ruling.attempt_id, newer.number > Ruling.number
    )
    rows = session.execute(
        sa.select(
            Ruling.number,
            Ruling.act,
            Attempt.ref,
            Attempt.number,
            Attempt.participation_id,
            Attempt.unit_id,
            Ruling.reason,
            Ruling.ruled_at,
            Person.full_name,
            is_newest,
        )
        .join(Attempt, Attempt.id == Ruling.attempt_id)
        .outerjoin(Person, Person.id == Ruling.ruled_by_id)
        .where(Ruling.round_id == round_id)
        .order_by(Ruling.number.desc())
    )
    return [RulingLine(row[0], RulingAct(row[1]), *row[2:]) for row in map(tuple, rows)]


def decisions_on_people(session: Session, contest_id: int) -> tuple[list[PersonDecision], int]:
    """Return the first of those whom a decision keeps from prizes, and how many there are."""
    decided = sa.and_(
        Participation.contest_id == contest_id, Participation.eligibility != Eligibility.IN_CONTEST
    )
    rows = session.execute(
        sa.select(Participation.id, Participation.unit_id, Participation.eligibility)
        .join(Person, Person.id == Participation.person_id)
        .where(decided)
        .order_by(Participation.eligibility, Person.sort_key, Person.id)
        .limit(MOST_FOUND)
    )
    people = [PersonDecision(person, unit, Eligibility(said)) for person, unit, said in rows]
    count = sa.select(sa.func.count()).select_from(Participation).where(decided)
    return people, session.execute(count).scalar_one()


def find_attempts(
    session: Session, *, actor: Actor, definition: RoundDefinition, query: str
) -> list[FoundAttempt]:
    """Return attempts of a round by their reference or receipt, or by words of a person's name.

    At most ``MOST_FOUND``, each person's together in the order in which they were made. For those
    who may rule.
    """
    _fence(session, actor, definition)
    text = query.strip()
    if not text:
        return []
    code = canonical_code(text)
    coded = sa.or_(Attempt.ref == code, Attempt.receipt == code)
    return _found(session, definition, sa.or_(coded, *matching(text)))


def attempt_of(
    session: Session, *, actor: Actor, definition: RoundDefinition, reference: str
) -> FoundAttempt | None:
    """Return one attempt of a round by its reference, for those who may rule; None without one."""
    _fence(session, actor, definition)
    return next(iter(_found(session, definition, Attempt.ref == reference)), None)


def _fence(session: Session, actor: Actor, definition: RoundDefinition) -> None:
    permission = Permission.CONTEST_RULING_WRITE
    round_for(session, actor, permission, definition.contest_slug, definition.number)


def _found(
    session: Session, definition: RoundDefinition, asked: sa.ColumnElement[bool]
) -> list[FoundAttempt]:
    rows: Iterable[Any] = session.execute(
        sa.select(
            Attempt.ref,
            Attempt.receipt,
            Attempt.participation_id,
            Attempt.unit_id,
            Attempt.number,
            Attempt.started_at,
            Attempt.finished_at,
            Score.points,
            Score.correct,
            void_reason(table_of(Attempt).c.id),
        )
        .join(Participation, Participation.id == Attempt.participation_id)
        .join(Person, Person.id == Participation.person_id)
        .outerjoin(
            Score,
            sa.and_(Score.attempt_id == Attempt.id, Score.bank_version_id == definition.version.id),
        )
        .where(Attempt.round_id == definition.id, asked)
        .order_by(Person.sort_key, Person.id, Attempt.number)
        .limit(MOST_FOUND)
    )
    return [FoundAttempt(*row) for row in map(tuple, rows)]
