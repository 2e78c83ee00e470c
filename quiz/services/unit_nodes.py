"""The units of a contest as they stood on the day that it pins, with their headcounts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quiz.domain.unit_ranking import UnitNode
from quiz.models import UNAFFILIATED, Contest, Headcount, Unit


@dataclass(frozen=True, slots=True)
class UnitNodes:
    """The tree to roll results up in; ``codes`` knows every unit there ever was in the tree."""

    nodes: tuple[UnitNode, ...]
    codes: Mapping[int, str]


def nodes_of(session: Session, contest_id: int) -> UnitNodes:
    """Return the tree of a contest's day, in three queries.

    A unit whose parent was not valid on that day stands under the nearest one above that was. Who
    belongs to no unit does not compete: that unit is a league of its own.
    """
    contest = session.execute(
        sa.select(Contest.tree_id, Contest.tree_day, Contest.headcount_kind).where(
            Contest.id == contest_id
        )
    ).one()
    units = session.execute(
        sa.select(
            Unit.id, Unit.code, Unit.kind, Unit.path, Unit.sort_key, Unit.valid_from, Unit.valid_to
        ).where(Unit.tree_id == contest.tree_id)
    ).all()
    counted = _headcounts(session, contest.tree_id, contest.headcount_kind, contest.tree_day)
    valid = {unit.id for unit in units if _is_valid(unit, contest.tree_day)}
    return UnitNodes(
        nodes=tuple(
            UnitNode(
                id=unit.id,
                parent=_parent(unit.path, valid),
                sort_key=unit.sort_key,
                # Nobody counts those outside: without this the root would never have a sum.
                headcount=0 if unit.kind == UNAFFILIATED else counted.get(unit.id),
                kind=unit.kind,
                league=UNAFFILIATED if unit.kind == UNAFFILIATED else None,
            )
            for unit in units
            if unit.id in valid
        ),
        codes={unit.id: unit.code for unit in units},
    )


def _is_valid(unit: Any, day: date) -> bool:
    begun = unit.valid_from is None or unit.valid_from <= day
    return begun and (unit.valid_to is None or day < unit.valid_to)


def _parent(path: str, valid: set[int]) -> int | None:
    above = (int(step) for step in reversed(path.split(".")[:-2]))
    return next((unit for unit in above if unit in valid), None)


def _headcounts(session: Session, tree_id: int, kind: str, day: date) -> dict[int, int]:
    """Give each unit's newest headcount up to the day, or the newest at all where none is so old.

    Rows of one unit come with the least wanted first, so that the last one stays.
    """
    rows = session.execute(
        sa.select(Headcount.unit_id, Headcount.people)
        .join(Unit, Unit.id == Headcount.unit_id)
        .where(Unit.tree_id == tree_id, Headcount.kind == kind)
        .order_by(sa.case((Headcount.day <= day, 1), else_=0), Headcount.day)
    )
    return {row.unit_id: row.people for row in rows}
