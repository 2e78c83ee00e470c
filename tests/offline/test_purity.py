"""Whoever checks a result needs neither a database nor the web; importing them would be slow."""

import subprocess
import sys

import pytest

FORBIDDEN = ("sqlalchemy", "alembic", "psycopg", "flask", "werkzeug", "jinja2", "babel", "gunicorn")


@pytest.mark.parametrize("module", ["quiz.offline.ranking", "quiz.offline.document"])
def test_ranking_files_imports_neither_the_database_nor_the_web(module):
    asked = f"import sys, {module}; print([name for name in {FORBIDDEN!r} if name in sys.modules])"
    found = subprocess.run(
        [sys.executable, "-c", asked], check=True, capture_output=True, text=True
    )
    assert found.stdout.strip() == "[]"


def test_the_command_itself_starts_without_them():
    asked = (
        "import sys; from quiz.__main__ import main; sys.argv = ['quiz', 'rank', '--help']\n"
        "try:\n    main()\nexcept SystemExit:\n"
        f"    print([name for name in {FORBIDDEN!r} if name in sys.modules])"
    )
    found = subprocess.run(
        [sys.executable, "-c", asked], check=True, capture_output=True, text=True
    )
    assert found.stdout.splitlines()[-1] == "[]"
