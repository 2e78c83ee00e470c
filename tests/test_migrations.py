"""The migrations and the models say the same, there and back, on both databases."""

import pytest
import sqlalchemy as sa

from quiz import migrate
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
            connection.exec_driver_sql("CREATE TABLE stray (id INTEGER)")
        with pytest.raises(Exception, match="stray"):
            migrate.check(engine)


def test_items_that_were_there_before_are_found_by_their_words(blank_database_url):
    with engine_for(blank_database_url) as engine:
        migrate.upgrade(engine, "582bdd0c685a")
        with engine.begin() as connection:
            connection.exec_driver_sql(
                "INSERT INTO item_content (digest, stem, options, pinned)"
                """ VALUES ('0', 'Đảng ra đời năm nào?', '["Năm 1930", "1945"]', '[]')"""
            )
        migrate.upgrade(engine)
        with engine.begin() as connection:
            folded = connection.exec_driver_sql("SELECT folded FROM item_content").scalar_one()
            assert folded == "dang ra doi nam nao | nam 1930 | 1945"
            with pytest.raises(Exception, match="digest"):
                connection.exec_driver_sql("UPDATE item_content SET folded = ''")
