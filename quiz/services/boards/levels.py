"""The units right below one on a board, a page at a time."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quiz.models import BoardUnit, Contest, Round, Unit
from quiz.services.boards.lines import BoardRow, page_of_lines
from quiz.services.catalogue import RoundDefinition
from quiz.services.refusal import NotYours
from quiz.services.units import name_on


@dataclass(frozen=True, slots=True)
class UnitLevel:
    """The units right below one: a page of them, and the way down to it (code and name each)."""

    way: tuple[tuple[str, str], ...]
    rows: tuple[BoardRow, ...]
    page: int
    pages: int


def unit_board(
    session: Session, definition: RoundDefinition, *, code: str | None = None, page: int = 1
) -> UnitLevel:
    """Return a page of the units below the one with this code, or below the top of the tree.

    Three queries. Raises ``NotYours`` for a unit that is not on the board and for a page beyond the
    last one.
    """
    parent_id = listed_unit(session, definition, code)
    is_below = BoardUnit.parent_id == parent_id
    rows, last = page_of_lines(session, definition, is_below, BoardUnit.position, page)
    return UnitLevel(way_to(session, definition.id, parent_id), rows, page, last)


def listed_unit(session: Session, definition: RoundDefinition, code: str | None) -> int:
    """Find the unit whose children are asked for; the top is the first unit without a parent."""
    asked = BoardUnit.parent_id.is_(None) if code is None else Unit.code == code
    found = session.execute(
        sa.select(Unit.id)
        .join(BoardUnit, BoardUnit.unit_id == Unit.id)
        .join(Contest, Contest.tree_id == Unit.tree_id)
        .where(Contest.id == definition.contest_id, BoardUnit.round_id == definition.id, asked)
        .order_by(BoardUnit.position)
        .limit(1)
    ).scalar_one_or_none()
    if found is None:
        raise NotYours
    return found


def way_to(session: Session, round_id: int, unit_id: int) -> tuple[tuple[str, str], ...]:
    """Give the units from the top down to one, as they stood on the day of the contest."""
    lines = sa.select(BoardUnit.unit_id, BoardUnit.parent_id).where(BoardUnit.round_id == round_id)
    way = (
        lines.add_columns(sa.literal(0).label("height"))
        .where(BoardUnit.unit_id == unit_id)
        .cte(recursive=True)
    )
    above = lines.add_columns((way.c.height + 1).label("height"))
    way = way.union_all(above.join(way, way.c.parent_id == BoardUnit.unit_id))
    rows = session.execute(
        sa.select(Unit.code, name_on(Contest.tree_day).label("name"))
        .join(way, way.c.unit_id == Unit.id)
        .join(Round, Round.id == round_id)
        .join(Contest, Contest.id == Round.contest_id)
        .order_by(way.c.height.desc())
    )
    return tuple((row.code, row.name) for row in rows)
