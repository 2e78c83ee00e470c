"""The reference's engine: how the idiomatic application opens a durable database.

A copy of its own, so that a better way in the product counts for the product.
"""

from typing import Any

import sqlalchemy as sa
from sqlalchemy import event

from quiz.database import SQLITE_PRAGMAS

POSTGRES_OPTIONS = (
    "-c timezone=UTC -c statement_timeout=30000 -c lock_timeout=10000 "
    "-c idle_in_transaction_session_timeout=15000"
)


def reference_engine(url: str) -> sa.Engine:
    """Return an engine whose reads begin deferred and, on SQLite, whose writes begin at once."""
    if not url.startswith("sqlite"):
        return sa.create_engine(
            url,
            pool_pre_ping=True,
            pool_size=8,
            max_overflow=8,
            connect_args={"options": POSTGRES_OPTIONS, "prepare_threshold": 2},
        )
    engine = sa.create_engine(url, connect_args={"timeout": 15})
    event.listen(engine, "connect", _connect)
    event.listen(engine, "begin", _begin)
    return engine


def _connect(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    for pragma in SQLITE_PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: sa.Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    driver: Any = connection.connection.driver_connection
    driver.execute("BEGIN IMMEDIATE" if writes else "BEGIN")
