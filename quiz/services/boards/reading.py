"""Reading the boards of a round: a fixed number of small queries, however many take part."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from quiz.domain.result import UnitPrize
from quiz.models import (
    UNAFFILIATED,
    Board,
    BoardUnit,
    Contest,
    Participation,
    Publication,
    Round,
    Unit,
)
from quiz.services.boards.content import Leader
from quiz.services.catalogue import RoundDefinition
from quiz.services.refusal import NotYours
from quiz.services.results import Keys, keys_of
from quiz.services.units import kind_on, kinds_then, name_on, path_on

UNITS_PER_PAGE = 50
LEAST_PEOPLE = 5
"""A smaller unit's average would tell what single people scored (D-17)."""


@dataclass(frozen=True, slots=True)
class OwnUnit:
    """The reader's unit on a board: where it stands, and on which page of which level.

    ``path`` leads from the top of the tree to it, by ids; ``above`` is the code of the unit that it
    stands under, None at the top.
    """

    row: "BoardRow"
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


@dataclass(frozen=True, slots=True)
class UnitRanks:
    """A unit with its rank by the id of each round; None or nothing where it had none."""

    unit_id: int
    code: str
    name: str
    ranks: dict[int, int | None]


@dataclass(frozen=True, slots=True)
class RankHistory:
    """Units right below one over several rounds, and the way down to it (code and name each)."""

    way: tuple[tuple[str, str], ...]
    units: tuple[UnitRanks, ...]


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
    prizes: tuple[UnitPrize, ...] = ()

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


@dataclass(frozen=True, slots=True)
class LeaguePage:
    """A page of the units of one kind.

    ``above`` has what each unit stands right under, by the unit's id, for units of different
    branches often have the same name; whoever stands right under the top needs no such word.
    """

    kind: str
    rows: tuple[BoardRow, ...]
    above: Mapping[int, str]
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class LeaguePlace:
    """The unit of a league that a path leads through, and the page on which it stands."""

    row: BoardRow
    page: int


_UNIT_LINE = (
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
    BoardUnit.prizes,
)
_LEAGUE_ORDER = (
    sa.case((BoardUnit.rank.is_(None), 1), else_=0),
    BoardUnit.rank,
    Unit.sort_key,
    BoardUnit.unit_id,
)
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
        *_UNIT_LINE,
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


def leaders_of(session: Session, round_id: int) -> tuple[Leader, ...]:
    """Return who leads on a board; nobody before its first refresh."""
    found = session.execute(sa.select(Board.leaders).where(Board.round_id == round_id))
    return tuple(Leader(**leader) for leader in found.scalar_one_or_none() or ())


def round_boards(session: Session, contest_id: int) -> dict[int, BoardState]:
    """Return how the board of each round of a contest stands, by the round's number."""
    rows = session.execute(
        _BOARD_COLUMNS.add_columns(Round.number).where(Round.contest_id == contest_id)
    )
    return {row.number: _state(row) for row in rows}


def ranks_over_rounds(
    session: Session,
    round_ids: Sequence[int],
    definition: RoundDefinition,
    *,
    code: str | None = None,
    own: Collection[int] = (),
    most: int,
) -> RankHistory:
    """Return the ranks of the units below one in several rounds: of the first by ``definition``.

    Three queries. ``own`` are ids of units that are shown whatever their rank. Raises ``NotYours``
    for a unit that is not on the board.
    """
    parent_id = _parent(session, definition, code)
    of_round = sa.select(BoardUnit.unit_id).where(
        BoardUnit.round_id == definition.id, BoardUnit.parent_id == parent_id
    )
    first = of_round.order_by(BoardUnit.position).limit(most)
    rows = session.execute(
        sa.select(
            BoardUnit.round_id,
            BoardUnit.unit_id,
            BoardUnit.rank,
            Unit.code,
            name_on(Contest.tree_day).label("name"),
        )
        .join(Unit, Unit.id == BoardUnit.unit_id)
        .join(Contest, Contest.id == definition.contest_id)
        .where(
            BoardUnit.round_id.in_(round_ids),
            BoardUnit.parent_id == parent_id,
            sa.or_(BoardUnit.unit_id.in_(first), BoardUnit.unit_id.in_(own)),
        )
        .order_by(sa.case((BoardUnit.round_id == definition.id, 0), else_=1), BoardUnit.position)
    )
    lines: dict[int, UnitRanks] = {}
    for row in rows:
        line = lines.setdefault(row.unit_id, UnitRanks(row.unit_id, row.code, row.name, {}))
        line.ranks[row.round_id] = row.rank
    return RankHistory(_way(session, definition.id, parent_id), tuple(lines.values()))


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
            *_UNIT_LINE,
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


def league_kinds(session: Session, definition: RoundDefinition) -> tuple[str, ...]:
    """Return the kinds of which a board has several units, the highest level first.

    One query. Who belongs to no unit is of no kind.
    """
    kinds = (
        sa.select(kind_on(Contest.tree_day).label("kind"), Unit.path)
        .join(BoardUnit, BoardUnit.unit_id == Unit.id)
        .join(Contest, Contest.id == definition.contest_id)
        .where(BoardUnit.round_id == definition.id)
        .subquery()
    )
    depth = sa.func.length(kinds.c.path) - sa.func.length(sa.func.replace(kinds.c.path, ".", ""))
    found = session.execute(
        sa.select(kinds.c.kind)
        .where(kinds.c.kind != UNAFFILIATED)
        .group_by(kinds.c.kind)
        .having(sa.func.count() > 1)
        .order_by(sa.func.min(depth), kinds.c.kind)
    )
    return tuple(found.scalars())


