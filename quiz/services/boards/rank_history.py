"""How the units right below one have stood from round to round."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quiz.models import BoardUnit, Contest, Unit
from quiz.services.boards.levels import listed_unit, way_to
from quiz.services.catalogue import RoundDefinition
from quiz.services.units import name_on


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
    parent_id = listed_unit(session, definition, code)
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
    return RankHistory(way_to(session, definition.id, parent_id), tuple(lines.values()))
