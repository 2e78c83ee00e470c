"""Taking a version on its way: sent for review, decided upon, sent back or concluded, approved.

What is possible is said in one place (``quiz.domain.bank_workflow``); here it is looked up with the
version held, so that two people who act at once act one after the other.
"""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quiz.domain.bank_workflow import (
    Act,
    Hand,
    Life,
    StepKind,
    Verdict,
    obstacle,
    possible,
)
from quiz.domain.permissions import Permission
from quiz.models import (
    BankRecord,
    BankVersion,
    ItemDecision,
    RemovedItem,
    VersionItem,
    VersionStep,
    table_of,
)
from quiz.services import audit, key_readings
from quiz.services.actor import Actor
from quiz.services.banks.fence import may
from quiz.services.banks.reading import keys_read
from quiz.services.banks.reviews import DECIDED_UPON, authors_of, standing_decisions, tally_of
from quiz.services.banks.states import states_of
from quiz.services.refusal import FieldRefusal, NotYours, Refusal

COMMENT_LENGTH = 1_000
IN_THE_MIDDLE_MS = 10 * 60_000


def life_of(session: Session, version: BankVersion) -> Life:
    """Return where a version stands, whose it is, and how many of its items are decided upon."""
    state = states_of(session, [version])[version.id]
    return Life(state, authors_of(session, version), tally_of(session, version))


def hand_of(session: Session, actor: Actor, record: BankRecord) -> Hand:
    """Return which pens ``actor`` holds for a bank."""
    return Hand(
        person=actor.person_id,
        may_write=may(session, actor, Permission.BANK_DRAFT_WRITE, record),
        may_review=may(session, actor, Permission.BANK_VERSION_APPROVE, record),
    )


def acts_of(
    session: Session, actor: Actor, record: BankRecord, version: BankVersion
) -> frozenset[Act]:
    """Return everything that ``actor`` may do next with a version."""
    return possible(life_of(session, version), hand_of(session, actor, record))


def hold_draft(session: Session, *, actor: Actor, version: BankVersion) -> None:
    """Hold a draft to change it until the commit; refuse anything else.

    A draft that nobody is known to have written becomes the actor's.
    """
    _hold(session, actor, version, Act.EDIT)
    if version.author_id is None:
        version.author_id = actor.person_id
    session.flush()


def submit(
    session: Session, *, actor: Actor, now: int, version: BankVersion, note: str = ""
) -> None:
    """Send a draft for review: from now on nobody edits it."""
    record, person_id = _hold(session, actor, version, Act.SUBMIT)
    if version.author_id is None:
        version.author_id = person_id
        session.flush()
    _step(session, record, version, StepKind.SUBMIT, actor=actor, now=now, note=note)


def open_review(
    session: Session, *, actor: Actor, now: int, bank: BankRecord, version: BankVersion
) -> None:
    """Note that the keys of a version are read for its review.

    Who has just decided upon an item of it is in the middle of that: their decisions say so, and
    not every page on the way needs a line of its own.
    """
    last = session.execute(
        sa.select(sa.func.max(ItemDecision.at)).where(
            ItemDecision.bank_id == bank.id,
            ItemDecision.version_id == version.id,
            ItemDecision.person_id == actor.person_id,
        )
    ).scalar_one()
    if last is None or now - last > IN_THE_MIDDLE_MS:
        keys_read(session, actor=actor, now=now, bank=bank, version=version, way="review")


def decide(
    session: Session,
    *,
    actor: Actor,
    now: int,
    version: BankVersion,
    code: str,
    verdict: Verdict,
    comment: str = "",
) -> None:
    """Say of one item that it is good, or what is to be mended; the newest word counts.

    Only who has had the version open with its keys can have read the item.
    """
    _, person_id = _hold(session, actor, version, Act.DECIDE)
    if verdict is Verdict.MEND and not comment.strip():
        raise FieldRefusal("comment", "comment_needed")
    _has_read(session, person_id, version)
    if len(comment) > COMMENT_LENGTH:
        raise FieldRefusal("comment", "comment_too_long", most=COMMENT_LENGTH)
    item = session.execute(
        sa.select(VersionItem).where(VersionItem.version_id == version.id, VersionItem.code == code)
    ).scalar_one_or_none()
    if item is None:
        raise NotYours
    by = {"person_id": person_id, "at": now, "verdict": verdict, "comment": comment.strip()}
    session.add(_decision(version, item, **by))
    session.flush()


