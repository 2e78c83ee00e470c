"""The ledger of a round: every finished attempt, with all that a regulation can ask for."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quiz.domain.answers import answered
from quiz.domain.entry import Entry, Ruling, RulingKind
from quiz.models import Attempt, Eligibility, Participation, Score
from quiz.services.catalogue import RoundDefinition
from quiz.services.key_readings import who_knew_a_key


@dataclass(frozen=True, slots=True)
class Ledger:
    """What a round is ranked from; an entry's ``person`` is the id of the participation."""

    entries: tuple[Entry, ...]
    rulings: tuple[Ruling, ...]
    attempt_ids: Mapping[str, int]
    """The id of each attempt by its public reference."""


def ledger_of(session: Session, definition: RoundDefinition) -> Ledger:
    """Return every finished attempt of a round, scored by the round's key, in two queries.

    Which of them count as attempts, and which is recognised, is the ranking's business.
    """
    rows = session.execute(
        sa.select(
            Attempt.id,
            Attempt.ref,
            Attempt.participation_id,
            Attempt.unit_id,
            Attempt.category,
            Attempt.number,
            Attempt.answers,
            Attempt.started_at,
            Attempt.finished_at,
            Attempt.prediction,
            Score.points,
            Score.correct,
            Participation.eligibility,
            Participation.person_id.in_(
                who_knew_a_key(definition.contest_id, definition.closes_at)
            ).label("knew_a_key"),
            sa.func.coalesce(Participation.registered_at, Participation.created_at).label(
                "registered_at"
            ),
        )
        .join(
            Score,
            sa.and_(Score.attempt_id == Attempt.id, Score.bank_version_id == definition.version.id),
        )
        .join(Participation, Participation.id == Attempt.participation_id)
        .where(Attempt.round_id == definition.id, Attempt.finished_at.is_not(None))
    ).all()
    return Ledger(
        entries=tuple(map(_entry, rows)),
        rulings=_exclusions(session, definition.contest_id),
        attempt_ids={row.ref: row.id for row in rows},
    )


def _entry(row: Any) -> Entry:
    return Entry(
        attempt=row.ref,
        person=row.participation_id,
        unit=row.unit_id,
        category=row.category,
        number=row.number,
        points=row.points,
        correct=row.correct,
        items=len(row.answers),
        answered=answered(row.answers),
        started_at=row.started_at,
        finished_at=row.finished_at,
        prediction=row.prediction,
        registered_at=row.registered_at,
        eligible=row.eligibility != Eligibility.OUT_OF_PRIZES,
        knew_a_key=bool(row.knew_a_key),
    )


def _exclusions(session: Session, contest_id: int) -> tuple[Ruling, ...]:
    """Give the people who were excluded after they had taken part."""
    excluded = session.execute(
        sa.select(Participation.id)
        .where(
            Participation.contest_id == contest_id,
            Participation.eligibility == Eligibility.EXCLUDED,
        )
        .order_by(Participation.id)
    ).scalars()
    return tuple(Ruling(RulingKind.EXCLUDE, person=person) for person in excluded)
