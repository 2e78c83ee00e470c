"""Handing out prizes for units along their ranking, without ever choosing between equals."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import groupby

from quiz.domain.rules import UnitKey, UnitRules
from quiz.domain.unit_ranking import UnitGroup, UnitReason, UnitRow, UnitStandings
from quiz.domain.unit_tree import UNAFFILIATED


@dataclass(frozen=True, slots=True)
class UnitPlace:
    """A ranked unit of a list, with what decided its place; ``level`` is its prize, if any."""

    unit: int
    rank: int
    values: tuple[tuple[UnitKey, Fraction], ...]
    level: str | None = None


@dataclass(frozen=True, slots=True)
class UnitTie:
    """Equals on a border between levels, or more equals than prizes are left."""

    rank: int
    units: tuple[int, ...]
    levels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnitAwards:
    """What became of one list of prizes for units; ``title`` is None for the one of the boards.

    ``ranked`` are those who compete for its prizes. No unit in one of the ``ties`` has a prize yet,
    and none at all has while the list ``waits``: who wins it depends on a tie between people.
    """

    title: str | None
    ranked: tuple[UnitPlace, ...]
    ties: tuple[UnitTie, ...]
    left_over: tuple[str, ...]
    waits: bool = False

    @property
    def winners(self) -> tuple[UnitPlace, ...]:
        """Return the units that have a prize, in order."""
        return tuple(place for place in self.ranked if place.level is not None)

    @property
    def levels(self) -> dict[int, str]:
        """Return the prizes by unit."""
        return {place.unit: place.level for place in self.ranked if place.level is not None}


def award_units(
    standings: UnitStandings, rules: UnitRules, *, title: str | None = None, waits: bool = False
) -> UnitAwards:
    """Give the prizes of a list in each group of units that compete for them, in order of rank."""
    seats = [prize.level for prize in rules.prizes for _ in range(prize.count)]
    handed = [_hand_out(group.rows, [] if waits else seats) for group in _groups(standings, rules)]
    return UnitAwards(
        title=title,
        ranked=tuple(place for ranked, _, _ in handed for place in ranked),
        ties=tuple(tie for _, ties, _ in handed for tie in ties),
        left_over=tuple(level for _, _, left in handed for level in left),
        waits=waits,
    )


def _groups(standings: UnitStandings, rules: UnitRules) -> Sequence[UnitGroup]:
    """Return the groups of several units, which have prizes; of siblings the highest alone.

    A unit that is the only one of its kind has nobody to win against.
    """
    groups = [group for group in standings.groups if group.league != UNAFFILIATED]
    if rules.among == "siblings" and not rules.kinds:
        groups = _highest(groups)
    return [group for group in groups if sum(map(_competes, group.rows)) > 1]


def _competes(row: UnitRow) -> bool:
    return row.excluded is not UnitReason.KIND_NOT_RANKED


def _highest(groups: Sequence[UnitGroup]) -> list[UnitGroup]:
    """Return the groups of the highest level at which there is more than one unit."""
    above: set[int | None] = {None}
    while True:
        level = [group for group in groups if group.parent in above]
        units: set[int | None] = {row.unit.id for group in level for row in group.rows}
        if len(units) != 1:
            return level
        above = units


def _hand_out(
    rows: Sequence[UnitRow], seats: Sequence[str]
) -> tuple[list[UnitPlace], list[UnitTie], list[str]]:
    free, ranked, ties = list(seats), [], []
    for rank, equals in groupby(_placed(rows), key=lambda place: place.rank):
        places = list(equals)
        at_stake = free[: len(places)]
        del free[: len(places)]
        if len(at_stake) == len(places) and len(set(at_stake)) == 1:
            places = [replace(place, level=at_stake[0]) for place in places]
        elif at_stake:
            ties.append(UnitTie(rank, tuple(place.unit for place in places), tuple(at_stake)))
        ranked += places
    return ranked, ties, free


def _placed(rows: Sequence[UnitRow]) -> Iterator[UnitPlace]:
    for row in rows:
        if row.rank is not None:
            yield UnitPlace(row.unit.id, row.rank, row.values)
