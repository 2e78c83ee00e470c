"""The one fence of staff: what a grant reaches, as a condition on units and contests."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quiz.domain.names import LoginProblem, canonical_login
from quiz.domain.permissions import Permission, Role
from quiz.models import Account, Contest, Person, RoleGrant, Round, Unit
from quiz.services.actor import Actor, Grant
from quiz.services.refusal import NotYours, Refusal


def actor_of(session: Session, person_id: int, name: str) -> Actor:
    """Return the person with every grant in force, in one query."""
    rows = session.execute(
        sa.select(RoleGrant.role, RoleGrant.unit_id, Unit.path, Unit.tree_id, RoleGrant.contest_id)
        .outerjoin(Unit, Unit.id == RoleGrant.unit_id)
        .where(RoleGrant.person_id == person_id, RoleGrant.revoked_at.is_(None))
        .order_by(RoleGrant.id)
    )
    grants = tuple(
        Grant(Role(role), unit_id, path, tree_id, contest_id)
        for role, unit_id, path, tree_id, contest_id in rows
    )
    return Actor(person_id=person_id, name=name, grants=grants)


def actor_named(session: Session, login_name: str) -> Actor:
    """Return the person who signs in under a name, with every grant in force (``login_unknown``).

    For the command line, where somebody acts in a person's name and within that person's rights.
    """
    try:
        key = canonical_login(login_name)
    except LoginProblem:
        key = ""
    row = session.execute(
        sa.select(Account.person_id, Person.full_name)
        .join(Person, Person.id == Account.person_id)
        .where(Account.login_key == key, Account.disabled_at.is_(None))
    ).one_or_none()
    if row is None:
        raise Refusal("login_unknown", login=login_name)
    return actor_of(session, row.person_id, row.full_name)


def require(actor: Actor, permission: Permission) -> None:
    """Refuse unless some grant of ``actor`` carries ``permission``, whatever its fence."""
    if not actor.may_anywhere(permission):
        raise Refusal("forbidden")


def units_within(actor: Actor, permission: Permission) -> sa.ColumnElement[bool]:
    """Return the condition that a ``Unit`` row lies in a branch where ``actor`` may do this."""
    if actor.is_operator:
        return sa.true()
    conditions: list[sa.ColumnElement[bool]] = []
    for grant in actor.grants_for(permission):
        if grant.unit_path is not None:
            branch = Unit.path.startswith(grant.unit_path, autoescape=True)
            conditions.append(sa.and_(Unit.tree_id == grant.tree_id, branch))
        elif grant.contest_id is None:
            return sa.true()
    return sa.or_(sa.false(), *conditions)


def contests_within(actor: Actor, permission: Permission) -> sa.ColumnElement[bool]:
    """Return the condition that a ``Contest`` row is one where ``actor`` may do this.

    A grant under a unit reaches the contests that are owned by the branch of that unit.
    """
    if actor.is_operator:
        return sa.true()
    granted = actor.grants_for(permission)
    if any(grant.unit_id is None and grant.contest_id is None for grant in granted):
        return sa.true()
    owned = sa.select(Unit.id).where(units_within(actor, permission))
    named = [grant.contest_id for grant in granted if grant.contest_id is not None]
    return sa.or_(Contest.owner_unit_id.in_(owned), Contest.id.in_(named))


def contest_for(session: Session, actor: Actor, permission: Permission, slug: str) -> Contest:
    """Return the contest if ``actor`` may do this there; otherwise it does not exist for them."""
    found = session.execute(
        sa.select(Contest).where(Contest.slug == slug, contests_within(actor, permission))
    ).scalar_one_or_none()
    if found is None:
        raise NotYours
    return found


def round_for(
    session: Session, actor: Actor, permission: Permission, slug: str, number: int
) -> tuple[Contest, Round]:
    """Return the contest and its round under the same fence."""
    contest = contest_for(session, actor, permission, slug)
    found = session.execute(
        sa.select(Round).where(Round.contest_id == contest.id, Round.number == number)
    ).scalar_one_or_none()
    if found is None:
        raise NotYours
    return contest, found


def hold_round(session: Session, round_id: int) -> None:
    """Let those who decide about a round's result take turns, so that a double click acts once."""
    session.execute(sa.select(Round.id).where(Round.id == round_id).with_for_update(key_share=True))
