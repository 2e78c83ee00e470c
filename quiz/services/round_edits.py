"""Changing one round of a contest, as long as it has not opened."""

from collections.abc import Iterator
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quiz.domain.permissions import Permission
from quiz.domain.rules import RoundKind, Rules
from quiz.models import BankRecord, BankVersion, Contest, Round
from quiz.services import audit
from quiz.services.actor import Actor
from quiz.services.banks import banks_within
from quiz.services.catalogue import read_version
from quiz.services.contest_findings import ContestFinding, ContestProblem
from quiz.services.contest_freeze import has_opened, is_sealed
from quiz.services.contest_plans import lacking
from quiz.services.refusal import NotYours


@dataclass(frozen=True, slots=True)
class RoundChange:
    """A round as it is to be; moments in milliseconds since the epoch, UTC."""

    title: dict[str, str]
    opens_at: int
    closes_at: int
    version_id: int
    rules: Rules


@dataclass(frozen=True, slots=True)
class VersionChoice:
    """An approved bank version that a round may draw from."""

    id: int
    bank: str
    number: int
    title: str
    items: int


def versions_to_choose(session: Session, *, actor: Actor, of: Round) -> list[VersionChoice]:
    """Return the approved versions in reach, newest first in each bank, and the one pinned now."""
    rows = session.execute(
        _approved(actor, of).order_by(BankRecord.code, BankVersion.number.desc())
    )
    return [
        VersionChoice(id_, bank, number, title, items) for id_, bank, number, title, items in rows
    ]


def pinned_versions(session: Session, contest: Contest) -> dict[int, VersionChoice]:
    """Return the version that each round of a contest draws from, by the round's id."""
    rows = session.execute(
        sa.select(
            Round.id,
            BankVersion.id.label("version_id"),
            BankRecord.code,
            BankVersion.number,
            BankVersion.title,
            BankVersion.items,
        )
        .join(BankVersion, BankVersion.id == Round.bank_version_id)
        .join(BankRecord, BankRecord.id == BankVersion.bank_id)
        .where(Round.contest_id == contest.id)
    )
    return {row[0]: VersionChoice(*row[1:]) for row in rows}


def edit_round(
    session: Session,
    *,
    actor: Actor,
    now: int,
    contest: Contest,
    of: Round,
    change: RoundChange,
) -> None:
    """Change a round; after it has opened, its title alone. Raise ``ContestProblem`` otherwise."""
    before = (of.opens_at, of.closes_at, of.bank_version_id, of.rules_digest)
    rules = change.rules
    if before != (change.opens_at, change.closes_at, change.version_id, rules.digest):
        if findings := tuple(_problems(session, actor, now, of, change)):
            raise ContestProblem(findings)
        of.opens_at, of.closes_at = change.opens_at, change.closes_at
        of.bank_version_id = change.version_id
        of.rules, of.rules_digest = rules.model_dump(mode="json"), rules.digest
        of.rules_schema = rules.rules_schema
    of.title = change.title
    session.flush()
    audit.record(
        session,
        actor=actor,
        now=now,
        action="round.edit",
        target=f"round:{contest.slug}/{of.number}",
        opens_at=of.opens_at,
        closes_at=of.closes_at,
        version_id=of.bank_version_id,
        rules_digest=of.rules_digest,
    )


def _problems(
    session: Session, actor: Actor, now: int, of: Round, change: RoundChange
) -> Iterator[ContestFinding]:
    number = {"number": of.number}
    rules = change.rules
    if has_opened(of, now):
        yield ContestFinding("", "round_frozen", number)
    kept = (of.bank_version_id, of.rules_digest)
    if kept != (change.version_id, rules.digest) and is_sealed(session, of):
        yield ContestFinding("", "round_sealed", number)
    if change.opens_at >= change.closes_at:
        yield ContestFinding("closes", "window_reversed", number)
    if of.kind == RoundKind.PRACTICE and (rules.ranking or rules.prizes or rules.prediction):
        yield ContestFinding("rules", "practice_is_ranked", number)
    row = session.execute(
        _approved(actor, of).where(BankVersion.id == change.version_id)
    ).one_or_none()
    if row is None:
        raise NotYours
    items = read_version(session, row.id).draw_items
    yield from lacking(rules, items, number=of.number, bank=row.code, path="bank")


def _approved(actor: Actor, of: Round) -> sa.Select[int, str, int, str, int]:
    reached = banks_within(actor, Permission.BANK_VERSION_READ)
    return (
        sa.select(
            BankVersion.id,
            BankRecord.code,
            BankVersion.number,
            BankVersion.title,
            BankVersion.items,
        )
        .join(BankRecord, BankRecord.id == BankVersion.bank_id)
        .where(
            BankVersion.approved_at.is_not(None),
            reached | (BankVersion.id == of.bank_version_id),
        )
    )
