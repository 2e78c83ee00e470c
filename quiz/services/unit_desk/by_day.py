"""How a contest went in a branch day by day: people, never their answers or points."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quiz.models import Attempt, Contest, Participation, Unit, table_of
from quiz.services.people import has_taken
from quiz.services.unit_desk.shapes import DayTally
from quiz.services.units import branch_on
from quiz.services.voids import void_reason

DAY_MS = 86_400_000
_EPOCH = date(1970, 1, 1)


def days_of(
    session: Session, contest: Contest, unit: Unit, round_id: int | None = None
) -> tuple[DayTally, ...]:
    """Return every day from the first finished attempt to the last, those without any between.

    A day begins at midnight in the contest's zone. Counted are those who have taken part as the
    rules recognise it, of the round asked for or of any; voided attempts do not count.
    """
    finished = _finished(session, contest, unit, round_id)
    first = (
        finished.add_columns(sa.func.min(Attempt.finished_at).label("at"))
        .group_by(Attempt.participation_id)
        .subquery()
    )
    offset = _offset(contest)
    new = _by_day(session, sa.select(_day(first.c.at, offset), sa.func.count()))
    every = finished.with_only_columns(Attempt.finished_at.label("at")).subquery()
    attempts = _by_day(session, sa.select(_day(every.c.at, offset), sa.func.count()))
    if not attempts:
        return ()
    days, so_far = [], 0
    for number in range(min(attempts), max(attempts) + 1):
        so_far += new.get(number, 0)
        day = _EPOCH + timedelta(days=number)
        days.append(DayTally(day, new.get(number, 0), so_far, attempts.get(number, 0)))
    return tuple(days)


def attempts_of(session: Session, contest: Contest, unit: Unit) -> int:
    """Return how many attempts (*lượt*) people of a branch have finished."""
    finished = _finished(session, contest, unit, None).subquery()
    return session.execute(sa.select(sa.func.count()).select_from(finished)).scalar_one()


def _finished(
    session: Session, contest: Contest, unit: Unit, round_id: int | None
) -> sa.Select[Any]:
    of_round = sa.true() if round_id is None else Attempt.round_id == round_id
    return (
        sa.select(Attempt.participation_id)
        .join(Participation, Participation.id == Attempt.participation_id)
        .join(Unit, Unit.id == Participation.unit_id)
        .where(
            Participation.contest_id == contest.id,
            Attempt.finished_at.is_not(None),
            of_round,
            has_taken(round_id),
            void_reason(table_of(Attempt).c.id).is_(None),
            branch_on(session, unit, contest.tree_day),
        )
    )


def _offset(contest: Contest) -> int:
    """Return what is added to a moment to count its days in the zone, as on the contest's day."""
    noon = datetime(*contest.tree_day.timetuple()[:3], 12, tzinfo=UTC)
    ahead = noon.astimezone(ZoneInfo(contest.zone)).utcoffset() or timedelta()
    return ahead // timedelta(milliseconds=1)


def _day(at: sa.ColumnElement[Any], offset: int) -> sa.Label[Any]:
    """Return the number of the day since 1970; both databases cut off what is left over."""
    moment = sa.cast(at, sa.BigInteger) + offset
    return ((moment - moment % DAY_MS) // DAY_MS).label("day")


def _by_day(session: Session, counts: sa.Select[Any]) -> dict[int, int]:
    rows = session.execute(counts.group_by("day"))
    return {int(row[0]): int(row[1]) for row in rows}
