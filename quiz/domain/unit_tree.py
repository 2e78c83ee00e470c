"""The tree of units, and the sum of what the people at and below each of them did."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from graphlib import CycleError, TopologicalSorter


@dataclass(frozen=True, slots=True)
class UnitNode:
    """A unit as it stood on the day that the contest pins.

    ``headcount`` covers the whole branch; None takes the sum of the units right below, if all of
    them have one. A parent that is not given makes the unit a root. Units of different ``league``
    never compete.
    """

    id: int
    parent: int | None
    sort_key: str
    headcount: int | None = None
    kind: str = ""
    league: str | None = None


@dataclass(frozen=True, slots=True)
class PersonResult:
    """What one person did for a unit: attempts made, recognised points (hundredths), a prize."""

    unit: int | None
    attempts: int
    points: int
    all_correct: bool
    prize: str | None = None


@dataclass(slots=True)
class UnitTally:
    """The numbers of a unit and all below it: people (*người*), attempts (*lượt*), points, prizes.

    Points in hundredths, of recognised results; ``prize_points`` are those that the rules give a
    unit for its winners, ``best`` the points of its best people, where such are asked for.
    """

    headcount: int | None = None
    people: int = 0
    attempts: int = 0
    total_points: int = 0
    all_correct_people: int = 0
    winners: int = 0
    prize_points: int = 0
    best: list[int] = field(default_factory=list)

    @property
    def rate(self) -> Fraction | None:
        """People against headcount, above 1 where the headcount is out of date; None without."""
        return Fraction(self.people, self.headcount) if self.headcount else None

    @property
    def average_points(self) -> Fraction | None:
        """The mean of the recognised results, in hundredths; None where nobody took part."""
        return Fraction(self.total_points, self.people) if self.people else None

    def count(self, result: PersonResult, prize_points: Mapping[str, int]) -> None:
        """Add one person's result."""
        self.people += 1
        self.attempts += result.attempts
        self.total_points += result.points
        self.all_correct_people += result.all_correct
        if result.prize is not None:
            self.winners += 1
            self.prize_points += prize_points.get(result.prize, 0)

    def include(self, below: "UnitTally") -> None:
        """Add the counts of a unit below; the headcount stays."""
        self.people += below.people
        self.attempts += below.attempts
        self.total_points += below.total_points
        self.all_correct_people += below.all_correct_people
        self.winners += below.winners
        self.prize_points += below.prize_points
        self.best += below.best


def roll_up(
    results: Iterable[PersonResult],
    units: Mapping[int, UnitNode],
    prize_points: Mapping[str, int],
    best: int = 0,
) -> tuple[dict[int, UnitTally], int]:
    """Give each unit's tally, and how many people belong to none of the units.

    Each tally keeps the points of its ``best`` best people, the most first. Raises ValueError if a
    unit stands below itself.
    """
    tallies = {unit.id: UnitTally(unit.headcount) for unit in units.values()}
    outside = 0
    for result in results:
        if result.unit is None or result.unit not in tallies:
            outside += 1
        else:
            tallies[result.unit].count(result, prize_points)
            if best:
                tallies[result.unit].best.append(result.points)
    children = _children(units)
    for unit in _deepest_first(children):
        below = [tallies[child] for child in children[unit]]
        for tally in below:
            tallies[unit].include(tally)
        tallies[unit].best = sorted(tallies[unit].best, reverse=True)[:best]
        tallies[unit].headcount = _headcount(tallies[unit], below)
    return tallies, outside


def _children(units: Mapping[int, UnitNode]) -> dict[int, list[int]]:
    children: dict[int, list[int]] = {unit: [] for unit in units}
    for unit in units.values():
        if unit.parent is not None and unit.parent in children:
            children[unit.parent].append(unit.id)
    return children


def _deepest_first(children: Mapping[int, list[int]]) -> list[int]:
    try:
        return list(TopologicalSorter(children).static_order())
    except CycleError as error:
        raise ValueError(f"units below themselves: {error.args[1]}") from error


def _headcount(own: UnitTally, below: Sequence[UnitTally]) -> int | None:
    if own.headcount is not None:
        return own.headcount
    known = [tally.headcount for tally in below if tally.headcount is not None]
    return sum(known) if known and len(known) == len(below) else None
