"""Contests: made of a document, corrected until a round opens, announced."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from quiz.domain.permissions import Permission
from quiz.domain.rules import Eligible, parse_rules
from quiz.models import Board, BoardUnit, Contest, Round, StudyDocument
from quiz.services import audit
from quiz.services.access import require
from quiz.services.actor import Actor
from quiz.services.contest_findings import ContestFinding, ContestProblem
from quiz.services.contest_freeze import (
    frozen_changes,
    frozen_details,
    has_opened,
    is_sealed,
)
from quiz.services.contest_model import ContestDocument, Part, RoundPart
from quiz.services.contest_plans import ContestPlan, plan, unknown_categories


def check(
    session: Session,
    *,
    actor: Actor,
    now: int,
    document: ContestDocument,
    contest: Contest | None = None,
) -> tuple[ContestFinding, ...]:
    """Return everything that keeps a document from being stored; nothing changes.

    With ``contest`` it is to replace that one; otherwise it is to be a new one.
    """
    _, findings = plan(session, actor=actor, document=document, stored=contest)
    if contest is None:
        return (*_slug(session, document), *findings)
    return (*frozen_changes(session, now, contest, document), *findings)


def create(
    session: Session,
    *,
    actor: Actor,
    now: int,
    document: ContestDocument,
    preset: str | None = None,
) -> Contest:
    """Store a new contest, not announced yet; raise ``ContestProblem`` with every reason not to.

    ``preset`` names the rules that its first round is to begin with.
    """
    require(actor, Permission.CONTEST_ROUND_WRITE)
    found, findings = plan(session, actor=actor, document=document)
    found = _sound(found, (*_slug(session, document), *findings))
    columns = _columns(document, found)
    contest = Contest(slug=document.slug, created_at=now, preset=preset, **columns)
    _insert(session, contest)
    _write_documents(session, contest, document)
    _replace_rounds(session, now, contest, document, found)
    _record(session, actor, now, "contest.create", contest, rounds=len(document.rounds))
    return contest


def replace(
    session: Session, *, actor: Actor, now: int, contest: Contest, document: ContestDocument
) -> None:
    """Bring a contest to what a document says; what is frozen must be said as it stands.

    Texts may always be corrected. A round that has opened keeps its window, kind, bank version and
    rules, a sealed one all of these but its window; others are rewritten, added or taken away, and
    pin the newest approved version anew.
    """
    found, findings = plan(session, actor=actor, document=document, stored=contest)
    found = _sound(found, (*frozen_changes(session, now, contest, document), *findings))
    for name, value in _columns(document, found).items():
        setattr(contest, name, value)
    _write_documents(session, contest, document)
    _replace_rounds(session, now, contest, document, found)
    _record(session, actor, now, "contest.replace", contest, rounds=len(document.rounds))


def announce(session: Session, *, actor: Actor, now: int, contest: Contest) -> None:
    """Show a contest to the public, from now on; announcing twice is announcing once.

    Raise ``ContestProblem`` while it has no round to take part in.
    """
    if contest.announced_at is None:
        if not rounds_of(session, contest):
            raise ContestProblem([ContestFinding("rounds", "rounds_absent")])
        contest.announced_at = now
        session.flush()
        _record(session, actor, now, "contest.announce", contest)


def rounds_of(session: Session, contest: Contest) -> list[Round]:
    """Return the rounds of a contest by number."""
    return list(
        session.execute(
            sa.select(Round).where(Round.contest_id == contest.id).order_by(Round.number)
        ).scalars()
    )


def edit_texts(
    session: Session,
    *,
    actor: Actor,
    now: int,
    contest: Contest,
    title: dict[str, str],
    summary: dict[str, str],
    regulation: dict[str, str],
) -> None:
    """Correct the texts of a contest; possible at any time, and each time noted."""
    contest.title, contest.summary, contest.regulation = title, summary, regulation
    session.flush()
    _record(session, actor, now, "contest.texts", contest)


def edit_details(
    session: Session, *, actor: Actor, now: int, contest: Contest, document: ContestDocument
) -> None:
    """Bring everything but rounds and study documents to what a document without rounds says.

    Raise ``ContestProblem`` with every reason not to; what is frozen must be said as it stands.
    """
    found, findings = plan(session, actor=actor, document=document, stored=contest)
    frozen = frozen_details(session, now, contest, document)
    eligible = [parse_rules(of.rules).eligible for of in rounds_of(session, contest)]
    ages = ages_not_asked(document.registration.asks, eligible)
    categories = _prizes_for_nobody(session, contest, document)
    found = _sound(found, (*frozen, *findings, *ages, *categories))
    for name, value in _columns(document, found).items():
        setattr(contest, name, value)
    session.flush()
    _record(session, actor, now, "contest.details", contest)


def _prizes_for_nobody(
    session: Session, contest: Contest, document: ContestDocument
) -> Iterator[ContestFinding]:
    """Yield what prizes of the stored rounds would be for if the categories were these."""
    for of in rounds_of(session, contest):
        known = document.registration.categories
        yield from unknown_categories(parse_rules(of.rules), known, f"rounds[{of.number}].rules.")


def ages_not_asked(asks: Collection[str], eligible: Iterable[Eligible]) -> Iterator[ContestFinding]:
    """Say so once when rounds have a condition on age and nobody is asked for a birth date."""
    ages = {age for one in eligible for age in (one.min_age, one.max_age)} - {None}
    if ages and "birth_date" not in asks:
        yield ContestFinding("registration.asks", "birth_date_not_asked")


def text_of(part: Part) -> dict[str, str]:
    """Return a text of a document as it is stored: Vietnamese always, English where given."""
    return {language: text for language, text in part.model_dump().items() if text}


def _sound(found: ContestPlan | None, findings: tuple[ContestFinding, ...]) -> ContestPlan:
    if findings or found is None:
        raise ContestProblem(findings)
    return found


def _insert(session: Session, contest: Contest) -> None:
    """Store a contest whose address somebody else may take at this very moment."""
    try:
        with session.begin_nested():
            session.add(contest)
    except IntegrityError as error:
        taken = ContestFinding("slug", "slug_taken", {"slug": contest.slug})
        raise ContestProblem([taken]) from error


def _slug(session: Session, document: ContestDocument) -> tuple[ContestFinding, ...]:
    taken = session.execute(sa.select(Contest.id).where(Contest.slug == document.slug)).first()
    data = {"slug": document.slug}
    return (ContestFinding("slug", "slug_taken", data),) if taken else ()


def _columns(document: ContestDocument, found: ContestPlan) -> dict[str, Any]:
    texts = ("title", "summary", "organizer", "audience", "regulation")
    return {name: text_of(getattr(document, name)) for name in texts} | {
        "is_practice": document.is_practice,
        "owner_unit_id": found.owner_unit_id,
        "tree_id": found.tree_id,
        "tree_day": document.tree_day,
        "headcount_kind": document.headcount_kind,
        "zone": document.zone,
        "registration": document.registration.model_dump(mode="json"),
    }


def _round_columns(
    document: ContestDocument, part: RoundPart, found: ContestPlan
) -> dict[str, Any]:
    rules = document.rules_of(part)
    return {
        "title": text_of(part.title),
        "kind": part.kind,
        "opens_at": document.moment(part.opens),
        "closes_at": document.moment(part.closes),
        "bank_version_id": found.versions[part.bank].id,
        "rules": rules.model_dump(mode="json"),
        "rules_digest": rules.digest,
        "rules_schema": rules.rules_schema,
    }


def _write_documents(session: Session, contest: Contest, document: ContestDocument) -> None:
    session.execute(sa.delete(StudyDocument).where(StudyDocument.contest_id == contest.id))
    session.add_all(
        StudyDocument(
            contest_id=contest.id,
            position=position,
            title=text_of(matter.title),
            body=text_of(matter.body) if matter.body else None,
            address=matter.address,
        )
        for position, matter in enumerate(document.documents)
    )


def _replace_rounds(
    session: Session, now: int, contest: Contest, document: ContestDocument, found: ContestPlan
) -> None:
    stored = rounds_of(session, contest)
    take_away(session, [of for of in stored if of.number not in document.numbers])
    by_number = {of.number: of for of in stored}
    for part in document.rounds:
        columns = _round_columns(document, part, found)
        of = by_number.get(part.number)
        if of is None:
            session.add(Round(contest_id=contest.id, number=part.number, **columns))
        elif has_opened(of, now):
            of.title = columns["title"]
        elif is_sealed(session, of):
            for name in ("title", "opens_at", "closes_at"):
                setattr(of, name, columns[name])
        else:
            for name, value in columns.items():
                setattr(of, name, value)
    session.flush()


def take_away(session: Session, rounds: Iterable[Round]) -> None:
    """Delete rounds that nobody has taken, and what was counted for them."""
    gone = [of.id for of in rounds]
    for derived in (Board, BoardUnit):
        session.execute(sa.delete(derived).where(derived.round_id.in_(gone)))
    session.execute(sa.delete(Round).where(Round.id.in_(gone)))


def _record(
    session: Session, actor: Actor, now: int, action: str, contest: Contest, **data: Any
) -> None:
    target = f"contest:{contest.slug}"
    audit.record(session, actor=actor, now=now, action=action, target=target, **data)
