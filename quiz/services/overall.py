"""What people did in all rounds together: the newest results of those before, and this round's."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quiz.domain.entry import Reason
from quiz.domain.overall import OverallResult, PersonSum
from quiz.domain.ranking import Value
from quiz.models import Attempt, Eligibility, Participation, Publication, Round, Standing
from quiz.services.catalogue import RoundDefinition
from quiz.services.contest_staff import staff_without_prizes
from quiz.services.prize_history import rounds_before


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


def sums_before(session: Session, definition: RoundDefinition) -> Mapping[int, PersonSum]:
    """Return what each person did in the rounds before this one that its rules add up; one query.

    Nobody counts who is not, or no longer, in the contest for prizes.
    """
    if (rules := definition.rules.overall) is None:
        return {}
    return _before(session, definition, rules.from_round)


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
            Participation.person_id.not_in(staff_without_prizes(definition)),
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
