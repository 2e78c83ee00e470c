"""The regulation of the contest in the test's own words, and what it makes of a plan.

Written from the text of the regulation alone, as plainly as it can be and without any part of the
program: slow, but easy to check by eye.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import inf

from tests.whole_contest.attempts import ITEMS, Attempt
from tests.whole_contest.cast import Person
from tests.whole_contest.units import UNAFFILIATED, UNITS, Unit

POINTS_PER_ITEM = 10
SEATS = ["Giải Nhất"] + 2 * ["Giải Nhì"] + 3 * ["Giải Ba"] + 5 * ["Giải Khuyến khích"]
LEAST_RATE = Fraction(1, 2)

EMPTY = "Bài thi không trả lời câu nào"
NOT_ALL_CORRECT = "Chưa trả lời đúng tất cả các câu"
NOT_OF_THE_KIND = "Không thuộc diện xếp hạng"
NOBODY = "Chưa có người dự thi"
NO_HEADCOUNT = "Chưa có số liệu tổng số người"
RATE_TOO_LOW = "Chưa đạt tỷ lệ tham gia tối thiểu"


@dataclass
class Line:
    """A person with the attempt that counts, and what became of it."""

    person: Person
    best: Attempt
    attempts: int
    rank: int | None = None
    prize: str | None = None
    reason: str | None = None

    @property
    def points(self) -> int:
        return self.best.right * POINTS_PER_ITEM


@dataclass
class UnitLine:
    """A unit with all that is below it."""

    unit: Unit
    people: int
    attempts: int
    points: int
    all_correct: int
    headcount: int | None
    rank: int | None = None
    reason: str | None = None

    @property
    def rate(self) -> Fraction | None:
        return Fraction(self.people, self.headcount) if self.headcount else None

    @property
    def average(self) -> Fraction | None:
        return Fraction(self.points, self.people) if self.people else None


@dataclass
class Result:
    """What has to be published; lines and units in the order of publication.

    ``tie`` are the equals between whom the regulation cannot divide the prizes ``at_stake``.
    """

    people: int
    attempts: int
    all_correct: int
    ranked: list[Line]
    unranked: list[Line]
    units: list[UnitLine]
    tie: list[Line]
    at_stake: list[str]


Key = tuple[float, ...]
UnitKey = tuple[Fraction, ...]


def first_round(people: Sequence[Person], headcounts: dict[str, int]) -> Result:
    """All correct only; then the nearest prediction of all attempts; then who finished first."""

    def key(line: Line) -> Key | None:
        if line.best.right < ITEMS:
            return None
        guess = line.best.guess
        return (inf if guess is None else abs(guess), line.best.finished_at)

    def unit_key(unit: UnitLine) -> UnitKey:
        return (unit.average or Fraction(),)

    return _result(people, 1, key, unit_key, headcounts)


def second_round(people: Sequence[Person], headcounts: dict[str, int]) -> Result:
    """Most points, then the shortest time, then the fewest attempts."""

    def key(line: Line) -> Key:
        duration = line.best.finished_at - line.best.started_at
        return (-line.points, duration, line.attempts)

    def unit_key(unit: UnitLine) -> UnitKey:
        return (unit.rate or Fraction(), unit.average or Fraction())

    return _result(people, 2, key, unit_key, headcounts)


def _result(
    people: Sequence[Person],
    number: int,
    key: Callable[[Line], Key | None],
    unit_key: Callable[[UnitLine], UnitKey],
    headcounts: dict[str, int],
) -> Result:
    lines = [_line(person, number) for person in people if person.counting(number)]
    keys = {line.person: found for line in lines if (found := key(line)) is not None}
    ranked = [line for line in lines if line.person in keys]
    for line in ranked:
        line.rank = 1 + sum(other < keys[line.person] for other in keys.values())
    for line in lines:
        if line.rank is None:
            line.reason = NOT_ALL_CORRECT
    ranked.sort(key=lambda line: (line.rank, line.person.name))
    tie, at_stake = _award(ranked)
    return Result(
        people=len(lines),
        attempts=sum(line.attempts for line in lines),
        all_correct=sum(
            any(attempt.right == ITEMS for attempt in person.counting(number)) for person in people
        ),
        ranked=ranked,
        unranked=[
            *(line for line in lines if line.rank is None),
            *(_with_nothing(person, number) for person in people if _is_idle(person, number)),
        ],
        units=_units(lines, unit_key, headcounts),
        tie=tie,
        at_stake=at_stake,
    )


def _line(person: Person, number: int) -> Line:
    """Return the line of somebody with the highest, then earliest, of the counting attempts."""
    attempts = person.counting(number)
    best = min(attempts, key=lambda attempt: (-attempt.right, attempt.finished_at))
    return Line(person, best, len(attempts))


def _is_idle(person: Person, number: int) -> bool:
    return bool(person.attempts[number]) and not person.counting(number)


def _with_nothing(person: Person, number: int) -> Line:
    first = min(person.attempts[number], key=lambda attempt: attempt.finished_at)
    return Line(person, first, 0, reason=EMPTY)


def _award(ranked: Sequence[Line]) -> tuple[list[Line], list[str]]:
    """Give out the prizes; return the equals whom different prizes would part, and those."""
    tie: list[Line] = []
    at_stake: list[str] = []
    for line in ranked:
        assert line.rank is not None
        equals = [other for other in ranked if other.rank == line.rank]
        seats = SEATS[line.rank - 1 : line.rank - 1 + len(equals)]
        if len(seats) == len(equals) and len(set(seats)) == 1:
            line.prize = seats[0]
        elif seats:
            tie, at_stake = equals, seats
    return tie, at_stake


def _units(
    lines: Sequence[Line],
    key: Callable[[UnitLine], UnitKey],
    headcounts: dict[str, int],
) -> list[UnitLine]:
    units = [_unit(unit, lines, headcounts) for unit in UNITS]
    for unit in units:
        siblings = [
            other
            for other in units
            if other.unit.parent == unit.unit.parent and other.reason is None
        ]
        if unit.reason is None:
            unit.rank = 1 + sum(key(other) > key(unit) for other in siblings)
    return sorted(units, key=lambda unit: unit.rank or inf)


def _unit(unit: Unit, lines: Sequence[Line], headcounts: dict[str, int]) -> UnitLine:
    members = [line for line in lines if line.person.unit.is_within(unit)]
    tally = UnitLine(
        unit=unit,
        people=len(members),
        attempts=sum(line.attempts for line in members),
        points=sum(line.points for line in members),
        all_correct=sum(line.best.right == ITEMS for line in members),
        headcount=headcount_of(unit, headcounts),
    )
    if unit is UNAFFILIATED:
        tally.reason = NOT_OF_THE_KIND
    elif not tally.people:
        tally.reason = NOBODY
    elif tally.rate is None:
        tally.reason = NO_HEADCOUNT
    elif tally.rate < LEAST_RATE:
        tally.reason = RATE_TOO_LOW
    return tally


def headcount_of(unit: Unit, headcounts: dict[str, int]) -> int | None:
    """Return what was declared, or else the sum of the units right below when all declared."""
    if unit.code in headcounts:
        return headcounts[unit.code]
    below = [headcount_of(other, headcounts) for other in UNITS if other.parent is unit]
    known = [count for count in below if count is not None]
    return sum(known) if known and len(known) == len(below) else None
