"""A tree as the database holds it, read whole before a load is compared with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quiz.domain.permissions import Permission
from quiz.models import Headcount, Unit, UnitTree
from quiz.services.access import units_within
from quiz.services.actor import Actor


@dataclass(frozen=True, slots=True)
class KnownUnit:
    """A unit that is already there; ``is_ours`` tells whether the actor may change it."""

    id: int
    code: str
    parent: str
    name: str
    kind: str
    path: str
    folded: str
    valid_from: date | None
    valid_to: date | None
    is_ours: bool


@dataclass(frozen=True, slots=True)
class KnownTree:
    """A tree and its units by code; no id when the tree is yet to be made."""

    id: int | None
    code: str
    name: str
    units: Mapping[str, KnownUnit]
    headcounts: Mapping[int, Mapping[date, int]]
    """People of the one kind asked for, by unit id and day."""

    @property
    def parents(self) -> dict[str, str]:
        """Return the code of each unit's parent; empty for the root."""
        return {code: unit.parent for code, unit in self.units.items()}


def known_tree(
    session: Session, actor: Actor, tree_code: str, headcount_kind: str
) -> KnownTree | None:
    """Return the tree, held so that two loads take turns; None when there is none yet."""
    tree = session.execute(
        sa.select(UnitTree).where(UnitTree.code == tree_code).with_for_update()
    ).scalar_one_or_none()
    if tree is None:
        return None
    parent = sa.orm.aliased(Unit)
    rows = session.execute(
        sa.select(
            Unit.id,
            Unit.code,
            sa.func.coalesce(parent.code, "").label("parent"),
            Unit.name,
            Unit.kind,
            Unit.path,
            Unit.folded,
            Unit.valid_from,
            Unit.valid_to,
            units_within(actor, Permission.UNIT_TREE_WRITE).label("is_ours"),
        )
        .outerjoin(parent, parent.id == Unit.parent_id)
        .where(Unit.tree_id == tree.id)
    )
    units = {row.code: KnownUnit(*row[:-1], is_ours=bool(row.is_ours)) for row in rows}
    headcounts = _headcounts(session, tree.id, headcount_kind)
    return KnownTree(tree.id, tree.code, tree.name, units, headcounts)


def _headcounts(session: Session, tree_id: int, kind: str) -> dict[int, dict[date, int]]:
    found: dict[int, dict[date, int]] = {}
    for unit_id, day, people in session.execute(
        sa.select(Headcount.unit_id, Headcount.day, Headcount.people)
        .join(Unit, Unit.id == Headcount.unit_id)
        .where(Unit.tree_id == tree_id, Headcount.kind == kind)
        .order_by(Headcount.day)
    ):
        found.setdefault(unit_id, {})[day] = people
    return found
