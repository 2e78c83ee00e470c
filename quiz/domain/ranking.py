"""Ranking the people of a round, exactly by its rules.

One person has one recognised attempt; people are compared by the rules' ranking keys, in order, on
whole numbers only. Equal on every key means an equal rank, and the next rank skips. Nothing depends
on the order in which attempts are given; inside a shared rank people are listed by the public
reference of their attempt, which means nothing.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple, TypeVar

from quiz.domain.entry import Entry, Reason, Ruling, RulingKind, Totals
from quiz.domain.recognition import (
    NO_PREDICTION,
    distance,
    flaw,
    preference,
    recognised,
    supersedes,
    totals_of,
    voided,
)
from quiz.domain.rules import Asked, RankingKey, Rules

__all__ = [
    "Entry",
    "Placing",
    "Reason",
    "Ruling",
    "RulingKind",
    "Standings",
    "Totals",
    "Unranked",
    "Value",
    "recognised",
    "standings",
    "supersedes",
    "totals_of",
]

# A distance is None where nothing was predicted, a Fraction (hundredths of a percent) where a
# percentage was; every other value is a whole number.
Value = int | Fraction | None


class Placing(NamedTuple):
    """A ranked person: the recognised attempt, and for each of the keys the value compared."""

    rank: int
    entry: Entry
    attempts: int
    perfect_attempts: int
    keys: tuple[RankingKey, ...]
    compared: tuple[Value, ...]
    tied: bool

    @property
    def values(self) -> tuple[tuple[RankingKey, Value], ...]:
        """Each key with the value compared, in the order of the rules."""
        return tuple(zip(self.keys, self.compared, strict=True))


class Unranked(NamedTuple):
    """A person who took part but is not ranked, and why."""

    entry: Entry
    attempts: int
    perfect_attempts: int
    reason: Reason


@dataclass(frozen=True, slots=True)
class Standings:
    """The ranking of a round: whoever took part stands in one of the two lists, once."""

    placings: tuple[Placing, ...]
    unranked: tuple[Unranked, ...]
    totals: Totals


class _Person(NamedTuple):
    entry: Entry
    attempts: int
    perfect_attempts: int
    reason: Reason | None


Measure = Callable[[_Person], int]
Cell = TypeVar("Cell")


def standings(
    entries: Iterable[Entry],
    rules: Rules,
    totals: Totals | None = None,
    rulings: Iterable[Ruling] = (),
) -> Standings:
    """Rank everybody who took part.

    ``totals`` are the numbers that predictions are held against: those taken when the ledger was
    closed, or of the whole round where only a category is ranked; else they are counted from the
    entries.
    """
    entries, rulings = list(entries), list(rulings)
    totals = totals_of(entries, rules, rulings) if totals is None else totals
    people = _people(entries, rules, totals, rulings)
    ranked = [person for person in people if person.reason is None]
    return Standings(
        placings=tuple(_placings(ranked, rules, totals)),
        unranked=tuple(_unranked(people)),
        totals=totals,
    )


def _people(
    entries: Sequence[Entry], rules: Rules, totals: Totals, rulings: Sequence[Ruling]
) -> list[_Person]:
    void = voided(rulings)
    excluded = _people_under(rulings, RulingKind.EXCLUDE)
    out_of_prizes = _people_under(rulings, RulingKind.OUT_OF_PRIZES)
    prefer = preference(rules, totals)

    def judge(person: int, attempts: Sequence[Entry]) -> _Person:
        valid = [entry for entry in attempts if entry.attempt not in void] if void else attempts
        candidates = valid or attempts
        entry = candidates[0] if len(candidates) == 1 else min(candidates, key=prefer)
        if person in excluded:
            reason: Reason | None = Reason.EXCLUDED
        elif not valid:
            reason = Reason.VOIDED
        elif person in out_of_prizes or not entry.eligible:
            reason = Reason.OUT_OF_PRIZES
        elif entry.knew_a_key:
            reason = Reason.KNEW_A_KEY
        else:
            reason = _shortcoming(entry, rules)
        return _Person(entry, *_counts(valid, rules), reason)

    return [judge(person, attempts) for person, attempts in _by_person(entries).items()]


def _by_person(entries: Iterable[Entry]) -> Mapping[int, list[Entry]]:
    groups: defaultdict[int, list[Entry]] = defaultdict(list)
    for entry in entries:
        groups[entry.person].append(entry)
    return groups


def _people_under(rulings: Iterable[Ruling], kind: RulingKind) -> set[int | None]:
    return {ruling.person for ruling in rulings if ruling.kind is kind}


def _shortcoming(entry: Entry, rules: Rules) -> Reason | None:
    found = flaw(entry, rules)
    if found is None and RankingKey.ALL_CORRECT_ONLY in rules.ranking and not entry.all_correct:
        return Reason.NOT_ALL_CORRECT
    return found


def _counts(entries: Iterable[Entry], rules: Rules) -> tuple[int, int]:
    """Count a person's attempts, and those among them with everything right."""
    attempts = perfect = 0
    for entry in entries:
        found = flaw(entry, rules)
        attempts += found is not Reason.EMPTY
        perfect += found is None and entry.correct == entry.items
    return attempts, perfect


