"""The tree of units, and the sum of what the people at and below each of them did."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from graphlib import CycleError, TopologicalSorter
from typing import NamedTuple

from quiz.domain.names import fold

UNAFFILIATED = "unaffiliated"
"""The kind, and the league, of "Không thuộc đơn vị nào": counted, but it competes with nobody."""


UNAFFILIATED_CODE = "khong-thuoc"
UNAFFILIATED_NAME = "Không thuộc đơn vị nào"
"""The one unit of that kind, which every tree holds under its root."""

ANY_KIND = "don_vi"
_NOT_A_WORD = re.compile(r"[^0-9a-z]+")


def kind_of(text: str) -> str:
    """Give the kind under which units are compared: "Đảng bộ cơ sở" is ``dang_bo_co_so``."""
    return _NOT_A_WORD.sub("_", fold(text)).strip("_") or ANY_KIND


@dataclass(frozen=True, slots=True)
class UnitRecord:
    """A unit as a tree keeps it, whichever day; ``valid_to`` is the first day it stands no more.

    ``sort_key`` is that of its name; ``headcount`` the one that the contest goes by,
    ``unconfirmed`` where the level above has not confirmed it; ``successors`` are the units that
    have taken its place: one after a merger, several after a split. ``judged`` are the points that
    judges have given it in a round, in hundredths.
    """

    id: int
    parent: int | None
    code: str
    sort_key: str
    kind: str = ""
    headcount: int | None = None
    unconfirmed: bool = False
    valid_from: date | None = None
    valid_to: date | None = None
    successors: tuple[int, ...] = ()
    judged: int = 0

    def stands_on(self, day: date) -> bool:
        """Whether the unit is one of the tree on a day."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or day < self.valid_to)


@dataclass(frozen=True, slots=True)
class UnitNode:
    """A unit as it stood on the day that the contest pins.

    ``headcount`` covers the whole branch; None takes the sum of the units right below, if all of
    them have one. It is ``unconfirmed`` where only the unit itself stands by it. A parent that is
    not given makes the unit a root. Units of different ``league`` never compete. ``heir_of`` are
    units that had ended by that day and whose people count for it: they had merged into it, or it
    is the nearest above one that was divided. ``judged`` are the points that judges have given it
    in a round, in hundredths, which nothing below it adds to.
    """

    id: int
    parent: int | None
    sort_key: str
    headcount: int | None = None
    unconfirmed: bool = False
    kind: str = ""
    league: str | None = None
    heir_of: tuple[int, ...] = ()
    judged: int = 0


def tree_on(day: date, records: Iterable[UnitRecord]) -> tuple[UnitNode, ...]:
    """Give the tree of a day. Units of equal names go by their codes, never by their ids.

    A unit whose parent did not stand on that day stands under the one that the parent had merged
    into, or else under the nearest one above that did. People listed at one whose place others have
    taken count for the same one; those listed at one that ended without any count for nobody. Who
    belongs to no unit does not compete: that unit is a league of its own, which nobody counts.
    """
    known = {record.id: record for record in records}
    heirs = _heirs(day, known)
    inherited: dict[int, list[int]] = {}
    for unit in filter(lambda ended: ended.successors, _ended(day, known)):
        heir = heirs[unit.id] if unit.id in heirs else _parent_on(day, unit, known, heirs)
        if heir is not None:
            inherited.setdefault(heir, []).append(unit.id)
    return tuple(
        _node(record, _parent_on(day, record, known, heirs), tuple(inherited.get(record.id, ())))
        for record in known.values()
        if record.stands_on(day)
    )


def _node(record: UnitRecord, parent: int | None, heir_of: tuple[int, ...]) -> UnitNode:
    nowhere = record.kind == UNAFFILIATED
    return UnitNode(
        id=record.id,
        parent=parent,
        sort_key=f"{record.sort_key}\0{record.code}",
        # Nobody counts those outside: without this the root would never have a sum.
        headcount=0 if nowhere else record.headcount,
        unconfirmed=record.unconfirmed and not nowhere,
        kind=record.kind,
        league=UNAFFILIATED if nowhere else None,
        heir_of=heir_of,
        judged=record.judged,
    )


def _ended(day: date, known: Mapping[int, UnitRecord]) -> Iterator[UnitRecord]:
    return (unit for unit in known.values() if unit.valid_to is not None and unit.valid_to <= day)


def _heirs(day: date, known: Mapping[int, UnitRecord]) -> dict[int, int]:
    """Give the unit that stands for each one that had ended by a day, where there is just one."""
    found = ((unit.id, _heir(day, unit, known)) for unit in _ended(day, known))
    return {unit: heir for unit, heir in found if heir is not None}


