"""A unit's line on a board, with its name of the contest's day."""

from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from quiz.models import BoardUnit, Contest, Unit
from quiz.services.catalogue import RoundDefinition
from quiz.services.results import Keys, keys_of
from quiz.services.units import name_on

UNITS_PER_PAGE = 50
LEAST_PEOPLE = 5
"""A smaller unit's average would tell what single people scored (D-17)."""


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A unit on a board, with all that is below it."""

    unit_id: int
    code: str
    name: str
    rank: int | None
    excluded: str | None
    people: int
    attempts: int
    headcount: int | None
    points: int
    all_correct: int
    values: Keys
    has_children: bool

    @property
    def rate(self) -> Fraction | None:
        """People against headcount; None without one."""
        return Fraction(self.people, self.headcount) if self.headcount else None

    @property
    def average(self) -> Fraction | None:
        """The mean of points in hundredths; None where too few people took part to show it."""
        return Fraction(self.points, self.people) if self.people >= LEAST_PEOPLE else None


LINE = (
    BoardUnit.unit_id,
    Unit.code,
    name_on(Contest.tree_day).label("name"),
    BoardUnit.rank,
    BoardUnit.excluded,
    BoardUnit.people,
    BoardUnit.attempts,
    BoardUnit.headcount,
    BoardUnit.points,
    BoardUnit.all_correct,
    BoardUnit.values,
)
_BELOW = aliased(BoardUnit)
HAS_CHILDREN = (
    sa.exists()
    .where(_BELOW.round_id == BoardUnit.round_id, _BELOW.parent_id == Unit.id)
    .label("has_children")
)


def lines_of(
    session: Session, definition: RoundDefinition, ids: Collection[int]
) -> dict[int, BoardRow]:
    """Return the lines of a few units, by the unit's id."""
    rows = session.execute(
        sa.select(*LINE, HAS_CHILDREN)
        .join(Unit, Unit.id == BoardUnit.unit_id)
        .join(Contest, Contest.id == definition.contest_id)
        .where(BoardUnit.round_id == definition.id, BoardUnit.unit_id.in_(ids))
    )
    return {row.unit_id: line_of(row) for row in rows}


def line_of(row: Any) -> BoardRow:
    """Return what a row of the columns of ``LINE`` says; ``has_children`` is beside them."""
    return BoardRow(
        unit_id=row.unit_id,
        code=row.code,
        name=row.name,
        rank=row.rank,
        excluded=row.excluded,
        people=row.people,
        attempts=row.attempts,
        headcount=row.headcount,
        points=row.points,
        all_correct=row.all_correct,
        values=keys_of(row.values),
        has_children=bool(getattr(row, "has_children", False)),
    )
