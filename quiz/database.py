"""The engine, what it promises about durability, and the one place that begins and commits.

SQLite runs with WAL and ``synchronous=FULL``: with ``NORMAL`` a power cut loses rows that were
acknowledged. A statement outside ``transaction`` is its own transaction and only reads: PostgreSQL
refuses anything else, and a page neither waits for a writer nor sends a BEGIN and a ROLLBACK.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from time import monotonic
from typing import Any

import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy
from psycopg import Error
from sqlalchemy import event
from sqlalchemy.orm import Session

from quiz.models import Base

db = SQLAlchemy(model_class=Base, disable_autonaming=True)

SQLITE_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=15000")
POSTGRES_DURABLE = ("fsync", "synchronous_commit", "full_page_writes")
POSTGRES_OPTIONS = (
    "-c timezone=UTC -c statement_timeout=30000 -c lock_timeout=10000 "
    "-c idle_in_transaction_session_timeout=15000 -c default_transaction_read_only=on"
)
IDLE_SECONDS = 1
"""A connection used within this time is taken as alive; a restart of the server takes longer."""
_WRITING = "writing"
"""Where a session remembers that it is inside ``transaction``."""
_BEGIN = {"sqlite": "BEGIN IMMEDIATE", "postgresql": "BEGIN READ WRITE"}
_BEGIN_READING = {
    "sqlite": "BEGIN",
    "postgresql": "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
}


class DurabilityProblem(RuntimeError):
    """The database would lose acknowledged answers at a power cut; the start is refused."""


def engine_options(url: str) -> dict[str, Any]:
    """Return the options with which the engine for ``url`` is made."""
    if url.startswith("sqlite"):
        return {"connect_args": {"timeout": 15}}
    return {
        "isolation_level": "AUTOCOMMIT",
        "pool_size": 8,
        "max_overflow": 8,
        "connect_args": {"options": POSTGRES_OPTIONS, "prepare_threshold": 2},
    }


def prepare(engine: sa.Engine) -> None:
    """Attach to an engine what its connections need; twice is once."""
    listeners: dict[str, Callable[..., None]] = (
        {"connect": _set_up_sqlite}
        if engine.dialect.name == "sqlite"
        else {"checkout": _make_sure_it_lives, "checkin": _note_use}
    )
    for name, listener in listeners.items():
        if not event.contains(engine, name, listener):
            event.listen(engine, name, listener)


def _set_up_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves; the driver's way breaks savepoints
    for pragma in SQLITE_PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _make_sure_it_lives(connection: Any, record: Any, _proxy: object) -> None:
    """Ask a connection that has lain idle whether its server is there; the pool replaces it."""
    if monotonic() - record.info.get("used", 0.0) < IDLE_SECONDS:
        return
    try:
        connection.execute("SELECT 1")
    except Error as gone:
        raise sa.exc.DisconnectionError from gone


def _note_use(_connection: object, record: Any) -> None:
    if record is not None:
        record.info["used"] = monotonic()


def begin(connection: sa.Connection) -> None:
    """Begin the transaction in which a connection may write, until its commit or rollback.

    On SQLite it begins as a writer: a reader that turns into one fails at once instead of waiting
    its turn.
    """
    _say(connection, _BEGIN)


def _say(connection: sa.Connection, words: Mapping[str, str]) -> None:
    # Past SQLAlchemy, which would make a statement of it that costs as much as a query.
    driver: Any = connection.connection.driver_connection
    driver.execute(words[connection.dialect.name])


@contextmanager
def transaction(session: Session) -> Iterator[Session]:
    """Commit all that happens inside, or nothing of it; the only commit there is.

    What was read before is read again when it is touched inside: it may have changed meanwhile.
    One does not stand inside another, whose first half it would commit.
    """
    if session.info.get(_WRITING):
        raise RuntimeError("a transaction inside a transaction")
    session.expire_all()
    begin(session.connection())
    session.info[_WRITING] = True
    try:
        yield session
        session.commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        session.info[_WRITING] = False


@contextmanager
def snapshot(session: Session) -> Iterator[Session]:
    """Let all that is read inside be of one moment, however long it takes."""
    _say(session.connection(), _BEGIN_READING)
    try:
        yield session
    finally:
        session.rollback()


def check_durability(engine: sa.Engine) -> None:
    """Raise ``DurabilityProblem`` unless a commit survives a power cut (with an honest disk)."""
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            mode = connection.exec_driver_sql("PRAGMA journal_mode").scalar_one()
            level = connection.exec_driver_sql("PRAGMA synchronous").scalar_one()
            weak = [] if (mode, level) == ("wal", 2) else [f"journal_mode={mode}, sync={level}"]
        else:
            weak = [
                name
                for name in POSTGRES_DURABLE
                if connection.exec_driver_sql(f"SHOW {name}").scalar_one() == "off"
            ]
    if weak:
        raise DurabilityProblem("The database may lose acknowledged answers: " + ", ".join(weak))
