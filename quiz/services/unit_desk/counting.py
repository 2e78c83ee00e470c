"""Counting the people of a branch, in statements whose number never grows."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quiz.models import (
    UNAFFILIATED,
    Contest,
    Headcount,
    Participation,
    Round,
    RoundResult,
    Unit,
)
from quiz.services.people import has_taken
from quiz.services.unit_desk.shapes import ChildTally, HeadcountState, RoundTally, Tally
from quiz.services.units import (
    branch_on,
    changed_since,
    confirmation_of,
    headcount_of,
    name_on,
    parent_on,
    path_on,
    stands_on,
)

PAGE_SIZE = 50


def tallies_of(session: Session, contest: Contest, unit: Unit, round_id: int | None) -> sa.Subquery:
    """Return people, registered and taken for each unit of the branch that has any people."""
    path = place_on(session, contest).path
    return (
        sa.select(
            Unit.id.label("unit_id"),
            path.label("path"),
            sa.func.count().label("people"),
            sa.func.count(Participation.registered_at).label("registered"),
            sa.func.sum(sa.case((has_taken(round_id), 1), else_=0)).label("taken"),
        )
        .select_from(Participation)
        .join(Unit, Unit.id == Participation.unit_id)
        .where(
            Participation.contest_id == contest.id,
            Unit.tree_id == contest.tree_id,
            branch_on(session, unit, contest.tree_day),
        )
        .group_by(Unit.id, Unit.path)
        .subquery()
    )


@dataclass(frozen=True, slots=True)
class Place:
    """Where units stand and what they are called on the day of a contest, as expressions."""

    name: sa.SQLColumnExpression[str]
    path: sa.SQLColumnExpression[str]
    parent: sa.SQLColumnExpression[Any]


def place_on(session: Session, contest: Contest) -> Place:
    """Return the columns themselves where nothing has changed since the day: they have indexes."""
    day = contest.tree_day
    if not changed_since(session, contest.tree_id, day):
        return Place(Unit.name, Unit.path, Unit.parent_id)
    return Place(name_on(day), path_on(day), parent_on(day))


def tally(
    session: Session,
    tallies: sa.Subquery,
    condition: sa.ColumnElement[bool],
    headcount: int | None,
) -> Tally:
    """Return the sum of those tallies that meet a condition."""
    row = session.execute(sa.select(*_sums(tallies)).where(condition)).one()
    return Tally(int(row.people), int(row.registered), int(row.taken), headcount)


def headcount(session: Session, contest: Contest, unit: Unit) -> int | None:
    """Return the unit's own headcount, or the sum of those right below if all of them have one."""
    kind, day = contest.headcount_kind, contest.tree_day
    own: int | None = session.execute(
        sa.select(headcount_of(kind, day, Unit.id)).where(Unit.id == unit.id)
    ).scalar_one()
    if own is not None:
        return own
    counts = (
        _standing_children(session, contest, unit)
        .where(Unit.kind != UNAFFILIATED)
        .with_only_columns(headcount_of(kind, day, Unit.id).label("people"))
        .subquery()
    )
    every, known, total = session.execute(
        sa.select(
            sa.func.count(), sa.func.count(counts.c.people), sa.func.sum(counts.c.people)
        ).select_from(counts)
    ).one()
    return int(total) if known and known == every else None


def headcount_state(session: Session, contest: Contest, unit: Unit) -> HeadcountState | None:
    """Return the unit's own headcount that the contest goes by, and whether it is confirmed."""
    day = contest.tree_day
    row = session.execute(
        sa.select(Headcount.people, Headcount.day, Headcount.confirmed_at)
        .where(Headcount.unit_id == unit.id, Headcount.kind == contest.headcount_kind)
        .order_by(sa.case((Headcount.day <= day, 0), else_=1), Headcount.day.desc())
        .limit(1)
    ).one_or_none()
    return row and HeadcountState(row.people, row.day, row.confirmed_at is not None)


