"""The contests that the public may see, each with its rounds, in one query."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quiz.domain.rules import RoundKind, Timing
from quiz.domain.timing import RoundState, round_state, settles_at
from quiz.models import Attempt, Contest, Participation, Publication, Round, StudyDocument
from quiz.services.refusal import NotYours


@dataclass(frozen=True, slots=True)
class RoundSummary:
    """A round as the public sees it; ``publication`` is the number of its newest result."""

    number: int
    title: Mapping[str, str]
    kind: RoundKind
    opens_at: int
    closes_at: int
    state: RoundState
    publication: int | None


@dataclass(frozen=True, slots=True)
class ContestSummary:
    """An announced contest with its rounds in order.

    ``portals`` are the origins whose pages may show its boards.
    """

    id: int
    slug: str
    title: Mapping[str, str]
    summary: Mapping[str, str]
    organizer: Mapping[str, str]
    audience: Mapping[str, str]
    is_practice: bool
    portals: tuple[str, ...]
    rounds: tuple[RoundSummary, ...]

    @property
    def opens_at(self) -> int:
        """When its first round opens."""
        return min(line.opens_at for line in self.rounds)

    @property
    def closes_at(self) -> int:
        """When its last round closes."""
        return max(line.closes_at for line in self.rounds)


@dataclass(frozen=True, slots=True)
class ReaderStanding:
    """How the reader stands in a contest: taking part, and the attempt in progress if any."""

    is_registered: bool
    live_ref: str | None
    live_deadline_at: int | None


def announced(session: Session, now: int) -> tuple[ContestSummary, ...]:
    """Return every announced contest that has a round; the newest first."""
    return _contests(session, now, sa.true())


def announced_contest(session: Session, slug: str, now: int) -> ContestSummary:
    """Return one announced contest; what is still a draft does not exist."""
    found = _contests(session, now, Contest.slug == slug)
    if not found:
        raise NotYours
    return found[0]


def open_for_registration(session: Session, now: int) -> tuple[ContestSummary, ...]:
    """Return the contests whose last round has not closed, the first to close first."""
    contests = [contest for contest in announced(session, now) if now < contest.closes_at]
    return tuple(sorted(contests, key=lambda contest: contest.closes_at))


def awaiting(session: Session, person_id: int, now: int) -> tuple[ContestSummary, ...]:
    """Return the contests that somebody entered a person for, and that wait for their consent."""
    entered = sa.select(Participation.contest_id).where(
        Participation.person_id == person_id, Participation.registered_at.is_(None)
    )
    contests = _contests(session, now, Contest.id.in_(entered))
    return tuple(contest for contest in contests if now < contest.closes_at)


def reader_standing(session: Session, contest_id: int, person_id: int) -> ReaderStanding | None:
    """Return how a person stands in a contest; None for who has nothing to do with it."""
    row = session.execute(
        sa.select(Participation.registered_at, Attempt.ref, Attempt.deadline_at)
        .outerjoin(
            Attempt,
            sa.and_(Attempt.participation_id == Participation.id, Attempt.finished_at.is_(None)),
        )
        .where(Participation.contest_id == contest_id, Participation.person_id == person_id)
        .order_by(Attempt.started_at.desc())
        .limit(1)
    ).one_or_none()
    if row is None:
        return None
    return ReaderStanding(row.registered_at is not None, row.ref, row.deadline_at)


def documents_of(session: Session, contest_id: int) -> list[StudyDocument]:
    """Return what there is to study for a contest, in its order."""
    query = (
        sa.select(StudyDocument)
        .where(StudyDocument.contest_id == contest_id)
        .order_by(StudyDocument.position)
    )
    return list(session.execute(query).scalars())


def regulation_of(session: Session, contest_id: int) -> Mapping[str, str]:
    """Return the text of the regulation (Markdown) by language."""
    query = sa.select(Contest.regulation).where(Contest.id == contest_id)
    return session.execute(query).scalar_one()


def _contests(
    session: Session, now: int, condition: sa.ColumnElement[bool]
) -> tuple[ContestSummary, ...]:
    newest = (
        sa.select(sa.func.max(Publication.number))
        .where(Publication.round_id == Round.id)
        .scalar_subquery()
    )
    rows = session.execute(
        sa.select(
            Contest.id,
            Contest.slug,
            Contest.title,
            Contest.summary,
            Contest.organizer,
            Contest.audience,
            Contest.is_practice,
            Contest.portals,
            Round.number,
            Round.title.label("round_title"),
            Round.kind,
            Round.opens_at,
            Round.closes_at,
            Round.rules,
            newest.label("publication"),
        )
        .join(Round, Round.contest_id == Contest.id)
        .where(Contest.announced_at.is_not(None), condition)
        .order_by(Contest.announced_at.desc(), Contest.id, Round.number)
    ).all()
    grouped: dict[int, list[Any]] = {}
    for row in rows:
        grouped.setdefault(row.id, []).append(row)
    return tuple(_summary(lines, now) for lines in grouped.values())


def _summary(lines: list[Any], now: int) -> ContestSummary:
    first = lines[0]
    return ContestSummary(
        id=first.id,
        slug=first.slug,
        title=first.title,
        summary=first.summary,
        organizer=first.organizer,
        audience=first.audience,
        is_practice=first.is_practice,
        portals=tuple(first.portals),
        rounds=tuple(
            RoundSummary(
                number=line.number,
                title=line.round_title,
                kind=RoundKind(line.kind),
                opens_at=line.opens_at,
                closes_at=line.closes_at,
                state=_state(line, now),
                publication=line.publication,
            )
            for line in lines
        ),
    )


def _state(line: Any, now: int) -> RoundState:
    timing = Timing.model_validate(line.rules["timing"])
    return round_state(
        line.opens_at,
        line.closes_at,
        now,
        settles_at=settles_at(line.closes_at, timing),
        published=line.publication is not None,
    )
