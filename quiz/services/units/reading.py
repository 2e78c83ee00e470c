"""Reading units: one by its code, what is above and below it, and how many people it counts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from quiz.models import Headcount, Unit, UnitSuccessor
from quiz.services.refusal import NotYours


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit in a list: whether there are units below it, and its headcount if it has one.

    ``is_confirmed`` tells whether the unit above has confirmed that headcount.
    """

    id: int
    code: str
    name: str
    kind: str
    has_children: bool
    headcount: int | None
    is_confirmed: bool


def stands_on(day: date) -> sa.ColumnElement[bool]:
    """Return the condition that a ``Unit`` row stands on a day."""
    return sa.and_(
        sa.or_(Unit.valid_from.is_(None), Unit.valid_from <= day),
        sa.or_(Unit.valid_to.is_(None), Unit.valid_to > day),
    )


def by_code(session: Session, tree_id: int, code: str) -> Unit:
    """Return a unit of a tree; raise ``NotYours`` when there is none."""
    found = session.execute(
        sa.select(Unit).where(Unit.tree_id == tree_id, Unit.code == code)
    ).scalar_one_or_none()
    if found is None:
        raise NotYours
    return found


def path_ids(path: str) -> tuple[int, ...]:
    """Return the ids in a path, from the root down to the unit itself."""
    return tuple(int(part) for part in path.split(".") if part)


def successors_of(session: Session, tree_id: int) -> Mapping[int, tuple[int, ...]]:
    """Return the units that took the place of each one that ended, by id."""
    found: dict[int, tuple[int, ...]] = {}
    rows = session.execute(
        sa.select(UnitSuccessor.unit_id, UnitSuccessor.successor_id)
        .join(Unit, Unit.id == UnitSuccessor.unit_id)
        .where(Unit.tree_id == tree_id)
        .order_by(UnitSuccessor.unit_id, UnitSuccessor.successor_id)
    )
    for unit_id, successor_id in rows:
        found[unit_id] = (*found.get(unit_id, ()), successor_id)
    return found


def names_of_path(session: Session, path: str) -> tuple[str, ...]:
    """Return the names on the way from the root down to a unit, itself included."""
    return names_of_paths(session, [path])[path]


def names_of_paths(session: Session, paths: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """Return the names on several paths, by path, in one statement."""
    ways = {path: path_ids(path) for path in paths}
    wanted = {unit_id for way in ways.values() for unit_id in way}
    if not wanted:
        return {}
    rows = session.execute(sa.select(Unit.id, Unit.name).where(Unit.id.in_(wanted)))
    names = {row.id: row.name for row in rows}
    return {path: tuple(names[unit_id] for unit_id in way) for path, way in ways.items()}


def headcount_of(kind: str, day: date, column: sa.SQLColumnExpression[int]) -> sa.ScalarSelect[int]:
    """Return the expression of a headcount of one kind, for the unit whose id is ``column``.

    It is the newest of those up to the day, and of all where there is none so early.
    """
    return _newest(Headcount.people, kind, day, column)


def confirmation_of(
    kind: str, day: date, column: sa.SQLColumnExpression[int]
) -> sa.ScalarSelect[int | None]:
    """Return the expression of when that headcount was confirmed, if it was."""
    return _newest(Headcount.confirmed_at, kind, day, column)


def _newest(
    what: Any, kind: str, day: date, column: sa.SQLColumnExpression[int]
) -> sa.ScalarSelect[Any]:
    return (
        sa.select(what)
        .where(Headcount.unit_id == column, Headcount.kind == kind)
        .order_by(sa.case((Headcount.day <= day, 0), else_=1), Headcount.day.desc())
        .limit(1)
        .scalar_subquery()
    )


def count_children(session: Session, unit_id: int, day: date) -> int:
    """Return how many units stand right below one on a day."""
    below = sa.select(sa.func.count()).where(Unit.parent_id == unit_id, stands_on(day))
    return session.execute(below).scalar_one()


def children(
    session: Session,
    unit_id: int,
    *,
    headcount_kind: str,
    day: date,
    limit: int = 50,
    offset: int = 0,
) -> list[UnitLine]:
    """Return units right below one, those standing on a day, in the order of their names."""
    below = aliased(Unit)
    rows = session.execute(
        sa.select(
            Unit.id,
            Unit.code,
            Unit.name,
            Unit.kind,
            sa.exists().where(below.parent_id == Unit.id).label("has_children"),
            headcount_of(headcount_kind, day, Unit.id).label("headcount"),
            confirmation_of(headcount_kind, day, Unit.id).label("confirmed_at"),
        )
        .where(Unit.parent_id == unit_id, stands_on(day))
        .order_by(Unit.sort_key, Unit.id)
        .limit(limit)
        .offset(offset)
    )
    return [
        UnitLine(
            id=row.id,
            code=row.code,
            name=row.name,
            kind=row.kind,
            has_children=bool(row.has_children),
            headcount=row.headcount,
            is_confirmed=row.confirmed_at is not None,
        )
        for row in rows
    ]
