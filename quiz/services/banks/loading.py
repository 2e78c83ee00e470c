"""Loading a bank: the same file twice makes nothing new, another one makes the next version."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from question_bank.bank import Bank
from question_bank.diff import BankDiff, diff_banks
from quiz.domain.permissions import Permission
from quiz.models import BankRecord, BankVersion
from quiz.services import audit, key_readings
from quiz.services.access import require
from quiz.services.actor import Actor
from quiz.services.banks.fence import banks_within, may, may_own
from quiz.services.banks.reading import bank_of_version
from quiz.services.banks.storing import insert_once, store_contents, store_places
from quiz.services.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Newest:
    """The newest version under a code, whole; all three are None while the code is new, and a bank
    that has just begun may have no version.
    """

    record: BankRecord | None
    version: BankVersion | None
    bank: Bank | None


@dataclass(frozen=True, slots=True)
class BankPreview:
    """What loading a bank would do; ``newest`` is the version of ``record`` that it is compared
    with, if any.

    ``head_changed`` tells whether title, language or notice differ from that version.
    """

    record: BankRecord | None
    newest: BankVersion | None
    diff: BankDiff
    head_changed: bool

    @property
    def is_new(self) -> bool:
        """Whether loading makes a version."""
        return self.newest is None or self.head_changed or not self.diff.is_empty


def preview(newest: Newest, bank: Bank) -> BankPreview:
    """Compare a bank with the newest version under its code; nothing is stored.

    Which keys differ, and which do not, tells the keys of that version: whoever shows it notes
    the reading (``keys_read``).
    """
    old = newest.bank
    return BankPreview(
        record=newest.record,
        newest=newest.version,
        diff=diff_banks(old, bank),
        head_changed=old is not None and old.head != bank.head,
    )


def claim_code(session: Session, *, actor: Actor, code: str) -> None:
    """Refuse to load anything under a code that is somebody else's."""
    require(actor, Permission.BANK_DRAFT_WRITE)
    _record_for(session, actor, code)


def newest_of(session: Session, *, actor: Actor, code: str) -> Newest:
    """Return the newest version under a code.

    Refused where the code is somebody else's. It holds the key: what is shown of it is noted by
    whoever shows it.
    """
    require(actor, Permission.BANK_DRAFT_WRITE)
    record = _record_for(session, actor, code)
    version = _newest(session, record)
    return Newest(record, version, bank_of_version(session, version) if version else None)


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

    Where items and head are those of the newest version, that one is returned and nothing stored,
    except that whoever loads a bank knows its key.
    ``owner_unit_id`` counts when the code is new; a bank without one is reached by grants without
    a fence only.
    """
    require(actor, Permission.BANK_DRAFT_WRITE)
    record = _hold(session, actor, now, bank.code, owner_unit_id)
    newest = _newest(session, record)
    if newest is not None and _is_same(newest, bank):
        _knows(session, actor, now, newest)
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
    _knows(session, actor, now, version)
    return version


def revert(
    session: Session, *, actor: Actor, now: int, version: BankVersion, message: str
) -> BankVersion:
    """Make the next version of a bank equal to an earlier one, as a new draft of the actor's.

    Refuses where the newest version says the same already (``nothing_to_revert``).
    """
    record = session.get_one(BankRecord, version.bank_id)
    if not may(session, actor, Permission.BANK_KEY_READ, record):
        raise Refusal("forbidden")
    bank = bank_of_version(session, version)
    newest = _newest(session, record)
    if newest is not None and _is_same(newest, bank):
        raise Refusal("nothing_to_revert", number=newest.number)
    return load(session, actor=actor, now=now, bank=bank, message=message)


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
        if not may_own(session, actor, owner_unit_id):
            raise Refusal("forbidden")
        row = {"code": code, "owner_unit_id": owner_unit_id, "created_at": now}
        insert_once(session, BankRecord, [row])
    held = session.execute(sa.select(BankRecord).where(BankRecord.code == code).with_for_update())
    return held.scalar_one()


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
    store_contents(session, bank.items, bank.pictures)
    store_places(session, version.id, bank.items)
    return version


def _knows(session: Session, actor: Actor, now: int, version: BankVersion) -> None:
    key_readings.note(
        session, person_id=actor.person_id, version_id=version.id, now=now, way="load"
    )
