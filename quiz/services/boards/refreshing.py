"""Bringing the boards of a round up to date: when, by whom, and what is written.

One process refreshes at a time, the others serve what stands there. Computing needs no write lock,
so that on SQLite no contestant's save waits for it: claim (short transaction), compute, store
(short transaction). Services never commit, so the caller holds the transactions:

    if boards.is_due(session, definition, now=now, seconds=10):
        with transaction(session):
            is_mine = boards.claim(session, definition.id, now=now)
        if is_mine:
            content = boards.content_of(session, definition, now=now)
            with transaction(session):
                boards.store(session, definition.id, content, now=now)
"""

from dataclasses import fields
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from quiz.domain.rules import RoundKind
from quiz.domain.timing import settles_at
from quiz.models import Board, BoardUnit, WorkerLease
from quiz.services.boards.content import BoardContent, board_content
from quiz.services.boards.live import live_content
from quiz.services.catalogue import RoundDefinition
from quiz.services.results import UnitLine, results_now, unit_document

CLAIM_MS = 30_000
CALM = 60  # a round that is over changes only by acts of staff, and ranking it costs more

_UNIT_COLUMNS = ("position", *(field.name for field in fields(UnitLine)))


def is_due(session: Session, definition: RoundDefinition, *, now: int, seconds: int) -> bool:
    """Whether the board of a round is older than it may be; one indexed read.

    The board of a published round is its publication; a practice round has none.
    """
    if definition.published is not None or definition.kind is RoundKind.PRACTICE:
        return False
    refreshed_at = session.execute(
        sa.select(Board.refreshed_at).where(Board.round_id == definition.id)
    ).scalar_one_or_none()
    if refreshed_at is None:
        return True
    was_over = refreshed_at > settles_at(definition.closes_at, definition.rules.timing)
    return now - refreshed_at >= seconds * 1000 * (CALM if was_over else 1)


def claim(session: Session, round_id: int, *, now: int) -> bool:
    """Whether this caller is the one to refresh the board; a claim left behind lapses."""
    fresh = _insert(session)(WorkerLease).values(
        name=f"board:{round_id}", holder="board", expires_at=now + CLAIM_MS
    )
    taken = session.execute(
        fresh.on_conflict_do_update(
            index_elements=[WorkerLease.name],
            set_={"expires_at": fresh.excluded.expires_at},
            where=WorkerLease.expires_at <= now,
        ).returning(WorkerLease.name)
    )
    return taken.first() is not None


def content_of(session: Session, definition: RoundDefinition, *, now: int) -> BoardContent:
    """Compute the board: live while the round can be taken, then ranked like a publication."""
    if definition.state(now).over:
        return board_content(session, results_now(session, definition))
    return live_content(session, definition)


def store(session: Session, round_id: int, content: BoardContent, *, now: int) -> None:
    """Write a board and give the claim back; only the lines of units that changed are written."""
    board = _insert(session)(Board).values(
        round_id=round_id,
        refreshed_at=now,
        people=content.people,
        attempts=content.attempts,
        leaders=content.leaders_document(),
    )
    columns = ("refreshed_at", "people", "attempts", "leaders")
    session.execute(
        board.on_conflict_do_update(
            index_elements=[Board.round_id],
            set_={name: board.excluded[name] for name in columns},
        )
    )
    _store_units(session, round_id, content.units)
    session.execute(
        sa.update(WorkerLease).where(WorkerLease.name == f"board:{round_id}").values(expires_at=now)
    )


def refresh(session: Session, definition: RoundDefinition, *, now: int) -> None:
    """Compute and write the board at once, asking nobody (demonstrations, the command line)."""
    store(session, definition.id, content_of(session, definition, now=now), now=now)


def _store_units(session: Session, round_id: int, units: tuple[UnitLine, ...]) -> None:
    kept = {
        row.unit_id: row._asdict()
        for row in session.execute(
            sa.select(*(getattr(BoardUnit, name) for name in _UNIT_COLUMNS)).where(
                BoardUnit.round_id == round_id
            )
        )
    }
    lines = [
        {"position": place, **unit_document(unit)} for place, unit in enumerate(units, start=1)
    ]
    changed = [line for line in lines if kept.pop(line["unit_id"], None) != line]
    if kept:
        session.execute(
            sa.delete(BoardUnit).where(BoardUnit.round_id == round_id, BoardUnit.unit_id.in_(kept))
        )
    if changed:
        line = _insert(session)(BoardUnit)
        upsert = line.on_conflict_do_update(
            index_elements=[BoardUnit.round_id, BoardUnit.unit_id],
            set_={name: line.excluded[name] for name in _UNIT_COLUMNS},
        )
        session.execute(upsert, [{"round_id": round_id, **line} for line in changed])


def _insert(session: Session) -> Any:
    is_postgres = session.get_bind().dialect.name == "postgresql"
    return postgresql.insert if is_postgres else sqlite.insert
