"""The people of a contest as staff see them: who they are and how far they are; never answers."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quiz.domain.names import fold
from quiz.models import Account, Contest, Participation, Person, RoundResult, Unit
from quiz.services.actor import Actor
from quiz.services.people.fence import READ, units_in_reach
from quiz.services.refusal import NotYours
from quiz.services.units import branch_on, name_on

PAGE_SIZE = 50


class Show(StrEnum):
    """Which people a list holds."""

    ALL = "all"
    REGISTERED = "registered"
    NOT_REGISTERED = "not_registered"
    NOT_TAKEN = "not_taken"  # no finished attempt: of the round asked for, or of any round


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person in a list; ``rounds_taken`` counts the rounds with a finished attempt."""

    participation_id: int
    full_name: str
    birth_date: date | None
    phone: str | None
    staff_number: str | None
    unit_code: str
    unit_name: str
    registered_at: int | None
    has_account: bool
    rounds_taken: int
    eligibility: str


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """One page of a list: its people, how many there are in all, and where it stands."""

    people: tuple[PersonLine, ...]
    total: int
    page: int
    pages: int


def people_of(
    session: Session,
    *,
    actor: Actor,
    contest: Contest,
    unit: Unit,
    show: Show = Show.ALL,
    round_id: int | None = None,
    query: str = "",
    page: int = 1,
    size: int = PAGE_SIZE,
) -> PeoplePage:
    """Return people at and below a unit, in the order of their units and names; two statements.

    ``query`` finds names by any of their words, and phones and staff numbers as they are. What is
    not in the reach of ``actor`` is not there.
    """
    matched = (
        sa.select(Participation.id)
        .join(Person, Person.id == Participation.person_id)
        .join(Unit, Unit.id == Participation.unit_id)
        .where(
            Participation.contest_id == contest.id,
            branch_on(session, unit, contest.tree_day),
            units_in_reach(actor, READ, contest),
            *matching(query),
            *_shown(show, round_id),
        )
    )
    total = session.execute(sa.select(sa.func.count()).select_from(matched.subquery())).scalar_one()
    pages = max(1, -(-total // size))
    page = min(max(1, page), pages)
    rows = session.execute(
        matched.with_only_columns(*_columns(contest))
        .order_by(Unit.sort_key, Unit.id, Person.sort_key, Person.id)
        .limit(size)
        .offset((page - 1) * size)
    )
    return PeoplePage(tuple(PersonLine(*row) for row in rows), total, page, pages)


def person_for(
    session: Session, *, actor: Actor, contest: Contest, participation_id: int
) -> PersonLine:
    """Return one person of a contest in the reach of ``actor``; otherwise there is none."""
    row = session.execute(
        sa.select(*_columns(contest))
        .select_from(Participation)
        .join(Person, Person.id == Participation.person_id)
        .join(Unit, Unit.id == Participation.unit_id)
        .where(
            Participation.id == participation_id,
            Participation.contest_id == contest.id,
            units_in_reach(actor, READ, contest),
        )
    ).one_or_none()
    if row is None:
        raise NotYours
    return PersonLine(*row)


def has_taken(round_id: int | None) -> sa.ColumnElement[bool]:
    """Return the condition that a ``Participation`` has a result in that round, or in any."""
    taken = sa.exists().where(RoundResult.participation_id == Participation.id)
    return taken if round_id is None else taken.where(RoundResult.round_id == round_id)


def _columns(contest: Contest) -> tuple[Any, ...]:
    rounds = (
        sa.select(sa.func.count())
        .where(RoundResult.participation_id == Participation.id)
        .correlate(Participation)
        .scalar_subquery()
    )
    return (
        Participation.id,
        Person.full_name,
        Person.birth_date,
        Person.phone,
        Person.staff_number,
        Unit.code,
        name_on(contest.tree_day).label("unit_name"),
        Participation.registered_at,
        sa.exists().where(Account.person_id == Person.id),
        rounds,
        Participation.eligibility,
    )


def matching(query: str) -> list[sa.ColumnElement[bool]]:
    """Return the conditions that a ``Person`` is asked for, by words of the name or a number."""
    text = query.strip()
    if not text:
        return []
    words = [Person.folded.contains(word, autoescape=True) for word in fold(text).split()[:8]]
    return [sa.or_(sa.and_(*words), Person.phone == text, Person.staff_number == text)]


def _shown(show: Show, round_id: int | None) -> list[sa.ColumnElement[bool]]:
    match show:
        case Show.REGISTERED:
            return [Participation.registered_at.is_not(None)]
        case Show.NOT_REGISTERED:
            return [Participation.registered_at.is_(None)]
        case Show.NOT_TAKEN:
            return [~has_taken(round_id)]
        case Show.ALL:
            return []
