"""Which banks a person reaches: those of a unit in reach, and with an all-wide grant every one."""

from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quiz.domain.permissions import Permission
from quiz.models import BankRecord, BankVersion, Unit
from quiz.services.access import units_within
from quiz.services.actor import Actor
from quiz.services.refusal import NotYours, Refusal


def banks_within(actor: Actor, permission: Permission) -> sa.ColumnElement[bool]:
    """Return the condition that a ``BankRecord`` row is one where ``actor`` may do this."""
    if reaches_all(actor, permission):
        return sa.true()
    return BankRecord.owner_unit_id.in_(sa.select(Unit.id).where(units_within(actor, permission)))


def version_for(
    session: Session, actor: Actor, permission: Permission, code: str, number: int | None = None
) -> tuple[BankRecord, BankVersion]:
    """Return a bank and one version (the newest unless numbered); otherwise it does not exist."""
    chosen = sa.select(BankRecord, BankVersion).join(
        BankVersion, BankVersion.bank_id == BankRecord.id
    )
    if number is not None:
        chosen = chosen.where(BankVersion.number == number)
    row = session.execute(
        chosen.where(BankRecord.code == code, banks_within(actor, permission))
        .order_by(BankVersion.number.desc())
        .limit(1)
    ).one_or_none()
    if row is None:
        raise NotYours
    return row[0], row[1]


def may(session: Session, actor: Actor, permission: Permission, bank: BankRecord) -> bool:
    """Whether ``actor`` may do this with a bank."""
    condition = banks_within(actor, permission)
    found = session.execute(sa.select(BankRecord.id).where(BankRecord.id == bank.id, condition))
    return found.first() is not None


def newest_approved(session: Session, actor: Actor, codes: Iterable[str]) -> dict[str, BankVersion]:
    """Return the newest approved version of each bank in reach; the others are left out."""
    rows = session.execute(
        sa.select(BankRecord.code, BankVersion)
        .join(BankVersion, BankVersion.bank_id == BankRecord.id)
        .where(
            BankRecord.code.in_(set(codes)),
            BankVersion.approved_at.is_not(None),
            banks_within(actor, Permission.BANK_VERSION_READ),
        )
        .order_by(BankVersion.number)
    )
    return {row.code: row.BankVersion for row in rows}  # the last of each bank stays


def home_unit(actor: Actor, permission: Permission) -> int | None:
    """Return the unit that owns what ``actor`` makes: None for all-wide grants.

    Refuse when no grant of that permission lies under a unit.
    """
    if reaches_all(actor, permission):
        return None
    for grant in actor.grants_for(permission):
        if grant.unit_id is not None:
            return grant.unit_id
    raise Refusal("forbidden")


def reaches_all(actor: Actor, permission: Permission) -> bool:
    """Whether some grant carries ``permission`` without any fence."""
    return actor.is_operator or any(
        grant.unit_id is None and grant.contest_id is None for grant in actor.grants_for(permission)
    )


def may_own(session: Session, actor: Actor, unit_id: int | None) -> bool:
    """Whether what ``actor`` makes may belong to a unit, or to none."""
    if unit_id is None:
        return reaches_all(actor, Permission.BANK_DRAFT_WRITE)
    reach = units_within(actor, Permission.BANK_DRAFT_WRITE)
    return session.execute(sa.select(Unit.id).where(Unit.id == unit_id, reach)).first() is not None
