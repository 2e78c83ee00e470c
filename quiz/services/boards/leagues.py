"""All units of a kind on a board, wherever they stand, a page at a time."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from quiz.models import UNAFFILIATED, BoardUnit, Contest, Unit
from quiz.services.boards.lines import UNITS_PER_PAGE, BoardRow, lines_of
from quiz.services.catalogue import RoundDefinition
from quiz.services.refusal import NotYours
from quiz.services.units import kind_on, kinds_then, name_on


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


_LEAGUE_ORDER = (
    sa.case((BoardUnit.rank.is_(None), 1), else_=0),
    BoardUnit.rank,
    Unit.sort_key,
    BoardUnit.unit_id,
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
    lines = lines_of(session, definition, ids)
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
    row = lines_of(session, definition, [unit])[unit]
    return LeaguePlace(row, page=(places[unit] - 1) // UNITS_PER_PAGE + 1)


def _league(session: Session, definition: RoundDefinition, kind: str) -> sa.Select[int]:
    """Return the query of the units of a kind on a board, in no order yet."""
    return (
        sa.select(BoardUnit.unit_id)
        .join(Unit, Unit.id == BoardUnit.unit_id)
        .where(BoardUnit.round_id == definition.id, _was_of_kind(session, definition, kind))
    )


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
