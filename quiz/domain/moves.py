"""What moves between two results of one round: the people and units whose place is another.

Judges see it before they decide, whatever it is that would change the result.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain

from quiz.domain.entry import Entry
from quiz.domain.result import Result, UnitLine

LAST = 1 << 62
"""Behind every rank: where whoever has none stands."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody stands in a result: a rank and perhaps a prize, or the reason for no rank."""

    rank: int | None = None
    reason: str | None = None
    prize: str | None = None


@dataclass(frozen=True, slots=True)
class PersonMove:
    """A person whose rank or prize changes; ``person`` and ``unit`` as in the entries."""

    person: int
    unit: int | None
    before: Place
    after: Place


@dataclass(frozen=True, slots=True)
class UnitMove:
    """A unit whose rank changes, or the reason why it has none."""

    unit: int
    before: Place
    after: Place


@dataclass(frozen=True, slots=True)
class Moves:
    """All that changes between two results, the best places first."""

    people: tuple[PersonMove, ...]
    units: tuple[UnitMove, ...]


def moves(before: Result, after: Result) -> Moves:
    """Compare two results of the same people and units."""
    old, new = _people(before), _people(after)
    people = [
        PersonMove(person, entry.unit, old[person][1], place)
        for person, (entry, place) in new.items()
        if old[person][1] != place
    ]
    there, here = _units(before.units), _units(after.units)
    units = [
        UnitMove(unit, there[unit], place) for unit, place in here.items() if there[unit] != place
    ]
    return Moves(tuple(sorted(people, key=_best)), tuple(sorted(units, key=_best)))


def _people(result: Result) -> Mapping[int, tuple[Entry, Place]]:
    levels = result.awards.levels
    placed = (
        (line.entry, Place(line.rank, None, levels.get(line.entry.attempt)))
        for line in result.standings.placings
    )
    others = ((line.entry, Place(reason=line.reason)) for line in result.standings.unranked)
    return {entry.person: (entry, place) for entry, place in chain(placed, others)}


def _units(lines: Iterable[UnitLine]) -> Mapping[int, Place]:
    return {line.unit_id: Place(line.rank, line.excluded) for line in lines}


def _best(move: PersonMove | UnitMove) -> tuple[int, int]:
    """Return the better of two ranks, then the one before."""
    before, after = move.before.rank or LAST, move.after.rank or LAST
    return min(before, after), before
