"""What is kept of a person already: a contest asks only for the rest, and keeps what it learns."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quiz.models import Contest, Participation, Person, Unit
from quiz.services.units import name_on


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A person as kept, and as their unit has entered them for one contest (else no unit)."""

    full_name: str
    birth_date: date | None
    phone: str | None
    staff_number: str | None
    unit_code: str | None
    unit_name: str | None
    category: str | None
    is_registered: bool

    def typed(self) -> dict[str, str]:
        """Return what is known as if it had been typed, by the names of what a contest asks."""
        known = {
            "full_name": self.full_name,
            "birth_date": self.birth_date.isoformat() if self.birth_date else None,
            "phone": self.phone,
            "staff_number": self.staff_number,
            "unit_code": self.unit_code,
            "category": self.category,
        }
        return {name: value for name, value in known.items() if value}


def known_person(session: Session, contest: Contest, person_id: int) -> KnownPerson:
    """Return what a contest need not ask of a person."""
    row = session.execute(
        sa.select(
            Person.full_name,
            Person.birth_date,
            Person.phone,
            Person.staff_number,
            Unit.code,
            name_on(contest.tree_day).label("unit_name"),
            Participation.category,
            Participation.registered_at.is_not(None),
        )
        .outerjoin(
            Participation,
            sa.and_(Participation.person_id == Person.id, Participation.contest_id == contest.id),
        )
        .outerjoin(Unit, Unit.id == Participation.unit_id)
        .where(Person.id == person_id)
    ).one()
    return KnownPerson(*row)


def learn(
    session: Session,
    person_id: int,
    *,
    birth_date: date | None,
    phone: str | None,
    staff_number: str | None,
) -> None:
    """Keep what was not known of a person before; what was known stays."""
    person = session.get_one(Person, person_id)
    person.birth_date = person.birth_date or birth_date
    person.phone = person.phone or phone
    person.staff_number = person.staff_number or staff_number
