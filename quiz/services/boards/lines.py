"""A unit's line on a board, with its name of the contest's day."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from quiz.domain.result import UnitPrize
from quiz.models import BoardUnit, Contest, Unit
from quiz.services.catalogue import RoundDefinition
from quiz.services.refusal import NotYours
from quiz.services.results import Keys, keys_of
from quiz.services.units import name_on

UNITS_PER_PAGE = 50
LEAST_PEOPLE = 5
"""A smaller unit's average would tell what single people scored (D-17)."""


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A unit on a board, with all that is below it.

    Its headcount is ``unconfirmed`` where the level above has not confirmed what it rests on.
    """

    unit_id: int
    code: str
    name: str
    rank: int | None
    excluded: str | None
    people: int
    attempts: int
    headcount: int | None
    unconfirmed: bool
    points: int
    all_correct: int
    values: Keys
    has_children: bool
    prizes: tuple[UnitPrize, ...] = ()

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
    BoardUnit.unconfirmed,
    BoardUnit.points,
    BoardUnit.all_correct,
    BoardUnit.values,
    BoardUnit.prizes,
)
_BELOW = aliased(BoardUnit)
_HAS_CHILDREN = (
    sa.exists()
    .where(_BELOW.round_id == BoardUnit.round_id, _BELOW.parent_id == Unit.id)
    .label("has_children")
)


def line(session: Session, definition: RoundDefinition, unit_id: int) -> BoardRow:
    """Return the line of a unit that is on the board: one query."""
    found = session.execute(_lines(definition, BoardUnit.unit_id == unit_id))
    return line_of(found.one())


def page_of_lines(
    session: Session,
    definition: RoundDefinition,
    among: sa.ColumnElement[bool],
    number: sa.SQLColumnExpression[int],
    page: int,
) -> tuple[tuple[BoardRow, ...], int]:
    """Return a page of lines that are numbered from 1 among themselves, and the last page.

    One query: a range of the numbers, which an index finds wherever it is. Raises ``NotYours`` for
    a page beyond the last one; the first page of none is empty.
    """
    last = sa.select(sa.func.max(number)).where(BoardUnit.round_id == definition.id, among)
    first = (page - 1) * UNITS_PER_PAGE
    on_page = sa.and_(number > first, number <= first + UNITS_PER_PAGE)
    rows = session.execute(
        _lines(definition, among, on_page)
        .add_columns(last.correlate(None).scalar_subquery().label("last"))
        .order_by(number)
    ).all()
    if not rows and page > 1:
        raise NotYours
    return tuple(map(line_of, rows)), page_of(rows[0].last) if rows else 1


def page_of(number: int) -> int:
    """Return the page on which the line with this number is."""
    return (number - 1) // UNITS_PER_PAGE + 1


def _lines(definition: RoundDefinition, *conditions: sa.ColumnElement[bool]) -> sa.Select[Any]:
    return (
        sa.select(*LINE, _HAS_CHILDREN)
        .join(Unit, Unit.id == BoardUnit.unit_id)
        .join(Contest, Contest.id == definition.contest_id)
        .where(BoardUnit.round_id == definition.id, *conditions)
    )


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
        unconfirmed=row.unconfirmed,
        points=row.points,
        all_correct=row.all_correct,
        values=keys_of(row.values),
        has_children=bool(getattr(row, "has_children", False)),
        prizes=tuple((title, level) for title, level in row.prizes),
    )
