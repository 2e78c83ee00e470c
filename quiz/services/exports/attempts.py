"""The table of attempts: everything that was handed in or timed out in a round."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quiz.documents.sheet import Cell, Column, Kind
from quiz.domain.answers import answered
from quiz.domain.codes import grouped
from quiz.models import Attempt, Participation, Person, Score, table_of
from quiz.services.catalogue import RoundDefinition
from quiz.services.unit_paths import UnitPath, unit_paths
from quiz.services.voids import void_reason

COLUMNS = (
    Column("name", Kind.TEXT, 28),
    Column("birth_date", Kind.DAY, 12),
    Column("unit_code", Kind.TEXT, 14),
    Column("unit", Kind.TEXT, 36),
    Column("unit_way", Kind.TEXT, 60),
    Column("category", Kind.TEXT, 16),
    Column("attempt", Kind.NUMBER, 8),
    Column("started_at", Kind.MOMENT, 24),
    Column("finished_at", Kind.MOMENT, 24),
    Column("duration", Kind.SECONDS, 14),
    Column("finish", Kind.CODE, 20),
    Column("answered", Kind.NUMBER, 10),
    Column("points", Kind.POINTS, 10),
    Column("correct", Kind.NUMBER, 10),
    Column("prediction", Kind.NUMBER, 12),
    Column("receipt", Kind.TEXT, 20),
    Column("reference", Kind.TEXT, 30),
    Column("void_reason", Kind.TEXT, 40),
)


def rows(
    session: Session, definition: RoundDefinition, *, shows_births: bool
) -> Iterator[tuple[Cell, ...]]:
    """Give a row per finished attempt, in the order of their starts."""
    units = unit_paths(session, definition.contest_id)
    query = (
        sa.select(
            Attempt.ref,
            Attempt.unit_id,
            Attempt.category,
            Attempt.number,
            Attempt.started_at,
            Attempt.finished_at,
            Attempt.finish_kind,
            Attempt.answers,
            Attempt.prediction,
            Attempt.receipt,
            void_reason(table_of(Attempt).c.id).label("void_reason"),
            Score.points,
            Score.correct,
            Person.full_name,
            Person.birth_date,
        )
        .join(
            Score,
            sa.and_(Score.attempt_id == Attempt.id, Score.bank_version_id == definition.version.id),
        )
        .join(Participation, Participation.id == Attempt.participation_id)
        .join(Person, Person.id == Participation.person_id)
        .where(Attempt.round_id == definition.id, Attempt.finished_at.is_not(None))
        .order_by(Attempt.started_at, Attempt.ref)
        .execution_options(yield_per=1_000)
    )
    for row in session.execute(query):
        yield _row(row, units[row.unit_id], row.birth_date if shows_births else None)


def _row(row: Any, unit: UnitPath, birth_date: Cell) -> tuple[Cell, ...]:
    return (
        row.full_name,
        birth_date,
        unit.code,
        unit.name,
        unit.way,
        row.category,
        row.number,
        row.started_at,
        row.finished_at,
        row.finished_at - row.started_at,
        row.finish_kind,
        answered(row.answers),
        row.points,
        row.correct,
        row.prediction,
        row.receipt and grouped(row.receipt),
        row.ref,
        row.void_reason,
    )
