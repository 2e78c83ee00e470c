"""Ranking people over several rounds: what they did in each of them, added up."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from quiz.domain.entry import Entry, Reason, Totals
from quiz.domain.lots import Draw
from quiz.domain.prize_order import NOTHING_WON, EarlierWins, Win
from quiz.domain.prizes import Awards, hand_out, none_yet
from quiz.domain.ranking import Placing, Standings, Unranked
from quiz.domain.rules import LastResort, OverallRules, RankingKey, Rules


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
    awards: Awards,
    rules: Rules,
    before: Mapping[int, PersonSum],
    lots: Sequence[Draw] = (),
    *,
    earlier: EarlierWins = NOTHING_WON,
    homes: Mapping[int, int] | None = None,
) -> OverallResult | None:
    """Rank people over the rounds that the rules name, if they name any.

    ``standings`` and ``awards`` are those of the last of these rounds, ``before`` the sums of the
    others and ``earlier`` what was won in them; ``homes`` are as for a round. While a tie of the
    last round is open, prizes wait of which a cap refuses some to its winners.
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
    found = overall_result(
        sums.values(),
        rules.overall,
        lots,
        last_resort=rules.last_resort,
        earlier=_with_last(earlier.since(rules.overall.wins_from), standings, awards),
        homes=homes,
    )
    if rules.overall.prize_caps.per_person is None or not awards.unresolved:
        return found
    return replace(found, awards=none_yet(rules.overall.prizes))


def _with_last(earlier: EarlierWins, standings: Standings, awards: Awards) -> EarlierWins:
    """Add what people have won in the last round; what they gave up for it is theirs no longer."""
    wins = {person: tuple(won) for person, won in earlier.wins.items()}
    for placing in standings.placings:
        attempt, person = placing.entry.attempt, placing.entry.person
        if (level := awards.levels.get(attempt)) is not None:
            kept = [win for win in earlier.of(person) if win != awards.given_up.get(attempt)]
            wins[person] = (*kept, Win(_LAST, level))
    return EarlierWins(wins, earlier.levels)


_LAST = 0  # no number of a round: over several rounds prizes are counted, not compared
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
    *,
    last_resort: LastResort = LastResort.JUDGES,
    earlier: EarlierWins = NOTHING_WON,
    homes: Mapping[int, int] | None = None,
) -> OverallResult:
    """Rank people by their sums and give the prizes over all rounds within their own caps.

    ``earlier`` is what people have won in these rounds, the last one included; ``lots`` are the
    orders of equals among them, the newest first.
    """
    people = list(sums)
    ranked = Standings(tuple(_placings(people, rules)), (), Totals(0, len(people), 0))
    draws = [draw.order for draw in lots]
    awards = hand_out(
        ranked,
        rules.prizes,
        rules.prize_caps,
        earlier=earlier,
        draws=draws,
        homes=homes,
        last_resort=last_resort,
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
