"""Walking through the trees that a person of the staff may change."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quiz.domain.permissions import Permission
from quiz.models import UNAFFILIATED, Headcount, Unit, UnitTree
from quiz.services.access import units_within
from quiz.services.actor import Actor
from quiz.services.refusal import NotYours
from quiz.services.units.reading import path_ids


@dataclass(frozen=True, slots=True)
class TreeLine:
    """A tree and how many units of it are in reach."""

    code: str
    name: str
    units: int


@dataclass(frozen=True, slots=True)
class PathStep:
    """A unit on the way down, as far up as the actor reaches."""

    code: str
    name: str


def trees_of(session: Session, actor: Actor) -> list[TreeLine]:
    """Return the trees of which ``actor`` may change units, by name."""
    rows = session.execute(
        sa.select(UnitTree.code, UnitTree.name, sa.func.count())
        .join(Unit, Unit.tree_id == UnitTree.id)
        .where(_ours(actor), Unit.kind != UNAFFILIATED)
        .group_by(UnitTree.id, UnitTree.code, UnitTree.name)
        .order_by(UnitTree.name)
    )
    return [TreeLine(*row) for row in rows]


def tree_for(session: Session, actor: Actor, code: str) -> UnitTree:
    """Return a tree of which ``actor`` may change units; otherwise it does not exist."""
    found = session.execute(
        sa.select(UnitTree).where(
            UnitTree.code == code,
            sa.exists().where(Unit.tree_id == UnitTree.id, _ours(actor)),
        )
    ).scalar_one_or_none()
    if found is None:
        raise NotYours
    return found


def branch_for(session: Session, actor: Actor, tree: UnitTree, code: str) -> Unit:
    """Return a unit that ``actor`` may change; without a code the highest one."""
    wanted = sa.true() if not code else Unit.code == code
    found = (
        session.execute(
            sa.select(Unit)
            .where(Unit.tree_id == tree.id, _ours(actor), wanted)
            .order_by(sa.func.length(Unit.path), Unit.sort_key, Unit.id)
            .limit(1)
        )
        .scalars()
        .first()
    )
    if found is None:
        raise NotYours
    return found


def steps_down(session: Session, actor: Actor, unit: Unit) -> tuple[PathStep, ...]:
    """Return the way down to a unit, itself included."""
    rows = session.execute(
        sa.select(Unit.code, Unit.name)
        .where(Unit.id.in_(path_ids(unit.path)), _ours(actor))
        .order_by(sa.func.length(Unit.path))
    )
    return tuple(PathStep(*row) for row in rows)


def headcount_kinds(session: Session, tree_id: int) -> list[str]:
    """Return whom the headcounts of a tree count, in alphabetical order."""
    rows = session.execute(
        sa.select(Headcount.kind)
        .join(Unit, Unit.id == Headcount.unit_id)
        .where(Unit.tree_id == tree_id)
        .distinct()
    )
    return sorted(rows.scalars())


def _ours(actor: Actor) -> sa.ColumnElement[bool]:
    return units_within(actor, Permission.UNIT_TREE_WRITE)
