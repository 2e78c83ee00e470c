"""The desk of a branch: the contests it follows, and how one of them goes there."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quiz.models import Contest, Round, Unit
from quiz.services.actor import Actor
from quiz.services.people import PROGRESS, contests_in_reach, unit_in_reach, units_in_reach
from quiz.services.refusal import NotYours
from quiz.services.unit_desk import counting
from quiz.services.unit_desk.by_day import days_of
from quiz.services.unit_desk.shapes import Desk, UnitStep
from quiz.services.units import path_ids


def desk_contests(session: Session, actor: Actor) -> list[Contest]:
    """Return the contests whose people ``actor`` may follow, the newest first."""
    query = (
        sa.select(Contest)
        .where(contests_in_reach(actor, PROGRESS))
        .order_by(Contest.created_at.desc(), Contest.id.desc())
    )
    return list(session.execute(query).scalars())


def round_of(session: Session, contest: Contest, number: int | None) -> Round | None:
    """Return a round of the contest; None when none is asked for."""
    if number is None:
        return None
    found = session.execute(
        sa.select(Round).where(Round.contest_id == contest.id, Round.number == number)
    ).scalar_one_or_none()
    if found is None:
        raise NotYours
    return found


def rounds_of(session: Session, contest: Contest) -> list[Round]:
    """Return the rounds of a contest in order."""
    query = sa.select(Round).where(Round.contest_id == contest.id).order_by(Round.number)
    return list(session.execute(query).scalars())


def desk(
    session: Session,
    *,
    actor: Actor,
    contest: Contest,
    unit_code: str = "",
    round_number: int | None = None,
    page: int = 1,
) -> Desk:
    """Return how the contest goes in a branch, in a number of statements that never grows.

    Without a code it is the highest unit in reach. "Taken" is of the round asked for, or of any.
    """
    unit = unit_in_reach(session, actor, PROGRESS, contest, unit_code)
    asked = round_of(session, contest, round_number)
    tallies = counting.tallies_of(session, contest, unit, asked.id if asked else None)
    pages = counting.pages_of_children(session, contest, unit)
    page = min(page, pages)
    headcount = counting.headcount(session, contest, unit)
    return Desk(
        unit=unit,
        steps=steps_to(session, actor=actor, contest=contest, unit=unit),
        whole=counting.tally(session, tallies, sa.true(), headcount),
        own=counting.tally(session, tallies, tallies.c.unit_id == unit.id, None),
        headcount=counting.headcount_state(session, contest, unit),
        rounds=counting.rounds(session, contest, unit),
        days=days_of(session, contest, unit, asked.id if asked else None),
        children=counting.children(session, contest, unit, tallies, page),
        page=page,
        pages=pages,
    )


def steps_to(
    session: Session, *, actor: Actor, contest: Contest, unit: Unit
) -> tuple[UnitStep, ...]:
    """Return the way down to a unit, itself included, from the highest unit in reach."""
    place = counting.place_on(session, contest)
    path = session.execute(sa.select(place.path).where(Unit.id == unit.id)).scalar_one()
    rows: Any = session.execute(
        sa.select(Unit.code, place.name.label("name"))
        .where(Unit.id.in_(path_ids(path)), units_in_reach(actor, PROGRESS, contest))
        .order_by(sa.func.length(place.path))
    )
    return tuple(UnitStep(row.code, row.name) for row in rows)
