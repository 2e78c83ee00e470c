"""The table of winners, with what is needed to find them and hand out their prizes.

The only table with telephone numbers: it is for those who may read participations, and no public
file is made from it.
"""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quiz.documents.sheet import Cell, Column, Kind
from quiz.domain.codes import grouped
from quiz.models import Attempt, Participation, Person
from quiz.services import publications
from quiz.services.catalogue import RoundDefinition
from quiz.services.results import PersonLine, results_now
from quiz.services.unit_paths import UnitPath, unit_paths

COLUMNS = (
    Column("prize", Kind.CODE, 18),
    Column("rank", Kind.NUMBER, 8),
    Column("name", Kind.TEXT, 28),
    Column("birth_date", Kind.DAY, 12),
    Column("phone", Kind.TEXT, 16),
    Column("staff_number", Kind.TEXT, 18),
    Column("guardian", Kind.TEXT, 28),
    Column("guardian_phone", Kind.TEXT, 16),
    Column("unit_code", Kind.TEXT, 14),
    Column("unit", Kind.TEXT, 36),
    Column("unit_way", Kind.TEXT, 60),
    Column("category", Kind.TEXT, 16),
    Column("points", Kind.POINTS, 10),
    Column("receipt", Kind.TEXT, 20),
)


def rows(
    session: Session, definition: RoundDefinition, published_id: int | None
) -> Iterator[tuple[Cell, ...]]:
    """Give a row per person who has won a prize, in the order of the result."""
    units = unit_paths(session, definition.contest_id)
    won = _won(session, definition, published_id)
    about = _about(session, won)
    for line in won:
        yield _row(line, about[line.attempt_id], units[line.unit_id])


def _won(
    session: Session, definition: RoundDefinition, published_id: int | None
) -> list[PersonLine]:
    if published_id is None:
        return [line for line in results_now(session, definition).people if line.prize]
    return publications.winners(session, published_id)


def _about(session: Session, won: list[PersonLine]) -> dict[int, Any]:
    """Return what a row needs besides its line, by attempt."""
    found = session.execute(
        sa.select(
            Attempt.id,
            Attempt.receipt,
            Attempt.category,
            Participation.guardian_name,
            Participation.guardian_phone,
            Person.full_name,
            Person.birth_date,
            Person.phone,
            Person.staff_number,
        )
        .join(Participation, Participation.id == Attempt.participation_id)
        .join(Person, Person.id == Participation.person_id)
        .where(Attempt.id.in_([line.attempt_id for line in won]))
    )
    return {row.id: row for row in found}


def _row(line: PersonLine, about: Any, unit: UnitPath) -> tuple[Cell, ...]:
    return (
        line.prize,
        line.rank,
        about.full_name,
        about.birth_date,
        _spaced(about.phone),
        about.staff_number,
        about.guardian_name,
        _spaced(about.guardian_phone),
        unit.code,
        unit.name,
        unit.way,
        about.category,
        line.points,
        about.receipt and grouped(about.receipt),
    )


def _spaced(phone: str | None) -> str | None:
    """Return a number as people write it; without its spaces Excel drops the nought in front."""
    if phone is None or not phone.startswith("0"):
        return phone
    return f"{phone[:4]} {phone[4:7]} {phone[7:]}".strip()