def _heir(day: date, unit: UnitRecord, known: Mapping[int, UnitRecord]) -> int | None:
    seen = {unit.id}
    while len(unit.successors) == 1 and unit.successors[0] in known:
        unit = known[unit.successors[0]]
        if unit.stands_on(day):
            return unit.id
        if unit.id in seen:
            return None
        seen.add(unit.id)
    return None


def _parent_on(
    day: date, record: UnitRecord, known: Mapping[int, UnitRecord], heirs: Mapping[int, int]
) -> int | None:
    seen = {record.id}
    parent = record.parent
    while parent is not None and parent in known and parent not in seen:
        if known[parent].stands_on(day):
            return parent
        heir = heirs.get(parent)
        if heir is not None and not _is_below(heir, record.id, known):
            return heir
        seen.add(parent)
        parent = known[parent].parent
    return None


def _is_below(unit: int | None, above: int, known: Mapping[int, UnitRecord]) -> bool:
    """Whether a unit is another one, or is kept somewhere below it."""
    seen: set[int] = set()
    while unit is not None and unit in known and unit not in seen:
        if unit == above:
            return True
        seen.add(unit)
        unit = known[unit].parent
    return False


def nearest_of_kind(kind: str, units: Iterable[UnitNode]) -> dict[int, int]:
    """Give for each unit the one of this kind that it is or that is nearest above it, if any."""
    nodes = {unit.id: unit for unit in units}
    found: dict[int, int] = {}
    for unit in nodes.values():
        at, seen = unit, {unit.id}
        while at.kind != kind and at.parent in nodes and at.parent not in seen:
            at = nodes[at.parent]
            seen.add(at.id)
        if at.kind == kind:
            found |= dict.fromkeys((unit.id, *unit.heir_of), at.id)
    return found


class PersonResult(NamedTuple):
    """What one person did for a unit: attempts made, recognised points (hundredths), a prize."""

    unit: int | None
    attempts: int
    points: int
    all_correct: bool
    prize: str | None = None


@dataclass(slots=True)
class UnitTally:
    """The numbers of a unit and all below it: people (*người*), attempts (*lượt*), points, prizes.

    ``unconfirmed`` is a headcount that rests on any that nobody above has confirmed. Points in
    hundredths, of recognised results; ``prize_points`` are those that the rules give a
    unit for its winners, ``best`` the points of its best people, where such are asked for.
    """

    headcount: int | None = None
    unconfirmed: bool = False
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


def tallies_of(
    results: Iterable[PersonResult], prize_points: Mapping[str, int], best: int = 0
) -> dict[int | None, UnitTally]:
    """Give the tally of the people right at each unit, by its id; None is for those of no unit.

    ``best``: so many of the best people's points are asked for, so that those of all are kept.
    """
    tallies: dict[int | None, UnitTally] = {}
    for result in results:
        tally = tallies.setdefault(result.unit, UnitTally())
        tally.count(result, prize_points)
        if best:
            tally.best.append(result.points)
    return tallies


def roll_up(
    people: Mapping[int | None, UnitTally], units: Mapping[int, UnitNode], best: int = 0
) -> tuple[dict[int, UnitTally], int]:
    """Give each unit's tally, and how many people belong to none of the units.

    ``people`` are the tallies of those right at each unit. Each tally keeps the points of its
    ``best`` best people, the most first. Raises ValueError if a unit stands below itself.
    """
    tallies = {unit.id: UnitTally(unit.headcount, unit.unconfirmed) for unit in units.values()}
    counted = {old: tallies[unit.id] for unit in units.values() for old in unit.heir_of} | tallies
    outside = 0
    for unit_id, tally in people.items():
        if unit_id is None or unit_id not in counted:
            outside += tally.people
        else:
            counted[unit_id].include(tally)
    children = _children(units)
    for unit in _deepest_first(children):
        below = [tallies[child] for child in children[unit]]
        for tally in below:
            tallies[unit].include(tally)
        tallies[unit].best = sorted(tallies[unit].best, reverse=True)[:best]
        _count_headcounts(tallies[unit], below)
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


def _count_headcounts(own: UnitTally, below: Sequence[UnitTally]) -> None:
    """Give a unit without a headcount of its own the sum of those right below, if all have one."""
    if own.headcount is not None:
        return
    known = [tally.headcount for tally in below if tally.headcount is not None]
    if known and len(known) == len(below):
        own.headcount = sum(known)
        own.unconfirmed = any(tally.unconfirmed for tally in below)
