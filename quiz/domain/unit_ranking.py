"""Ranking units: what their people did, rolled up to every level, exactly by the rules.

A unit answers for itself and for all below it. Shares and averages are exact fractions.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import groupby

from quiz.domain.ranking import Placing, Reason, Standings, Unranked
from quiz.domain.rules import Gate, RankPoints, Rules, UnitKey, UnitRules
from quiz.domain.unit_tree import PersonResult, UnitNode, UnitTally, roll_up, tallies_of

__all__ = [
    "PersonResult",
    "UnitGroup",
    "UnitNode",
    "UnitReason",
    "UnitRow",
    "UnitStandings",
    "UnitTally",
    "best_of",
    "results_of",
    "standings_of_tallies",
    "unit_standings",
]

# Whoever stands here took part in the contest, but not for the unit.
_NOT_FOR_THE_UNIT = frozenset(
    {Reason.EXCLUDED, Reason.VOIDED, Reason.OUT_OF_PRIZES, Reason.KNEW_A_KEY, Reason.EMPTY}
)


class UnitReason(StrEnum):
    """Why a unit is not ranked."""

    KIND_NOT_RANKED = "kind_not_ranked"
    NOBODY = "nobody"
    NO_HEADCOUNT = "no_headcount"  # which a gate or the order needs
    RATE_TOO_LOW = "rate_too_low"
    TOO_FEW_PEOPLE = "too_few_people"
    TOO_FEW_ATTEMPTS = "too_few_attempts"
    TOO_FEW_WINNERS = "too_few_winners"
    JUDGED_TOO_LOW = "judged_too_low"


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit with its numbers; either ranked, with the value of each key, or not, with a reason.

    Where the rules rank no units there is neither.
    """

    unit: UnitNode
    tally: UnitTally
    rank: int | None = None
    values: tuple[tuple[UnitKey, Fraction], ...] = ()
    tied: bool = False
    excluded: UnitReason | None = None


@dataclass(frozen=True, slots=True)
class UnitGroup:
    """Units that compete with one another: the children of ``parent`` or those of one ``kind``.

    Ranked rows come first, in order; then the others, by sort key.
    """

    parent: int | None
    kind: str | None
    league: str | None
    rows: tuple[UnitRow, ...]


@dataclass(frozen=True, slots=True)
class UnitStandings:
    """Every unit in exactly one group; ``outside`` counts people in none of the units given."""

    groups: tuple[UnitGroup, ...]
    outside: int

    def row(self, unit: int) -> UnitRow:
        """Give the row of a unit; raises KeyError for one that was not given."""
        for group in self.groups:
            for row in group.rows:
                if row.unit.id == unit:
                    return row
        raise KeyError(unit)


def results_of(
    standings: Standings, levels: Mapping[str, str] | None = None
) -> Iterator[PersonResult]:
    """Give each person's result as it counts for the unit.

    ``levels`` are prize levels by public reference of the attempt. People out of prizes do not
    count for their unit, nor do people excluded, voided or with nothing answered.
    """
    levels = levels or {}
    lines: list[Placing | Unranked] = list(standings.placings)
    lines += (line for line in standings.unranked if line.reason not in _NOT_FOR_THE_UNIT)
    for line in lines:
        entry = line.entry
        yield PersonResult(
            unit=entry.unit,
            attempts=line.attempts,
            points=entry.points,
            all_correct=entry.all_correct,
            prize=levels.get(entry.attempt),
        )


def unit_standings(
    results: Iterable[PersonResult], units: Iterable[UnitNode], rules: Rules
) -> UnitStandings:
    """Roll results up and rank units as the rules say, each league by itself.

    Raises ValueError if the units do not form a tree.
    """
    prize_points = {prize.level: prize.unit_points for prize in rules.prizes}
    return standings_of_tallies(tallies_of(results, prize_points, best_of(rules)), units, rules)


def best_of(rules: Rules) -> int:
    """Give how many of a unit's best people the rules count; 0 where they count all alike."""
    return (rules.units.best if rules.units else None) or 0


def standings_of_tallies(
    people: Mapping[int | None, UnitTally], units: Iterable[UnitNode], rules: Rules
) -> UnitStandings:
    """Rank units as `unit_standings` does, by the tallies of the people right at each unit.

    Raises ValueError if the units do not form a tree.
    """
    nodes = {unit.id: unit for unit in units}
    tallies, outside = roll_up(people, nodes, best_of(rules))
    competing: defaultdict[tuple[int | None, str | None, str | None], list[UnitRow]]
    competing = defaultdict(list)
    for unit in sorted(nodes.values(), key=_listing):
        competing[_group(unit, rules.units)].append(_row(unit, tallies[unit.id], rules))
    groups = (UnitGroup(*key, _ranked(rows, rules)) for key, rows in competing.items())
    return UnitStandings(tuple(groups), outside)


def _listing(unit: UnitNode) -> tuple[str, int]:
    return unit.sort_key, unit.id


def _group(unit: UnitNode, rules: UnitRules | None) -> tuple[int | None, str | None, str | None]:
    if rules is not None and rules.among == "kind":
        return None, unit.kind, unit.league
    return unit.parent, None, unit.league


def _row(unit: UnitNode, tally: UnitTally, rules: Rules) -> UnitRow:
    if rules.units is None:
        return UnitRow(unit, tally)
    return UnitRow(unit, tally, excluded=_excluded(unit, tally, rules.units))


