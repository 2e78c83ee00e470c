"""What can no longer change: the tree once anybody has registered, a round once it has opened.

A sealed round keeps its bank version and its rules from the sealing on.
"""

from collections.abc import Iterator
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quiz.domain.rules import Rules, parse_rules
from quiz.models import (
    BankRecord,
    BankVersion,
    Contest,
    Participation,
    Round,
    RoundSeal,
    UnitTree,
)
from quiz.services.contest_findings import ContestFinding
from quiz.services.contest_model import ContestDocument, RoundPart


class Fixed(StrEnum):
    """What fixes a round: its seal all but title and window, its opening all but the title."""

    SEALED = "sealed"
    OPENED = "opened"


def frozen_changes(
    session: Session, now: int, contest: Contest, document: ContestDocument
) -> tuple[ContestFinding, ...]:
    """Name everything in which a document differs from a contest where it no longer may."""
    return (
        *frozen_details(session, now, contest, document),
        *_rounds(session, now, contest, document),
    )


def frozen_details(
    session: Session, now: int, contest: Contest, document: ContestDocument
) -> tuple[ContestFinding, ...]:
    """Name the same apart from the rounds."""
    return tuple(_details(session, now, contest, document))


def has_opened(of: Round, now: int) -> bool:
    """Whether a round has opened: its window, kind, bank version and rules are fixed."""
    return of.opens_at <= now


def is_sealed(session: Session, of: Round) -> bool:
    """Whether a round is sealed: its kind, bank version and rules are fixed."""
    return session.get(RoundSeal, of.id) is not None


def fixed_by(of: Round, now: int, *, is_sealed: bool) -> Fixed | None:
    """Return the last thing that fixed a round; None while all of it may change."""
    if has_opened(of, now):
        return Fixed.OPENED
    return Fixed.SEALED if is_sealed else None


def has_begun(session: Session, contest: Contest, now: int) -> bool:
    """Whether anybody has registered or a round has opened: tree, zone and kind are fixed."""
    registered = sa.select(Participation.id).where(Participation.contest_id == contest.id)
    opened = sa.select(Round.id).where(Round.contest_id == contest.id, Round.opens_at <= now)
    return bool(session.execute(sa.select(registered.exists() | opened.exists())).scalar_one())


def _details(
    session: Session, now: int, contest: Contest, document: ContestDocument
) -> Iterator[ContestFinding]:
    if document.slug != contest.slug:
        yield ContestFinding("slug", "slug_fixed", {"slug": document.slug})
    if not has_begun(session, contest, now):
        return
    tree = session.execute(
        sa.select(UnitTree.code).where(UnitTree.id == contest.tree_id)
    ).scalar_one()
    fixed = {
        "tree": tree,
        "tree_day": contest.tree_day,
        "zone": contest.zone,
        "is_practice": contest.is_practice,
    }
    for name, value in fixed.items():
        if getattr(document, name) != value:
            yield ContestFinding(name, "contest_frozen")


def _rounds(
    session: Session, now: int, contest: Contest, document: ContestDocument
) -> Iterator[ContestFinding]:
    if contest.announced_at is not None and not document.rounds:
        yield ContestFinding("rounds", "last_round")
    parts = {part.number: (at, part) for at, part in enumerate(document.rounds)}
    fixed = session.execute(
        sa.select(Round, BankRecord.code)
        .join(BankVersion, BankVersion.id == Round.bank_version_id)
        .join(BankRecord, BankRecord.id == BankVersion.bank_id)
        .outerjoin(RoundSeal, RoundSeal.round_id == Round.id)
        .where(
            Round.contest_id == contest.id,
            (Round.opens_at <= now) | RoundSeal.round_id.is_not(None),
        )
        .order_by(Round.number)
    )
    for of, bank in fixed:
        code = "round_frozen" if has_opened(of, now) else "round_sealed"
        data = {"number": of.number}
        if of.number not in parts:
            yield ContestFinding("rounds", code, data)
            continue
        at, part = parts[of.number]
        kept = (of.kind, bank, parse_rules(of.rules))
        moved = (of.opens_at, of.closes_at) != _window(document, part)
        if _said(document, part) != kept or (moved and has_opened(of, now)):
            yield ContestFinding(f"rounds[{at}]", code, data)


def _said(document: ContestDocument, part: RoundPart) -> tuple[str, str, Rules]:
    return part.kind, part.bank, document.rules_of(part)


def _window(document: ContestDocument, part: RoundPart) -> tuple[int, int]:
    return document.moment(part.opens), document.moment(part.closes)
