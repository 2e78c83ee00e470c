"""What a board rests on, told by one look: as long as that is the same, so is the board.

Every attempt that counts adds to the attempts of somebody's line, and every act of staff (who is
in the contest, what a unit is called, how many it counts, a ruling, a lot) leaves an audit line. So
these two together, the rules, and whether the round is over tell a board that has changed from one
that has not, without reading a single person or unit. A migration that adds to what boards show
clears what is kept.
"""

from hashlib import sha256

import sqlalchemy as sa
from sqlalchemy.orm import Session

from question_bank.canonical import canonical_json
from quiz.models import AuditLine, Board, RoundResult
from quiz.services.catalogue import RoundDefinition

_LAST_ACT = sa.select(AuditLine.hash).order_by(AuditLine.id.desc()).limit(1).scalar_subquery()


def grounds_of(session: Session, definition: RoundDefinition, *, now: int) -> str:
    """Return the digest of what the board of a round rests on: one query."""
    found = session.execute(
        sa.select(
            sa.func.count(),
            sa.func.coalesce(sa.func.sum(RoundResult.attempts), 0),
            _LAST_ACT,
        ).where(RoundResult.round_id == definition.id)
    ).one()
    people, attempts, act = found
    is_over = definition.state(now).over
    rests_on = (people, int(attempts), (act or b"").hex(), is_over, definition.rules_digest)
    return sha256(canonical_json(rests_on)).hexdigest()


def are_kept(session: Session, round_id: int, grounds: str) -> bool:
    """Whether the board that is stored rests on these."""
    kept = sa.select(Board.round_id).where(Board.round_id == round_id, Board.grounds == grounds)
    return session.execute(kept).first() is not None
