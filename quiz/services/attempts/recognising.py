"""The recognised attempt of each person so far: what the live board of a round is made of.

Every finish keeps a person's line current; a ruling makes it anew, by the same steps.
"""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quiz.domain.answers import answered
from quiz.domain.entry import Entry, Reason
from quiz.domain.recognition import flaw, supersedes
from quiz.domain.scoring import Score as Points
from quiz.models import RoundResult, Score, table_of
from quiz.services.attempts.reading import COLUMNS, TABLE, Paper
from quiz.services.catalogue import RoundDefinition
from quiz.services.voids import void_reason

_SCORE = table_of(Score).c
_RESULT = table_of(RoundResult)
_INSERT_RESULT = sa.insert(_RESULT)
_RECOGNISED = (
    sa.select(
        _RESULT.c.attempts,
        _RESULT.c.perfect_attempts,
        _RESULT.c.points,
        _RESULT.c.correct,
        TABLE.c.ref,
        TABLE.c.number,
        TABLE.c.answers,
        TABLE.c.prediction,
        TABLE.c.started_at,
        TABLE.c.finished_at,
    )
    .join(TABLE, TABLE.c.id == _RESULT.c.attempt_id)
    .where(
        _RESULT.c.participation_id == sa.bindparam("participation"),
        _RESULT.c.round_id == sa.bindparam("round"),
    )
)


def recognise(session: Session, definition: RoundDefinition, paper: Paper, points: Points) -> None:
    """Keep the person's line of the live board current; an empty attempt may not touch it."""
    rules = definition.rules
    new = _entry(paper, points)
    found = flaw(new, rules)
    if found is Reason.EMPTY:
        return
    identity = {"participation": paper.participation_id, "round": paper.round_id}
    known = session.connection().execute(_RECOGNISED, identity).one_or_none()
    perfect = int(found is None and new.all_correct)
    line: dict[str, int | None] = {
        "participation_id": paper.participation_id,
        "round_id": paper.round_id,
        "attempts": 1 + (known.attempts if known else 0),
        "perfect_attempts": perfect + (known.perfect_attempts if known else 0),
    }
    if known is None or supersedes(new, _known_entry(known, paper), rules):
        line |= {
            "attempt_id": paper.id,
            "unit_id": paper.unit_id,
            "points": points.points,
            "correct": points.correct,
            "started_at": paper.started_at,
            "finished_at": paper.finished_at,
        }
    if known is None:
        session.connection().execute(_INSERT_RESULT, line)
        return
    session.connection().execute(
        sa.update(_RESULT)
        .where(
            _RESULT.c.participation_id == paper.participation_id,
            _RESULT.c.round_id == paper.round_id,
        )
        .values(**line)
    )


def recognise_anew(session: Session, definition: RoundDefinition, participation_id: int) -> None:
    """Make a person's line of the live board anew from the attempts that are not voided.

    All attempts of the person in the round are held before anything is read, so that none of them
    is finished meanwhile.
    """
    connection = session.connection()
    of_person = (
        TABLE.c.participation_id == participation_id,
        TABLE.c.round_id == definition.id,
    )
    connection.execute(sa.select(TABLE.c.id).where(*of_person).with_for_update())
    connection.execute(
        sa.delete(_RESULT).where(
            _RESULT.c.participation_id == participation_id, _RESULT.c.round_id == definition.id
        )
    )
    valid = connection.execute(
        sa.select(*COLUMNS, _SCORE.points, _SCORE.correct)
        .join(
            table_of(Score),
            sa.and_(
                _SCORE.attempt_id == TABLE.c.id, _SCORE.bank_version_id == definition.version.id
            ),
        )
        .where(*of_person, void_reason(TABLE.c.id).is_(None))
        .order_by(TABLE.c.number)
    )
    for *columns, points, correct in valid.all():
        paper = Paper._make(columns)
        recognise(session, definition, paper, Points(points, correct, answered(paper.answers)))


def _entry(paper: Paper, points: Points) -> Entry:
    assert paper.finished_at is not None  # noqa: S101 - only finished attempts are scored
    return Entry(
        attempt=paper.ref,
        person=paper.participation_id,
        unit=paper.unit_id,
        category=paper.category,
        number=paper.number,
        points=points.points,
        correct=points.correct,
        items=len(paper.answers),
        answered=points.answered,
        started_at=paper.started_at,
        finished_at=paper.finished_at,
        prediction=paper.prediction,
        registered_at=0,
    )


def _known_entry(known: sa.Row[*tuple[Any, ...]], paper: Paper) -> Entry:
    return Entry(
        attempt=known.ref,
        person=paper.participation_id,
        unit=paper.unit_id,
        category=paper.category,
        number=known.number,
        points=known.points,
        correct=known.correct,
        items=len(known.answers),
        answered=answered(known.answers),
        started_at=known.started_at,
        finished_at=known.finished_at,
        prediction=known.prediction,
        registered_at=0,
    )
