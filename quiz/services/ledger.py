"""The ledger of a round: every finished attempt, with all that a regulation can ask for."""

from array import array
from collections.abc import Callable, Mapping, MutableSequence, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quiz.domain.answers import answered
from quiz.domain.entry import Entry, Ruling, RulingKind
from quiz.models import Attempt, Eligibility, Participation, Score, table_of
from quiz.services.catalogue import RoundDefinition
from quiz.services.contest_staff import staff_without_prizes
from quiz.services.key_readings import who_knew_a_key
from quiz.services.voids import voided_in


@dataclass(frozen=True, slots=True)
class Ledger:
    """What a round is ranked from; an entry's ``person`` is the id of the participation."""

    entries: tuple[Entry, ...]
    rulings: tuple[Ruling, ...]
    attempt_ids: Sequence[int]
    """The id of the attempt of each entry."""


def ledger_of(session: Session, definition: RoundDefinition) -> Ledger:
    """Return every finished attempt of a round, scored by the round's key, in three queries.

    Which of them count as attempts, and which is recognised, is the ranking's business.
    """
    # Past the mapper and by position: a national week has half a million rows.
    rows = session.connection().execute(
        sa.select(
            _ATTEMPT.ref,
            _ATTEMPT.participation_id,
            _ATTEMPT.unit_id,
            _ATTEMPT.category,
            _ATTEMPT.number,
            _SCORE.points,
            _SCORE.correct,
            _ATTEMPT.answers,
            _ATTEMPT.started_at,
            _ATTEMPT.finished_at,
            _ATTEMPT.prediction,
            _ATTEMPT.id,
        )
        .join(
            table_of(Score),
            sa.and_(
                _SCORE.attempt_id == _ATTEMPT.id, _SCORE.bank_version_id == definition.version.id
            ),
        )
        .where(_ATTEMPT.round_id == definition.id, _ATTEMPT.finished_at.is_not(None))
    )
    # Asked after the attempts, among whose people nobody is then missing.
    people = _people(session, definition)
    ids = array("q")
    entry = _entry_maker(people, ids)
    entries = tuple(entry(row) for part in rows.partitions(_AT_A_TIME) for row in part)
    rulings = (
        *_exclusions(session, definition.contest_id),
        *(Ruling(RulingKind.VOID, attempt) for attempt in voided_in(session, definition.id)),
    )
    return Ledger(entries, rulings, ids)


_AT_A_TIME = 1_000
_ATTEMPT = table_of(Attempt).c
_SCORE = table_of(Score).c
_PERSON = table_of(Participation).c

_Person = tuple[int, int, bool, bool]
"""A participation, when it was registered, whether it is eligible, and whether it knew a key."""


def _people(session: Session, definition: RoundDefinition) -> Mapping[int, _Person]:
    """Give what an entry tells of its person, once for all attempts of each."""
    rows = session.connection().execute(
        sa.select(
            _PERSON.id,
            sa.func.coalesce(_PERSON.registered_at, _PERSON.created_at),
            sa.and_(
                _PERSON.eligibility != Eligibility.OUT_OF_PRIZES,
                _PERSON.person_id.not_in(staff_without_prizes(definition)),
            ),
            _PERSON.person_id.in_(who_knew_a_key(definition.contest_id, definition.closes_at)),
        ).where(_PERSON.contest_id == definition.contest_id)
    )
    return {row[0]: tuple(row) for part in rows.partitions(_AT_A_TIME) for row in part}


def _entry_maker(
    people: Mapping[int, _Person], ids: MutableSequence[int]
) -> Callable[[Sequence[Any]], Entry]:
    """Give what makes an entry of a row and notes its id; equal numbers are kept once."""
    seen: dict[int, int] = {}
    once, note = seen.setdefault, ids.append

    def entry(row: Sequence[Any]) -> Entry:
        # fmt: off
        (
            ref, person, unit, category, number, points, correct, answers,
            started_at, finished_at, prediction, id_,
        ) = row
        # fmt: on
        note(id_)
        person, registered_at, eligible, knew_a_key = people[person]
        return Entry(
            *(ref, person, once(unit, unit), category, number, once(points, points), correct),
            *(len(answers), answered(answers), started_at, finished_at, prediction),
            *(registered_at, eligible, knew_a_key),
        )

    return entry


def _exclusions(session: Session, contest_id: int) -> tuple[Ruling, ...]:
    """Give the people who were excluded after they had taken part."""
    excluded = session.execute(
        sa.select(Participation.id)
        .where(
            Participation.contest_id == contest_id,
            Participation.eligibility == Eligibility.EXCLUDED,
        )
        .order_by(Participation.id)
    ).scalars()
    return tuple(Ruling(RulingKind.EXCLUDE, person=person) for person in excluded)