def league_board(
    session: Session, definition: RoundDefinition, kind: str, *, page: int = 1
) -> LeaguePage:
    """Return a page of all units of a kind, wherever they stand, in the order of their ranks.

    Units without a rank come last, by name. Six queries; the lines of the page are read by
    themselves, so that a league of thousands is only put in order. Raises ``NotYours`` for a kind
    that no unit of the board has, and for a page beyond the last one.
    """
    league = _league(session, definition, kind)
    siblings = session.execute(
        sa.select(sa.func.count()).select_from(league.subquery())
    ).scalar_one()
    first = (page - 1) * UNITS_PER_PAGE
    shown = session.execute(league.order_by(*_LEAGUE_ORDER).limit(UNITS_PER_PAGE).offset(first))
    ids = list(shown.scalars())
    if not ids or kind == UNAFFILIATED:
        raise NotYours
    lines = _lines(session, definition, ids)
    return LeaguePage(
        kind=kind,
        rows=tuple(lines[unit] for unit in ids),
        above=_names_above(session, definition, ids),
        page=page,
        pages=-(-siblings // UNITS_PER_PAGE),
    )


def league_place(
    session: Session, definition: RoundDefinition, kind: str, path: Sequence[int]
) -> LeaguePlace | None:
    """Return where the units of a path stand in a league: the lowest one of the kind, if any.

    Four queries.
    """
    league = (
        _league(session, definition, kind)
        .add_columns(sa.func.row_number().over(order_by=_LEAGUE_ORDER).label("place"))
        .subquery()
    )
    found = session.execute(
        sa.select(league.c.unit_id, league.c.place).where(league.c.unit_id.in_(path))
    )
    places = {row.unit_id: row.place for row in found}
    unit = next((unit for unit in reversed(path) if unit in places), None)
    if unit is None:
        return None
    row = _lines(session, definition, [unit])[unit]
    return LeaguePlace(row, page=(places[unit] - 1) // UNITS_PER_PAGE + 1)


def _league(session: Session, definition: RoundDefinition, kind: str) -> sa.Select[int]:
    """Return the query of the units of a kind on a board, in no order yet."""
    return (
        sa.select(BoardUnit.unit_id)
        .join(Unit, Unit.id == BoardUnit.unit_id)
        .where(BoardUnit.round_id == definition.id, _was_of_kind(session, definition, kind))
    )


def _lines(
    session: Session, definition: RoundDefinition, ids: Collection[int]
) -> dict[int, BoardRow]:
    below = aliased(BoardUnit)
    has_children = (
        sa.exists().where(below.round_id == BoardUnit.round_id, below.parent_id == Unit.id)
    ).label("has_children")
    rows = session.execute(
        sa.select(*_UNIT_LINE, has_children)
        .join(Unit, Unit.id == BoardUnit.unit_id)
        .join(Contest, Contest.id == definition.contest_id)
        .where(BoardUnit.round_id == definition.id, BoardUnit.unit_id.in_(ids))
    )
    return {row.unit_id: _row(row) for row in rows}


def _names_above(
    session: Session, definition: RoundDefinition, ids: Collection[int]
) -> dict[int, str]:
    """Give the name of what each unit stands right under; none where that is the top."""
    line, above = aliased(BoardUnit), aliased(BoardUnit)
    rows = session.execute(
        sa.select(line.unit_id, name_on(Contest.tree_day).label("name"))
        .select_from(line)
        .join(Unit, Unit.id == line.parent_id)
        .join(above, sa.and_(above.round_id == line.round_id, above.unit_id == Unit.id))
        .join(Contest, Contest.id == definition.contest_id)
        .where(
            line.round_id == definition.id,
            line.unit_id.in_(ids),
            above.parent_id.is_not(None),
        )
    )
    return {row.unit_id: row.name for row in rows}


def _was_of_kind(
    session: Session, definition: RoundDefinition, kind: str
) -> sa.ColumnElement[bool]:
    """Return the condition that a ``Unit`` row was of a kind on the day of the contest."""
    contest = sa.select(Contest.tree_id, Contest.tree_day).where(
        Contest.id == definition.contest_id
    )
    tree, day = session.execute(contest).one()
    past = kinds_then(session, tree, day)
    if not past:
        return Unit.kind == kind
    return sa.or_(
        sa.and_(Unit.kind == kind, Unit.id.not_in(list(past))),
        Unit.id.in_([one for one in past if past[one] == kind]),
    )


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
        row=_row(row),
        path=_steps(row.path),
        above=row.above,
        page=(row.position - 1) // UNITS_PER_PAGE + 1,
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


def _steps(path: str) -> tuple[int, ...]:
    return tuple(int(step) for step in path.rstrip(".").split("."))


def _row(row: Any) -> BoardRow:
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
        prizes=tuple((title, level) for title, level in row.prizes),
    )
