"""What an act on a tree does, told from what is there once it is done: codes and names, never ids.

An act that is told and then rolled back is its own preview.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quiz.domain.permissions import Permission
from quiz.models import Contest, Headcount, Participation, Round, Unit
from quiz.services.access import contests_within
from quiz.services.actor import Actor


@dataclass(frozen=True, slots=True)
class NamedUnit:
    """A unit by its code and its name after the act."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class EndedUnit:
    """A unit that stands no more, and what takes its place: nothing where it is closed."""

    unit: NamedUnit
    successors: tuple[NamedUnit, ...]


@dataclass(frozen=True, slots=True)
class MovedUnit:
    """A unit that stands under another one now; ``units`` counts it with all below it."""

    unit: NamedUnit
    above: NamedUnit
    units: int


@dataclass(frozen=True, slots=True)
class LostHeadcount:
    """The newest number of a kind that an ended unit has declared; it is added to no other."""

    unit: NamedUnit
    kind: str
    day: date
    people: int


@dataclass(frozen=True, slots=True)
class Reorganised:
    """What an act did.

    ``before`` is the name of a renamed unit until then. ``people`` moved along, ``waiting`` are
    still listed at a unit that ended, until their list is loaded anew: both in contests that pin
    the day of the act or a later one. Of contests that are not over, ``untouched`` pin an earlier
    day and stay as they are, ``following`` do not; by the titles of their texts.
    """

    before: str | None
    renamed: NamedUnit | None
    closed: tuple[EndedUnit, ...]
    opened: tuple[NamedUnit, ...]
    placed: tuple[MovedUnit, ...]
    headcounts: tuple[LostHeadcount, ...]
    people: int
    waiting: int
    untouched: tuple[dict[str, str], ...]
    following: tuple[dict[str, str], ...]

    @property
    def ended(self) -> int:
        """How many units ended."""
        return len(self.closed)

    @property
    def made(self) -> int:
        """How many units were made."""
        return len(self.opened)

    @property
    def moved(self) -> int:
        """How many units stand elsewhere than before, with all below them."""
        return sum(line.units for line in self.placed)

    @property
    def decisive(self) -> "Reorganised":
        """The same without what others change from one moment to the next."""
        return replace(self, people=0, waiting=0)


def named(unit: Unit) -> NamedUnit:
    """Return a unit as it is called now."""
    return NamedUnit(unit.code, unit.name)


def lost_headcounts(session: Session, ended: Sequence[Unit]) -> tuple[LostHeadcount, ...]:
    """Return the newest headcount of each kind of units that ended."""
    units = {unit.id: unit for unit in ended}
    rows = session.execute(
        sa.select(Headcount)
        .where(Headcount.unit_id.in_(units))
        .order_by(Headcount.unit_id, Headcount.kind, Headcount.day)
    ).scalars()
    newest = {(row.unit_id, row.kind): row for row in rows}
    return tuple(
        LostHeadcount(named(units[row.unit_id]), row.kind, row.day, row.people)
        for row in newest.values()
    )


def listed_at(session: Session, ended: Sequence[Unit], tree_id: int, day: date) -> int:
    """Count who is listed right at units in contests that pin a day or a later one."""
    return session.execute(
        sa.select(sa.func.count())
        .select_from(Participation)
        .join(Contest, Contest.id == Participation.contest_id)
        .where(
            Participation.unit_id.in_([unit.id for unit in ended]),
            Contest.tree_id == tree_id,
            Contest.tree_day >= day,
        )
    ).scalar_one()


def contests_on(
    session: Session, actor: Actor, tree_id: int, now: int
) -> tuple[tuple[date, dict[str, str]], ...]:
    """Return the day and the title of each contest on a tree that is not over and may be named."""
    is_on = sa.exists().where(Round.contest_id == Contest.id, Round.closes_at > now)
    may_be_named = sa.or_(
        Contest.announced_at.is_not(None),
        contests_within(actor, Permission.CONTEST_ROUND_WRITE),
    )
    rows = session.execute(
        sa.select(Contest.tree_day, Contest.title)
        .where(Contest.tree_id == tree_id, is_on, may_be_named)
        .order_by(Contest.tree_day, Contest.id)
    )
    return tuple((row.tree_day, row.title) for row in rows)
