"""Units as they were on a day: what they were called, and where they stood in their tree.

``day`` may be a column, such as the day that a contest pins.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from quiz.models import UNAFFILIATED, Unit, UnitPast

_OTHER = aliased(UnitPast)
Day = date | sa.SQLColumnExpression[date]


def name_on(day: Day) -> sa.ColumnElement[str]:
    """Return the expression of what a ``Unit`` row was called on a day."""
    return _on(day, UnitPast.name, Unit.name)


def kind_on(day: Day) -> sa.ColumnElement[str]:
    """Return the expression of the kind that a ``Unit`` row was of on a day."""
    return _on(day, UnitPast.kind, Unit.kind)


def path_on(day: Day) -> sa.ColumnElement[str]:
    """Return the expression of the path of a ``Unit`` row on a day."""
    return _on(day, UnitPast.path, Unit.path)


def parent_on(day: Day) -> sa.ColumnElement[int]:
    """Return the expression of what a ``Unit`` row stood right under on a day.

    A unit never becomes the root of its tree and the root stays it, so that no past parent is
    empty where the present one is not.
    """
    return _on(day, UnitPast.parent_id, Unit.parent_id)


def branch_on(session: Session, unit: Unit, day: date) -> sa.ColumnElement[bool]:
    """Return the condition that a ``Unit`` row stood at or below a unit on a day.

    Where nothing has changed since, it is one on the column itself, which an index serves.
    """
    if not changed_since(session, unit.tree_id, day):
        return Unit.path.startswith(unit.path, autoescape=True)
    then = session.execute(sa.select(path_on(day)).where(Unit.id == unit.id)).scalar_one()
    return path_on(day).startswith(then, autoescape=True)


def changed_since(session: Session, tree_id: int, day: date) -> bool:
    """Whether any unit of a tree has got another name, kind or place after a day."""
    past = sa.exists().where(UnitPast.unit_id == Unit.id, UnitPast.until > day)
    return bool(
        session.execute(sa.select(sa.exists().where(Unit.tree_id == tree_id, past))).scalar()
    )


def pasts_on(session: Session, tree_id: int, day: date) -> Mapping[int, UnitPast]:
    """Return how those units were on a day that have changed since, by id."""
    rows = session.execute(
        sa.select(UnitPast)
        .join(Unit, Unit.id == UnitPast.unit_id)
        .where(Unit.tree_id == tree_id, UnitPast.until > day)
        .order_by(UnitPast.until.desc())
    ).scalars()
    return {past.unit_id: past for past in rows}  # the first state after the day comes last


def kinds_on(session: Session, tree_id: int, day: date) -> Mapping[str, int]:
    """Return how many units of each kind a tree has on a day."""
    standing = (
        sa.select(kind_on(day).label("kind"))
        .where(
            Unit.tree_id == tree_id,
            Unit.kind != UNAFFILIATED,
            sa.or_(Unit.valid_from.is_(None), Unit.valid_from <= day),
            sa.or_(Unit.valid_to.is_(None), Unit.valid_to > day),
        )
        .subquery()
    )
    counted = sa.select(standing.c.kind, sa.func.count().label("units")).group_by(standing.c.kind)
    return {row.kind: row.units for row in session.execute(counted)}


def kinds_then(session: Session, tree_id: int, day: date) -> Mapping[int, str]:
    """Return the kind on a day of those units that are of another kind now, by id."""
    rows = session.execute(
        sa.select(UnitPast.unit_id, UnitPast.kind, Unit.kind.label("now"))
        .join(Unit, Unit.id == UnitPast.unit_id)
        .where(
            Unit.tree_id == tree_id,
            UnitPast.until > day,
            sa.exists(
                sa.select(_OTHER.unit_id).where(
                    _OTHER.unit_id == Unit.id, _OTHER.until > day, _OTHER.kind != Unit.kind
                )
            ),
        )
        .order_by(UnitPast.until.desc())
    )
    then = {row.unit_id: (row.kind, row.now) for row in rows}
    return {unit: kind for unit, (kind, present) in then.items() if kind != present}


def last_changes(session: Session, tree_id: int) -> Mapping[int, date]:
    """Return the last day from which each unit that ever changed is what it is now."""
    rows = session.execute(
        sa.select(UnitPast.unit_id, sa.func.max(UnitPast.until))
        .join(Unit, Unit.id == UnitPast.unit_id)
        .where(Unit.tree_id == tree_id)
        .group_by(UnitPast.unit_id)
    )
    return {row[0]: row[1] for row in rows}


def past_of(unit: Unit, until: date) -> UnitPast:
    """Return how a unit is as its state until a day."""
    return UnitPast(
        unit_id=unit.id,
        until=until,
        parent_id=unit.parent_id,
        name=unit.name,
        kind=unit.kind,
        path=unit.path,
        sort_key=unit.sort_key,
    )


def _on(day: Day, past: Any, present: Any) -> sa.ColumnElement[Any]:
    then = (
        sa.select(past)
        .where(UnitPast.unit_id == Unit.id, UnitPast.until > day)
        .order_by(UnitPast.until)
        .limit(1)
        .correlate_except(UnitPast)
        .scalar_subquery()
    )
    return sa.func.coalesce(then, present)
