"""Where a new contest may stand: a tree of units, and in it the unit that holds the contest."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quiz.domain.permissions import Permission
from quiz.models import UNAFFILIATED, Unit, UnitTree
from quiz.services.access import units_within
from quiz.services.actor import Actor
from quiz.services.banks import reaches_all

_WRITE = Permission.CONTEST_ROUND_WRITE


@dataclass(frozen=True, slots=True)
class ContestHome:
    """A tree, and the unit that holds a contest in it."""

    tree: str
    tree_name: str
    unit: str
    unit_name: str


def homes_of(session: Session, actor: Actor) -> list[ContestHome]:
    """Return the units for which ``actor`` was appointed; with an all-wide grant, every root."""
    if reaches_all(actor, _WRITE):
        chosen = Unit.parent_id.is_(None)
    else:
        chosen = Unit.id.in_([grant.unit_id for grant in actor.grants_for(_WRITE)])
    rows = session.execute(
        sa.select(UnitTree.code, UnitTree.name, Unit.code.label("unit"), Unit.name.label("named"))
        .join(Unit, Unit.tree_id == UnitTree.id)
        .where(chosen, units_within(actor, _WRITE), Unit.kind != UNAFFILIATED)
        .order_by(UnitTree.name, sa.func.length(Unit.path), Unit.sort_key, Unit.id)
    )
    return [ContestHome(*row) for row in rows]


def home_of(session: Session, tree_id: int, owner_unit_id: int | None) -> ContestHome:
    """Return where a contest stands; the unit is empty where nobody but all-wide staff holds it."""
    tree, tree_name, unit, unit_name = session.execute(
        sa.select(UnitTree.code, UnitTree.name, Unit.code.label("unit"), Unit.name.label("named"))
        .outerjoin(Unit, Unit.id == owner_unit_id)
        .where(UnitTree.id == tree_id)
    ).one()
    return ContestHome(tree, tree_name, unit or "", unit_name or "")
