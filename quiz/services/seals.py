"""Sealing a round (*niêm phong*) before it opens, and opening the seal with its result.

From the sealing on the round keeps its bank version, its rules and its kind; its window may still
be moved until it opens, for a date says nothing about a key. The nonce leaves this module only for
a round whose result is published.
"""

import secrets
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from question_bank.seal import NONCE_BYTES, Seal, SealedDocument
from quiz.domain.permissions import Permission
from quiz.domain.rules import RoundKind
from quiz.models import BankRecord, BankVersion, Contest, Person, Publication, Round, RoundSeal
from quiz.services import audit, banks
from quiz.services.access import round_for
from quiz.services.actor import Actor
from quiz.services.contest_freeze import has_opened
from quiz.services.refusal import NotYours, Refusal


@dataclass(frozen=True, slots=True)
class SealLine:
    """The seal of a round for the desk: when, and by whom."""

    sealed_at: int
    sealed_by: str
    commitment: str


def seal_round(session: Session, *, actor: Actor, now: int, slug: str, number: int) -> RoundSeal:
    """Seal a round and return the seal; sealing twice is sealing once.

    Somebody other than the author of the bank version does it, and before the round opens.
    """
    contest, of = round_for(session, actor, Permission.CONTEST_BANK_SEAL, slug, number)
    session.execute(sa.select(Round.id).where(Round.id == of.id).with_for_update())
    session.refresh(of)
    if (made := session.get(RoundSeal, of.id)) is not None:
        return made
    version = session.get_one(BankVersion, of.bank_version_id)
    person_id = _may_seal(session, actor, now, of, version)
    bank = session.get_one(BankRecord, version.bank_id)
    document = SealedDocument(
        contest=contest.slug,
        round=of.number,
        bank=bank.code,
        version=version.number,
        digest=version.digest,
        rules=of.rules_digest,
        nonce=secrets.token_bytes(NONCE_BYTES).hex(),
    )
    seal = RoundSeal(
        round_id=of.id,
        nonce=bytes.fromhex(document.nonce),
        commitment=document.commitment,
        sealed_at=now,
        sealed_by_id=person_id,
    )
    session.add(seal)
    session.flush()
    audit.record(
        session,
        actor=actor,
        now=now,
        action="round.seal",
        target=f"round:{slug}/{number}",
        commitment=seal.commitment,
    )
    return seal


def obstacle_to_sealing(
    session: Session, actor: Actor, now: int, of: Round, version: BankVersion
) -> Refusal | None:
    """Return why this person cannot seal a round now, apart from the right to; None where they can.

    ``version`` is the one that the round draws from.
    """
    try:
        _may_seal(session, actor, now, of, version)
    except Refusal as refusal:
        return refusal
    return None


def lines_of(session: Session, contest: Contest) -> dict[int, SealLine]:
    """Return the seals of a contest by the number of the round, in one query."""
    rows = session.execute(
        sa.select(Round.number, RoundSeal.sealed_at, Person.full_name, RoundSeal.commitment)
        .join(Round, Round.id == RoundSeal.round_id)
        .join(Person, Person.id == RoundSeal.sealed_by_id)
        .where(Round.contest_id == contest.id)
    )
    return {number: SealLine(at, by, commitment) for number, at, by, commitment in rows}


def public_seals(session: Session, slug: str) -> dict[int, Seal]:
    """Return the seals of a contest as anybody may see them now, by round, in one query."""
    return {row.number: _seal(row) for row in session.execute(_seals(slug))}


def opened_banks(session: Session, slug: str) -> dict[int, str]:
    """Return the title of the bank behind each opened seal of a contest, by round, in one query."""
    published = sa.exists().where(Publication.round_id == Round.id)
    rows = session.execute(
        sa.select(Round.number, BankVersion.title)
        .join(Contest, Contest.id == Round.contest_id)
        .join(BankVersion, BankVersion.id == Round.bank_version_id)
        .where(Contest.slug == slug, Contest.announced_at.is_not(None), published)
    )
    return {row.number: row.title for row in rows}


def public_seal(session: Session, slug: str, number: int) -> Seal:
    """Return the seal of one round as anybody may see it now; ``NotYours`` without one."""
    row = session.execute(_seals(slug).where(Round.number == number)).one_or_none()
    if row is None:
        raise NotYours
    return _seal(row)


def _may_seal(session: Session, actor: Actor, now: int, of: Round, version: BankVersion) -> int:
    """Return the person who may seal; refuse otherwise."""
    if of.kind == RoundKind.PRACTICE:
        raise Refusal("practice_unsealed")
    if actor.person_id is None:
        raise Refusal("person_needed")
    if actor.person_id in banks.authors_of(session, version):
        raise Refusal("seal_by_author")
    if has_opened(of, now):
        raise Refusal("round_open_unsealed")
    return actor.person_id


def _seals(slug: str) -> sa.Select[Any]:
    published = sa.exists().where(Publication.round_id == Round.id)
    return (
        sa.select(
            Contest.slug,
            Round.number,
            Round.rules_digest,
            BankRecord.code,
            BankVersion.number.label("version"),
            BankVersion.digest,
            RoundSeal.commitment,
            RoundSeal.sealed_at,
            sa.case((published, RoundSeal.nonce)).label("nonce"),
        )
        .join(Round, Round.contest_id == Contest.id)
        .join(RoundSeal, RoundSeal.round_id == Round.id)
        .join(BankVersion, BankVersion.id == Round.bank_version_id)
        .join(BankRecord, BankRecord.id == BankVersion.bank_id)
        .where(Contest.slug == slug, Contest.announced_at.is_not(None))
        .order_by(Round.number)
    )


def _seal(row: Any) -> Seal:
    opened = None
    if row.nonce is not None:
        opened = SealedDocument(
            contest=row.slug,
            round=row.number,
            bank=row.code,
            version=row.version,
            digest=row.digest,
            rules=row.rules_digest,
            nonce=row.nonce.hex(),
        )
    return Seal(row.slug, row.number, row.commitment, row.sealed_at, opened)
