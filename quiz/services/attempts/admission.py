"""Who may start an attempt: where a person stands in a round, and what stands against it."""

from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from quiz.domain.hours import day_of, hours_at
from quiz.domain.rules import Admission
from quiz.domain.timing import deadline
from quiz.models import (
    Eligibility,
    OverallStanding,
    Participation,
    Publication,
    Round,
    table_of,
)
from quiz.models import Standing as PublishedStanding
from quiz.services.attempts.reading import TABLE
from quiz.services.catalogue import RoundDefinition
from quiz.services.contest_staff import serves
from quiz.services.key_readings import knew_a_key
from quiz.services.refusal import Refusal
from quiz.services.voids import void_reason


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a person stands in a round before starting: how many attempts, and the one running.

    ``used`` are those that its limit counts: of the round, of today or of the whole contest,
    without voided ones where the rules give them back. Who ``knew_a_key`` of its bank takes part
    out of prizes; what holds for who ``serves`` the contest, as one of its staff, its rules say.
    """

    participation_id: int
    unit_id: int
    category: str | None
    eligibility: str
    knew_a_key: bool
    serves: bool
    is_registered: bool
    made: int
    used: int
    live_ref: str | None
    live_deadline_at: int | None


_PEOPLE = table_of(Participation).c
_ATTEMPTS = TABLE.c
_RUNNING = TABLE.alias()
_LIVE = _RUNNING.c
_MADE = (
    sa.select(sa.func.coalesce(sa.func.max(_ATTEMPTS.number), 0))
    .where(_ATTEMPTS.participation_id == _PEOPLE.id, _ATTEMPTS.round_id == sa.bindparam("round"))
    .scalar_subquery()
)
_KNEW_A_KEY = knew_a_key(_PEOPLE.person_id, sa.bindparam("contest"), sa.bindparam("closes"))
_SERVES = serves(
    _PEOPLE.person_id, sa.bindparam("contest"), sa.bindparam("opens"), sa.bindparam("closes")
)
_COUNT = (
    sa.select(sa.func.count()).select_from(TABLE).where(_ATTEMPTS.participation_id == _PEOPLE.id)
)
_OF_ROUND = _COUNT.where(_ATTEMPTS.round_id == sa.bindparam("round"))
_TODAY = _OF_ROUND.where(_ATTEMPTS.started_at >= sa.bindparam("today"))
_EVER = _COUNT.join(Round.__table__, Round.id == _ATTEMPTS.round_id).where(
    Round.kind == sa.bindparam("kind")
)


def _standing(counted: sa.Select[int]) -> sa.Select[tuple[object, ...]]:
    voided = counted.where(void_reason(_ATTEMPTS.id).is_not(None))
    return (
        sa.select(
            _PEOPLE.id,
            _PEOPLE.unit_id,
            _PEOPLE.category,
            _PEOPLE.eligibility,
            _PEOPLE.registered_at,
            _MADE.label("made"),
            counted.scalar_subquery().label("counted"),
            voided.scalar_subquery().label("voided"),
            _KNEW_A_KEY.label("knew_a_key"),
            _SERVES.label("serves"),
            _LIVE.ref,
            _LIVE.deadline_at,
        )
        .outerjoin(
            _RUNNING,
            sa.and_(
                _LIVE.participation_id == _PEOPLE.id,
                _LIVE.round_id == sa.bindparam("round"),
                _LIVE.finished_at.is_(None),
            ),
        )
        .where(
            _PEOPLE.person_id == sa.bindparam("person"),
            _PEOPLE.contest_id == sa.bindparam("contest"),
        )
    )


# What the limit counts, all and those voided.
_STANDING: Mapping[str, sa.Select[tuple[object, ...]]] = {
    "round": _standing(_OF_ROUND),
    "day": _standing(_TODAY),
    "contest": _standing(_EVER),
}


def standing_of(
    session: Session, definition: RoundDefinition, person_id: int, now: int
) -> Standing | None:
    """Return where a person stands in a round, in one query; None for who is not in the contest."""
    per = definition.rules.attempts.per
    given: dict[str, object] = {
        "round": definition.id,
        "contest": definition.contest_id,
        "person": person_id,
        "opens": definition.opens_at,
        "closes": definition.closes_at,
    }
    if per == "day":
        given["today"] = day_of(now, definition.zone)[0]
    elif per == "contest":
        given["kind"] = definition.kind
    row = session.connection().execute(_STANDING[per], given).one_or_none()
    if row is None:
        return None
    return Standing(
        participation_id=row.id,
        unit_id=row.unit_id,
        category=row.category,
        eligibility=row.eligibility,
        knew_a_key=bool(row.knew_a_key),
        serves=bool(row.serves),
        is_registered=row.registered_at is not None,
        made=row.made,
        used=definition.rules.attempts.used(row.counted, row.voided),
        live_ref=row.ref,
        live_deadline_at=row.deadline_at,
    )


def hold_still(session: Session, definition: RoundDefinition, person_id: int) -> None:
    """Let a person's other starts wait where a limit counts more than one round.

    Within a round the database lets only one start have the next number; between rounds that are
    open together nothing would.
    """
    if definition.rules.attempts.per == "contest":
        session.execute(
            sa.select(Participation.id)
            .where(
                Participation.person_id == person_id,
                Participation.contest_id == definition.contest_id,
            )
            .with_for_update()
        )


def barred(definition: RoundDefinition, standing: Standing) -> Refusal | None:
    """Return why somebody registered may not take part in a round at any time; None who may."""
    if standing.eligibility == Eligibility.EXCLUDED:
        return Refusal("excluded")
    if standing.serves and definition.rules.eligible.staff == "refused":
        return Refusal("staff_refused")
    return None


def obstacle(
    session: Session, definition: RoundDefinition, standing: Standing, now: int
) -> Refusal | None:
    """Return why somebody registered may not start an attempt at this moment; None who may."""
    if (found := barred(definition, standing)) is not None:
        return found
    if now < definition.opens_at:
        return Refusal("round_ahead")
    if now >= definition.closes_at:
        return Refusal("round_over")
    if not _is_admitted(session, definition, standing):
        return Refusal("not_admitted")
    if _hours(definition, now) is None:
        hours = definition.rules.timing.hours
        assert hours is not None  # noqa: S101 - the window was looked at before
        return Refusal("outside_hours", opens=hours.opens, closes=hours.closes)
    return exhausted(definition, standing)


def exhausted(definition: RoundDefinition, standing: Standing) -> Refusal | None:
    """Return that all attempts which the limit allows are used up, if they are."""
    attempts = definition.rules.attempts
    if attempts.allow_another(standing.used):
        return None
    code = {"round": "limit_reached", "day": "limit_of_day", "contest": "limit_of_contest"}
    return Refusal(code[attempts.per], limit=attempts.limit)


def deadline_of(definition: RoundDefinition, now: int) -> int:
    """Return when the time of an attempt that starts now is up, at the latest when hours end."""
    closes_at = (_hours(definition, now) or (0, definition.closes_at))[1]
    return deadline(now, definition.rules.timing, closes_at)


def _hours(definition: RoundDefinition, now: int) -> tuple[int, int] | None:
    window = (definition.opens_at, definition.closes_at)
    return hours_at(now, definition.rules.timing.hours, window, definition.zone)


def _is_admitted(session: Session, definition: RoundDefinition, standing: Standing) -> bool:
    """Whether category and earlier rounds let somebody in; asks the database only for the latter.

    Of an earlier round its newest publication counts.
    """
    eligible = definition.rules.eligible
    if eligible.categories and standing.category not in eligible.categories:
        return False
    if not eligible.admits:
        return True
    return any(_is_among_the_best(session, definition, standing, one) for one in eligible.admits)


def _is_among_the_best(
    session: Session, definition: RoundDefinition, standing: Standing, admits: Admission
) -> bool:
    ranked = OverallStanding if admits.of == "overall" else PublishedStanding
    newer = aliased(Publication)
    newest = (
        sa.select(sa.func.max(newer.number)).where(newer.round_id == Round.id).scalar_subquery()
    )
    found = (
        sa.select(ranked.position)
        .join(Publication, Publication.id == ranked.publication_id)
        .join(Round, Round.id == Publication.round_id)
        .where(
            Round.contest_id == definition.contest_id,
            Round.number == admits.round,
            Publication.number == newest,
            ranked.participation_id == standing.participation_id,
            ranked.rank <= admits.best,
        )
        .limit(1)
    )
    return session.execute(found).first() is not None
