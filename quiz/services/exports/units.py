"""The table of units: every unit of the contest's day, level by level as they were ranked."""

import json
from collections.abc import Iterable, Iterator, Mapping

from sqlalchemy.orm import Session

from quiz.documents.sheet import Cell, Column, Kind
from quiz.domain.names import text_sort_key
from quiz.domain.result import UnitPrize
from quiz.domain.rules import Rules, UnitKey, UnitPrizes
from quiz.services import publications
from quiz.services.catalogue import RoundDefinition
from quiz.services.results import UnitLine, results_now
from quiz.services.unit_paths import BETWEEN, UnitPath, unit_paths

CONFIRMED, UNCONFIRMED = "confirmed", "unconfirmed"
COLUMNS = (
    Column("rank", Kind.NUMBER, 8),
    Column("excluded", Kind.CODE, 28),
    Column("unit_prizes", Kind.CODE, 28),
    Column("amount", Kind.NUMBER, 14),
    Column("unit_code", Kind.TEXT, 14),
    Column("unit", Kind.TEXT, 40),
    Column("unit_way", Kind.TEXT, 60),
    Column("people", Kind.NUMBER, 12),
    Column("attempts", Kind.NUMBER, 12),
    Column("headcount", Kind.NUMBER, 12),
    Column("headcount_state", Kind.CODE, 18),
    Column("rate", Kind.SHARE, 12),
    Column("average", Kind.POINTS, 12),
    Column("total_points", Kind.POINTS, 14),
    Column("all_correct", Kind.NUMBER, 12),
    Column("best_points", Kind.POINTS, 14),
    Column("rank_points", Kind.NUMBER, 14),
)


def rows(
    session: Session, definition: RoundDefinition, published_id: int | None
) -> Iterator[tuple[Cell, ...]]:
    """Give a row per unit; figures count the unit and all that is below it.

    From the top down, those under one unit together, in the order of the result.
    """
    units = unit_paths(session, definition.contest_id)
    lines = _lines(session, definition, published_id)
    amounts = _amounts(definition.rules)
    for line in sorted(lines, key=lambda line: _level(units[line.unit_id])):
        yield _row(line, units[line.unit_id], amounts)


def _level(unit: UnitPath) -> tuple[int, str]:
    above = unit.way.split(BETWEEN)[:-1]
    return len(above), text_sort_key(" ".join(above))


def _lines(
    session: Session, definition: RoundDefinition, published_id: int | None
) -> Iterable[UnitLine]:
    if published_id is None:
        return results_now(session, definition).units
    return publications.unit_lines(session, published_id)


def _amounts(rules: Rules) -> Mapping[UnitPrize, int]:
    """Return what each prize for units is worth, where the rules say so."""
    return {
        (part.title if isinstance(part, UnitPrizes) else None, prize.level): prize.amount
        for part in rules.unit_lists
        for prize in part.prizes
        if prize.amount is not None
    }


def _row(line: UnitLine, unit: UnitPath, amounts: Mapping[UnitPrize, int]) -> tuple[Cell, ...]:
    worth = [amounts[prize] for prize in line.prizes if prize in amounts]
    return (
        line.rank,
        line.excluded,
        json.dumps(line.prizes) if line.prizes else None,
        sum(worth) if worth else None,
        unit.code,
        unit.name,
        unit.way,
        line.people,
        line.attempts,
        line.headcount,
        _headcount_state(line),
        line.rate,
        line.average,
        line.points,
        line.all_correct,
        _whole(line, UnitKey.BEST_POINTS),
        _whole(line, UnitKey.RANK_POINTS),
    )


def _headcount_state(line: UnitLine) -> str | None:
    if line.headcount is None:
        return None
    return UNCONFIRMED if line.unconfirmed else CONFIRMED


def _whole(line: UnitLine, key: UnitKey) -> int | None:
    value = dict(line.values).get(key)
    return None if value is None else int(value)