def accept_rest(session: Session, *, actor: Actor, now: int, version: BankVersion) -> int:
    """Accept every item that nobody has decided upon yet, in one act that is noted as such.

    Return how many they were.
    """
    record, person_id = _hold(session, actor, version, Act.DECIDE)
    _has_read(session, person_id, version)
    decided = standing_decisions(version).subquery()
    rest = session.execute(
        sa.select(VersionItem)
        .outerjoin(decided, decided.c.position == VersionItem.position)
        .where(VersionItem.version_id == version.id, decided.c.position.is_(None))
        .order_by(VersionItem.position)
    ).scalars()
    by = {"person_id": person_id, "at": now, "verdict": Verdict.ACCEPT, "comment": ""}
    made = [_decision(version, item, **by) for item in rest]
    session.add_all(made)
    session.flush()
    if made:
        act = _noted("bank.accept_rest", record, version)
        audit.record(session, actor=actor, now=now, items=len(made), **act)
    return len(made)


def send_back(
    session: Session, *, actor: Actor, now: int, version: BankVersion, note: str = ""
) -> None:
    """Give a version back to its author with what is to be mended; it is a draft again."""
    record, _ = _hold(session, actor, version, Act.RETURN)
    _step(session, record, version, StepKind.RETURN, actor=actor, now=now, note=note)


def conclude(
    session: Session, *, actor: Actor, now: int, version: BankVersion, note: str = ""
) -> None:
    """Close the review: somebody other than the author has accepted every item."""
    record, _ = _hold(session, actor, version, Act.CONCLUDE)
    _step(session, record, version, StepKind.CONCLUDE, actor=actor, now=now, note=note)


def approve(session: Session, *, actor: Actor, now: int, version: BankVersion) -> None:
    """Put a reviewed version into use: it never changes again, and rounds may draw from it.

    The same person approving again changes nothing.
    """
    if version.approved_at is not None and version.approved_by_id == actor.person_id is not None:
        return
    record, person_id = _hold(session, actor, version, Act.APPROVE)
    version.approved_at = now
    version.approved_by_id = person_id
    session.flush()
    _forget_removed(session, version)
    act = _noted("bank.approve", record, version)
    audit.record(session, actor=actor, now=now, digest=version.digest, **act)


def _forget_removed(session: Session, version: BankVersion) -> None:
    """Forget what was taken out on the way here: it can be put back into nothing any more."""
    past = sa.select(BankVersion.id).where(
        BankVersion.bank_id == version.bank_id, BankVersion.number <= version.number
    )
    session.execute(sa.delete(table_of(RemovedItem)).where(RemovedItem.version_id.in_(past)))


def _hold(session: Session, actor: Actor, version: BankVersion, act: Act) -> tuple[BankRecord, int]:
    """Return the bank and the person, with the version held; refuse what is not possible now."""
    session.execute(sa.select(BankVersion.id).where(BankVersion.id == version.id).with_for_update())
    session.refresh(version)
    record = session.get_one(BankRecord, version.bank_id)
    hand = hand_of(session, actor, record)
    if found := obstacle(act, life_of(session, version), hand):
        raise Refusal(found)
    if hand.person is None:
        raise Refusal("person_needed")
    return record, hand.person


def _has_read(session: Session, person_id: int, version: BankVersion) -> None:
    if not key_readings.has_read(session, person_id=person_id, version_id=version.id):
        raise Refusal("version_unread")


def _decision(version: BankVersion, item: VersionItem, **by: Any) -> ItemDecision:
    return ItemDecision(
        bank_id=version.bank_id,
        version_id=version.id,
        **{name: getattr(item, name) for name in DECIDED_UPON},
        **by,
    )


def _step(
    session: Session,
    record: BankRecord,
    version: BankVersion,
    kind: StepKind,
    *,
    actor: Actor,
    now: int,
    note: str,
) -> None:
    made = session.execute(
        sa.select(sa.func.coalesce(sa.func.max(VersionStep.sequence), 0)).where(
            VersionStep.version_id == version.id
        )
    ).scalar_one()
    session.add(
        VersionStep(
            version_id=version.id,
            sequence=made + 1,
            kind=kind,
            person_id=actor.person_id,
            note=note,
            at=now,
        )
    )
    session.flush()
    act = _noted(f"bank.{kind}", record, version)
    audit.record(session, actor=actor, now=now, digest=version.digest, **act)


def _noted(action: str, record: BankRecord, version: BankVersion) -> dict[str, str]:
    return {"action": action, "target": f"bank:{record.code}/{version.number}"}
