"""Adding, changing and removing one round of a contest, as long as it has not opened."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quiz.domain.permissions import Permission
from quiz.domain.rules import RoundKind, Rules, parse_rules
from quiz.models import BankRecord, BankVersion, Contest, Round
from quiz.services import audit
from quiz.services.actor import Actor
from quiz.services.banks import banks_within
from quiz.services.catalogue import read_version
from quiz.services.contest_findings import ContestFinding, ContestProblem
from quiz.services.contest_freeze import has_opened, is_sealed
from quiz.services.contest_plans import lacking, unknown_categories, unknown_rounds
from quiz.services.contests import ages_not_asked, rounds_of, take_away
from quiz.services.prize_levels import unordered_levels
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


def versions_to_choose(session: Session, *, actor: Actor, contest: Contest) -> list[VersionChoice]:
    """Return the approved versions in reach, newest first in each bank, and those pinned now."""
    rows = session.execute(
        _approved(actor, contest).order_by(BankRecord.code, BankVersion.number.desc())
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


def add_round(
    session: Session,
    *,
    actor: Actor,
    now: int,
    contest: Contest,
    number: int,
    kind: RoundKind,
    change: RoundChange,
    preset: str | None = None,
) -> Round:
    """Add a round to a contest; raise ``ContestProblem`` with every reason not to.

    The ``preset`` that the first one began with is that of the contest.
    """
    _hold(session, contest)
    findings = (
        *_number(session, contest, number),
        *_over(now, number, change),
        *_problems(session, actor, contest, change, number=number, kind=kind),
    )
    if findings:
        raise ContestProblem(findings)
    of = Round(contest_id=contest.id, number=number, kind=kind)
    _write(of, change)
    if not rounds_of(session, contest):
        contest.preset = preset
    session.add(of)
    session.flush()
    _record(session, actor, now, "round.add", contest=contest, of=of)
    return of


def remove_round(session: Session, *, actor: Actor, now: int, contest: Contest, of: Round) -> None:
    """Remove a round neither opened nor sealed; an announced contest keeps one round at least."""
    _hold(session, contest)
    if has_opened(of, now):
        raise ContestProblem([ContestFinding("", "round_frozen", {"number": of.number})])
    if is_sealed(session, of):
        raise ContestProblem([ContestFinding("", "round_sealed", {"number": of.number})])
    if contest.announced_at is not None and len(rounds_of(session, contest)) == 1:
        raise ContestProblem([ContestFinding("", "last_round")])
    _record(session, actor, now, "round.remove", contest=contest, of=of)
    take_away(session, [of])


def open_now(session: Session, *, actor: Actor, now: int, contest: Contest, of: Round) -> None:
    """Open a round at this moment, before its hour, whether it is sealed or not.

    Raises ``ContestProblem`` for one that has opened already; what is ahead closes later than now.
    """
    _hold(session, contest)
    session.refresh(of)
    if has_opened(of, now):
        raise ContestProblem([ContestFinding("", "round_frozen", {"number": of.number})])
    of.opens_at = now
    session.flush()
    _record(session, actor, now, "round.open", contest=contest, of=of)


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
    before = (of.opens_at, of.closes_at)
    if before != (change.opens_at, change.closes_at) or _draws_or_ranks_otherwise(of, change):
        findings = (
            *_opened(of, now),
            *_sealed(session, of, change),
            *_problems(session, actor, contest, change, number=of.number, kind=RoundKind(of.kind)),
        )
        if findings:
            raise ContestProblem(findings)
        _move(of, change)
    of.title = change.title
    session.flush()
    _record(session, actor, now, "round.edit", contest=contest, of=of)


def _hold(session: Session, contest: Contest) -> None:
    """Let two who add or remove rounds of a contest take turns."""
    session.execute(sa.select(Contest.id).where(Contest.id == contest.id).with_for_update())


def _write(of: Round, change: RoundChange) -> None:
    of.title = change.title
    of.opens_at, of.closes_at = change.opens_at, change.closes_at
    of.bank_version_id = change.version_id
    _write_rules(of, change.rules)


def _move(of: Round, change: RoundChange) -> None:
    """Write a change; rules that say the same keep the digest that a seal may have promised."""
    of.opens_at, of.closes_at = change.opens_at, change.closes_at
    of.bank_version_id = change.version_id
    if parse_rules(of.rules) != change.rules:
        _write_rules(of, change.rules)


def _draws_or_ranks_otherwise(of: Round, change: RoundChange) -> bool:
    """Whether a change gives a round another bank version or other rules."""
    return of.bank_version_id != change.version_id or parse_rules(of.rules) != change.rules


def _write_rules(of: Round, rules: Rules) -> None:
    of.rules = rules.model_dump(mode="json")
    of.rules_digest, of.rules_schema = rules.digest, rules.rules_schema


def _record(
    session: Session, actor: Actor, now: int, action: str, *, contest: Contest, of: Round
) -> None:
    audit.record(
        session,
        actor=actor,
        now=now,
        action=action,
        target=f"round:{contest.slug}/{of.number}",
        opens_at=of.opens_at,
        closes_at=of.closes_at,
        version_id=of.bank_version_id,
        rules_digest=of.rules_digest,
    )


def _opened(of: Round, now: int) -> Iterator[ContestFinding]:
    if has_opened(of, now):
        yield ContestFinding("", "round_frozen", {"number": of.number})


def _sealed(session: Session, of: Round, change: RoundChange) -> Iterator[ContestFinding]:
    if _draws_or_ranks_otherwise(of, change) and is_sealed(session, of):
        yield ContestFinding("", "round_sealed", {"number": of.number})


def _number(session: Session, contest: Contest, number: int) -> Iterator[ContestFinding]:
    if any(of.number == number for of in rounds_of(session, contest)):
        yield ContestFinding("number", "number_repeated", {"number": number})


def _over(now: int, number: int, change: RoundChange) -> Iterator[ContestFinding]:
    if change.opens_at < change.closes_at <= now:
        yield ContestFinding("closes", "window_over", {"number": number})


def _problems(
    session: Session,
    actor: Actor,
    contest: Contest,
    change: RoundChange,
    *,
    number: int,
    kind: RoundKind,
) -> Iterator[ContestFinding]:
    """Yield what keeps a round from being so, whenever it opens."""
    rules = change.rules
    if change.opens_at >= change.closes_at:
        yield ContestFinding("closes", "window_reversed", {"number": number})
    if kind is RoundKind.PRACTICE and (rules.ranking or rules.prizes or rules.prediction):
        yield ContestFinding("rules", "practice_is_ranked", {"number": number})
    yield from ages_not_asked(contest.registration.get("asks", ()), [rules.eligible])
    yield from unknown_categories(rules, contest.registration.get("categories", ()))
    official = [of for of in rounds_of(session, contest) if of.kind == RoundKind.OFFICIAL]
    if rules.eligible.admits:
        yield from unknown_rounds(rules, number, [of.number for of in official])
    if kind is RoundKind.OFFICIAL:
        others = {of.number: parse_rules(of.rules) for of in official if of.number != number}
        yield from _levels({**others, number: rules}, number)
    row = session.execute(
        _approved(actor, contest).where(BankVersion.id == change.version_id)
    ).one_or_none()
    if row is None:
        raise NotYours
    items = read_version(session, row.id).draw_items
    yield from lacking(rules, items, number=number, bank=row.code, path="bank")


def _levels(rules: Mapping[int, Rules], number: int) -> Iterator[ContestFinding]:
    """Yield what keeps prizes from being held against one another, in this round or a later one."""
    for at in sorted(at for at in rules if at >= number):
        for finding in unordered_levels(rules, at):
            path = finding.path if at == number else "prizes"
            yield ContestFinding(path, finding.code, finding.data)
            return


def _approved(actor: Actor, contest: Contest) -> sa.Select[int, str, int, str, int]:
    reached = banks_within(actor, Permission.BANK_VERSION_READ)
    pinned = sa.select(Round.bank_version_id).where(Round.contest_id == contest.id)
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
            reached | BankVersion.id.in_(pinned),
        )
    )
