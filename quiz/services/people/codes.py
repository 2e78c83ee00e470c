"""One-time codes that units and organizers hand out: shown once, kept only as a hash.

A code opens an account, or sets a new password where there is one. That makes it a key to the
account, so nobody hands out codes for people of the staff but those who keep accounts.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quiz.domain.codes import grouped
from quiz.domain.permissions import Permission, Role
from quiz.models import Account, Activation, Contest, Participation, Person, RoleGrant, Unit
from quiz.services import accounts, audit
from quiz.services.actor import Actor
from quiz.services.people.fence import ACTIVATE, units_in_reach
from quiz.services.refusal import NotYours, Refusal
from quiz.services.units import branch_on, name_on

MOST_CODES = 5_000


@dataclass(frozen=True, slots=True)
class PersonCode:
    """A person and the code to hand to them, in groups as it is read aloud."""

    full_name: str
    unit_code: str
    unit_name: str
    code: str


def issue_codes(
    session: Session,
    *,
    actor: Actor,
    now: int,
    contest: Contest,
    secret: str,
    unit: Unit | None = None,
    people: Iterable[int] | None = None,
    again: bool = False,
) -> list[PersonCode]:
    """Issue codes to those who have no account, at and below a unit or of these participations.

    Whoever holds a code that still works is left out, unless ``again``: then that code stops
    working. Refused for more than ``MOST_CODES`` at once. By units, then names.
    """
    wanted = [_has_no_account(), *([] if again else [_holds_no_code(now)])]
    if unit is not None:
        wanted.append(branch_on(session, unit, contest.tree_day))
    if people is not None:
        wanted.append(Participation.id.in_(list(people)))
    rows = session.execute(_people(actor, contest).where(*wanted).limit(MOST_CODES + 1)).all()
    if len(rows) > MOST_CODES:
        raise Refusal("codes_too_many", most=MOST_CODES)
    return _issue(session, rows, actor=actor, now=now, contest=contest, secret=secret)


def new_code_for(
    session: Session,
    *,
    actor: Actor,
    now: int,
    contest: Contest,
    participation_id: int,
    secret: str,
) -> PersonCode:
    """Issue a code to one person, for a new password too; their earlier code stops working."""
    row = session.execute(
        _people(actor, contest, staff=True).where(Participation.id == participation_id)
    ).one_or_none()
    if row is None:
        raise NotYours
    if row.is_staff and not _keeps_accounts(actor):
        raise Refusal("code_for_staff")
    [code] = _issue(session, [row], actor=actor, now=now, contest=contest, secret=secret)
    return code


def _issue(
    session: Session, rows: Any, *, actor: Actor, now: int, contest: Contest, secret: str
) -> list[PersonCode]:
    codes = accounts.issue_codes(
        session,
        person_ids=[row.person_id for row in rows],
        issued_by_id=actor.person_id,
        secret=secret,
        now=now,
    )
    if rows:
        audit.record(
            session,
            actor=actor,
            now=now,
            action="account.code",
            target=f"contest:{contest.slug}",
            participations=[row.participation_id for row in rows],
        )
    return [
        PersonCode(row.full_name, row.unit_code, row.unit_name, grouped(codes[row.person_id]))
        for row in rows
    ]


def _people(actor: Actor, contest: Contest, *, staff: bool = False) -> sa.Select[*tuple[Any, ...]]:
    is_staff = sa.exists().where(
        RoleGrant.person_id == Person.id,
        RoleGrant.revoked_at.is_(None),
        RoleGrant.role != Role.CONTESTANT,
    )
    statement = (
        sa.select(
            Participation.id.label("participation_id"),
            Person.id.label("person_id"),
            Person.full_name,
            Unit.code.label("unit_code"),
            name_on(contest.tree_day).label("unit_name"),
            is_staff.label("is_staff"),
        )
        .select_from(Participation)
        .join(Person, Person.id == Participation.person_id)
        .join(Unit, Unit.id == Participation.unit_id)
        .where(Participation.contest_id == contest.id, units_in_reach(actor, ACTIVATE, contest))
        .order_by(Unit.sort_key, Unit.id, Person.sort_key, Person.id)
    )
    return statement if staff else statement.where(~is_staff)


def _keeps_accounts(actor: Actor) -> bool:
    return actor.may_anywhere(Permission.SYSTEM_ACCOUNT_WRITE)


def _has_no_account() -> sa.ColumnElement[bool]:
    return ~sa.exists().where(Account.person_id == Person.id)


def _holds_no_code(now: int) -> sa.ColumnElement[bool]:
    return ~sa.exists().where(
        Activation.person_id == Person.id,
        Activation.used_at.is_(None),
        Activation.expires_at > now,
    )
