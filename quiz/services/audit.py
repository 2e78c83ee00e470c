"""Every act of staff leaves one line, bound by its hash to the line before."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quiz.domain.chain import AUDIT_PREFIX, chain_hash
from quiz.models import AuditLine
from quiz.services.actor import Actor

GENESIS = bytes(32)
_LOCK = 0x0A5D17  # any number of our own: writers of the chain take turns on PostgreSQL


def record(
    session: Session, *, actor: Actor, now: int, action: str, target: str, **data: Any
) -> None:
    """Append the line that ``actor`` did ``action`` ("contest.create") to ``target`` at ``now``."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
    last = session.execute(sa.select(AuditLine.hash).order_by(AuditLine.id.desc()).limit(1))
    previous = last.scalar_one_or_none() or GENESIS
    entry = _entry(now, actor.person_id, action, target, data)
    session.add(
        AuditLine(
            at=now,
            actor_id=actor.person_id,
            action=action,
            object=target,
            data=data,
            previous=previous,
            hash=chain_hash(AUDIT_PREFIX, previous, entry),
        )
    )
    session.flush()


def broken_line(session: Session) -> int | None:
    """Return the id of the first line whose hash does not follow, or None when the chain holds."""
    previous = GENESIS
    for line in session.execute(sa.select(AuditLine).order_by(AuditLine.id)).scalars():
        entry = _entry(line.at, line.actor_id, line.action, line.object, line.data)
        if line.previous != previous or line.hash != chain_hash(AUDIT_PREFIX, previous, entry):
            return line.id
        previous = line.hash
    return None


def _entry(
    at: int, actor: int | None, action: str, target: str, data: dict[str, Any]
) -> dict[str, Any]:
    return {"at": at, "actor": actor, "action": action, "object": target, "data": data}
