"""The result of a round exactly by its rules: computed, not stored; publishing stores it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from question_bank.canonical import canonical_digest
from quiz.domain.permissions import Permission
from quiz.domain.prizes import Awards, UnresolvedTie, award
from quiz.domain.ranking import Placing, Standings, Totals, Unranked, Value, standings
from quiz.domain.unit_ranking import (
    UnitReason,
    UnitStandings,
    results_of,
    unit_standings,
)
from quiz.models import UNAFFILIATED, Publication
from quiz.services.access import round_for
from quiz.services.actor import Actor
from quiz.services.catalogue import Catalogue, RoundDefinition
from quiz.services.ledger import Ledger, ledger_of
from quiz.services.unit_nodes import nodes_of

Keys = tuple[tuple[str, Value], ...]
"""What decided a place: each ranking key with the value compared, in the order of the rules."""


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person's line: ranked, or not and why (``unranked``); the attempt is the recognised
    one.

    Points in hundredths, moments in milliseconds. ``reference`` is the attempt's
    public reference.
    """

    rank: int | None
    unranked: str | None
    participation_id: int
    reference: str
    attempt_id: int
    unit_id: int
    points: int
    correct: int
    attempts: int
    keys: Keys
    prize: str | None
    prediction: int | None
    started_at: int
    finished_at: int

    @property
    def duration(self) -> int:
        """How long the recognised attempt took, in milliseconds."""
        return self.finished_at - self.started_at


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit's line with all that is below it; ``excluded`` is why it is not ranked."""

    unit_id: int
    parent_id: int | None
    rank: int | None
    excluded: str | None
    people: int
    attempts: int
    headcount: int | None
    points: int
    all_correct: int

    @property
    def rate(self) -> Fraction | None:
        """People against headcount; None without one."""
        return Fraction(self.people, self.headcount) if self.headcount else None

    @property
    def average(self) -> Fraction | None:
        """The mean of the points in hundredths; None where nobody took part."""
        return Fraction(self.points, self.people) if self.people else None


@dataclass(frozen=True, slots=True)
class Results:
    """A whole result: ranked people first, in order, then the others; units in ranking order.

    ``unresolved`` are ties that only people can decide, ``left_over`` prizes that nobody won,
    ``outside`` counts people in no unit of the contest's day. ``digest`` is the SHA-256 over the
    canonical JSON of everything that is ranked, without personal data: the same result has the same
    digest.
    """

    totals: Totals
    people: tuple[PersonLine, ...]
    units: tuple[UnitLine, ...]
    unresolved: tuple[UnresolvedTie, ...]
    left_over: tuple[str, ...]
    outside: int
    digest: str


def preview(
    session: Session, *, actor: Actor, now: int, slug: str, number: int, catalogue: Catalogue
) -> Results:
    """Return the result as it would be published now; nothing is stored."""
    _, row = round_for(session, actor, Permission.CONTEST_TOTALS_READ, slug, number)
    return results_now(session, catalogue.round(session, row.id, now))


def results_now(session: Session, definition: RoundDefinition) -> Results:
    """Rank a round from its ledger; asks nobody's permission."""
    ledger, rules = ledger_of(session, definition), definition.rules
    totals = _frozen_totals(session, definition)
    ranked = standings(ledger.entries, rules, totals, ledger.rulings)
    awards = award(ranked, rules.prizes)
    tree = nodes_of(session, definition.contest_id)
    units = unit_standings(results_of(ranked, awards.levels), tree.nodes, rules)
    people = tuple(_person_lines(ranked, awards, ledger))
    lines = unit_lines(units)
    return Results(
        totals=ranked.totals,
        people=people,
        units=lines,
        unresolved=awards.unresolved,
        left_over=awards.left_over,
        outside=units.outside,
        digest=_digest(definition, ranked.totals, people, lines, tree.codes),
    )


