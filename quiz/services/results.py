"""The result of a round exactly by its rules: computed, not stored; publishing stores it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from fractions import Fraction
from itertools import chain
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quiz.domain.lots import Draw
from quiz.domain.overall import OverallResult, PersonSum, overall_of
from quiz.domain.permissions import Permission
from quiz.domain.prize_order import EarlierWins, Win
from quiz.domain.prizes import Awards, SpecialPrize, UnresolvedTie
from quiz.domain.ranking import Placing, Totals, Unranked, Value
from quiz.domain.result import (
    Keys,
    Result,
    UnitLine,
    digest_of,
    homes_of,
    keys_document,
    result_of,
    totals_document,
    unit_lines,
)
from quiz.domain.rules import Rules
from quiz.domain.unit_prizes import UnitAwards
from quiz.models import Publication
from quiz.services.access import round_for
from quiz.services.actor import Actor
from quiz.services.catalogue import Catalogue, RoundDefinition
from quiz.services.garbage import garbage_kept
from quiz.services.ledger import Ledger, ledger_of
from quiz.services.overall import sums_before
from quiz.services.prize_history import draws_of, earlier_wins
from quiz.services.special_prizes import given_prizes
from quiz.services.unit_marks import points_of_units
from quiz.services.unit_nodes import UnitNodes, nodes_of, with_marks

__all__ = [
    "Grounds",
    "Keys",
    "PersonLine",
    "Results",
    "UnitLine",
    "frozen_totals",
    "grounds_of",
    "keys_document",
    "keys_of",
    "person_lines",
    "preview",
    "result_digest",
    "results_now",
    "totals_document",
    "unit_document",
    "unit_lines",
]


class PersonLine(NamedTuple):
    """A person's line: ranked, or not and why (``unranked``); the attempt is the recognised
    one.

    Points in hundredths, moments in milliseconds. ``reference`` is the attempt's public reference,
    ``unit_id`` 0 for no unit, which only files know, ``no_prize`` why somebody whose turn it was
    for a prize has none. ``gave_up`` is the lesser prize of an earlier round that was given up for
    this one, ``kept_in`` the later round in which this prize was given up for a higher one, by its
    newest publication.
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
    no_prize: str | None
    category: str | None
    prediction: int | None
    started_at: int
    finished_at: int
    gave_up: Win | None = None
    kept_in: int | None = None

    @property
    def duration(self) -> int:
        """How long the recognised attempt took, in milliseconds."""
        return self.finished_at - self.started_at


@dataclass(frozen=True, slots=True)
class Results:
    """A whole result: ranked people first, in order, then the others; units in ranking order.

    ``awards`` tells what became of every prize, ``unit_awards`` of those for units; ``overall``
    ranks over several rounds where the rules do, ``lots`` are the orders of equals that were drawn
    or decided, the newest first; ``outside`` counts people in no unit of the contest's day.
    ``digest`` is the SHA-256 over the canonical JSON of everything that is ranked, without personal
    data: the same result has the same digest.
    """

    totals: Totals
    people: tuple[PersonLine, ...]
    units: tuple[UnitLine, ...]
    awards: Awards
    unit_awards: tuple[UnitAwards, ...]
    lots: tuple[Draw, ...]
    special: tuple[SpecialPrize, ...]
    overall: OverallResult | None
    outside: int
    digest: str

    @property
    def unresolved(self) -> tuple[UnresolvedTie, ...]:
        """Return the ties of this round that only people can decide."""
        return self.awards.unresolved

    @property
    def open_ties(self) -> int:
        """Return how many ties only people can decide, in this round, over all and of units."""
        return len(self.unresolved) + self.overall_ties + self.unit_ties

    @property
    def overall_ties(self) -> int:
        """Return how many of the ties are over several rounds."""
        return len(self.overall.awards.unresolved) if self.overall else 0

    @property
    def unit_ties(self) -> int:
        """Return how many of the ties are between units."""
        return sum(len(of_list.ties) for of_list in self.unit_awards)


def preview(
    session: Session, *, actor: Actor, now: int, slug: str, number: int, catalogue: Catalogue
) -> Results:
    """Return the result as it would be published now; nothing is stored."""
    _, row = round_for(session, actor, Permission.CONTEST_TOTALS_READ, slug, number)
    return results_now(session, catalogue.round(session, row.id, now))


@dataclass(frozen=True, slots=True)
class Grounds:
    """Everything that the result of a round follows from, besides its rules."""

    ledger: Ledger
    tree: UnitNodes
    totals: Totals | None
    earlier: EarlierWins
    lots: tuple[Draw, ...]
    special: tuple[SpecialPrize, ...]
    before: Mapping[int, PersonSum]
    """What people did in the rounds before, where the rules rank over several."""
    overall_lots: tuple[Draw, ...]

    def result(self, rules: Rules) -> Result:
        """Return the result that follows from them."""
        return result_of(
            self.ledger.entries,
            rules,
            self.tree.nodes,
            self.totals,
            self.ledger.rulings,
            earlier=self.earlier,
            lots=self.lots,
            special=self.special,
        )

    def overall(self, rules: Rules, last: Result) -> OverallResult | None:
        """Return the ranking over several rounds, of which this result is the last."""
        if rules.overall is None:
            return None
        return overall_of(
            last.standings,
            last.awards,
            rules,
            self.before,
            self.overall_lots,
            earlier=self.earlier,
            homes=homes_of(rules.overall.prize_caps, self.tree.nodes),
        )


