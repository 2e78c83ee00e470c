"""What is done without anybody asking: attempts whose time is up, boards, files nobody confirmed.

Nothing depends on it being done in time: a page that needs an attempt finished or a board fresh
sees to it itself. One process at a time keeps house, guarded by a lease in the database.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from quiz.domain.rules import RoundKind
from quiz.models import LoginSession, Round, SignInFailure, WorkerLease
from quiz.services import attempts, boards, staged_files
from quiz.services.catalogue import Catalogue
from quiz.services.throttle import FORGOTTEN_AFTER_MS

LEASE = "housekeeping"
LEASE_MS = 30_000
DAY_MS = 86_400_000
BOARD_LOOKS_BACK_MS = 2 * DAY_MS

Work = Callable[[], AbstractContextManager[Session]]
"""Opens a session for a piece of work: one that reads, or one whose writes commit together."""


def hold_lease(session: Session, *, holder: str, now: int) -> bool:
    """Whether this process is the one to keep house until the lease runs out."""
    insert = postgresql.insert if _is_postgres(session) else sqlite.insert
    fresh = insert(WorkerLease).values(name=LEASE, holder=holder, expires_at=now + LEASE_MS)
    mine_or_expired = sa.or_(WorkerLease.holder == holder, WorkerLease.expires_at <= now)
    held = session.execute(
        fresh.on_conflict_do_update(
            index_elements=[WorkerLease.name],
            set_={"holder": holder, "expires_at": now + LEASE_MS},
            where=mine_or_expired,
        ).returning(WorkerLease.name)
    )
    return held.first() is not None


def release_lease(session: Session, *, holder: str) -> None:
    """Let another process take over at once."""
    session.execute(
        sa.delete(WorkerLease).where(WorkerLease.name == LEASE, WorkerLease.holder == holder)
    )


def keep_house(
    reading: Work, transaction: Work, *, catalogue: Catalogue, board_seconds: int, now: int
) -> None:
    """Do one round of housekeeping, in many short transactions that hold nobody up."""
    attempts.finish_all_overdue(transaction, catalogue=catalogue, now=now)
    with reading() as session:
        rounds = _rounds_with_boards(session, now)
    for round_id in rounds:
        _refresh_board(
            reading,
            transaction,
            catalogue=catalogue,
            round_id=round_id,
            seconds=board_seconds,
            now=now,
        )
    with transaction() as session:
        staged_files.purge(session, now=now)
        session.execute(
            sa.delete(SignInFailure).where(SignInFailure.last_at < now - FORGOTTEN_AFTER_MS)
        )
        session.execute(
            sa.update(LoginSession)
            .where(LoginSession.expires_at < now, LoginSession.revoked_at.is_(None))
            .values(revoked_at=now)
        )


def _rounds_with_boards(session: Session, now: int) -> list[int]:
    query = sa.select(Round.id).where(
        Round.kind == RoundKind.OFFICIAL,
        Round.opens_at <= now,
        Round.closes_at > now - BOARD_LOOKS_BACK_MS,
    )
    return list(session.execute(query).scalars())


def _refresh_board(
    reading: Work,
    transaction: Work,
    *,
    catalogue: Catalogue,
    round_id: int,
    seconds: int,
    now: int,
) -> None:
    """Compute while only reading, so that no answer waits, and write in one short transaction."""
    with reading() as session:
        definition = catalogue.round(session, round_id, now)
        if not boards.is_due(session, definition, now=now, seconds=seconds):
            return
    with transaction() as session:
        if not boards.claim(session, round_id, now=now):
            return
    with reading() as session:
        content = boards.content_of(session, definition, now=now)
    with transaction() as session:
        boards.store(session, round_id, content, now=now)


def _is_postgres(session: Session) -> bool:
    return session.get_bind().dialect.name == "postgresql"
