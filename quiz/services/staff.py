"""People of the staff: making them known, and giving and taking their roles."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quiz.domain.names import clean_name, fold, name_sort_key
from quiz.domain.permissions import Permission, Role
from quiz.models import Account, Contest, Person, RoleGrant, Unit
from quiz.services import audit
from quiz.services.access import require
from quiz.services.actor import Actor
from quiz.services.refusal import FieldRefusal, NotYours, Refusal


@dataclass(frozen=True, slots=True)
class StaffLine:
    """A role in force: whose, which, where, and how the person signs in (if they can yet)."""

    grant_id: int
    full_name: str
    role: Role
    unit: str | None
    contest: str | None
    login_name: str | None
    is_disabled: bool


def create_person(session: Session, *, actor: Actor, now: int, full_name: str) -> int:
    """Make a person known by name alone, to be given a role; return their id."""
    require(actor, Permission.SYSTEM_ACCOUNT_WRITE)
    name = clean_name(full_name)
    if not any(letter.isalpha() for letter in name):
        raise FieldRefusal("full_name", "name_needed")
    person = Person(full_name=name, sort_key=name_sort_key(name), folded=fold(name), created_at=now)
    session.add(person)
    session.flush()
    audit.record(
        session, actor=actor, now=now, action="person.create", target=f"person:{person.id}"
    )
    return person.id


def grant_role(
    session: Session,
    *,
    actor: Actor,
    now: int,
    person_id: int,
    role: Role,
    unit: Unit | None = None,
    contest: Contest | None = None,
) -> RoleGrant:
    """Give a role under a unit, in a contest, or (neither) everywhere; once is enough.

    Unit officers always stand under a unit.
    """
    require(actor, Permission.SYSTEM_ROLE_GRANT)
    if unit is not None and contest is not None:
        raise Refusal("place_twice")
    if role is Role.UNIT_OFFICER and unit is None:
        raise Refusal("role_needs_place")
    place = {
        "unit_id": unit.id if unit else None,
        "contest_id": contest.id if contest else None,
    }
    held = session.execute(
        sa.select(RoleGrant).filter_by(
            person_id=person_id, role=role.value, revoked_at=None, **place
        )
    ).scalar_one_or_none()
    if held is not None:
        return held
    grant = RoleGrant(person_id=person_id, role=role.value, created_at=now, **place)
    session.add(grant)
    session.flush()
    audit.record(
        session,
        actor=actor,
        now=now,
        action="role.grant",
        target=f"person:{person_id}",
        role=role.value,
        **place,
    )
    return grant


def revoke_role(session: Session, *, actor: Actor, now: int, grant_id: int) -> None:
    """Take a role away; taking it away twice changes nothing."""
    require(actor, Permission.SYSTEM_ROLE_GRANT)
    grant = session.get(RoleGrant, grant_id)
    if grant is None:
        raise NotYours
    if grant.revoked_at is not None:
        return
    grant.revoked_at = now
    session.flush()
    audit.record(
        session,
        actor=actor,
        now=now,
        action="role.revoke",
        target=f"person:{grant.person_id}",
        role=grant.role,
    )


def list_staff(session: Session, *, actor: Actor) -> list[StaffLine]:
    """Return every role in force, by name of the person; one statement."""
    require(actor, Permission.SYSTEM_ROLE_GRANT)
    rows = session.execute(
        sa.select(
            RoleGrant.id,
            Person.full_name,
            RoleGrant.role,
            Unit.name.label("unit"),
            Contest.slug.label("contest"),
            Account.login_name,
            Account.disabled_at,
        )
        .join(Person, Person.id == RoleGrant.person_id)
        .outerjoin(Unit, Unit.id == RoleGrant.unit_id)
        .outerjoin(Contest, Contest.id == RoleGrant.contest_id)
        .outerjoin(Account, Account.person_id == Person.id)
        .where(RoleGrant.revoked_at.is_(None), RoleGrant.role != Role.CONTESTANT)
        .order_by(Person.sort_key, RoleGrant.id)
    )
    return [
        StaffLine(
            grant_id=row.id,
            full_name=row.full_name,
            role=Role(row.role),
            unit=row.unit,
            contest=row.contest,
            login_name=row.login_name,
            is_disabled=row.disabled_at is not None,
        )
        for row in rows
    ]
