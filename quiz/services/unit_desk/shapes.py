"""What the desk of a branch shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from quiz.models import Unit


@dataclass(frozen=True, slots=True)
class Tally:
    """People of a unit and all below it: listed, registered, and with a finished attempt."""

    people: int
    registered: int
    taken: int
    headcount: int | None

    @property
    def not_yet(self) -> int:
        """Listed people who have not taken part."""
        return self.people - self.taken

    @property
    def rate(self) -> Fraction | None:
        """People who have taken part against the headcount; None without one."""
        return Fraction(self.taken, self.headcount) if self.headcount else None


@dataclass(frozen=True, slots=True)
class RoundTally:
    """How many people of the branch have a finished attempt of a round."""

    number: int
    title: Mapping[str, str]
    opens_at: int
    closes_at: int
    taken: int


@dataclass(frozen=True, slots=True)
class DayTally:
    """One day of a branch: who took part for the first time, all so far, and finished attempts."""

    day: date
    new: int
    so_far: int
    attempts: int


@dataclass(frozen=True, slots=True)
class HeadcountState:
    """A headcount with the day that it is of, and whether the unit above has confirmed it."""

    people: int
    day: date
    is_confirmed: bool


@dataclass(frozen=True, slots=True)
class ChildTally:
    """A unit right below, with its own tally, and whether its headcount is confirmed."""

    code: str
    name: str
    tally: Tally
    is_confirmed: bool = False


@dataclass(frozen=True, slots=True)
class UnitStep:
    """A unit on the way down to the one that is looked at, as far up as the actor reaches."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Desk:
    """A branch in a contest; ``own`` counts those right at the unit, below no other."""

    unit: Unit
    steps: tuple[UnitStep, ...]
    whole: Tally
    own: Tally
    headcount: HeadcountState | None
    rounds: tuple[RoundTally, ...]
    days: tuple[DayTally, ...]
    children: tuple[ChildTally, ...]
    page: int
    pages: int
