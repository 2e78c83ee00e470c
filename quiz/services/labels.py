"""Names to the lines of a result: whom, and of which unit."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quiz.models import Contest, Participation, Person, Unit
from quiz.services.units import name_on, parent_on


@dataclass(frozen=True, slots=True)
class Label:
    """A person's full name, and the unit that the recognised attempt was made for.

    Cells of the same name are found in many units, so the unit is named with the one it stands in.
    """

    name: str
    unit: str


class Labelled(Protocol):
    """A line about a person who took part for a unit."""

    @property
    def participation_id(self) -> int:
        """Whom it is about."""

    @property
    def unit_id(self) -> int:
        """The unit that the attempt was made for."""


def labels_of(session: Session, lines: Sequence[Labelled]) -> dict[int, Label]:
    """Return the label of each line of a contest by its participation, in three queries."""
    people = session.execute(
        sa.select(Participation.id, Participation.contest_id, Person.full_name)
        .join(Person, Person.id == Participation.person_id)
        .where(Participation.id.in_({line.participation_id for line in lines}))
    ).all()
    names = {row.id: row.full_name for row in people}
    contests = {row.contest_id for row in people}
    units = _units(session, contests, {line.unit_id for line in lines})
    return {
        line.participation_id: Label(names[line.participation_id], units[line.unit_id])
        for line in lines
    }


def _units(session: Session, contests: set[int], ids: set[int]) -> dict[int, str]:
    """Name units, with what they stood in, as on the day that their contest pins."""
    units = (
        sa.select(
            Unit.id,
            Unit.parent_id.label("is_below"),
            name_on(Contest.tree_day).label("name"),
            parent_on(Contest.tree_day).label("above"),
        )
        .join(Contest, Contest.tree_id == Unit.tree_id)
        .where(Contest.id.in_(contests))
    )
    found = session.execute(units.where(Unit.id.in_(ids))).all()
    above = session.execute(units.where(Unit.id.in_({row.above for row in found})))
    # The top, to which everybody belongs, tells nobody apart.
    names = {row.id: row.name for row in above if row.is_below is not None}
    return {
        row.id: f"{row.name}, {names[row.above]}" if row.above in names else row.name
        for row in found
    }
