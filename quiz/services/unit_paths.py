"""The units of a contest by id, for the tables of staff: code, name, and what is above each."""

from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quiz.models import Contest, Unit
from quiz.services.units import name_on, path_on

BETWEEN = " › "


@dataclass(frozen=True, slots=True)
class UnitPath:
    """A unit in a table; ``way`` names all that it belongs to, itself last."""

    code: str
    name: str
    way: str


def unit_paths(session: Session, contest_id: int) -> dict[int, UnitPath]:
    """Return every unit of the contest's tree as it was on its day, in one query."""
    rows = session.execute(
        sa.select(
            Unit.id,
            Unit.code,
            name_on(Contest.tree_day).label("name"),
            path_on(Contest.tree_day).label("path"),
        )
        .join(Contest, Contest.tree_id == Unit.tree_id)
        .where(Contest.id == contest_id)
    ).all()
    names = {row.id: row.name for row in rows}
    return {row.id: UnitPath(row.code, row.name, _way(row.path, names)) for row in rows}


def unit_names(session: Session, contest_id: int, ids: Collection[int]) -> dict[int, str]:
    """Name a few units as on the day of a contest, in one query; none for no unit."""
    if not ids:
        return {}
    rows = session.execute(
        sa.select(Unit.id, name_on(Contest.tree_day).label("name"))
        .join(Contest, Contest.tree_id == Unit.tree_id)
        .where(Contest.id == contest_id, Unit.id.in_(ids))
    )
    return {row.id: row.name for row in rows}


def _way(path: str, names: dict[int, str]) -> str:
    return BETWEEN.join(names[int(step)] for step in path.rstrip(".").split("."))
