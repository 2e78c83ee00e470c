"""Headcounts: declared by who looks after a unit, confirmed by who looks after the one above."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from quiz.domain.permissions import Permission
from quiz.models import UNAFFILIATED, Headcount, Person, Unit, UnitTree
from quiz.services import audit
from quiz.services.access import require, units_within
from quiz.services.actor import Actor
from quiz.services.refusal import FieldRefusal, NotYours
from quiz.services.units.planning import today_of
from quiz.services.units.reading import stands_on
from quiz.services.units.rows import MOST_PEOPLE

MOST_WAITING = 100


@dataclass(frozen=True, slots=True)
class HeadcountLine:
    """A number with who declared and who confirmed it; no name where the command line did.

    ``may_confirm`` tells whether the reader may confirm it now.
    """

    id: int
    unit_code: str
    unit_name: str
    kind: str
    day: date
    people: int
    declared_by: str | None
    declared_at: int
    confirmed_by: str | None
    confirmed_at: int | None
    may_confirm: bool


def declare_headcount(
    session: Session,
    *,
    actor: Actor,
    now: int,
    unit: Unit,
    kind: str,
    day: date,
    people: int,
) -> None:
    """Set how many people of a kind a unit counts on a day; the same number again changes nothing.

    Whoever looks after the unit above confirms it by setting it; else it waits to be confirmed.
    """
    require(actor, Permission.UNIT_HEADCOUNT_DECLARE)
    if not _holds(session, actor, Permission.UNIT_HEADCOUNT_DECLARE, unit.id):
        raise NotYours
    if unit.kind == UNAFFILIATED:
        raise NotYours
    if not 0 <= people <= MOST_PEOPLE:
        raise FieldRefusal("people", "headcount_bad", most=MOST_PEOPLE)
    if day > today_of(now):
        raise FieldRefusal("day", "headcount_ahead")
    known = session.execute(
        sa.select(Headcount)
        .where(Headcount.unit_id == unit.id, Headcount.kind == kind, Headcount.day == day)
        .with_for_update()
    ).scalar_one_or_none()
    if known is not None and known.people == people:
        return
    confirms = stands_above(session, actor, unit)
    row = known or Headcount(unit_id=unit.id, kind=kind, day=day)
    row.people, row.declared_by_id, row.declared_at = people, actor.person_id, now
    row.confirmed_by_id = actor.person_id if confirms else None
    row.confirmed_at = now if confirms else None
    session.add(row)
    session.flush()
    _record(session, actor=actor, now=now, action="headcount.declare", row=row, unit=unit)


def confirm_headcount(
    session: Session, *, actor: Actor, now: int, headcount_id: int, people: int
) -> Unit:
    """Confirm a number as it was seen; refuse when another one has been declared meanwhile."""
    require(actor, Permission.UNIT_HEADCOUNT_DECLARE)
    row = session.execute(
        sa.select(Headcount).where(Headcount.id == headcount_id).with_for_update()
    ).scalar_one_or_none()
    unit = session.get(Unit, row.unit_id) if row else None
    if row is None or unit is None or not stands_above(session, actor, unit):
        raise NotYours
    if row.people != people:
        raise FieldRefusal("people", "headcount_changed", people=row.people)
    if row.confirmed_at is None:
        row.confirmed_by_id, row.confirmed_at = actor.person_id, now
        session.flush()
        _record(session, actor=actor, now=now, action="headcount.confirm", row=row, unit=unit)
    return unit


def stands_above(session: Session, actor: Actor, unit: Unit) -> bool:
    """Whether ``actor`` looks after what stands right above a unit; of the highest, the unit."""
    if unit.parent_id is None:
        return _holds(session, actor, Permission.UNIT_HEADCOUNT_CONFIRM, unit.id)
    return _holds(session, actor, Permission.UNIT_HEADCOUNT_DECLARE, unit.parent_id)


def headcounts_of(session: Session, actor: Actor, unit: Unit) -> tuple[HeadcountLine, ...]:
    """Return every number of one unit, the newest first."""
    may = stands_above(session, actor, unit)
    return _lines(session, Headcount.unit_id == unit.id, may_confirm=may)


def waiting_below(
    session: Session, actor: Actor, unit: Unit, now: int
) -> tuple[HeadcountLine, ...]:
    """Return the numbers of units right below one that wait to be confirmed."""
    if not _holds(session, actor, Permission.UNIT_HEADCOUNT_DECLARE, unit.id):
        return ()
    return _lines(
        session,
        Unit.parent_id == unit.id,
        stands_on(today_of(now)),
        Headcount.confirmed_at.is_(None),
        may_confirm=True,
    )


def _lines(
    session: Session, *conditions: sa.ColumnElement[bool], may_confirm: bool
) -> tuple[HeadcountLine, ...]:
    declarer, confirmer = aliased(Person), aliased(Person)
    rows = session.execute(
        sa.select(
            Headcount.id,
            Unit.code,
            Unit.name,
            Headcount.kind,
            Headcount.day,
            Headcount.people,
            declarer.full_name.label("declared_by"),
            Headcount.declared_at,
            confirmer.full_name.label("confirmed_by"),
            Headcount.confirmed_at,
            sa.and_(sa.literal(may_confirm), Headcount.confirmed_at.is_(None)),
        )
        .join(Unit, Unit.id == Headcount.unit_id)
        .outerjoin(declarer, declarer.id == Headcount.declared_by_id)
        .outerjoin(confirmer, confirmer.id == Headcount.confirmed_by_id)
        .where(*conditions)
        .order_by(Unit.sort_key, Unit.id, Headcount.day.desc(), Headcount.kind)
        .limit(MOST_WAITING)
    )
    return tuple(HeadcountLine(*row) for row in rows)


def _holds(session: Session, actor: Actor, permission: Permission, unit_id: int) -> bool:
    within = sa.select(Unit.id).where(Unit.id == unit_id, units_within(actor, permission))
    return session.execute(within).first() is not None


def _record(
    session: Session, *, actor: Actor, now: int, action: str, row: Headcount, unit: Unit
) -> None:
    tree = session.get_one(UnitTree, unit.tree_id)
    audit.record(
        session,
        actor=actor,
        now=now,
        action=action,
        target=f"tree:{tree.code}",
        unit=unit.code,
        kind=row.kind,
        day=row.day.isoformat(),
        people=row.people,
    )