def _unranked(people: Iterable[_Person]) -> Iterator[Unranked]:
    for person in sorted(people, key=lambda person: person.entry.attempt):
        if person.reason is not None:
            yield Unranked(person.entry, person.attempts, person.perfect_attempts, person.reason)


def _placings(people: Sequence[_Person], rules: Rules, totals: Totals) -> Iterator[Placing]:
    keys = tuple(key for key in rules.ranking if key is not RankingKey.ALL_CORRECT_ONLY)
    # Column by column, for there may be hundreds of thousands of people.
    columns = [list(map(_measure(key, rules, totals), people)) for key in keys]
    shown = [_shown(key, column, rules, totals) for key, column in zip(keys, columns, strict=True)]
    compared = _rows(shown, len(people))
    # The least comes first in every measure; the attempt's reference orders the inside of a tie.
    references = [person.entry.attempt for person in people]
    order = sorted(zip(*columns, references, range(len(people)), strict=True))
    rank = 1
    for _, group in groupby(order, key=itemgetter(slice(len(keys)))):
        equals = list(group)
        tied = len(equals) > 1
        for line in equals:
            at = line[-1]
            entry, attempts, perfect_attempts, _ = people[at]
            yield Placing(rank, entry, attempts, perfect_attempts, keys, compared[at], tied)
        rank += len(equals)


def _rows(columns: Sequence[Sequence[Cell]], length: int) -> list[tuple[Cell, ...]]:
    """Turn columns of one length into rows; without columns the rows are empty."""
    return list(zip(*columns, strict=True)) if columns else [()] * length


_MOST_FIRST = frozenset({RankingKey.POINTS, RankingKey.CORRECT, RankingKey.PERFECT_ATTEMPTS})


def _measure(key: RankingKey, rules: Rules, totals: Totals) -> Measure:
    """Give the number by which a key compares people, least first."""
    if key is RankingKey.PREDICTION_DISTANCE:
        far = distance(rules, totals)
        return lambda person: far(person.entry)
    return _MEASURES[key]


_MEASURES: Mapping[RankingKey, Measure] = {
    RankingKey.POINTS: lambda person: -person.entry.points,
    RankingKey.CORRECT: lambda person: -person.entry.correct,
    RankingKey.DURATION: lambda person: person.entry.finished_at - person.entry.started_at,
    RankingKey.FINISHED_AT: lambda person: person.entry.finished_at,
    RankingKey.STARTED_AT: lambda person: person.entry.started_at,
    RankingKey.ATTEMPT_COUNT: lambda person: person.attempts,
    RankingKey.REGISTERED_AT: lambda person: person.entry.registered_at,
    RankingKey.PERFECT_ATTEMPTS: lambda person: -person.perfect_attempts,
}


def _shown(
    key: RankingKey, measured: Sequence[int], rules: Rules, totals: Totals
) -> Sequence[Value]:
    """Turn what was compared back into what a judge reads."""
    if key in _MOST_FIRST:
        return [-number for number in measured]
    if key is not RankingKey.PREDICTION_DISTANCE:
        return measured
    scaled = rules.prediction and rules.prediction.asks is Asked.PERCENT_ALL_CORRECT
    return [
        None
        if number == NO_PREDICTION
        else Fraction(number, totals.participants)
        if scaled
        else number
        for number in measured
    ]
