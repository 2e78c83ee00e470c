"""The migrations and the models say the same, there and back, on both databases."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import sqlalchemy as sa

from quiz import migrate
from quiz.database import begin
from quiz.models import Board
from tests.databases import engine_for


@contextmanager
def writing(engine: sa.Engine) -> Iterator[sa.Connection]:
    with engine.connect() as connection:
        begin(connection)
        yield connection
        connection.commit()


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
        with writing(engine) as connection:
            connection.exec_driver_sql("CREATE TABLE stray (id INTEGER)")
        with pytest.raises(Exception, match="stray"):
            migrate.check(engine)


def test_items_that_were_there_before_are_found_by_their_words(blank_database_url):
    with engine_for(blank_database_url) as engine:
        migrate.upgrade(engine, "582bdd0c685a")
        with writing(engine) as connection:
            connection.exec_driver_sql(
                "INSERT INTO item_content (digest, stem, options, pinned)"
                """ VALUES ('0', 'Đảng ra đời năm nào?', '["Năm 1930", "1945"]', '[]')"""
            )
        migrate.upgrade(engine)
        with writing(engine) as connection:
            folded = connection.exec_driver_sql("SELECT folded FROM item_content").scalar_one()
            assert folded == "dang ra doi nam nao | nam 1930 | 1945"
            with pytest.raises(Exception, match="digest"):
                connection.exec_driver_sql("UPDATE item_content SET folded = ''")


BEFORE_REVIEWS, REVIEWS = "582bdd0c685a", "71b6b3c00224"
OLD_BANK = """
INSERT INTO person (id, full_name, sort_key, folded, created_at) VALUES
    (1, 'An', '', '', 1), (2, 'Bình', '', '', 1);
INSERT INTO bank (id, code, created_at) VALUES (1, 'lang-son', 1), (2, 'lang-son-2', 1);
INSERT INTO bank_version
    (id, bank_id, number, digest, title, language, notice, items, message, author_id, created_at)
VALUES (1, 1, 1, 'a', 'x', 'vi', '', 0, '', 1, 5), (2, 1, 2, 'b', 'x', 'vi', '', 0, '', 1, 6),
    (3, 2, 1, 'c', 'x', 'vi', '', 0, '', NULL, 7);
UPDATE bank_version SET approved_at = 9, approved_by_id = 1 WHERE id = 1;
UPDATE bank_version SET approved_at = 9, approved_by_id = 2 WHERE id = 2;
UPDATE bank_version SET approved_at = 9 WHERE id = 3;
INSERT INTO audit_line (at, actor_id, action, object, data, previous, hash) VALUES
    (20, 2, 'bank.key.read', 'bank:lang-son/2', '{}', '0', '1'),
    (30, 2, 'bank.key.read', 'bank:lang-son/2', '{}', '1', '2'),
    (40, 2, 'bank.key.read', 'bank:lang-son-2/1', '{}', '2', '3'),
    (50, NULL, 'bank.key.read', 'bank:lang-son/1', '{}', '3', '4');
"""


def test_a_database_from_before_the_reviews_keeps_its_approvals(blank_database_url):
    with engine_for(blank_database_url) as engine:
        migrate.upgrade(engine, BEFORE_REVIEWS)
        with writing(engine) as connection:
            for statement in OLD_BANK.split(";\n")[:-1]:
                connection.exec_driver_sql(statement)
        migrate.upgrade(engine, REVIEWS)
        with writing(engine) as connection:
            approvals = connection.exec_driver_sql(
                "SELECT id, approved_at, approved_by_id FROM bank_version ORDER BY id"
            )
            assert [tuple(row) for row in approvals] == [(1, 9, None), (2, 9, 2), (3, 9, None)]
            readings = connection.exec_driver_sql(
                "SELECT person_id, version_id, first_at FROM key_reading"
            )
            assert {tuple(row) for row in readings} == {
                (1, 1, 5),
                (1, 2, 6),
                (2, 2, 20),
                (2, 3, 40),
            }
        with pytest.raises(sa.exc.DatabaseError, match="never changes"), writing(engine) as again:
            again.exec_driver_sql("UPDATE bank_version SET message = 'x'")
        migrate.downgrade(engine, BEFORE_REVIEWS)
        with writing(engine) as connection:
            kept = connection.exec_driver_sql("SELECT count(*) FROM bank_version").scalar_one()
            assert kept == 3
        with pytest.raises(sa.exc.DatabaseError, match="never changes"), writing(engine) as again:
            again.exec_driver_sql("UPDATE bank_version SET message = 'x'")


BEFORE_PLACES, PLACES = "c5d81f2b7a40", "d41b7e6a9c02"
OLD_BOARD = """
INSERT INTO person (id, full_name, sort_key, folded, created_at) VALUES
    (1, 'An', '', '', 1), (2, 'Bình', '', '', 1);
