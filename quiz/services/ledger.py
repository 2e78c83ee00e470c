"""The ledger of a round: every finished attempt, with all that a regulation can ask for."""

from collections.abc import Mapping, Sequence
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
    attempt_ids: Mapping[str, int]
    """The id of each attempt by its public reference."""


def ledger_of(session: Session, definition: RoundDefinition) -> Ledger:
    """Return every finished attempt of a round, scored by the round's key, in three queries.

    Which of them count as attempts, and which is recognised, is the ranking's business.
    """
    # Past the mapper and by position: a national week has half a million rows.
    rows = session.connection().execute(
        sa.select(
            _ATTEMPT.id,
            _ATTEMPT.ref,
            _ATTEMPT.participation_id,
            _ATTEMPT.unit_id,
            _ATTEMPT.category,
            _ATTEMPT.number,
            _ATTEMPT.answers,
            _ATTEMPT.started_at,
            _ATTEMPT.finished_at,
            _ATTEMPT.prediction,
            _SCORE.points,
            _SCORE.correct,
            _PERSON.eligibility,
            _PERSON.person_id.in_(staff_without_prizes(definition)),
            _PERSON.person_id.in_(who_knew_a_key(definition.contest_id, definition.closes_at)),
            sa.func.coalesce(_PERSON.registered_at, _PERSON.created_at),
        )
        .join(
            table_of(Score),
            sa.and_(
                _SCORE.attempt_id == _ATTEMPT.id, _SCORE.bank_version_id == definition.version.id
            ),
        )
        .join(table_of(Participation), _PERSON.id == _ATTEMPT.participation_id)
        .where(_ATTEMPT.round_id == definition.id, _ATTEMPT.finished_at.is_not(None))
    )
    attempt_ids: dict[str, int] = {}
    entries = tuple(
        _entry(row, attempt_ids) for part in rows.partitions(_AT_A_TIME) for row in part
    )
    return Ledger(
        entries=entries,
        rulings=(
            *_exclusions(session, definition.contest_id),
            *(Ruling(RulingKind.VOID, attempt) for attempt in voided_in(session, definition.id)),
        ),
        attempt_ids=attempt_ids,
    )


_AT_A_TIME = 1_000
_ATTEMPT = table_of(Attempt).c
_SCORE = table_of(Score).c
_PERSON = table_of(Participation).c


def _entry(row: Sequence[Any], ids: dict[str, int]) -> Entry:
    # fmt: off
    (
        id_, ref, person, unit, category, number, answers, started_at, finished_at,
        prediction, points, correct, eligibility, is_staff, knew_a_key, registered_at,
    ) = row
    # fmt: on
    ids[ref] = id_
    return Entry(
        attempt=ref,
        person=person,
        unit=unit,
        category=category,
        number=number,
        points=points,
        correct=correct,
        items=len(answers),
        answered=answered(answers),
        started_at=started_at,
        finished_at=finished_at,
        prediction=prediction,
        registered_at=registered_at,
        eligible=eligibility != Eligibility.OUT_OF_PRIZES and not is_staff,
        knew_a_key=bool(knew_a_key),
    )


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
