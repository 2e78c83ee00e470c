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
from quiz.domain.prizes import prize_of
from quiz.domain.rules import RankingKey, Rules
from quiz.models import Attempt, Participation, Person
from quiz.services import publications
from quiz.services.catalogue import RoundDefinition
from quiz.services.overall import OverallLine, overall_lines
from quiz.services.results import PersonLine, results_now
from quiz.services.unit_paths import UnitPath, unit_paths

ROUND, OVERALL = "of_round", "of_overall"
"""Whose prize it is."""
COLUMNS = (
    Column("scope", Kind.CODE, 18),
    Column("prize", Kind.CODE, 18),
    Column("amount", Kind.NUMBER, 14),
    Column("gift", Kind.TEXT, 24),
    Column("kept_in", Kind.NUMBER, 12),
    Column("gave_up", Kind.NUMBER, 12),
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
    """Give a row per prize that was won: those of the round, then those over several rounds."""
    units = unit_paths(session, definition.contest_id)
    won = _won(session, definition, published_id)
    about = _about(session, [line.reference for line in won])
    for line in won:
        yield _row(line, about[line.reference], units[line.unit_id], definition.rules)


def _won(
    session: Session, definition: RoundDefinition, published_id: int | None
) -> list[PersonLine | OverallLine]:
    if published_id is not None:
        _, over_rounds = publications.overall_page(session, published_id, per_page=1)
        return [*publications.winners(session, published_id), *over_rounds]
    found = results_now(session, definition)
    overall = overall_lines(found.overall) if found.overall else ()
    lines: list[PersonLine | OverallLine] = [*found.people, *overall]
    return [line for line in lines if line.prize]


def _about(session: Session, references: list[str]) -> dict[str, Any]:
    """Return what a row needs besides its line, by the public reference of an attempt."""
    found = session.execute(
        sa.select(
            Attempt.ref,
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
        .where(Attempt.ref.in_(references))
    )
    return {row.ref: row for row in found}


def _row(
    line: PersonLine | OverallLine, about: Any, unit: UnitPath, rules: Rules
) -> tuple[Cell, ...]:
    is_overall = isinstance(line, OverallLine)
    of_overall = rules.overall.prizes if rules.overall else ()
    prize = prize_of(line.prize, line.category, of_overall if is_overall else rules.prizes)
    return (
        OVERALL if is_overall else ROUND,
        line.prize,
        prize.amount if prize else None,
        prize.gift if prize else None,
        *kept_cells(line),
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
        line.category,
        dict(line.keys).get(RankingKey.POINTS) if is_overall else line.points,
        about.receipt and grouped(about.receipt),
    )


def kept_cells(line: PersonLine | OverallLine) -> tuple[int | None, int | None]:
    """Return the round of the higher prize that is kept, and that of the one given up for this."""
    if isinstance(line, OverallLine):
        return None, None
    return line.kept_in, line.gave_up.round if line.gave_up else None


def _spaced(phone: str | None) -> str | None:
    """Return a number as people write it; without its spaces Excel drops the nought in front."""
    if phone is None or not phone.startswith("0"):
        return phone
    return f"{phone[:4]} {phone[4:7]} {phone[7:]}".strip()
