"""How the contests of an organizer are going: what began and what was handed in today."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quiz.domain.permissions import Permission
from quiz.domain.rules import RoundKind, Timing
from quiz.domain.timing import RoundState, round_state, settles_at
from quiz.models import Attempt, Contest, FinishKind, Publication, Round, RoundSeal
from quiz.services.access import contests_within
from quiz.services.actor import Actor

DAY_MS = 86_400_000
SEAL_BY_MS = 3 * DAY_MS


@dataclass(frozen=True, slots=True)
class RoundProgress:
    """A round, and the attempts begun and handed in since midnight in the contest's zone."""

    number: int
    title: Mapping[str, str]
    kind: RoundKind
    state: RoundState
    opens_at: int
    closes_at: int
    starts_today: int
    submissions_today: int
    lacks_seal: bool
    """Whether it opens within three days and nobody has sealed it yet."""


@dataclass(frozen=True, slots=True)
class ContestProgress:
    """A contest with its rounds in order; not announced, it is a draft."""

    slug: str
    title: Mapping[str, str]
    is_practice: bool
    announced_at: int | None
    rounds: tuple[RoundProgress, ...]


def progress(
    session: Session, *, actor: Actor, now: int, slug: str | None = None
) -> tuple[ContestProgress, ...]:
    """Return every contest in reach (or the one of ``slug``), the newest first.

    Three queries, however many contests and rounds there are.
    """
    contests = _contests(session, actor, slug)
    rounds = _rounds(session, contests)
    midnights = {of.id: midnight(contests[of.contest_id].zone, now) for of, *_ in rounds}
    counts = _counts(session, midnights)
    lines: dict[int, list[RoundProgress]] = {contest_id: [] for contest_id in contests}
    for of, is_published, is_sealed in rounds:
        today = counts.get(of.id, (0, 0))
        line = _line(of, now, *today, is_published=is_published, is_sealed=is_sealed)
        lines[of.contest_id].append(line)
    return tuple(
        ContestProgress(
            slug=contest.slug,
            title=contest.title,
            is_practice=contest.is_practice,
            announced_at=contest.announced_at,
            rounds=tuple(lines[contest.id]),
        )
        for contest in contests.values()
    )


def midnight(zone: str, now: int) -> int:
    """Return when the day of ``now`` began in a zone."""
    local = datetime.fromtimestamp(now / 1000, UTC).astimezone(ZoneInfo(zone))
    return int(local.replace(hour=0, minute=0, second=0, microsecond=0).timestamp() * 1000)


def _contests(session: Session, actor: Actor, slug: str | None) -> dict[int, Contest]:
    found = session.execute(
        sa.select(Contest)
        .where(
            contests_within(actor, Permission.CONTEST_ROUND_READ),
            Contest.slug == slug if slug is not None else sa.true(),
        )
        .order_by(Contest.created_at.desc(), Contest.id.desc())
    ).scalars()
    return {contest.id: contest for contest in found}


def _rounds(session: Session, contests: Mapping[int, Contest]) -> list[tuple[Round, bool, bool]]:
    """Return every round with whether its result is published, and whether it is sealed."""
    published = sa.exists().where(Publication.round_id == Round.id)
    sealed = sa.exists().where(RoundSeal.round_id == Round.id)
    rows = session.execute(
        sa.select(Round, published, sealed)
        .where(Round.contest_id.in_(contests))
        .order_by(Round.contest_id, Round.number)
    )
    return [(of, is_published, is_sealed) for of, is_published, is_sealed in rows]


def _counts(session: Session, midnights: Mapping[int, int]) -> dict[int, tuple[int, int]]:
    """Count for each round the attempts begun and those handed in since its midnight."""
    if not midnights:
        return {}
    since = sa.case(midnights, value=Attempt.round_id)
    submitted = sa.and_(Attempt.finish_kind == FinishKind.SUBMITTED, Attempt.finished_at >= since)
    rows = session.execute(
        sa.select(
            Attempt.round_id,
            sa.func.count(sa.case((Attempt.started_at >= since, 1))),
            sa.func.count(sa.case((submitted, 1))),
        )
        .where(
            Attempt.round_id.in_(midnights),
            # No attempt lasts longer than a day, so what is handed in today began since yesterday.
            Attempt.started_at >= min(midnights.values()) - DAY_MS,
        )
        .group_by(Attempt.round_id)
    )
    return {round_id: (starts, submissions) for round_id, starts, submissions in rows}


def _line(
    of: Round, now: int, starts: int, submissions: int, *, is_published: bool, is_sealed: bool
) -> RoundProgress:
    timing = Timing.model_validate(of.rules["timing"])
    return RoundProgress(
        number=of.number,
        title=of.title,
        kind=RoundKind(of.kind),
        state=round_state(
            of.opens_at,
            of.closes_at,
            now,
            settles_at=settles_at(of.closes_at, timing),
            published=is_published,
        ),
        opens_at=of.opens_at,
        closes_at=of.closes_at,
        starts_today=starts,
        submissions_today=submissions,
        lacks_seal=not is_sealed
        and of.kind == RoundKind.OFFICIAL
        and now < of.opens_at <= now + SEAL_BY_MS,
    )
