"""The table of a ranking over several rounds: line by line, with the sums that decided it."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quiz.documents.sheet import Cell, Column, Kind
from quiz.domain.prizes import prize_of
from quiz.domain.rules import PrizeLevel, RankingKey
from quiz.models import Participation, Person
from quiz.services import publications
from quiz.services.catalogue import RoundDefinition
from quiz.services.overall import OverallLine, overall_lines
from quiz.services.results import results_now
from quiz.services.unit_paths import UnitPath, unit_paths

BATCH = 1_000
COLUMNS = (
    Column("rank", Kind.NUMBER, 8),
    Column("prize", Kind.CODE, 18),
    Column("amount", Kind.NUMBER, 14),
    Column("no_prize", Kind.CODE, 28),
    Column("name", Kind.TEXT, 28),
    Column("unit_code", Kind.TEXT, 14),
    Column("unit", Kind.TEXT, 36),
    Column("unit_way", Kind.TEXT, 60),
    Column("category", Kind.TEXT, 16),
    Column("rounds", Kind.NUMBER, 12),
    Column("total_points", Kind.POINTS, 12),
    Column("total_correct", Kind.NUMBER, 12),
    Column("total_duration", Kind.SECONDS, 14),
    Column("total_attempts", Kind.NUMBER, 12),
)
_SUMS = (
    RankingKey.POINTS,
    RankingKey.CORRECT,
    RankingKey.DURATION,
    RankingKey.ATTEMPT_COUNT,
)


def rows(
    session: Session, definition: RoundDefinition, published_id: int | None
) -> Iterator[tuple[Cell, ...]]:
    """Give a row per person in order; none where the rules rank over no other rounds.

    A sum that the rules do not compare is left empty.
    """
    units = unit_paths(session, definition.contest_id)
    lines = _lines(session, definition, published_id)
    prizes = definition.rules.overall.prizes if definition.rules.overall else ()
    for start in range(0, len(lines), BATCH):
        batch = lines[start : start + BATCH]
        names = _names(session, batch)
        for line in batch:
            prize = prize_of(line.prize, line.category, prizes)
            yield _row(line, names[line.participation_id], units[line.unit_id], prize)


def _lines(
    session: Session, definition: RoundDefinition, published_id: int | None
) -> Sequence[OverallLine]:
    if published_id is not None:
        return publications.overall_page(session, published_id)[0]
    found = results_now(session, definition).overall
    return overall_lines(found) if found else ()


def _names(session: Session, lines: Iterable[OverallLine]) -> dict[int, Any]:
    found = session.execute(
        sa.select(Participation.id, Person.full_name)
        .join(Person, Person.id == Participation.person_id)
        .where(Participation.id.in_([line.participation_id for line in lines]))
    )
    return {row.id: row.full_name for row in found}


def _row(
    line: OverallLine, name: str, unit: UnitPath, prize: PrizeLevel | None
) -> tuple[Cell, ...]:
    sums = dict(line.keys)
    return (
        line.rank,
        line.prize,
        prize.amount if prize else None,
        line.no_prize,
        name,
        unit.code,
        unit.name,
        unit.way,
        line.category,
        line.rounds,
        *(sums.get(key) for key in _SUMS),
    )
