"""Ranking people over several rounds: what they did in each of them, added up."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from quiz.domain.entry import Entry, Reason, Totals
from quiz.domain.lots import Draw
from quiz.domain.prizes import Awards, hand_out
from quiz.domain.ranking import Placing, Standings, Unranked
from quiz.domain.rules import LastResort, OverallRules, PrizeCaps, RankingKey, Rules


@dataclass(frozen=True, slots=True)
class PersonSum:
    """What a person did in the rounds together, by the recognised attempt of each.

    ``reference`` is the public reference of one of these attempts, which names the person; points
    are hundredths, ``duration`` milliseconds, ``attempts`` all that were made.
    """

    person: int
    reference: str
    unit: int | None
    category: str | None
    registered_at: int
    rounds: int
    points: int
    correct: int
    duration: int
    attempts: int

    def __add__(self, other: "PersonSum") -> "PersonSum":
        """Add what the same person did in other rounds; unit and category stay as here."""
        return PersonSum(
            person=self.person,
            reference=max(self.reference, other.reference),
            unit=self.unit,
            category=self.category,
            registered_at=self.registered_at,
            rounds=self.rounds + other.rounds,
            points=self.points + other.points,
            correct=self.correct + other.correct,
            duration=self.duration + other.duration,
            attempts=self.attempts + other.attempts,
        )


@dataclass(frozen=True, slots=True)
class OverallResult:
    """The ranking over rounds and its prizes; ``rounds`` counts those taken, by reference."""

    standings: Standings
    awards: Awards
    rounds: Mapping[str, int]
    lots: tuple[Draw, ...] = ()

    def document(self) -> dict[str, object]:
        """Return the ranking as it is hashed with the result of its last round."""
        levels = self.awards.levels
        lots = {"lots": [draw.document() for draw in self.lots]} if self.lots else {}
        people = [
            [
                *(of.rank, of.entry.attempt, self.rounds[of.entry.attempt]),
                *([[key, value] for key, value in of.values], levels.get(of.entry.attempt)),
            ]
            for of in self.standings.placings
        ]
        return lots | {"people": people}


def overall_of(
    standings: Standings,
    rules: Rules,
    before: Mapping[int, PersonSum],
    lots: Sequence[Draw] = (),
) -> OverallResult | None:
    """Rank people over the rounds that the rules name, if they name any.

    ``standings`` are those of the last of these rounds, ``before`` the sums of the others.
    What somebody did in a round without being ranked there counts only where it was not all
    correct, and nobody counts who is not in the contest for prizes.
    """
    if rules.overall is None:
        return None
    sums = dict(before)
    lines: list[Placing | Unranked] = [*standings.placings, *standings.unranked]
    for line in lines:
        person = line.entry.person
        if isinstance(line, Placing) or line.reason is Reason.NOT_ALL_CORRECT:
            now = _sum(line)
            sums[person] = now + sums[person] if person in sums else now
        elif line.reason in _OUT:
            sums.pop(person, None)
    return overall_result(sums.values(), rules.overall, lots, rules.last_resort)


_OUT = frozenset({Reason.EXCLUDED, Reason.OUT_OF_PRIZES})


def _sum(line: Placing | Unranked) -> PersonSum:
    entry = line.entry
    return PersonSum(
        person=entry.person,
        reference=entry.attempt,
        unit=entry.unit,
        category=entry.category,
        registered_at=entry.registered_at,
        rounds=1,
        points=entry.points,
        correct=entry.correct,
        duration=entry.duration,
        attempts=line.attempts,
    )


def overall_result(
    sums: Iterable[PersonSum],
    rules: OverallRules,
    lots: Sequence[Draw] = (),
    last_resort: LastResort = LastResort.JUDGES,
) -> OverallResult:
    """Rank people by their sums and give the prizes over all rounds, which no cap limits.

    ``lots`` are the orders of equals among them, the newest first.
    """
    people = list(sums)
    ranked = Standings(tuple(_placings(people, rules)), (), Totals(0, len(people), 0))
    draws = [draw.order for draw in lots]
    awards = hand_out(
        ranked, rules.prizes, PrizeCaps(), earlier={}, draws=draws, last_resort=last_resort
    )
    rounds = {one.reference: one.rounds for one in people}
    return OverallResult(ranked, awards, rounds, tuple(lots))


_MEASURES: Mapping[RankingKey, Callable[[PersonSum], int]] = {
    RankingKey.POINTS: lambda one: -one.points,
    RankingKey.CORRECT: lambda one: -one.correct,
    RankingKey.DURATION: lambda one: one.duration,
    RankingKey.ATTEMPT_COUNT: lambda one: one.attempts,
    RankingKey.REGISTERED_AT: lambda one: one.registered_at,
}
"""What each key compares, least first."""


def _placings(people: Iterable[PersonSum], rules: OverallRules) -> Iterable[Placing]:
    measures = [_MEASURES[key] for key in rules.ranking]
    order = sorted(
        ((tuple([measure(one) for measure in measures]), one.reference, one) for one in people),
        key=lambda line: line[:2],
    )
    rank = 1
    for measured, group in groupby(order, key=lambda line: line[0]):
        equals = [one for _, _, one in group]
        shown = tuple(map(abs, measured))
        for one in equals:
            is_tied = len(equals) > 1
            yield Placing(rank, _entry(one), one.attempts, 0, rules.ranking, shown, is_tied)
        rank += len(equals)


def _entry(one: PersonSum) -> Entry:
    """Write sums as one attempt, which is what prizes are handed out to."""
    return Entry(
        attempt=one.reference,
        person=one.person,
        unit=one.unit,
        category=one.category,
        number=1,
        points=one.points,
        correct=one.correct,
        items=one.correct,
        answered=one.correct,
        started_at=0,
        finished_at=one.duration,
        prediction=None,
        registered_at=one.registered_at,
    )
