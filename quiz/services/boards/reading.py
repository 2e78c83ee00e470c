"""Reading the boards of a round: a fixed number of small queries, however many take part."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from quiz.models import Board, BoardUnit, Contest, Participation, Round, Unit
from quiz.services.boards.content import Leader
from quiz.services.catalogue import RoundDefinition
from quiz.services.refusal import NotYours
from quiz.services.results import Keys, keys_of
from quiz.services.units import name_on

UNITS_PER_PAGE = 50
LEAST_PEOPLE = 5
"""A smaller unit's average would tell what single people scored (D-17)."""


@dataclass(frozen=True, slots=True)
class BoardState:
    """A board as last refreshed."""

    refreshed_at: int
    people: int
    attempts: int
    leaders: tuple[Leader, ...]


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A unit on a board, with all that is below it."""

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


@dataclass(frozen=True, slots=True)
class UnitLevel:
    """The units right below one: a page of them, and the way down to it (code and name each)."""

    way: tuple[tuple[str, str], ...]
    rows: tuple[BoardRow, ...]
    page: int
    pages: int


def board_of(session: Session, round_id: int) -> BoardState | None:
    """Return the board of a round, or None before its first refresh."""
    board = session.execute(
        sa.select(Board.refreshed_at, Board.people, Board.attempts, Board.leaders).where(
            Board.round_id == round_id
        )
    ).one_or_none()
    if board is None:
        return None
    return BoardState(
        refreshed_at=board.refreshed_at,
        people=board.people,
        attempts=board.attempts,
        leaders=tuple(Leader(**leader) for leader in board.leaders),
    )


def participation_of(session: Session, contest_id: int, person_id: int) -> int | None:
    """Return the participation by which a person's own line is known on a board."""
    return session.execute(
        sa.select(Participation.id).where(
            Participation.contest_id == contest_id, Participation.person_id == person_id
        )
    ).scalar_one_or_none()


def unit_board(
    session: Session, definition: RoundDefinition, *, code: str | None = None, page: int = 1
) -> UnitLevel:
    """Return a page of the units below the one with this code, or below the top of the tree.

    Three queries. Raises ``NotYours`` for a unit that is not on the board and for a page beyond the
    last one.
    """
    parent_id = _parent(session, definition, code)
    below = aliased(BoardUnit)
    has_children = (
        sa.exists().where(below.round_id == BoardUnit.round_id, below.parent_id == Unit.id)
    ).label("has_children")
    rows = session.execute(
        sa.select(
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
            has_children,
            sa.func.count().over().label("siblings"),
        )
        .join(Unit, Unit.id == BoardUnit.unit_id)
        .join(Round, Round.id == BoardUnit.round_id)
        .join(Contest, Contest.id == Round.contest_id)
        .where(BoardUnit.round_id == definition.id, BoardUnit.parent_id == parent_id)
        .order_by(BoardUnit.position)
        .limit(UNITS_PER_PAGE)
        .offset((page - 1) * UNITS_PER_PAGE)
    ).all()
    if not rows and page > 1:
        raise NotYours
    siblings = rows[0].siblings if rows else 0
    return UnitLevel(
        way=_way(session, definition.id, parent_id),
        rows=tuple(map(_row, rows)),
        page=page,
        pages=max(1, -(-siblings // UNITS_PER_PAGE)),
    )


def _parent(session: Session, definition: RoundDefinition, code: str | None) -> int:
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


def _way(session: Session, round_id: int, unit_id: int) -> tuple[tuple[str, str], ...]:
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


def _row(row: Any) -> BoardRow:
    return BoardRow(
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
        has_children=bool(row.has_children),
    )
