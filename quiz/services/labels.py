"""Names to the lines of a result: whom, and of which unit."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from quiz.models import Contest, Participation, Person, Unit
from quiz.services.overall import OverallLine
from quiz.services.results import PersonLine
from quiz.services.units import name_on


@dataclass(frozen=True, slots=True)
class Label:
    """A person's full name, and the unit that the recognised attempt was made for.

    Cells of the same name are found in many units, so the unit is named with the one it stands in.
    """

    name: str
    unit: str


def labels_of(session: Session, lines: Sequence[PersonLine | OverallLine]) -> dict[int, Label]:
    """Return the label of each line of a contest by its participation, in two queries."""
    people = session.execute(
        sa.select(Participation.id, Participation.contest_id, Person.full_name)
        .join(Person, Person.id == Participation.person_id)
        .where(Participation.id.in_({line.participation_id for line in lines}))
    ).all()
    names = {row.id: row.full_name for row in people}
<<<<<<< HEAD
    found = session.execute(
        sa.select(Unit.id, name_on(Contest.tree_day).label("name"))
        .join(Contest, Contest.tree_id == Unit.tree_id)
        .where(
            Contest.id.in_({row.contest_id for row in people}),
            Unit.id.in_({line.unit_id for line in lines}),
        )
    )
    units = {row.id: row.name for row in found}
=======
    units = _units(session, {line.unit_id for line in lines})
>>>>>>> verify2
    return {
        line.participation_id: Label(names[line.participation_id], units[line.unit_id])
        for line in lines
    }


def _units(session: Session, ids: set[int]) -> dict[int, str]:
    above = aliased(Unit)  # the top, to which everybody belongs, tells nobody apart
    found = session.execute(
        sa.select(Unit.id, Unit.name, above.name.label("above"))
        .outerjoin(above, sa.and_(above.id == Unit.parent_id, above.parent_id.is_not(None)))
        .where(Unit.id.in_(ids))
    )
    return {row.id: f"{row.name}, {row.above}" if row.above else row.name for row in found}
