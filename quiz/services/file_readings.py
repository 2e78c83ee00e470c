"""Readings that take long: what everybody may know of them, whichever process does the work.

A reading that has given no sign of life for a while ended with its process. The file is still
there, so that it can be read again.
"""

from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from question_bank.progress import Progress, Stage
from quiz.models import FileReading, StagedFile

SILENT_MS = 20_000
"""So long a sign of life may wait for a busy machine or database."""


def begin(session: Session, *, ref: str, now: int) -> None:
    """Let a staged file be one that is still being read: its data are the file."""
    session.add(FileReading(ref=ref, stage=Stage.READING, done=0, of=0, alive_at=now))
    session.flush()


def find(session: Session, *, ref: str) -> FileReading | None:
    """Return how far the reading of a staged file is; None once the file is read."""
    return session.get(FileReading, ref)


def is_alive(reading: FileReading, *, now: int) -> bool:
    """Whether somebody still reads."""
    return reading.refusal is None and now - reading.alive_at < SILENT_MS


def note(session: Session, *, ref: str, progress: Progress | None, now: int) -> None:
    """Give a sign of life, and say how far the reading is, if that is known."""
    far = {} if progress is None else {name: getattr(progress, name) for name in _FAR}
    session.execute(_unended(ref).values(alive_at=now, **far))


def conclude(session: Session, *, ref: str, data: bytes) -> None:
    """Keep what was read instead of the file; a second result changes nothing."""
    ended = session.execute(sa.delete(FileReading).where(FileReading.ref == ref))
    if cast("sa.CursorResult[None]", ended).rowcount:
        session.execute(sa.update(StagedFile).where(StagedFile.ref == ref).values(data=data))


def refuse(session: Session, *, ref: str, code: str) -> None:
    """Say why nothing could be read, and forget the file."""
    ended = session.execute(_unended(ref).values(refusal=code))
    if cast("sa.CursorResult[None]", ended).rowcount:
        session.execute(sa.update(StagedFile).where(StagedFile.ref == ref).values(data=b""))


def take_over(session: Session, *, ref: str, now: int) -> bool:
    """Whether the caller is the one to read again what nobody reads any more."""
    silent = _unended(ref).where(FileReading.alive_at <= now - SILENT_MS)
    afresh = silent.values(alive_at=now, stage=Stage.READING, done=0, of=0)
    return bool(cast("sa.CursorResult[None]", session.execute(afresh)).rowcount)


_FAR = ("stage", "done", "of")


def _unended(ref: str) -> sa.Update:
    return sa.update(FileReading).where(FileReading.ref == ref, FileReading.refusal.is_(None))
