"""Beginning a bank that holds nothing yet: its items are written one by one."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from question_bank.bank import BankHead, digest_of
from quiz.domain.permissions import Permission
from quiz.models import UNAFFILIATED, BankRecord, BankVersion, Unit, UnitTree
from quiz.services import audit
from quiz.services.access import require, units_within
from quiz.services.actor import Actor
from quiz.services.banks.fence import may_own, reaches_all
from quiz.services.banks.storing import insert_once
from quiz.services.refusal import FieldRefusal, Refusal

WRITE = Permission.BANK_DRAFT_WRITE


@dataclass(frozen=True, slots=True)
class Owner:
    """A unit that a new bank may belong to, with the tree it stands in."""

    id: int
    name: str
    tree: str


def owners(session: Session, actor: Actor) -> list[Owner]:
    """Return the units for which ``actor`` was appointed; with an all-wide grant, every root."""
    if reaches_all(actor, WRITE):
        chosen = Unit.parent_id.is_(None)
    else:
        chosen = Unit.id.in_([grant.unit_id for grant in actor.grants_for(WRITE)])
    rows = session.execute(
        sa.select(Unit.id, Unit.name, UnitTree.name.label("tree"))
        .join(UnitTree, UnitTree.id == Unit.tree_id)
        .where(chosen, units_within(actor, WRITE), Unit.kind != UNAFFILIATED)
        .order_by(UnitTree.name, sa.func.length(Unit.path), Unit.sort_key, Unit.id)
    )
    return [Owner(*row) for row in rows]


def begin_bank(
    session: Session,
    *,
    actor: Actor,
    now: int,
    head: BankHead,
    owner_unit_id: int | None,
    message: str,
) -> BankVersion:
    """Make a bank without items and return its first version, a draft of the actor's.

    Refuses a code that is taken, whoever has it.
    """
    require(actor, WRITE)
    if not may_own(session, actor, owner_unit_id):
        raise Refusal("forbidden")
    row = {"code": head.code, "owner_unit_id": owner_unit_id, "created_at": now}
    insert_once(session, BankRecord, [row])
    record = session.execute(
        sa.select(BankRecord).where(BankRecord.code == head.code).with_for_update()
    ).scalar_one()
    versions = sa.select(BankVersion.id).where(BankVersion.bank_id == record.id)
    if session.execute(versions.limit(1)).first() is not None:
        raise FieldRefusal("code", "bank_code_exists", bank=head.code)
    version = BankVersion(
        bank_id=record.id,
        number=1,
        digest=digest_of([]),
        title=head.title,
        language=head.language,
        notice=head.notice,
        items=0,
        message=message,
        author_id=actor.person_id,
        created_at=now,
    )
    session.add(version)
    session.flush()
    audit.record(
        session,
        actor=actor,
        now=now,
        action="bank.begin",
        target=f"bank:{head.code}/1",
        digest=version.digest,
    )
    return version
