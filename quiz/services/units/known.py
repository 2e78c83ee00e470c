"""A tree as the database holds it, read whole before a load is compared with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from quiz.domain.permissions import Permission
from quiz.models import Headcount, Unit, UnitTree
from quiz.services.access import units_within
from quiz.services.actor import Actor
from quiz.services.units.on_day import last_changes
from quiz.services.units.reading import successors_of


@dataclass(frozen=True, slots=True)
class UnitContent:
    """What a unit is, apart from its place; ``valid_to`` is the first day it no longer stands."""

    name: str
    kind: str
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class KnownUnit:
    """A unit that is already there; ``is_ours`` tells whether the actor may change it."""

    id: int
    code: str
    parent: str
    path: str
    folded: str
    content: UnitContent
    is_ours: bool
    successors: tuple[str, ...] = ()
    changed_on: date | None = None
    """The last day from which it has another name, kind or place than before."""


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
    """Return the tree with all that is known of it; None when there is none yet."""
    tree = session.execute(
        sa.select(UnitTree).where(UnitTree.code == tree_code)
    ).scalar_one_or_none()
    if tree is None:
        return None
    headcounts = _headcounts(session, tree.id, headcount_kind)
    return KnownTree(tree.id, tree.code, tree.name, _units(session, actor, tree.id), headcounts)


def _units(session: Session, actor: Actor, tree_id: int) -> dict[str, KnownUnit]:
    parent = aliased(Unit)
    rows = session.execute(
        sa.select(
            Unit.id,
            Unit.code,
            sa.func.coalesce(parent.code, "").label("parent"),
            Unit.path,
            Unit.folded,
            Unit.name,
            Unit.kind,
            Unit.valid_from,
            Unit.valid_to,
            units_within(actor, Permission.UNIT_TREE_WRITE).label("is_ours"),
        )
        .outerjoin(parent, parent.id == Unit.parent_id)
        .where(Unit.tree_id == tree_id)
    ).all()
    codes = {row.id: row.code for row in rows}
    successors = successors_of(session, tree_id)
    changed = last_changes(session, tree_id)
    return {
        row.code: KnownUnit(
            id=row.id,
            code=row.code,
            parent=row.parent,
            path=row.path,
            folded=row.folded,
            content=UnitContent(row.name, row.kind, row.valid_from, row.valid_to),
            is_ours=bool(row.is_ours),
            successors=tuple(sorted(codes[heir] for heir in successors.get(row.id, ()))),
            changed_on=changed.get(row.id),
        )
        for row in rows
    }


def _headcounts(session: Session, tree_id: int, kind: str) -> dict[int, dict[date, int]]:
    found: dict[int, dict[date, int]] = {}
    for unit_id, day, people in session.execute(
        sa.select(Headcount.unit_id, Headcount.day, Headcount.people)
        .join(Unit, Unit.id == Headcount.unit_id)
        .where(Unit.tree_id == tree_id, Headcount.kind == kind)
    ):
        found.setdefault(unit_id, {})[day] = people
    return found