def grounds_of(session: Session, definition: RoundDefinition) -> Grounds:
    """Read everything that a round is ranked from; asks nobody's permission."""
    draws = draws_of(session, definition.id)
    judged = points_of_units(session, definition.id, definition.rules)
    return Grounds(
        ledger=ledger_of(session, definition),
        tree=with_marks(nodes_of(session, definition.contest_id), judged),
        totals=frozen_totals(session, definition),
        earlier=earlier_wins(session, definition),
        lots=tuple(draw for draw in draws if not draw.overall),
        special=tuple(given.prize for given in given_prizes(session, definition.id)),
        before=sums_before(session, definition),
        overall_lots=tuple(draw for draw in draws if draw.overall),
    )


def results_now(session: Session, definition: RoundDefinition) -> Results:
    """Rank a round from its ledger; asks nobody's permission."""
    with garbage_kept():
        return _results(session, definition)


def _results(session: Session, definition: RoundDefinition) -> Results:
    grounds = grounds_of(session, definition)
    found = grounds.result(definition.rules)
    overall = grounds.overall(definition.rules, found)
    ids, codes = _recognised_ids(found, grounds.ledger), grounds.tree.codes
    del grounds  # in a national week what is not recognised makes room for the lines
    return Results(
        totals=found.standings.totals,
        people=tuple(person_lines(found, ids)),
        units=found.units,
        awards=found.awards,
        unit_awards=found.unit_awards,
        lots=found.lots,
        special=found.special,
        overall=overall,
        outside=found.outside,
        digest=result_digest(found, overall, definition, codes),
    )


def result_digest(
    found: Result,
    overall: OverallResult | None,
    definition: RoundDefinition,
    codes: Mapping[int, str],
) -> str:
    """Return the digest that a publication of a result has; ``codes`` are those of the units."""
    return digest_of(
        found,
        definition.rules,
        contest=definition.contest_slug,
        number=definition.number,
        codes=codes,
        rules_digest=definition.rules_digest,
        overall=overall,
    )


def keys_of(document: Sequence[Sequence[Any]]) -> Keys:
    """Read ranking keys as `keys_document` wrote them."""
    return tuple(
        (key, Fraction(value) if isinstance(value, str) else value) for key, value in document
    )


_UNIT_FIELDS = [field.name for field in fields(UnitLine)]


def unit_document(line: UnitLine) -> dict[str, Any]:
    """Return a unit's line as it is stored, by column."""
    of_lists: dict[str, Any] = {
        "values": keys_document(line.values),
        "prizes": [list(prize) for prize in line.prizes],
    }
    return {name: getattr(line, name) for name in _UNIT_FIELDS} | of_lists


def frozen_totals(session: Session, definition: RoundDefinition) -> Totals | None:
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


def _recognised_ids(found: Result, ledger: Ledger) -> dict[str, int]:
    people: Iterator[Placing | Unranked] = chain(found.standings.placings, found.standings.unranked)
    recognised = {person.entry.attempt for person in people}
    return {
        entry.attempt: attempt_id
        for entry, attempt_id in zip(ledger.entries, ledger.attempt_ids, strict=True)
        if entry.attempt in recognised
    }


def person_lines(found: Result, ids: Mapping[str, int]) -> Iterator[PersonLine]:
    """Give everybody's line; ``ids`` are those of the recognised attempts by their references."""
    pairs: dict[tuple[str, Value], tuple[str, Value]] = {}  # each is kept once
    for placing in found.standings.placings:
        attempt = placing.entry.attempt
        yield _line(
            placing,
            ids,
            rank=placing.rank,
            keys=tuple([pairs.setdefault(pair, pair) for pair in placing.values]),
            prize=found.awards.levels.get(attempt),
            no_prize=found.awards.reasons.get(attempt),
            gave_up=found.awards.given_up.get(attempt),
        )
    for person in found.standings.unranked:
        yield _line(person, ids, unranked=person.reason)


def _line(
    person: Placing | Unranked,
    ids: Mapping[str, int],
    *,
    rank: int | None = None,
    unranked: str | None = None,
    keys: Keys = (),
    prize: str | None = None,
    no_prize: str | None = None,
    gave_up: Win | None = None,
) -> PersonLine:
    entry = person.entry
    return PersonLine(
        rank=rank,
        unranked=unranked,
        participation_id=entry.person,
        reference=entry.attempt,
        attempt_id=ids[entry.attempt],
        unit_id=entry.unit or 0,
        points=entry.points,
        correct=entry.correct,
        attempts=person.attempts,
        keys=keys,
        prize=prize,
        no_prize=no_prize,
        category=entry.category,
        prediction=entry.prediction,
        started_at=entry.started_at,
        finished_at=entry.finished_at,
        gave_up=gave_up,
    )
