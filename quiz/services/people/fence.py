"""Whose people a person of the staff reaches: a contest's, or those of an own branch in it."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quiz.domain.permissions import Permission
from quiz.models import Contest, Unit
from quiz.services.access import contests_within, units_within
from quiz.services.actor import Actor
from quiz.services.refusal import NotYours, Refusal
from quiz.services.units.on_day import path_on


@dataclass(frozen=True, slots=True)
class Reach:
    """Two permissions for one act: over a branch of units, or over a contest with all its units."""

    unit: Permission
    contest: Permission


READ = Reach(Permission.UNIT_PERSON_READ, Permission.CONTEST_PARTICIPATION_READ)
WRITE = Reach(Permission.UNIT_PERSON_WRITE, Permission.CONTEST_PARTICIPATION_WRITE)
ACTIVATE = Reach(Permission.UNIT_ACCOUNT_ACTIVATE, Permission.CONTEST_PARTICIPATION_WRITE)
PROGRESS = Reach(Permission.UNIT_PROGRESS_READ, Permission.CONTEST_PARTICIPATION_READ)


def units_in_reach(actor: Actor, reach: Reach, contest: Contest) -> sa.ColumnElement[bool]:
    """Return the condition that a ``Unit`` row is one whose people ``actor`` reaches there."""
    whole = sa.exists().where(Contest.id == contest.id, contests_within(actor, reach.contest))
    # The subquery stands alone: the contest of the statement around it is not meant.
    return sa.and_(
        Unit.tree_id == contest.tree_id,
        sa.or_(
            units_within(actor, reach.unit),
            whole.correlate(None),
            _were_within(actor, reach.unit, contest.tree_day),
        ),
    )


def _were_within(actor: Actor, permission: Permission, day: date) -> sa.ColumnElement[bool]:
    """Return the condition that a ``Unit`` row stood in a branch of ``actor`` on a day.

    Whoever looks after a unit goes on with its contests when it has merged meanwhile.
    """
    branches = (
        sa.and_(
            Unit.tree_id == grant.tree_id,
            path_on(day).startswith(grant.unit_path, autoescape=True),
        )
        for grant in actor.grants_for(permission)
        if grant.unit_path is not None
    )
    return sa.or_(sa.false(), *branches)


def contests_in_reach(actor: Actor, reach: Reach) -> sa.ColumnElement[bool]:
    """Return the condition that a ``Contest`` row has people whom ``actor`` reaches.

    A branch sees the announced contests of its tree; whoever holds the contest sees drafts too.
    """
    trees = sa.select(Unit.tree_id).where(units_within(actor, reach.unit))
    return sa.or_(
        contests_within(actor, reach.contest),
        sa.and_(Contest.announced_at.is_not(None), Contest.tree_id.in_(trees)),
    )


def contest_in_reach(session: Session, actor: Actor, reach: Reach, slug: str) -> Contest:
    """Return the contest if ``actor`` reaches people there; otherwise it does not exist."""
    found = session.execute(
        sa.select(Contest).where(Contest.slug == slug, contests_in_reach(actor, reach))
    ).scalar_one_or_none()
    if found is None:
        raise NotYours
    return found


def unit_in_reach(
    session: Session, actor: Actor, reach: Reach, contest: Contest, code: str
) -> Unit:
    """Return a unit whose people ``actor`` reaches; without a code their highest one.

    Among several branches that is the first by name.
    """
    wanted = sa.true() if not code else Unit.code == code
    found = (
        session.execute(
            sa.select(Unit)
            .where(units_in_reach(actor, reach, contest), wanted)
            .order_by(sa.func.length(Unit.path), Unit.sort_key, Unit.id)
            .limit(1)
        )
        .scalars()
        .first()
    )
    if found is None:
        raise NotYours
    return found


def refuse_unless_possible(actor: Actor, reach: Reach) -> None:
    """Refuse at once when no grant of ``actor`` carries either permission."""
    if not (actor.may_anywhere(reach.unit) or actor.may_anywhere(reach.contest)):
        raise Refusal("forbidden")
