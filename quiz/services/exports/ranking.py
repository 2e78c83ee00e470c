"""The files from which a round is ranked without its database: ``quiz rank`` reads them.

They hold what the result follows from and nothing more: people go by codes of these files alone,
given in the order of their attempts' references, which means nothing. Names are added on demand.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quiz.documents.sheet import Cell, Column, Kind, Sheet
from quiz.domain.entry import Entry
from quiz.domain.lots import Draw
from quiz.domain.permissions import Permission
from quiz.domain.rules import RoundKind
from quiz.models import Participation, Person, Publication
from quiz.services import audit
from quiz.services.access import contest_for, round_for
from quiz.services.actor import Actor
from quiz.services.catalogue import Catalogue, RoundDefinition
from quiz.services.publications.reading import newest_of
from quiz.services.refusal import Refusal
from quiz.services.results import Grounds, grounds_of, result_digest
from quiz.services.unit_nodes import UnitNodes
from quiz.services.unit_paths import UnitPath, unit_paths


class RankingTable(StrEnum):
    """What a round is ranked from, besides its rules."""

    ATTEMPTS = "attempts"
    PEOPLE = "people"
    UNITS = "units"
    RULINGS = "rulings"
    LOTS = "lots"
    BEFORE = "before"
    SPECIAL = "special"
    TOTALS = "totals"


@dataclass(frozen=True, slots=True)
class RankingExport:
    """Everything that a round is ranked from; ``digest`` is that of the result as it stands.

    ``rules`` is the document of the rules file, ``published`` the newest publication, if there is
    one. Columns and coded cells are named by codes, as in every export.
    """

    contest: str
    round: int
    rules: Mapping[str, Any]
    sheets: Mapping[RankingTable, Sheet]
    digest: str
    published: Publication | None


ATTEMPTS = (
    Column("reference"),
    Column("person"),
    Column("unit_code"),
    Column("category"),
    Column("attempt", Kind.NUMBER),
    Column("started_at", Kind.MOMENT),
    Column("finished_at", Kind.MOMENT),
    Column("items", Kind.NUMBER),
    Column("answered", Kind.NUMBER),
    Column("correct", Kind.NUMBER),
    Column("points", Kind.POINTS),
    Column("prediction", Kind.NUMBER),
)
PEOPLE = (
    Column("person"),
    Column("name"),
    Column("registered_at", Kind.MOMENT),
    Column("eligible", Kind.CODE),
    Column("knew_a_key", Kind.CODE),
    Column("won"),
)
UNITS = (
    Column("unit_code"),
    Column("unit"),
    Column("kind"),
    Column("parent"),
    Column("headcount", Kind.NUMBER),
    Column("valid_from", Kind.DAY),
    Column("valid_to", Kind.DAY),
    Column("successors"),
    Column("judged", Kind.POINTS),
)
RULINGS = (Column("ruling", Kind.CODE), Column("reference"), Column("person"), Column("reason"))
LOTS = (
    Column("draw", Kind.NUMBER),
    Column("rank", Kind.NUMBER),
    Column("group"),
    Column("prizes"),
    Column("seed"),
    Column("reason"),
    Column("overall", Kind.CODE),
    Column("drawn_at", Kind.MOMENT),
    Column("reference"),
)
BEFORE = (
    Column("person"),
    Column("reference"),
    Column("unit_code"),
    Column("category"),
    Column("registered_at", Kind.MOMENT),
    Column("rounds", Kind.NUMBER),
    Column("points", Kind.POINTS),
    Column("correct", Kind.NUMBER),
    Column("duration", Kind.SECONDS),
    Column("attempts", Kind.NUMBER),
)
SPECIAL = (Column("title"), Column("recipient"), Column("reason"))
TOTALS = (
    Column("attempts", Kind.NUMBER),
    Column("participants", Kind.NUMBER),
    Column("all_correct", Kind.NUMBER),
)


def note_export(
    session: Session,
    *,
    actor: Actor,
    now: int,
    slug: str,
    number: int,
    catalogue: Catalogue,
    names: bool = False,
) -> RoundDefinition:
    """Record that ``actor`` takes away what a round is ranked from, and return the round.

    For those who may read attempts, with ``names`` for those who may read participations. Refuses a
    practice round (``practice_round``) and one that can still be taken (``round_not_over``).
    """
    _, row = round_for(session, actor, Permission.CONTEST_DOCUMENT_EXPORT, slug, number)
    contest_for(session, actor, Permission.CONTEST_ATTEMPT_READ, slug)
    if names:
        contest_for(session, actor, Permission.CONTEST_PARTICIPATION_READ, slug)
    definition = catalogue.round(session, row.id, now)
    if definition.kind is RoundKind.PRACTICE:
        raise Refusal("practice_round")
    if not definition.state(now).over:
        raise Refusal("round_not_over")
    audit.record(
        session,
        actor=actor,
        now=now,
        action="round.export",
        target=f"round:{slug}/{number}",
        table="ranking",
        publication=None,
        names=names,
    )
    return definition


def ranking_export(
    session: Session, definition: RoundDefinition, *, names: bool = False
) -> RankingExport:
    """Read everything that a round is ranked from; to be called inside one snapshot."""
    grounds = grounds_of(session, definition)
    people = _codes_of(grounds)
    named = _names(session, definition.contest_id) if names else {}
    found = grounds.result(definition.rules)
    totals = found.standings.totals
    rows: Mapping[RankingTable, tuple[tuple[Column, ...], Iterator[tuple[Cell, ...]]]] = {
        RankingTable.ATTEMPTS: (
            ATTEMPTS,
            attempt_rows(grounds.ledger.entries, people, grounds.tree.codes),
        ),
        RankingTable.PEOPLE: (PEOPLE, _people(grounds, people, named)),
        RankingTable.UNITS: (
            UNITS,
            unit_rows(grounds.tree, unit_paths(session, definition.contest_id)),
        ),
        RankingTable.RULINGS: (RULINGS, _rulings(grounds, people)),
        RankingTable.LOTS: (LOTS, _lots((*grounds.overall_lots, *grounds.lots))),
        RankingTable.BEFORE: (BEFORE, _before(grounds, people)),
        RankingTable.SPECIAL: (
            SPECIAL,
            ((prize.title, prize.recipient, prize.reason) for prize in grounds.special),
        ),
        RankingTable.TOTALS: (
            TOTALS,
            iter([(totals.attempts, totals.participants, totals.all_correct_people)]),
        ),
    }
    return RankingExport(
        contest=definition.contest_slug,
        round=definition.number,
        rules=rules_document(definition, grounds.tree, grounds.earlier.levels),
        sheets={
            table: Sheet(table, columns, lines, definition.closes_at)
            for table, (columns, lines) in rows.items()
        },
        digest=result_digest(
            found,
            grounds.overall(definition.rules, found),
            definition,
            grounds.tree.codes,
        ),
        published=newest_of(session, definition.id),
    )


def rules_document(
    definition: RoundDefinition, tree: UnitNodes, levels: Sequence[str] = ()
) -> Mapping[str, Any]:
    """Return the rules file of a round, whose units stood so.

    ``levels`` are those of all rounds whose prizes are held against one another, in order.
    """
    document: dict[str, Any] = {
        "ranking_schema": 1,
        "contest": definition.contest_slug,
        "round": definition.number,
        "title": definition.title["vi"],
        "tree_day": tree.day.isoformat(),
    }
    if definition.rules_digest != definition.rules.digest:
        document["rules_digest"] = definition.rules_digest
    if levels:
        document["levels"] = list(levels)
    return document | {"rules": definition.rules.model_dump(mode="json")}


def _codes_of(grounds: Grounds) -> dict[int, str]:
    """Give each person a code of these files, in the order of their least references."""
    named = [(entry.attempt, entry.person) for entry in grounds.ledger.entries]
    named += [(one.reference, one.person) for one in grounds.before.values()]
    people = list(dict.fromkeys(person for _, person in sorted(named)))
    width = len(str(len(people)))
    return {person: f"N{at:0{width}}" for at, person in enumerate(people, start=1)}


def _names(session: Session, contest_id: int) -> Mapping[int, str]:
    rows = session.execute(
        sa.select(Participation.id, Person.full_name)
        .join(Person, Person.id == Participation.person_id)
        .where(Participation.contest_id == contest_id)
    )
    return {row.id: row.full_name for row in rows}


def attempt_rows(
    entries: Iterable[Entry], people: Mapping[int, str], units: Mapping[int, str]
) -> Iterator[tuple[Cell, ...]]:
    """Give every attempt, its person and its unit by their codes."""
    for entry in sorted(entries, key=lambda entry: entry.attempt):
        yield (
            entry.attempt,
            people[entry.person],
            None if entry.unit is None else units[entry.unit],
            entry.category,
            entry.number,
            entry.started_at,
            entry.finished_at,
            entry.items,
            entry.answered,
            entry.correct,
            entry.points,
            entry.prediction,
        )


def _people(
    grounds: Grounds, people: Mapping[int, str], names: Mapping[int, str]
) -> Iterator[tuple[Cell, ...]]:
    """Give who took the round, and who took only earlier ones and has won something there."""
    about = {entry.person: entry for entry in grounds.ledger.entries}
    for person, code in people.items():
        entry, won = about.get(person), grounds.earlier.of(person)
        if entry is None and not won:
            continue
        yield (
            code,
            names.get(person),
            entry.registered_at if entry else grounds.before[person].registered_at,
            "no" if entry and not entry.eligible else "yes",
            "yes" if entry and entry.knew_a_key else "no",
            "|".join(f"{win.round}:{win.level}" for win in won) or None,
        )


def unit_rows(tree: UnitNodes, paths: Mapping[int, UnitPath]) -> Iterator[tuple[Cell, ...]]:
    """Give every unit there ever was in the tree of a round."""
    codes = tree.codes
    for record in sorted(tree.records, key=lambda record: record.code):
        yield (
            record.code,
            paths[record.id].name,
            record.kind,
            None if record.parent is None else codes[record.parent],
            record.headcount,
            record.valid_from,
            record.valid_to - timedelta(days=1) if record.valid_to else None,
            " ".join(codes[heir] for heir in record.successors) or None,
            record.judged or None,
        )


def _rulings(grounds: Grounds, people: Mapping[int, str]) -> Iterator[tuple[Cell, ...]]:
    """Give the rulings that concern somebody who took part; reasons stay with the judges."""
    for ruling in grounds.ledger.rulings:
        person = None if ruling.person is None else people.get(ruling.person)
        if ruling.attempt is not None or person is not None:
            yield ruling.kind.value, ruling.attempt, person, None


def _before(grounds: Grounds, people: Mapping[int, str]) -> Iterator[tuple[Cell, ...]]:
    for one in grounds.before.values():
        yield (
            people[one.person],
            one.reference,
            None if one.unit is None else grounds.tree.codes[one.unit],
            one.category,
            one.registered_at,
            one.rounds,
            one.points,
            one.correct,
            one.duration,
            one.attempts,
        )


def _lots(lots: tuple[Draw, ...]) -> Iterator[tuple[Cell, ...]]:
    """Give a row for each attempt; the rows of what judges have put in order are in that order."""
    for at, draw in enumerate(lots):
        by_whom = (None if draw.seed is None else draw.seed.hex(), draw.reason)
        shared = (len(lots) - at, draw.rank, "|".join(draw.group), "|".join(draw.levels), *by_whom)
        for attempt in draw.attempts:
            over_rounds = "yes" if draw.overall else "no"
            yield *shared, over_rounds, draw.drawn_at, attempt