def totals_document(totals: Totals) -> dict[str, int]:
    """Return the numbers of a round as a publication keeps them."""
    return {
        "attempts": totals.attempts,
        "participants": totals.participants,
        "all_correct_people": totals.all_correct_people,
    }


def keys_document(keys: Keys) -> list[list[str | int | None]]:
    """Return ranking keys as they are stored and hashed; a fraction becomes "193/5"."""
    return [[key, _plain(value)] for key, value in keys]


def keys_of(document: Sequence[Sequence[Any]]) -> Keys:
    """Read ranking keys as `keys_document` wrote them."""
    return tuple(
        (key, Fraction(value) if isinstance(value, str) else value) for key, value in document
    )


def unit_lines(standings: UnitStandings) -> tuple[UnitLine, ...]:
    """Return every unit's line; who belongs to no unit is counted there, never ranked."""
    return tuple(
        UnitLine(
            unit_id=row.unit.id,
            parent_id=row.unit.parent,
            rank=None if group.league == UNAFFILIATED else row.rank,
            excluded=UnitReason.KIND_NOT_RANKED if group.league == UNAFFILIATED else row.excluded,
            people=row.tally.people,
            attempts=row.tally.attempts,
            headcount=None if group.league == UNAFFILIATED else row.tally.headcount,
            points=row.tally.total_points,
            all_correct=row.tally.all_correct_people,
        )
        for group in standings.groups
        for row in group.rows
    )


def _plain(value: Value) -> str | int | None:
    return value if value is None or isinstance(value, int) else str(value)


def _frozen_totals(session: Session, definition: RoundDefinition) -> Totals | None:
    """Return the numbers of the first publication where the rules hold predictions against them."""
    prediction = definition.rules.prediction
    if prediction is None or prediction.total_frozen != "at_close":
        return None
    kept = session.execute(
        sa.select(Publication.totals)
        .where(Publication.round_id == definition.id)
        .order_by(Publication.number)
        .limit(1)
    ).scalar_one_or_none()
    return Totals(**kept) if kept else None


def _person_lines(ranked: Standings, awards: Awards, ledger: Ledger) -> Iterator[PersonLine]:
    for placing in ranked.placings:
        prize = awards.levels.get(placing.entry.attempt)
        yield _line(placing, ledger, rank=placing.rank, keys=placing.values, prize=prize)
    for person in ranked.unranked:
        yield _line(person, ledger, unranked=person.reason)


def _line(
    person: Placing | Unranked,
    ledger: Ledger,
    *,
    rank: int | None = None,
    unranked: str | None = None,
    keys: Keys = (),
    prize: str | None = None,
) -> PersonLine:
    entry = person.entry
    assert entry.unit is not None  # noqa: S101 - every attempt is made for a unit
    return PersonLine(
        rank=rank,
        unranked=unranked,
        participation_id=entry.person,
        reference=entry.attempt,
        attempt_id=ledger.attempt_ids[entry.attempt],
        unit_id=entry.unit,
        points=entry.points,
        correct=entry.correct,
        attempts=person.attempts,
        keys=keys,
        prize=prize,
        prediction=entry.prediction,
        started_at=entry.started_at,
        finished_at=entry.finished_at,
    )


def _digest(
    definition: RoundDefinition,
    totals: Totals,
    people: tuple[PersonLine, ...],
    units: tuple[UnitLine, ...],
    codes: Mapping[int, str],
) -> str:
    return canonical_digest(
        {
            "schema": 1,
            "contest": definition.contest_slug,
            "round": definition.number,
            "rules": definition.rules_digest,
            "totals": totals_document(totals),
            "people": [
                [
                    *(line.rank, line.unranked, line.reference, codes.get(line.unit_id)),
                    *(line.points, line.correct, line.attempts, keys_document(line.keys)),
                    line.prize,
                ]
                for line in people
            ],
            "units": [
                [
                    *(codes[line.unit_id], line.rank, line.excluded, line.people, line.attempts),
                    *(line.headcount, line.points, line.all_correct),
                ]
                for line in units
            ],
        }
    )
