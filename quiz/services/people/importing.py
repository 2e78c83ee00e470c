"""Importing the people of a contest from a table, in a few statements however many there are.

Who is imported takes part only once they have agreed themselves. The same table twice changes
nothing.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quiz.documents.table import Table
from quiz.domain.names import fold, name_sort_key
from quiz.models import Contest, Eligibility, Participation, Person
from quiz.services import audit
from quiz.services.actor import Actor
from quiz.services.people.planning import PeopleLoad, Step, preview_people
from quiz.services.people.rows import PersonRow

Identity = tuple[str, date | None, str | None, str | None]
"""All that is kept of a person: name, birth date, phone, staff number."""


def import_people(
    session: Session, *, actor: Actor, now: int, contest: Contest, table: Table
) -> PeopleLoad:
    """Store the people of a table; raise ``FaultyTable`` with all that is wrong."""
    plan = preview_people(session, actor=actor, now=now, contest=contest, table=table)
    _add(session, [step for step in plan.steps if step.is_new], contest, now)
    _change(session, plan.steps)
    if plan.load.created or plan.load.updated:
        audit.record(
            session,
            actor=actor,
            now=now,
            action="people.import",
            target=f"contest:{contest.slug}",
            **asdict(plan.load),
            **_eligibilities(plan.steps),
        )
    session.expire_all()
    return plan.load


def _eligibilities(steps: Sequence[Step]) -> dict[str, int]:
    """Count whom a table has put out of prizes, out of the contest, or back."""
    said = (step.place.get("eligibility") for step in steps)
    return dict(Counter(str(one) for one in said if one is not None))


def _add(session: Session, steps: Sequence[Step], contest: Contest, now: int) -> None:
    """Add people to the contest, those first who are nobody yet."""
    ids = _add_people(session, [_person(step.row, now) for step in steps if step.known is None])
    rows = [
        {
            "contest_id": contest.id,
            "person_id": step.known.id if step.known else ids[_identity(step.row)].pop(),
            "eligibility": Eligibility.IN_CONTEST,
            "created_at": now,
            **step.place,
        }
        for step in steps
    ]
    if rows:
        session.execute(sa.insert(Participation), rows)


def _add_people(session: Session, rows: Sequence[dict[str, Any]]) -> dict[Identity, list[int]]:
    """Insert people and return their ids; those of whom the same is known may be exchanged."""
    ids: dict[Identity, list[int]] = {}
    if rows:
        for person in session.execute(
            sa.insert(Person).returning(
                Person.id, Person.full_name, Person.birth_date, Person.phone, Person.staff_number
            ),
            rows,
        ):
            ids.setdefault(_identity(person), []).append(person.id)
    return ids


def _identity(person: Any) -> Identity:
    return person.full_name, person.birth_date, person.phone, person.staff_number


def _person(row: PersonRow, now: int) -> dict[str, Any]:
    return {
        **_name(row.full_name),
        "birth_date": row.birth_date,
        "phone": row.phone,
        "staff_number": row.staff_number,
        "created_at": now,
    }


def _name(full_name: str) -> dict[str, str]:
    return {
        "full_name": full_name,
        "sort_key": name_sort_key(full_name),
        "folded": fold(full_name),
    }


def _change(session: Session, steps: Sequence[Step]) -> None:
    """Set what is new about people and participations that are there already."""
    people = []
    places = []
    for step in steps:
        known = step.known
        if known is None:
            continue
        if step.details:
            name = step.details.get("full_name", known.full_name)
            about = {key: getattr(known, key) for key in ("birth_date", "phone", "staff_number")}
            people.append({"id": known.id, **about, **step.details, **_name(name)})
        if known.place is not None and step.place:
            names = ("unit_id", "category", "eligibility")
            place = {name: getattr(known.place, name) for name in names}
            places.append({"id": known.place.participation_id, **place, **step.place})
    if people:
        session.execute(sa.update(Person), people)
    if places:
        session.execute(sa.update(Participation), places)
