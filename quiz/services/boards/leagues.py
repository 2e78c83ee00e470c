"""All units of a kind on a board, wherever they stand, a page at a time.

A unit's kind is that of the contest's day. Its place among all of the kind is kept with its line,
so that a page in the midst of thousands costs what the first one does.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from quiz.models import UNAFFILIATED, Board, BoardUnit, Contest, Unit
from quiz.services.boards.lines import BoardRow, line, page_of, page_of_lines
from quiz.services.catalogue import RoundDefinition
from quiz.services.refusal import NotYours
from quiz.services.units import name_on


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


def league_kinds(session: Session, definition: RoundDefinition) -> tuple[str, ...]:
    """Return the kinds of which a board has several units, the highest level first.

    One query. Who belongs to no unit is of no kind.
    """
    found = session.execute(sa.select(Board.leagues).where(Board.round_id == definition.id))
    return tuple(found.scalar_one_or_none() or ())


def league_board(
    session: Session, definition: RoundDefinition, kind: str, *, page: int = 1
) -> LeaguePage:
    """Return a page of all units of a kind, wherever they stand, in the order of their ranks.

    Units without a rank come last, by name. Two queries. Raises ``NotYours`` for a kind that no
    unit of the board has, and for a page beyond the last one.
    """
    of_kind = BoardUnit.kind == kind
    rows, last = page_of_lines(session, definition, of_kind, BoardUnit.place, page)
    if not rows or kind == UNAFFILIATED:
        raise NotYours
    return LeaguePage(
        kind=kind,
        rows=rows,
        above=_names_above(session, definition, [row.unit_id for row in rows]),
        page=page,
        pages=last,
    )


def league_place(
    session: Session, definition: RoundDefinition, kind: str, path: Sequence[int]
) -> LeaguePlace | None:
    """Return where the units of a path stand in a league: the lowest one of the kind, if any.

    Two queries.
    """
    found = session.execute(
        sa.select(BoardUnit.unit_id, BoardUnit.place).where(
            BoardUnit.round_id == definition.id,
            BoardUnit.unit_id.in_(path),
            BoardUnit.kind == kind,
        )
    )
    places = {row.unit_id: row.place for row in found}
    unit = next((unit for unit in reversed(path) if unit in places), None)
    if unit is None:
        return None
    return LeaguePlace(line(session, definition, unit), page_of(places[unit]))


def _names_above(
    session: Session, definition: RoundDefinition, ids: Collection[int]
) -> dict[int, str]:
    """Give the name of what each unit stands right under; none where that is the top."""
    below, above = aliased(BoardUnit), aliased(BoardUnit)
    rows = session.execute(
        sa.select(below.unit_id, name_on(Contest.tree_day).label("name"))
        .select_from(below)
        .join(Unit, Unit.id == below.parent_id)
        .join(above, sa.and_(above.round_id == below.round_id, above.unit_id == Unit.id))
        .join(Contest, Contest.id == definition.contest_id)
        .where(
            below.round_id == definition.id,
            below.unit_id.in_(ids),
            above.parent_id.is_not(None),
        )
    )
    return {row.unit_id: row.name for row in rows}
