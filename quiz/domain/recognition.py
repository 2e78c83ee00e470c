"""Which attempts count, and which of a person's attempts is recognised."""

from collections.abc import Callable, Iterable

from quiz.domain.entry import Entry, Reason, Ruling, RulingKind, Totals
from quiz.domain.rules import Asked, Counting, RankingKey, Rules

# Farther than every distance: whoever predicted nothing comes after whoever did.
NO_PREDICTION = 1 << 62

# What the ranking can prefer in one attempt before the numbers of the round are known.
_OF_ONE_ATTEMPT: dict[RankingKey, Callable[[Entry], int]] = {
    RankingKey.CORRECT: lambda entry: -entry.correct,
    RankingKey.DURATION: lambda entry: entry.finished_at - entry.started_at,
    RankingKey.FINISHED_AT: lambda entry: entry.finished_at,
    RankingKey.STARTED_AT: lambda entry: entry.started_at,
}


def flaw(entry: Entry, rules: Rules) -> Reason | None:
    """Tell why an attempt by itself cannot be recognised: EMPTY, INCOMPLETE, or None if it can.

    An empty attempt does not even count as one, an incomplete one does.
    """
    if entry.answered == 0 and not rules.attempts.empty_count:
        return Reason.EMPTY
    if rules.paper.all_must_be_answered:
        unpredicted = rules.prediction is not None and entry.prediction is None
        if entry.answered < entry.items or unpredicted:
            return Reason.INCOMPLETE
    return None


def totals_of(entries: Iterable[Entry], rules: Rules, rulings: Iterable[Ruling] = ()) -> Totals:
    """Count a round as its prediction question asks.

    Empty attempts count if the rules say so, voided ones if the prediction includes them. Whoever
    has a complete all-correct attempt is one of the all-correct people, whichever is recognised.
    """
    includes_voided = rules.prediction is not None and rules.prediction.includes_voided
    left_out = set() if includes_voided else voided(rulings)
    attempts = 0
    people: set[int] = set()
    all_correct: set[int] = set()
    for entry in entries:
        found = flaw(entry, rules)
        if found is Reason.EMPTY or entry.attempt in left_out:
            continue
        attempts += 1
        people.add(entry.person)
        if found is None and entry.correct == entry.items:
            all_correct.add(entry.person)
    return Totals(attempts, len(people), len(all_correct))


def voided(rulings: Iterable[Ruling]) -> set[str]:
    """Give the public references of the voided attempts."""
    void = (ruling for ruling in rulings if ruling.kind is RulingKind.VOID)
    return {ruling.attempt for ruling in void if ruling.attempt is not None}


def recognised(entries: Iterable[Entry], rules: Rules, totals: Totals | None = None) -> Entry:
    """Give the one of a person's attempts (at least one, none voided) that counts.

    One that can be recognised comes before any other. Without totals the nearest prediction is
    not known and the choice is provisional: see `supersedes`.
    """
    return min(entries, key=preference(rules, totals))


def supersedes(new: Entry, old: Entry, rules: Rules) -> bool:
    """Whether a person's new attempt takes the place of the one recognised so far.

    Taken over all attempts in any order this finds what `recognised` finds without totals; where
    the best prediction counts, closing decides anew among equal points.
    """
    prefer = preference(rules)
    return prefer(new) < prefer(old)


def preference(rules: Rules, totals: Totals | None = None) -> Callable[[Entry], tuple[int, ...]]:
    """Give the key by which the least of a person's attempts is recognised."""
    compare = _policy(rules, totals)

    def key(entry: Entry) -> tuple[int, ...]:
        found = flaw(entry, rules)
        flawed = 0 if found is None else 1 if found is Reason.INCOMPLETE else 2
        return (flawed, *compare(entry), entry.finished_at, entry.number)

    return key


def distance(rules: Rules, totals: Totals) -> Callable[[Entry], int]:
    """Give the measure of how far a prediction is from the number asked, over and under alike.

    A percentage is compared in hundredths of a percent times the participants, so that it stays a
    whole number and exact.
    """
    actual, scale = _asked(rules, totals)

    def measure(entry: Entry) -> int:
        if entry.prediction is None:
            return NO_PREDICTION
        return abs(entry.prediction * scale - actual)

    return measure


def _asked(rules: Rules, totals: Totals) -> tuple[int, int]:
    """Give the number asked and by what predictions are multiplied to compare with it."""
    match rules.prediction.asks if rules.prediction else None:
        case Asked.ATTEMPTS:
            return totals.attempts, 1
        case Asked.PARTICIPANTS:
            return totals.participants, 1
        case Asked.ALL_CORRECT_PEOPLE:
            return totals.all_correct_people, 1
        case Asked.PERCENT_ALL_CORRECT:
            return totals.all_correct_people * 10_000, totals.participants
    raise ValueError("these rules ask for no prediction")


def _policy(rules: Rules, totals: Totals | None) -> Callable[[Entry], tuple[int, ...]]:
    match rules.attempts.counts:
        case Counting.FIRST:
            return lambda entry: (entry.number,)
        case Counting.LAST:
            return lambda entry: (-entry.number,)
        case Counting.HIGHEST:
            wanted = [_OF_ONE_ATTEMPT[key] for key in rules.ranking if key in _OF_ONE_ATTEMPT]
            return lambda entry: (-entry.points, *(measure(entry) for measure in wanted))
        case Counting.BEST_PREDICTION if totals is not None:
            far = distance(rules, totals)
            return lambda entry: (-entry.points, far(entry))
    return lambda entry: (-entry.points,)