INSERT INTO unit_tree (id, code, name) VALUES (1, 'tinh', 'Tỉnh');
INSERT INTO unit (id, tree_id, parent_id, code, name, kind, path, sort_key, folded) VALUES
    (1, 1, NULL, 'a', 'A', 'tinh', '1.', 'a', ''), (2, 1, 1, 'b', 'B', 'huyen', '1.2.', 'b', ''),
    (3, 1, 1, 'c', 'C', 'huyen', '1.3.', 'c', ''), (4, 1, 2, 'd', 'D', 'xa', '1.2.4.', 'd', ''),
    (5, 1, 2, 'e', 'E', 'dang_uy', '1.2.5.', 'e', ''), (6, 1, 3, 'g', 'G', 'xa', '1.3.6.', 'g', '');
INSERT INTO unit_past (unit_id, until, parent_id, name, kind, path, sort_key) VALUES
    (5, '2026-08-01', 2, 'E', 'xa', '1.2.5.', 'e'), (5, '2026-09-01', 2, 'E', 'x', '1.2.5.', 'e');
INSERT INTO contest (id, slug, title, summary, organizer, audience, regulation, is_practice,
    tree_id, tree_day, headcount_kind, zone, registration, created_at)
VALUES (1, 'thi', '{}', '{}', '{}', '{}', '{}', false, 1, '2026-07-01', '', '', '{}', 1);
INSERT INTO bank (id, code, created_at) VALUES (1, 'lang-son', 1);
INSERT INTO bank_version
    (id, bank_id, number, digest, title, language, notice, items, message, created_at,
    author_id)
VALUES (1, 1, 1, 'a', 'x', 'vi', '', 0, '', 5, 1);
UPDATE bank_version SET approved_at = 5, approved_by_id = 2;
INSERT INTO round (id, contest_id, number, title, kind, opens_at, closes_at, bank_version_id, rules,
    rules_digest, rules_schema)
VALUES (1, 1, 1, '{}', 'official', 1, 2, 1, '{}', '', 1);
INSERT INTO board (round_id, refreshed_at, people, attempts, leaders) VALUES (1, 1, 0, 0, '[]');
INSERT INTO board_unit (round_id, unit_id, position, rank, people, attempts, points, all_correct)
VALUES (1, 1, 1, 1, 0, 0, 0, 0), (1, 2, 1, 2, 0, 0, 0, 0), (1, 3, 2, 1, 0, 0, 0, 0),
    (1, 4, 1, NULL, 0, 0, 0, 0), (1, 5, 2, 2, 0, 0, 0, 0), (1, 6, 1, 1, 0, 0, 0, 0);
"""


def test_a_board_from_before_the_places_has_them_as_it_was_shown(blank_database_url):
    with engine_for(blank_database_url) as engine:
        migrate.upgrade(engine, BEFORE_PLACES)
        with writing(engine) as connection:
            for statement in OLD_BOARD.split(";\n")[:-1]:
                connection.exec_driver_sql(statement)
        migrate.upgrade(engine, PLACES)
        with writing(engine) as connection:
            rows = connection.exec_driver_sql(
                "SELECT kind, place, unit_id FROM board_unit ORDER BY kind, place"
            )
            assert [tuple(row) for row in rows] == [
                *(("huyen", 1, 3), ("huyen", 2, 2), ("tinh", 1, 1)),
                *(("xa", 1, 6), ("xa", 2, 5), ("xa", 3, 4)),
            ]
            leagues = connection.execute(sa.select(Board.leagues)).scalar_one()
            assert leagues == ["huyen", "xa"]
