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

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import fields, replace
from itertools import count
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from quiz.domain.rules import RoundKind
from quiz.domain.timing import settles_at
from quiz.domain.visibility import board_frozen_from
from quiz.models import Board, BoardUnit, Contest, Publication, Round, Unit, WorkerLease
from quiz.services.boards.content import BoardContent, board_content
from quiz.services.boards.grounds import are_kept, grounds_of
from quiz.services.boards.live import live_content
from quiz.services.catalogue import RoundDefinition
from quiz.services.garbage import garbage_kept
from quiz.services.results import UnitLine, results_now, unit_document
from quiz.services.units import kind_on

CLAIM_MS = 30_000
CALM = 60  # a round that is over changes only by acts of staff, and ranking it costs more

_UNIT_COLUMNS = ("position", "kind", "place", *(field.name for field in fields(UnitLine)))


def is_due(session: Session, definition: RoundDefinition, *, now: int, seconds: int) -> bool:
    """Whether the board of a round is older than it may be; one indexed read.

    The board of a published round is its publication; a practice round has none.
    """
    row = session.execute(
        sa.select(Board.refreshed_at, Round.board_stopped_at)
        .select_from(Round)
        .outerjoin(Board, Board.round_id == Round.id)
        .where(Round.id == definition.id)
    ).one()
    return is_old(definition, row.refreshed_at, row.board_stopped_at, now=now, seconds=seconds)


def is_old(
    definition: RoundDefinition,
    refreshed_at: int | None,
    stopped_at: int | None,
    *,
    now: int,
    seconds: int,
) -> bool:
    """Whether a board last refreshed then is to be refreshed now: never once it stands still."""
    if definition.published is not None or definition.kind is RoundKind.PRACTICE:
        return False
    frozen_from = board_frozen_from(definition.rules, definition.closes_at, stopped_at)
    if frozen_from is not None and now >= frozen_from:
        return False
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


def content_of(session: Session, definition: RoundDefinition, *, now: int) -> BoardContent | None:
    """Compute the board: live while the round can be taken, then ranked like a publication.

    None where nothing that the stored one rests on has changed, which one query tells. What it
    rests on is looked at first, so that whatever comes meanwhile is computed the next time.
    """
    grounds = grounds_of(session, definition, now=now)
    if are_kept(session, definition.id, grounds):
        return None
    return replace(computed(session, definition, now=now), grounds=grounds)


def computed(session: Session, definition: RoundDefinition, *, now: int) -> BoardContent:
    """Compute the board, whatever the stored one rests on."""
    if definition.state(now).over:
        return board_content(session, results_now(session, definition)).without_prizes()
    with garbage_kept():
        return live_content(session, definition)


def store(
    session: Session,
    round_id: int,
    content: BoardContent | None,
    *,
    now: int,
    official: bool = False,
) -> None:
    """Write a board and give the claim back; only the lines of units that changed are written.

    A board that is as it was (None, or nothing else is shown) is only marked as looked at, and
    pages of it stay as they are. What
    was computed before a publication, or before a board was stopped, is no longer written after it;
    an ``official`` board is that of a publication, and is.
    """
    if official or not _stands(session, round_id):
        if content is None:
            looked_at = sa.update(Board).where(Board.round_id == round_id)
            session.execute(looked_at.values(refreshed_at=now))
        else:
            with garbage_kept():
                _store(session, round_id, content, now)
    session.execute(
        sa.update(WorkerLease).where(WorkerLease.name == f"board:{round_id}").values(expires_at=now)
    )


def _stands(session: Session, round_id: int) -> bool:
    """Whether a board is no longer refreshed by an act of people: a publication, or a stop."""
    published = sa.exists().where(Publication.round_id == Round.id)
    act = sa.or_(Round.board_stopped_at.is_not(None), published)
    found = session.execute(sa.select(Round.id).where(Round.id == round_id, act))
    return found.first() is not None


def _store(session: Session, round_id: int, content: BoardContent, now: int) -> None:
    units = _units(session, round_id)
    digest = content.digest(units)
    same = session.execute(
        sa.update(Board)
        .where(Board.round_id == round_id, Board.digest == digest)
        .values(refreshed_at=now, grounds=content.grounds)
        .returning(Board.round_id)
    )
    if same.first() is None:
        kinds = {unit: kind for unit, _, _, kind in units}
        changed = {
            "refreshed_at": now,
            "changed_at": now,
            "digest": digest,
            "grounds": content.grounds,
            "people": content.people,
            "attempts": content.attempts,
            "leaders": content.leaders_document(),
            "leagues": content.leagues(kinds),
        }
        _store_board(session, round_id, changed)
        _store_units(session, round_id, content.units, kinds)


def _units(session: Session, round_id: int) -> list[tuple[int, str, str, str]]:
    """Return the id, code, name and kind on the day of the contest of each unit of its tree."""
    rows = session.execute(
        sa.select(Unit.id, Unit.code, Unit.name, kind_on(Contest.tree_day).label("kind"))
        .join(Contest, Contest.tree_id == Unit.tree_id)
        .join(Round, Round.contest_id == Contest.id)
        .where(Round.id == round_id)
        .order_by(Unit.id)
    )
    return [(row.id, row.code, row.name, row.kind) for row in rows]


def _store_board(session: Session, round_id: int, columns: Mapping[str, Any]) -> None:
    board = _insert(session)(Board).values(round_id=round_id, **columns)
    session.execute(
        board.on_conflict_do_update(
            index_elements=[Board.round_id],
            set_={name: board.excluded[name] for name in columns},
        )
    )


def _store_units(
    session: Session, round_id: int, units: tuple[UnitLine, ...], kinds: Mapping[int, str]
) -> None:
    kept = {
        row.unit_id: row._asdict()
        for row in session.execute(
            sa.select(*(getattr(BoardUnit, name) for name in _UNIT_COLUMNS)).where(
                BoardUnit.round_id == round_id
            )
        )
    }
    positions: defaultdict[int | None, count[int]] = defaultdict(lambda: count(1))
    places: defaultdict[str, count[int]] = defaultdict(lambda: count(1))
    lines = [
        {
            "position": next(positions[unit.parent_id]),
            "kind": kinds[unit.unit_id],
            "place": next(places[kinds[unit.unit_id]]),
            **unit_document(unit),
        }
        for unit in units
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


def refresh(session: Session, definition: RoundDefinition, *, now: int) -> None:
    """Compute and write the board at once, asking nobody (demonstrations, the command line)."""
    store(session, definition.id, content_of(session, definition, now=now), now=now)


def _insert(session: Session) -> Any:
    is_postgres = session.get_bind().dialect.name == "postgresql"
    return postgresql.insert if is_postgres else sqlite.insert
