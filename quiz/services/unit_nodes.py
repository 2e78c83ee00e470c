"""The units of a contest as they stood on the day that it pins, with their headcounts."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quiz.domain.unit_tree import UnitNode, UnitRecord, tree_on
from quiz.models import Contest, Headcount, Unit
from quiz.services.units import pasts_on, successors_of


@dataclass(frozen=True, slots=True)
class UnitNodes:
    """The tree to roll results up in, as it stood on ``day``.

    ``codes`` and ``records`` know every unit there ever was in the tree.
    """

    nodes: tuple[UnitNode, ...]
    codes: Mapping[int, str]
    records: tuple[UnitRecord, ...]
    day: date


def nodes_of(session: Session, contest_id: int) -> UnitNodes:
    """Return the tree of a contest's day, in five queries."""
    contest = session.execute(
        sa.select(Contest.tree_id, Contest.tree_day, Contest.headcount_kind).where(
            Contest.id == contest_id
        )
    ).one()
    units = session.execute(
        sa.select(
            Unit.id,
            Unit.parent_id,
            Unit.code,
            Unit.kind,
            Unit.sort_key,
            Unit.valid_from,
            Unit.valid_to,
        ).where(Unit.tree_id == contest.tree_id)
    ).all()
    counted = _headcounts(session, contest.tree_id, contest.headcount_kind, contest.tree_day)
    successors = successors_of(session, contest.tree_id)
    pasts = pasts_on(session, contest.tree_id, contest.tree_day)
    records = tuple(
        UnitRecord(
            id=unit.id,
            parent=then.parent_id,
            code=unit.code,
            sort_key=then.sort_key,
            kind=then.kind,
            headcount=counted[unit.id].people if unit.id in counted else None,
            unconfirmed=unit.id in counted and counted[unit.id].confirmed_at is None,
            valid_from=unit.valid_from,
            valid_to=unit.valid_to,
            successors=successors.get(unit.id, ()),
        )
        for unit, then in ((unit, pasts.get(unit.id, unit)) for unit in units)
    )
    return UnitNodes(
        nodes=tree_on(contest.tree_day, records),
        codes={unit.id: unit.code for unit in units},
        records=records,
        day=contest.tree_day,
    )


def with_marks(tree: UnitNodes, points: Mapping[int, int]) -> UnitNodes:
    """Return a tree whose units have these points of judges, in hundredths, by id."""
    if not points:
        return tree
    return replace(
        tree,
        nodes=tuple(replace(node, judged=points.get(node.id, 0)) for node in tree.nodes),
        records=tuple(replace(unit, judged=points.get(unit.id, 0)) for unit in tree.records),
    )


def _headcounts(session: Session, tree_id: int, kind: str, day: date) -> dict[int, Any]:
    """Give each unit's newest headcount up to the day, or the newest at all where none is so old.

    Rows of one unit come with the least wanted first, so that the last one stays.
    """
    rows = session.execute(
        sa.select(Headcount.unit_id, Headcount.people, Headcount.confirmed_at)
        .join(Unit, Unit.id == Headcount.unit_id)
        .where(Unit.tree_id == tree_id, Headcount.kind == kind)
        .order_by(sa.case((Headcount.day <= day, 1), else_=0), Headcount.day)
    )
    return {row.unit_id: row for row in rows}
