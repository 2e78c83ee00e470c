"""The people that a tree already knows: everybody in any contest on it, looked up by name."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quiz.models import Contest, Participation, Person, Unit
from quiz.services.actor import Actor
from quiz.services.people.fence import WRITE, units_in_reach
from quiz.services.units import stands_on

BATCH = 5_000


@dataclass(frozen=True, slots=True)
class Place:
    """A participation in the contest at hand."""

    participation_id: int
    unit_id: int
    category: str | None
    eligibility: str


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A person of the tree; ``place`` is theirs in the contest at hand.

    ``is_ours`` tells whether all units they have stood under are in the actor's reach;
    ``has_registered`` whether they have ever agreed themselves, so that their own words count.
    """

    id: int
    full_name: str
    folded: str
    birth_date: date | None
    phone: str | None
    staff_number: str | None
    units: frozenset[int]
    place: Place | None
    is_ours: bool
    has_registered: bool


def known_people(
    session: Session, actor: Actor, contest: Contest, names: Iterable[str]
) -> dict[str, list[KnownPerson]]:
    """Return the known people by folded name, for the names asked."""
    found: dict[str, list[KnownPerson]] = {}
    for batch in _batches(names):
        rows = session.execute(_people(actor, contest, batch))
        by_person: dict[int, list[Any]] = {}
        for row in rows:
            by_person.setdefault(row.id, []).append(row)
        for lines in by_person.values():
            person = _person(lines, contest.id)
            found.setdefault(person.folded, []).append(person)
    return found


def units_by_code(
    session: Session, actor: Actor, contest: Contest, codes: Iterable[str]
) -> dict[str, int]:
    """Return the ids of the units under these codes that are in reach on the contest's day."""
    found: dict[str, int] = {}
    for batch in _batches(codes):
        rows = session.execute(
            sa.select(Unit.code, Unit.id).where(
                Unit.code.in_(batch),
                units_in_reach(actor, WRITE, contest),
                stands_on(contest.tree_day),
            )
        )
        found |= {row.code: row.id for row in rows}
    return found


def _people(actor: Actor, contest: Contest, names: Sequence[str]) -> sa.Select[*tuple[Any, ...]]:
    return (
        sa.select(
            Person.id,
            Person.full_name,
            Person.folded,
            Person.birth_date,
            Person.phone,
            Person.staff_number,
            Participation.id.label("participation_id"),
            Participation.contest_id,
            Participation.unit_id,
            Participation.category,
            Participation.eligibility,
            Participation.registered_at,
            units_in_reach(actor, WRITE, contest).label("is_ours"),
        )
        .join(Participation, Participation.person_id == Person.id)
        .join(Unit, Unit.id == Participation.unit_id)
        .where(Unit.tree_id == contest.tree_id, Person.folded.in_(names))
        .order_by(Person.id)
    )


def _person(lines: Sequence[Any], contest_id: int) -> KnownPerson:
    first = lines[0]
    here = [line for line in lines if line.contest_id == contest_id]
    return KnownPerson(
        id=first.id,
        full_name=first.full_name,
        folded=first.folded,
        birth_date=first.birth_date,
        phone=first.phone,
        staff_number=first.staff_number,
        units=frozenset(line.unit_id for line in lines),
        place=_place(here[0]) if here else None,
        is_ours=all(line.is_ours for line in lines),
        has_registered=any(line.registered_at is not None for line in lines),
    )


def _place(line: Any) -> Place:
    return Place(line.participation_id, line.unit_id, line.category, line.eligibility)


def _batches(values: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(sorted(set(values)))
    while batch := list(islice(rest, BATCH)):
        yield batch
