"""The migrations and the models say the same, there and back, on both databases."""

import pytest
import sqlalchemy as sa

from quiz import migrate
from quiz.database import begin
from tests.databases import engine_for


def tables(engine: sa.Engine) -> set[str]:
    return set(sa.inspect(engine).get_table_names()) - {"alembic_version"}


def test_a_migrated_database_has_what_the_models_say(blank_database_url):
    with engine_for(blank_database_url) as engine:
        migrate.upgrade(engine)
        migrate.check(engine)
        with engine.connect() as connection:
            assert migrate.current(connection) == migrate.head()


def test_migrations_go_back_to_nothing_and_forth_again(blank_database_url):
    with engine_for(blank_database_url) as engine:
        migrate.upgrade(engine)
        there = tables(engine)
        migrate.downgrade(engine, "base")
        assert tables(engine) == set()
        migrate.upgrade(engine)
        assert tables(engine) == there


def test_a_table_that_the_models_lack_is_noticed(blank_database_url):
    with engine_for(blank_database_url) as engine:
        migrate.upgrade(engine)
        with engine.begin() as connection:
            begin(connection)
            connection.exec_driver_sql("CREATE TABLE stray (id INTEGER)")
        with pytest.raises(Exception, match="stray"):
            migrate.check(engine)