def _ranked(rows: Sequence[UnitRow], rules: Rules) -> tuple[UnitRow, ...]:
    """Give the rows their ranks: the greatest values first, equal values an equal rank."""
    if rules.units is None:
        return tuple(rows)
    competing = [row for row in rows if row.excluded is None]
    points = _rank_points(competing, rules.units.rank_points, rules)
    # The sort is stable, reversed too: inside a shared rank the order stays that of the sort keys.
    valued = (_with_values(row, rules, points) for row in competing)
    order = sorted(valued, key=_values, reverse=True)
    placed: list[UnitRow] = []
    for _, group in groupby(order, key=_values):
        equals = list(group)
        rank, tied = len(placed) + 1, len(equals) > 1
        placed += [UnitRow(row.unit, row.tally, rank, row.values, tied) for row in equals]
    return (*placed, *(row for row in rows if row.excluded is not None))


def _with_values(row: UnitRow, rules: Rules, points: Mapping[int, int]) -> UnitRow:
    def value(key: UnitKey) -> Fraction:
        if key is UnitKey.RANK_POINTS:
            return Fraction(points.get(row.unit.id, 0))
        return _value(key, row, rules)

    order = rules.units.order if rules.units else ()
    return UnitRow(row.unit, row.tally, values=tuple((key, value(key)) for key in order))


def _rank_points(
    rows: Sequence[UnitRow], criteria: Iterable[RankPoints], rules: Rules
) -> Mapping[int, int]:
    """Give the sum of what each unit's ranks among these earn it."""
    points: defaultdict[int, int] = defaultdict(int)
    for criterion in criteria:
        reached = {row.unit.id: _value(criterion.by, row, rules) for row in rows}
        order = sorted((value for value in reached.values() if value), reverse=True)
        better = {value: place for place, value in reversed(list(enumerate(order)))}
        for unit, value in reached.items():
            if value:
                points[unit] += max(0, criterion.first - better[value])
    return points


def _values(row: UnitRow) -> tuple[Fraction, ...]:
    return tuple([value for _, value in row.values])


_NEED_RATE = frozenset(
    {UnitKey.PARTICIPATION_RATE, UnitKey.RATE_PLUS_AVERAGE, UnitKey.RATE_PLUS_PRIZES}
)


def _excluded(unit: UnitNode, tally: UnitTally, rules: UnitRules) -> UnitReason | None:
    if rules.kinds and unit.kind not in rules.kinds:
        return UnitReason.KIND_NOT_RANKED
    if not tally.people:
        return UnitReason.NOBODY
    if not tally.headcount and not _NEED_RATE.isdisjoint(rules.keys):
        return UnitReason.NO_HEADCOUNT
    return next(filter(None, (_stopped_by(gate, unit, tally) for gate in rules.gates)), None)


def _stopped_by(gate: Gate, unit: UnitNode, tally: UnitTally) -> UnitReason | None:
    sized = gate.headcount_from is not None or gate.headcount_below is not None
    headcount = tally.headcount or 0
    if not headcount and (sized or gate.participation_rate is not None):
        return UnitReason.NO_HEADCOUNT
    if not _concerns(gate, headcount):
        return None
    rate = gate.participation_rate or 0
    demands = (
        (UnitReason.RATE_TOO_LOW, tally.people * 100, rate * headcount),
        (UnitReason.TOO_FEW_PEOPLE, tally.people, gate.people),
        (UnitReason.TOO_FEW_ATTEMPTS, tally.attempts, gate.attempts),
        (UnitReason.TOO_FEW_WINNERS, tally.winners, gate.winners),
        (UnitReason.JUDGED_TOO_LOW, unit.judged, (gate.judged_points or 0) * 100),
    )
    missed = (reason for reason, reached, least in demands if least and reached < least)
    return next(missed, None)


def _concerns(gate: Gate, headcount: int) -> bool:
    from_, below = gate.headcount_from, gate.headcount_below
    return (from_ is None or headcount >= from_) and (below is None or headcount < below)


def _value(key: UnitKey, row: UnitRow, rules: Rules) -> Fraction:
    """Give the value of a key for a unit with people and, where the key needs it, a headcount."""
    tally = row.tally
    match key:
        case UnitKey.JUDGED_POINTS:
            return Fraction(row.unit.judged)
        case UnitKey.PARTICIPATION_RATE:
            return tally.rate or _NONE
        case UnitKey.AVERAGE_POINTS:
            return tally.average_points or _NONE
        case UnitKey.RATE_PLUS_AVERAGE:
            average = (tally.average_points or _NONE) / rules.paper.maximum_points
            return 100 * ((tally.rate or _NONE) + average)
        case UnitKey.RATE_PLUS_PRIZES:
            return 100 * (tally.rate or _NONE) + tally.prize_points
        case _:
            return Fraction(_COUNTED[key](tally))


_NONE = Fraction(0)
_COUNTED: Mapping[UnitKey, Callable[[UnitTally], int]] = {
    UnitKey.PEOPLE: lambda tally: tally.people,
    UnitKey.ATTEMPTS: lambda tally: tally.attempts,
    UnitKey.TOTAL_POINTS: lambda tally: tally.total_points,
    UnitKey.ALL_CORRECT_PEOPLE: lambda tally: tally.all_correct_people,
    UnitKey.WINNERS: lambda tally: tally.winners,
    UnitKey.BEST_POINTS: lambda tally: sum(tally.best),
}
