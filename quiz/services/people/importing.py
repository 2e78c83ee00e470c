"""Importing the people of a contest from a table, in a few statements however many there are.

Who is imported takes part only once they have agreed themselves. The same table twice changes
nothing.
"""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quiz.documents.table import Table
from quiz.domain.names import fold, name_sort_key
from quiz.models import Contest, Eligibility, Participation, Person
from quiz.services import audit
from quiz.services.actor import Actor
from quiz.services.people.planning import PeopleLoad, Step, preview_people


def import_people(
    session: Session, *, actor: Actor, now: int, contest: Contest, table: Table
) -> PeopleLoad:
    """Store the people of a table; raise ``FaultyTable`` with all that is wrong."""
    plan = preview_people(session, actor=actor, contest=contest, table=table)
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
        )
    session.expire_all()
    return plan.load


def _add(session: Session, steps: Sequence[Step], contest: Contest, now: int) -> None:
    """Add people to the contest, those first who are nobody yet."""
    strangers = [step for step in steps if step.known is None]
    ids = iter(_add_people(session, [_person(step, now) for step in strangers]))
    rows = [
        {
            "contest_id": contest.id,
            "person_id": next(ids) if step.known is None else step.known.id,
            "eligibility": Eligibility.IN_CONTEST,
            "created_at": now,
            **step.place,
        }
        for step in steps
    ]
    if rows:
        session.execute(sa.insert(Participation), rows)


def _add_people(session: Session, rows: Sequence[dict[str, Any]]) -> Sequence[int]:
    if not rows:
        return ()
    statement = sa.insert(Person).returning(Person.id, sort_by_parameter_order=True)
    return session.execute(statement, rows).scalars().all()


def _person(step: Step, now: int) -> dict[str, Any]:
    row = step.row
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
            place = {"unit_id": known.place.unit_id, "category": known.place.category}
            places.append({"id": known.place.participation_id, **place, **step.place})
    if people:
        session.execute(sa.update(Person), people)
    if places:
        session.execute(sa.update(Participation), places)
