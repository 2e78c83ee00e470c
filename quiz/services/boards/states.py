"""How the board of a round stands, and where its reader does on it."""

from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from quiz.models import Board, BoardUnit, Contest, Participation, Publication, Round, Unit
from quiz.services.boards.content import Leader
from quiz.services.boards.lines import LINE, BoardRow, line_of, page_of
from quiz.services.units import path_on


@dataclass(frozen=True, slots=True)
class OwnUnit:
    """The reader's unit on a board: where it stands, and on which page of which level.

    ``path`` leads from the top of the tree to it, by ids; ``above`` is the code of the unit that it
    stands under, None at the top.
    """

    row: BoardRow
    path: tuple[int, ...]
    above: str | None
    page: int


@dataclass(frozen=True, slots=True)
class BoardState:
    """A board as it stands now, without what it shows; before its first refresh nothing is known.

    ``stopped_at`` is when an organizer stopped it, ``published`` the number of the newest result.
    ``participation`` and ``own`` are the reader's, where somebody reads who takes part.
    """

    round_id: int
    refreshed_at: int | None
    changed_at: int | None
    digest: str
    people: int
    attempts: int
    stopped_at: int | None
    published: int | None
    participation: int | None = None
    own: OwnUnit | None = None


_ABOVE = aliased(Unit)
_NEWEST = (
    sa.select(sa.func.max(Publication.number))
    .where(Publication.round_id == Round.id)
    .scalar_subquery()
)
_BOARD_COLUMNS = (
    sa.select(
        Round.id.label("round_id"),
        Round.board_stopped_at,
        Board.refreshed_at,
        Board.changed_at,
        Board.digest,
        Board.people.label("board_people"),
        Board.attempts.label("board_attempts"),
        _NEWEST.label("published"),
    )
    .select_from(Round)
    .outerjoin(Board, Board.round_id == Round.id)
)
_BOARD = _BOARD_COLUMNS.where(Round.id == sa.bindparam("round"))
_READERS_BOARD = (
    _BOARD.add_columns(
        *LINE,
        Participation.id.label("participation"),
        path_on(Contest.tree_day).label("path"),
        BoardUnit.position,
        _ABOVE.code.label("above"),
    )
    .join(Contest, Contest.id == Round.contest_id)
    .outerjoin(
        Participation,
        sa.and_(
            Participation.contest_id == Round.contest_id,
            Participation.person_id == sa.bindparam("person"),
        ),
    )
    .outerjoin(
        BoardUnit,
        sa.and_(BoardUnit.round_id == Round.id, BoardUnit.unit_id == Participation.unit_id),
    )
    .outerjoin(Unit, Unit.id == BoardUnit.unit_id)
    .outerjoin(_ABOVE, _ABOVE.id == BoardUnit.parent_id)
)


def board_state(session: Session, round_id: int, person_id: int | None = None) -> BoardState:
    """Return how the board of a round stands, and where its reader does: one indexed query."""
    query = _BOARD if person_id is None else _READERS_BOARD
    row = session.execute(query, {"round": round_id, "person": person_id}).one()
    board = _state(row)
    if person_id is None:
        return board
    return replace(board, participation=row.participation, own=_own(row))


def round_boards(session: Session, contest_id: int) -> dict[int, BoardState]:
    """Return how the board of each round of a contest stands, by the round's number."""
    rows = session.execute(
        _BOARD_COLUMNS.add_columns(Round.number).where(Round.contest_id == contest_id)
    )
    return {row.number: _state(row) for row in rows}


def leaders_of(session: Session, round_id: int) -> tuple[Leader, ...]:
    """Return who leads on a board; nobody before its first refresh."""
    found = session.execute(sa.select(Board.leaders).where(Board.round_id == round_id))
    return tuple(Leader(**leader) for leader in found.scalar_one_or_none() or ())


def _state(row: Any) -> BoardState:
    return BoardState(
        round_id=row.round_id,
        refreshed_at=row.refreshed_at,
        changed_at=row.changed_at,
        digest=row.digest or "",
        people=row.board_people or 0,
        attempts=row.board_attempts or 0,
        stopped_at=row.board_stopped_at,
        published=row.published,
    )


def _own(row: Any) -> OwnUnit | None:
    if row.unit_id is None:
        return None
    return OwnUnit(
        row=line_of(row),
        path=_steps(row.path),
        above=row.above,
        page=page_of(row.position),
    )


def _steps(path: str) -> tuple[int, ...]:
    return tuple(int(step) for step in path.rstrip(".").split("."))
