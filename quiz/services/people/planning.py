"""What importing a table of people would do: compared with who is known, nothing stored yet.

An empty cell says nothing; what people have typed themselves is completed, never replaced. Who the
table does not name stays.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from question_bank.findings import Place as FilePlace
from quiz.documents.table import Fault, Table
from quiz.domain.rules import RoundKind
from quiz.models import Contest, Round
from quiz.services.access import contests_within
from quiz.services.actor import Actor
from quiz.services.people.fence import WRITE, refuse_unless_possible
from quiz.services.people.known import KnownPerson, known_people, units_by_code
from quiz.services.people.matching import agreement, best_matches
from quiz.services.people.rows import PersonRow, category_key, person_rows
from quiz.services.table_faults import check

_DETAILS = ("full_name", "birth_date", "phone", "staff_number")


@dataclass(frozen=True, slots=True)
class PeopleLoad:
    """How many people are new to the contest, how many change, and how many stay as they are."""

    created: int
    updated: int
    unchanged: int


@dataclass(frozen=True, slots=True)
class Said:
    """A row with its unit looked up, comparable with who is known."""

    row: PersonRow
    unit_id: int
    birth_date: date | None
    phone: str | None
    staff_number: str | None
    units: frozenset[int]


@dataclass(frozen=True, slots=True)
class Step:
    """What happens to one person: who they are known as, and what is set, if anything.

    ``details`` are of the person, ``place`` (``unit_id``, ``category``, ``eligibility``) of the
    participation.
    """

    row: PersonRow
    known: KnownPerson | None
    details: Mapping[str, Any]
    place: Mapping[str, Any]

    @property
    def is_new(self) -> bool:
        """Whether the person is not in this contest yet."""
        return self.known is None or self.known.place is None

    @property
    def is_change(self) -> bool:
        """Whether the person is in this contest already and something about them is set."""
        return not self.is_new and bool(self.details or self.place)


@dataclass(frozen=True, slots=True)
class PeoplePlan:
    """What an import does, a step for each row."""

    steps: tuple[Step, ...]

    @property
    def load(self) -> PeopleLoad:
        """Return how much it is."""
        created = sum(step.is_new for step in self.steps)
        updated = sum(step.is_change for step in self.steps)
        return PeopleLoad(created, updated, len(self.steps) - created - updated)


def preview_people(
    session: Session, *, actor: Actor, now: int, contest: Contest, table: Table
) -> PeoplePlan:
    """Return what importing the table would do; raise ``FaultyTable`` with all that is wrong.

    Who is out of prizes or of the contest is for its organizers to say, and of those who are in it
    already until an official round has opened: from then on judges rule.
    """
    refuse_unless_possible(actor, WRITE)
    categories = {category_key(code): code for code in contest.registration.get("categories", ())}
    people, faults = person_rows(table, categories)
    units = units_by_code(session, actor, contest, (one.unit for one in people if one.unit))
    found = [*table.faults, *faults]
    if not found and not people:
        found.append(Fault("table_empty", FilePlace()))
    said = [_said(one, units, found) for one in people]
    found += _twice(said)
    known = known_people(session, actor, contest, (one.folded for one in people))
    steps = [_step(one, known.get(one.row.folded, ()), found) for one in said]
    found += _claimed_twice(steps)
    found += _beyond_eligibility(session, actor, now, contest, steps)
    check(found)
    return PeoplePlan(tuple(steps))


def _said(one: PersonRow, units: Mapping[str, int], faults: list[Fault]) -> Said:
    unit_id = units.get(one.unit, 0)
    if one.unit and not unit_id:
        faults.append(one.row.fault("person_unit_unknown", "unit", text=one.unit))
    under = frozenset({unit_id} - {0})
    return Said(one, unit_id, one.birth_date, one.phone, one.staff_number, under)


def _twice(people: Sequence[Said]) -> Iterator[Fault]:
    """Yield a fault for every row that means the person of an earlier one."""
    earlier: dict[str, list[Said]] = {}
    for one in people:
        others = earlier.setdefault(one.row.folded, [])
        same = next((other for other in others if agreement(one, other) is not None), None)
        if same is not None:
            yield one.row.row.fault("person_twice", "full_name", first=same.row.row.number)
        others.append(one)


def _step(one: Said, candidates: Sequence[KnownPerson], faults: list[Fault]) -> Step:
    found = best_matches(one, candidates)
    if len(found) > 1:
        faults.append(one.row.row.fault("person_ambiguous", "full_name", count=len(found)))
    known = found[0] if found else None
    if known is not None and not known.is_ours:
        faults.append(one.row.row.fault("person_elsewhere", "full_name"))
    return Step(one.row, known, _details(one.row, known), _place(one, known))


def _claimed_twice(steps: Sequence[Step]) -> Iterator[Fault]:
    """Yield a fault for every row whose known person an earlier row has been taken for."""
    first: dict[int, int] = {}
    for step in steps:
        if step.known is not None:
            number = first.setdefault(step.known.id, step.row.row.number)
            if number != step.row.row.number:
                yield step.row.row.fault("person_twice", "full_name", first=number)


def _beyond_eligibility(
    session: Session, actor: Actor, now: int, contest: Contest, steps: Sequence[Step]
) -> Iterator[Fault]:
    """Yield a fault for every row that says what its reader may not, or too late."""
    saying = [step for step in steps if step.place.get("eligibility")]
    if not saying:
        return
    ours = contests_within(actor, WRITE.contest)
    is_ours = session.scalar(sa.select(sa.exists().where(Contest.id == contest.id, ours)))
    has_opened = session.scalar(
        sa.select(
            sa.exists().where(
                Round.contest_id == contest.id,
                Round.kind == RoundKind.OFFICIAL,
                Round.opens_at <= now,
            )
        )
    )
    for step in saying:
        if not is_ours:
            yield step.row.row.fault("eligibility_not_yours", "eligibility")
        elif has_opened and not step.is_new:
            yield step.row.row.fault("eligibility_late", "eligibility")


def _details(row: PersonRow, known: KnownPerson | None) -> dict[str, Any]:
    """Return what the row says of the person beyond what is known."""
    said = {name: getattr(row, name) for name in _DETAILS if getattr(row, name) is not None}
    if known is None:
        return said
    return {
        name: value
        for name, value in said.items()
        if value != (before := getattr(known, name))
        and (before is None or not known.has_registered)
    }


def _place(one: Said, known: KnownPerson | None) -> dict[str, Any]:
    """Return what the row says of the participation beyond what is known."""
    said: dict[str, Any] = {"unit_id": one.unit_id, "category": one.row.category}
    if one.row.eligibility is not None:
        said["eligibility"] = one.row.eligibility
    if known is None or known.place is None:
        return said
    return {
        name: value
        for name, value in said.items()
        if value is not None and value != getattr(known.place, name)
    }
