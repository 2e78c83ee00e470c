"""Which attempts are voided: the newest ruling of an attempt is the one in force."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quiz.models import Attempt, Ruling, RulingAct, table_of

_RULING = table_of(Ruling)
_NEWER = _RULING.alias()
IN_FORCE = sa.and_(
    _RULING.c.act == RulingAct.VOID,
    ~sa.exists().where(
        _NEWER.c.attempt_id == _RULING.c.attempt_id, _NEWER.c.number > _RULING.c.number
    ),
)
"""The condition that a ruling voids its attempt, and that none has restored it since."""


def void_reason(attempt: sa.ColumnElement[Any]) -> sa.ScalarSelect[str]:
    """Return why an attempt, named by a column that holds its id, is voided; NULL if it is not."""
    return (
        sa.select(_RULING.c.reason).where(_RULING.c.attempt_id == attempt, IN_FORCE)
    ).scalar_subquery()


def voided_in(session: Session, round_id: int) -> list[str]:
    """Return the public references of the voided attempts of a round."""
    rows = session.execute(
        sa.select(Attempt.ref)
        .join(_RULING, _RULING.c.attempt_id == Attempt.id)
        .where(_RULING.c.round_id == round_id, IN_FORCE)
        .order_by(Attempt.ref)
    )
    return list(rows.scalars())
