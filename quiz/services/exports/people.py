"""The table of people: the result of a round line by line, with every key that decided it."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quiz.documents.sheet import Cell, Column, Kind
from quiz.domain.codes import grouped
from quiz.domain.prizes import prize_of
from quiz.domain.rules import PrizeLevel, RankingKey
from quiz.models import Attempt, Participation, Person
from quiz.services import publications
from quiz.services.catalogue import RoundDefinition
from quiz.services.results import PersonLine, results_now
from quiz.services.unit_paths import UnitPath, unit_paths

BATCH = 1_000
COLUMNS = (
    Column("rank", Kind.NUMBER, 8),
    Column("unranked", Kind.CODE, 28),
    Column("prize", Kind.CODE, 18),
    Column("no_prize", Kind.CODE, 28),
    Column("name", Kind.TEXT, 28),
    Column("birth_date", Kind.DAY, 12),
    Column("unit_code", Kind.TEXT, 14),
    Column("unit", Kind.TEXT, 36),
    Column("unit_way", Kind.TEXT, 60),
    Column("category", Kind.TEXT, 16),
    Column("points", Kind.POINTS, 10),
    Column("correct", Kind.NUMBER, 10),
    Column("attempts", Kind.NUMBER, 10),
    Column("prediction", Kind.NUMBER, 12),
    Column("distance", Kind.NUMBER, 12),
    Column("duration", Kind.SECONDS, 14),
    Column("started_at", Kind.MOMENT, 24),
    Column("finished_at", Kind.MOMENT, 24),
    Column("registered_at", Kind.MOMENT, 24),
    Column("receipt", Kind.TEXT, 20),
    Column("amount", Kind.NUMBER, 14),
    Column("kept_in", Kind.NUMBER, 12),
    Column("gave_up", Kind.NUMBER, 12),
)


def rows(
    session: Session, definition: RoundDefinition, published_id: int | None, *, shows_births: bool
) -> Iterator[tuple[Cell, ...]]:
    """Give a row per person: those ranked in order, then the others with the reason why not."""
    units = unit_paths(session, definition.contest_id)
    lines = iter(_lines(session, definition, published_id))
    while batch := list(islice(lines, BATCH)):
        about = _about(session, batch)
        for line in batch:
            details = about[line.attempt_id]
            birth_date = details.birth_date if shows_births else None
            prize = prize_of(line.prize, line.category, definition.rules.prizes)
            yield _row(line, details, units[line.unit_id], birth_date, prize)


def _lines(
    session: Session, definition: RoundDefinition, published_id: int | None
) -> Iterable[PersonLine]:
    if published_id is None:
        return results_now(session, definition).people
    return publications.person_lines(session, published_id)


def _about(session: Session, lines: list[PersonLine]) -> dict[int, Any]:
    """Return what a row needs besides its line, by attempt."""
    found = session.execute(
        sa.select(
            Attempt.id,
            Attempt.receipt,
            Attempt.category,
            Participation.registered_at,
            Person.full_name,
            Person.birth_date,
        )
        .join(Participation, Participation.id == Attempt.participation_id)
        .join(Person, Person.id == Participation.person_id)
        .where(Attempt.id.in_([line.attempt_id for line in lines]))
    )
    return {row.id: row for row in found}


def _row(
    line: PersonLine, about: Any, unit: UnitPath, birth_date: Cell, prize: PrizeLevel | None
) -> tuple[Cell, ...]:
    return (
        line.rank,
        line.unranked,
        line.prize,
        line.no_prize,
        about.full_name,
        birth_date,
        unit.code,
        unit.name,
        unit.way,
        about.category,
        line.points,
        line.correct,
        line.attempts,
        line.prediction,
        dict(line.keys).get(RankingKey.PREDICTION_DISTANCE),
        line.duration,
        line.started_at,
        line.finished_at,
        about.registered_at,
        about.receipt and grouped(about.receipt),
        prize.amount if prize else None,
        line.kept_in,
        line.gave_up.round if line.gave_up else None,
    )
