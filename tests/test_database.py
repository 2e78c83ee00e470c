"""Durability, and readers beside writers."""

from contextlib import suppress
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from quiz import database
from quiz.database import (
    DurabilityProblem,
    check_durability,
    engine_options,
    prepare,
    snapshot,
    transaction,
)
from quiz.models import UnitTree
from tests.databases import engine_for


def test_a_database_set_up_by_us_is_durable(database_url: str) -> None:
    with engine_for(database_url) as engine:
        check_durability(engine)


def test_a_sqlite_database_that_could_lose_a_commit_is_refused(tmp_path: Path) -> None:
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'weak.sqlite3'}")
    with pytest.raises(DurabilityProblem):
        check_durability(engine)
    engine.dispose()


@pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True)
def test_a_postgresql_that_could_lose_a_commit_is_refused(database_url: str) -> None:
    engine = sa.create_engine(
        database_url, connect_args={"options": "-c synchronous_commit=off"}, poolclass=sa.NullPool
    )
    with pytest.raises(DurabilityProblem, match="synchronous_commit"):
        check_durability(engine)


def test_a_page_reads_while_somebody_writes(database_url: str) -> None:
    with engine_for(database_url) as engine, Session(engine) as writer, Session(engine) as reader:
        with transaction(writer):
            writer.add(UnitTree(code="tinh", name="Đảng bộ tỉnh"))
            writer.flush()
            assert reader.execute(sa.select(UnitTree)).first() is None
        reader.rollback()
        assert reader.execute(sa.select(UnitTree)).first() is not None


def test_what_fails_leaves_nothing_behind(database_url: str) -> None:
    with engine_for(database_url) as engine, Session(engine) as session:
        with suppress(ZeroDivisionError), transaction(session):
            session.add(UnitTree(code="tinh", name="Đảng bộ tỉnh"))
            session.flush()
            _ = 1 // 0
        assert session.execute(sa.select(UnitTree)).first() is None


def test_a_read_earlier_in_the_request_does_not_stand_in_the_way(database_url: str) -> None:
    with engine_for(database_url) as engine, Session(engine) as session:
        session.execute(sa.select(UnitTree)).all()
        with Session(engine) as rival, transaction(rival):
            rival.add(UnitTree(code="khac", name="Khác"))
        with transaction(session):
            session.add(UnitTree(code="tinh", name="Đảng bộ tỉnh"))
        assert len(session.execute(sa.select(UnitTree)).all()) == 2


def test_foreign_keys_are_kept_on_sqlite(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'a.sqlite3'}"
    engine = sa.create_engine(url, **engine_options(url))
    prepare(engine)
    prepare(engine)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1
    engine.dispose()


@pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True)
def test_nothing_is_written_outside_a_transaction(database_url: str) -> None:
    with engine_for(database_url) as engine, Session(engine) as session:
        session.add(UnitTree(code="tinh", name="Đảng bộ tỉnh"))
        with pytest.raises(sa.exc.InternalError, match="read-only transaction"):
            session.flush()


def test_what_is_read_in_a_snapshot_is_of_one_moment(database_url: str) -> None:
    with engine_for(database_url) as engine, Session(engine) as reader, Session(engine) as writer:
        with snapshot(reader):
            assert reader.execute(sa.select(UnitTree)).all() == []
            with transaction(writer):
                writer.add(UnitTree(code="tinh", name="Đảng bộ tỉnh"))
            assert reader.execute(sa.select(UnitTree)).all() == []
        assert len(reader.execute(sa.select(UnitTree)).all()) == 1


@pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True)
def test_a_connection_that_died_while_idle_is_replaced(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "IDLE_SECONDS", 0)
    with engine_for(database_url) as engine, engine_for(database_url) as rival:
        with engine.connect() as connection:
            backend = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
        with rival.connect() as other:
            other.exec_driver_sql(f"SELECT pg_terminate_backend({backend})")
        with engine.connect() as connection:
            assert connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one() != backend


def test_one_transaction_does_not_stand_inside_another(database_url: str) -> None:
    with engine_for(database_url) as engine, Session(engine) as session:
        nested = pytest.raises(RuntimeError, match="inside")
        with nested, transaction(session), transaction(session):
            session.add(UnitTree(code="tinh", name="Đảng bộ tỉnh"))
        with transaction(session):
            session.add(UnitTree(code="tinh", name="Đảng bộ tỉnh"))
        assert len(session.execute(sa.select(UnitTree)).all()) == 1
