"""The table of units: every unit of the contest's day in the order of the result."""

from collections.abc import Iterable, Iterator

from sqlalchemy.orm import Session

from quiz.documents.sheet import Cell, Column, Kind
from quiz.services import publications
from quiz.services.catalogue import RoundDefinition
from quiz.services.results import UnitLine, results_now
from quiz.services.unit_paths import UnitPath, unit_paths

COLUMNS = (
    Column("rank", Kind.NUMBER, 8),
    Column("excluded", Kind.CODE, 28),
    Column("unit_code", Kind.TEXT, 14),
    Column("unit", Kind.TEXT, 40),
    Column("unit_way", Kind.TEXT, 60),
    Column("people", Kind.NUMBER, 12),
    Column("attempts", Kind.NUMBER, 12),
    Column("headcount", Kind.NUMBER, 12),
    Column("rate", Kind.SHARE, 12),
    Column("average", Kind.POINTS, 12),
    Column("total_points", Kind.POINTS, 14),
    Column("all_correct", Kind.NUMBER, 12),
)


def rows(
    session: Session, definition: RoundDefinition, published_id: int | None
) -> Iterator[tuple[Cell, ...]]:
    """Give a row per unit; figures count the unit and all that is below it."""
    units = unit_paths(session, definition.contest_id)
    for line in _lines(session, definition, published_id):
        yield _row(line, units[line.unit_id])


def _lines(
    session: Session, definition: RoundDefinition, published_id: int | None
) -> Iterable[UnitLine]:
    if published_id is None:
        return results_now(session, definition).units
    return publications.unit_lines(session, published_id)


def _row(line: UnitLine, unit: UnitPath) -> tuple[Cell, ...]:
    return (
        line.rank,
        line.excluded,
        unit.code,
        unit.name,
        unit.way,
        line.people,
        line.attempts,
        line.headcount,
        line.rate,
        line.average,
        line.points,
        line.all_correct,
    )