def rounds(session: Session, contest: Contest, unit: Unit) -> tuple[RoundTally, ...]:
    """Return every round of the contest with the people of the branch who have taken it."""
    taken = (
        sa.select(sa.func.count())
        .select_from(RoundResult)
        .join(Participation, Participation.id == RoundResult.participation_id)
        .join(Unit, Unit.id == Participation.unit_id)
        .where(
            RoundResult.round_id == Round.id,
            branch_on(session, unit, contest.tree_day),
        )
        .correlate(Round)
        .scalar_subquery()
    )
    rows = session.execute(
        sa.select(Round.number, Round.title, Round.opens_at, Round.closes_at, taken)
        .where(Round.contest_id == contest.id)
        .order_by(Round.number)
    )
    return tuple(RoundTally(*row) for row in rows)


def pages_of_children(session: Session, contest: Contest, unit: Unit) -> int:
    """Return over how many pages the units right below stretch; at least one."""
    below = _standing_children(session, contest, unit).subquery()
    count = session.execute(sa.select(sa.func.count()).select_from(below)).scalar_one()
    return max(1, -(-count // PAGE_SIZE))


def children(
    session: Session, contest: Contest, unit: Unit, tallies: sa.Subquery, page: int
) -> tuple[ChildTally, ...]:
    """Return one page of the units right below, each with the tally of its branch."""
    first = (page - 1) * PAGE_SIZE
    return _children(session, contest, unit, tallies, limit=PAGE_SIZE, offset=first)


def all_children(
    session: Session, contest: Contest, unit: Unit, tallies: sa.Subquery
) -> tuple[ChildTally, ...]:
    """Return all units right below but that of those outside, each with the tally of its branch."""
    return _children(session, contest, unit, tallies, belongs=Unit.kind != UNAFFILIATED)


def _children(
    session: Session,
    contest: Contest,
    unit: Unit,
    tallies: sa.Subquery,
    *,
    limit: int | None = None,
    offset: int = 0,
    belongs: sa.ColumnElement[bool] | None = None,
) -> tuple[ChildTally, ...]:
    place = place_on(session, contest)
    shown = (
        _standing_children(session, contest, unit)
        .with_only_columns(
            Unit.id,
            Unit.code,
            place.name.label("name"),
            place.path.label("path"),
            Unit.sort_key,
            headcount_of(contest.headcount_kind, contest.tree_day, Unit.id).label("headcount"),
            confirmation_of(contest.headcount_kind, contest.tree_day, Unit.id).label(
                "confirmed_at"
            ),
        )
        .order_by(Unit.sort_key, Unit.id)
        .where(sa.true() if belongs is None else belongs)
        .limit(limit)
        .offset(offset)
        .subquery()
    )
    in_branch = sa.func.substr(tallies.c.path, 1, sa.func.length(shown.c.path)) == shown.c.path
    rows = session.execute(
        sa.select(shown, *_sums(tallies))
        .select_from(shown.outerjoin(tallies, in_branch))
        .group_by(*shown.c)
        .order_by(shown.c.sort_key, shown.c.id)
    )
    return tuple(
        ChildTally(
            code=row.code,
            name=row.name,
            tally=Tally(int(row.people), int(row.registered), int(row.taken), row.headcount),
            is_confirmed=row.confirmed_at is not None,
        )
        for row in rows
    )


def _sums(tallies: sa.Subquery) -> tuple[sa.Label[Any], ...]:
    return tuple(
        sa.func.coalesce(sa.func.sum(column), 0).label(column.key)
        for column in (tallies.c.people, tallies.c.registered, tallies.c.taken)
    )


def _standing_children(session: Session, contest: Contest, unit: Unit) -> sa.Select[Any]:
    parent = place_on(session, contest).parent
    return sa.select(Unit.id).where(
        Unit.tree_id == contest.tree_id, parent == unit.id, stands_on(contest.tree_day)
    )
