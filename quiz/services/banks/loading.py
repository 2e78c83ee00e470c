"""Loading a bank: the same file twice makes nothing new, another one makes the next version."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from question_bank.bank import Bank
from question_bank.diff import BankDiff, diff_banks
from question_bank.item import Item
from quiz.domain.permissions import Permission
from quiz.models import BankRecord, BankVersion, Base, ItemContent, ItemKey, Unit, VersionItem
from quiz.services import audit
from quiz.services.access import require, units_within
from quiz.services.actor import Actor
from quiz.services.banks.fence import banks_within, reaches_all
from quiz.services.banks.reading import bank_of_version
from quiz.services.refusal import Refusal


@dataclass(frozen=True, slots=True)
class BankPreview:
    """What loading a bank would do; ``newest`` is the version it is compared with, if any.

    ``head_changed`` tells whether title, language or notice differ from that version.
    """

    newest: BankVersion | None
    diff: BankDiff
    head_changed: bool

    @property
    def is_new(self) -> bool:
        """Whether loading makes a version."""
        return self.newest is None or self.head_changed or not self.diff.is_empty


def preview(session: Session, *, actor: Actor, bank: Bank) -> BankPreview:
    """Compare a bank with the newest version under its code; nothing is stored."""
    require(actor, Permission.BANK_DRAFT_WRITE)
    newest = _newest(session, _record_for(session, actor, bank.code))
    old = bank_of_version(session, newest) if newest else None
    return BankPreview(
        newest=newest,
        diff=diff_banks(old, bank),
        head_changed=old is not None and old.head != bank.head,
    )


def newest_bank(session: Session, *, actor: Actor, code: str) -> Bank | None:
    """Return the newest version under a code, whole; None where the code is new.

    Refused where the code is somebody else's. It holds the key: what is shown of it is noted by
    whoever shows it.
    """
    require(actor, Permission.BANK_DRAFT_WRITE)
    newest = _newest(session, _record_for(session, actor, code))
    return bank_of_version(session, newest) if newest else None


def load(
    session: Session,
    *,
    actor: Actor,
    now: int,
    bank: Bank,
    message: str,
    owner_unit_id: int | None = None,
) -> BankVersion:
    """Store a bank as the next version of its code, a draft until somebody approves it.

    Where items and head are those of the newest version, that one is returned and nothing stored.
    ``owner_unit_id`` counts when the code is new; a bank without one is reached by grants without
    a fence only.
    """
    require(actor, Permission.BANK_DRAFT_WRITE)
    record = _hold(session, actor, now, bank.code, owner_unit_id)
    newest = _newest(session, record)
    if newest is not None and _is_same(newest, bank):
        return newest
    version = _store(session, record, newest, bank, actor=actor, now=now, message=message)
    audit.record(
        session,
        actor=actor,
        now=now,
        action="bank.load",
        target=f"bank:{bank.code}/{version.number}",
        digest=version.digest,
        items=version.items,
        message=message,
    )
    return version


def approve(session: Session, *, actor: Actor, now: int, version: BankVersion) -> None:
    """Put a version into use: it never changes again, and rounds may draw from it."""
    record = session.execute(
        sa.select(BankRecord).where(
            BankRecord.id == version.bank_id,
            banks_within(actor, Permission.BANK_VERSION_APPROVE),
        )
    ).scalar_one_or_none()
    if record is None:
        raise Refusal("forbidden")
    if version.approved_at is not None:
        return
    version.approved_at = now
    version.approved_by_id = actor.person_id
    session.flush()
    target = f"bank:{record.code}/{version.number}"
    audit.record(
        session, actor=actor, now=now, action="bank.approve", target=target, digest=version.digest
    )


def _record_for(session: Session, actor: Actor, code: str) -> BankRecord | None:
    """Return the bank of this code; None when it is new, a refusal when it is somebody else's."""
    reach = banks_within(actor, Permission.BANK_DRAFT_WRITE)
    row = session.execute(
        sa.select(BankRecord, reach.label("reached")).where(BankRecord.code == code)
    ).one_or_none()
    if row is None:
        return None
    if not row.reached:
        raise Refusal("bank_code_taken", bank=code)
    record: BankRecord = row[0]
    return record


def _hold(
    session: Session, actor: Actor, now: int, code: str, owner_unit_id: int | None
) -> BankRecord:
    """Return the bank of this code, made if need be, held so that two loads take turns."""
    if _record_for(session, actor, code) is None:
        if not _may_own(session, actor, owner_unit_id):
            raise Refusal("forbidden")
        row = {"code": code, "owner_unit_id": owner_unit_id, "created_at": now}
        _insert_once(session, BankRecord, [row])
    held = session.execute(sa.select(BankRecord).where(BankRecord.code == code).with_for_update())
    return held.scalar_one()


def _may_own(session: Session, actor: Actor, unit_id: int | None) -> bool:
    if unit_id is None:
        return reaches_all(actor, Permission.BANK_DRAFT_WRITE)
    reach = units_within(actor, Permission.BANK_DRAFT_WRITE)
    return session.execute(sa.select(Unit.id).where(Unit.id == unit_id, reach)).first() is not None


def _newest(session: Session, record: BankRecord | None) -> BankVersion | None:
    if record is None:
        return None
    return session.execute(
        sa.select(BankVersion)
        .where(BankVersion.bank_id == record.id)
        .order_by(BankVersion.number.desc())
        .limit(1)
    ).scalar_one_or_none()


def _is_same(version: BankVersion, bank: Bank) -> bool:
    head = (version.title, version.language, version.notice)
    return version.digest == bank.digest and head == (bank.title, bank.language, bank.notice)


def _store(
    session: Session,
    record: BankRecord,
    parent: BankVersion | None,
    bank: Bank,
    *,
    actor: Actor,
    now: int,
    message: str,
) -> BankVersion:
    version = BankVersion(
        bank_id=record.id,
        number=parent.number + 1 if parent else 1,
        parent_id=parent.id if parent else None,
        digest=bank.digest,
        title=bank.title,
        language=bank.language,
        notice=bank.notice,
        items=len(bank.items),
        message=message,
        author_id=actor.person_id,
        created_at=now,
    )
    session.add(version)
    session.flush()
    _insert_once(session, ItemContent, [_content_row(item) for item in bank.items])
    _insert_once(session, ItemKey, [_key_row(item) for item in bank.items])
    session.execute(
        sa.insert(VersionItem),
        [_place_row(version.id, position, item) for position, item in enumerate(bank.items)],
    )
    return version


def _insert_once(session: Session, table: type[Base], rows: list[dict[str, Any]]) -> None:
    """Insert the rows whose code or digest is not there yet."""
    is_postgres = session.get_bind().dialect.name == "postgresql"
    insert = postgresql.insert if is_postgres else sqlite.insert
    session.execute(insert(table).on_conflict_do_nothing(), rows)


def _content_row(item: Item) -> dict[str, Any]:
    return {
        "digest": item.content_digest,
        "stem": item.stem,
        "options": list(item.options),
        "pinned": list(item.pinned),
    }


def _key_row(item: Item) -> dict[str, Any]:
    return {
        "digest": item.key_digest,
        "right": list(item.right),
        "explanation": item.explanation,
    }


def _place_row(version_id: int, position: int, item: Item) -> dict[str, Any]:
    return {
        "version_id": version_id,
        "position": position,
        "code": item.code,
        "content_digest": item.content_digest,
        "key_digest": item.key_digest,
        "topic": item.topic,
        "period": item.period,
        "difficulty": item.difficulty,
        "use": item.use,
        "source": item.source,
        "many": len(item.right) > 1,
    }
