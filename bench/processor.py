"""How much of the processor a part of the machine has used, as the operating system counts it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

import psutil  # type: ignore[import-untyped]
import sqlalchemy as sa


@dataclass(frozen=True, slots=True)
class Parties:
    """The process trees that share the work; the database has none when it lives in the others."""

    application: int
    database: int | None


@dataclass(slots=True)
class Used:
    """Seconds of processor time, user and system, and seconds that passed meanwhile."""

    application: float = 0.0
    database: float = 0.0
    client: float = 0.0
    passed: float = 0.0

    @property
    def server(self) -> float:
        """What the application and its database have used together."""
        return self.application + self.database


@contextmanager
def used_by(parties: Parties) -> Iterator[Used]:
    """Fill in what is used until the block ends."""
    used = Used()
    before = _now(parties)
    yield used
    after = _now(parties)
    used.application, used.database, used.client, used.passed = (
        late - early for late, early in zip(after, before, strict=True)
    )


def postmaster(engine: sa.Engine) -> int | None:
    """Return the process above all of a PostgreSQL; None for SQLite or another machine's server."""
    if engine.dialect.name != "postgresql":
        return None
    with engine.connect() as connection, suppress(psutil.Error):
        backend = psutil.Process(connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one())
        if "postgres" in backend.name():
            return int(backend.ppid())
    return None


def _now(parties: Parties) -> tuple[float, float, float, float]:
    own = os.times()
    database = 0.0 if parties.database is None else _tree(parties.database)
    return _tree(parties.application), database, own.user + own.system, own.elapsed


def _tree(pid: int) -> float:
    """Sum up a process, those below it, and those below it that have ended."""
    root = psutil.Process(pid)
    total = 0.0
    for process in (root, *root.children(recursive=True)):
        with suppress(psutil.NoSuchProcess):
            times = process.cpu_times()
            total += times.user + times.system + times.children_user + times.children_system
    return total
