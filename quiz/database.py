"""The engine, what it promises about durability, and the one place that commits.

SQLite runs with WAL and ``synchronous=FULL``: with ``NORMAL`` a power cut loses rows that were
acknowledged. Reads begin deferred, so that a page reads beside a writer; only ``transaction``
begins immediate.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import event
from sqlalchemy.orm import Session

from quiz.models import Base

db = SQLAlchemy(model_class=Base, disable_autonaming=True)

SQLITE_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=15000")
POSTGRES_DURABLE = ("fsync", "synchronous_commit", "full_page_writes")
POSTGRES_OPTIONS = (
    "-c timezone=UTC -c statement_timeout=30000 -c lock_timeout=10000 "
    "-c idle_in_transaction_session_timeout=15000"
)


class DurabilityProblem(RuntimeError):
    """The database would lose acknowledged answers at a power cut; the start is refused."""


def engine_options(url: str) -> dict[str, Any]:
    """Return the options with which the engine for ``url`` is made."""
    if url.startswith("sqlite"):
        return {"connect_args": {"timeout": 15}}
    return {
        "pool_pre_ping": True,
        "pool_size": 8,
        "max_overflow": 8,
        "connect_args": {"options": POSTGRES_OPTIONS, "prepare_threshold": 2},
    }


def prepare(engine: sa.Engine) -> None:
    """Attach to a SQLite engine what every connection and every transaction needs."""
    if engine.dialect.name == "sqlite" and not event.contains(engine, "begin", _begin):
        event.listen(engine, "connect", _connect)
        event.listen(engine, "begin", _begin)


def _connect(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves; the driver's way breaks savepoints
    for pragma in SQLITE_PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: sa.Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    # Past SQLAlchemy, which would make a statement of it that costs as much as a query.
    driver: Any = connection.connection.driver_connection
    driver.execute("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def transaction(session: Session) -> Iterator[Session]:
    """Commit all that happens inside, or nothing of it; the only commit there is.

    On SQLite a read that began earlier in the request is ended first, because a read lock that
    turns into a write lock fails at once instead of waiting its turn.
    """
    if session.get_bind().dialect.name == "sqlite":
        session.rollback()
        session.connection(execution_options={"writes": True})
    try:
        yield session
        session.commit()
    except BaseException:
        session.rollback()
        raise


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
