"""What people did in all rounds together: the newest results of those before, and this round's."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quiz.domain.entry import Reason
from quiz.domain.overall import OverallResult, PersonSum, overall_result
from quiz.domain.ranking import Placing, Standings, Unranked, Value
from quiz.models import Attempt, Eligibility, Participation, Publication, Round, Standing
from quiz.services.catalogue import RoundDefinition
from quiz.services.prize_history import draws_of, rounds_before


@dataclass(frozen=True, slots=True)
class OverallLine:
    """A person's line in a ranking over several rounds, of which ``rounds`` were taken."""

    rank: int
    participation_id: int
    reference: str
    unit_id: int
    category: str | None
    rounds: int
    keys: Sequence[tuple[str, Value]]
    prize: str | None
    no_prize: str | None

    @property
    def points(self) -> Value:
        """What the ranking begins with: points in hundredths, or right items."""
        return self.keys[0][1]


def overall_lines(found: OverallResult) -> tuple[OverallLine, ...]:
    """Return a ranking over several rounds line by line."""
    return tuple(
        OverallLine(
            rank=placing.rank,
            participation_id=placing.entry.person,
            reference=placing.entry.attempt,
            unit_id=placing.entry.unit or 0,
            category=placing.entry.category,
            rounds=found.rounds[placing.entry.attempt],
            keys=placing.values,
            prize=found.awards.levels.get(placing.entry.attempt),
            no_prize=found.awards.reasons.get(placing.entry.attempt),
        )
        for placing in found.standings.placings
    )


def overall_now(
    session: Session, definition: RoundDefinition, standings: Standings
) -> OverallResult | None:
    """Rank people over the rounds that the rules name, if they name any; two queries.

    ``standings`` are those of the last of these rounds. What somebody did in a round without being
    ranked there counts only where it was not all correct, and nobody counts who is not, or no
    longer, in the contest for prizes.
    """
    if (rules := definition.rules.overall) is None:
        return None
    sums = _before(session, definition, rules.from_round)
    lines: list[Placing | Unranked] = [*standings.placings, *standings.unranked]
    for line in lines:
        person = line.entry.person
        if _counts(line):
            now = _sum(line)
            sums[person] = now + sums[person] if person in sums else now
        elif isinstance(line, Unranked) and line.reason in _OUT:
            sums.pop(person, None)
    lots = draws_of(session, definition.id, overall=True)
    return overall_result(sums.values(), rules, lots)


_OUT = frozenset({Reason.EXCLUDED, Reason.OUT_OF_PRIZES})


def _counts(line: Placing | Unranked) -> bool:
    return isinstance(line, Placing) or line.reason is Reason.NOT_ALL_CORRECT


def _sum(line: Placing | Unranked) -> PersonSum:
    entry = line.entry
    assert entry.unit is not None  # noqa: S101 - every attempt is made for a unit
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


def _before(
    session: Session, definition: RoundDefinition, from_round: int | None
) -> dict[int, PersonSum]:
    newest = (
        sa.select(sa.func.max(Publication.id))
        .join(Round, Round.id == Publication.round_id)
        .where(*rounds_before(definition, from_round))
        .group_by(Publication.round_id)
    )
    counts = sa.or_(Standing.rank.is_not(None), Standing.unranked == Reason.NOT_ALL_CORRECT)
    registered_at = sa.func.coalesce(Participation.registered_at, Participation.created_at)
    rows = session.execute(
        sa.select(
            Participation.id,
            sa.func.max(Attempt.ref),
            Participation.unit_id,
            Participation.category,
            registered_at,
            sa.func.count(),
            sa.func.sum(Standing.points),
            sa.func.sum(Standing.correct),
            sa.func.sum(Attempt.finished_at - Attempt.started_at),
            sa.func.sum(Standing.attempts),
        )
        .join(Standing, Standing.participation_id == Participation.id)
        .join(Attempt, Attempt.id == Standing.attempt_id)
        .where(
            Standing.publication_id.in_(newest),
            counts,
            Participation.eligibility == Eligibility.IN_CONTEST,
        )
        .group_by(Participation.id)
    )
    return {one.person: one for one in _sums(rows)}


def _sums(rows: Iterable[Any]) -> Iterator[PersonSum]:
    for person, reference, unit, category, registered_at, *summed in rows:
        # PostgreSQL sums big integers to decimals.
        rounds, points, correct, duration, attempts = map(int, summed)
        yield PersonSum(
            person=person,
            reference=reference,
            unit=unit,
            category=category,
            registered_at=registered_at,
            rounds=rounds,
            points=points,
            correct=correct,
            duration=duration,
            attempts=attempts,
        )
