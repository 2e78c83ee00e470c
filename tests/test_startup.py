"""Before the first request: a database that is not ours yet, or not any more, is refused."""

import os
import subprocess
import sys

import pytest

from quiz import startup
from quiz.config import Settings


def test_a_migrated_database_may_be_served(settings: Settings) -> None:
    startup.check(settings)


def test_a_database_without_our_schema_is_refused(
    settings: Settings, blank_database_url: str
) -> None:
    blank = settings.model_copy(update={"database_url": blank_database_url})
    with pytest.raises(startup.StartProblem, match="quiz db upgrade"):
        startup.check(blank)


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_the_server_does_not_start_on_a_database_without_our_schema(
    blank_database_url: str, tmp_path: object
) -> None:
    environment = os.environ | {
        "QUIZ_DATABASE_URL": blank_database_url,
        "QUIZ_INSTANCE": str(tmp_path),
    }
    command = [sys.executable, "-m", "gunicorn", "--config", "python:quiz.gunicorn_conf"]
    refused = subprocess.run(
        [*command, "--bind", "127.0.0.1:0"],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert refused.returncode != 0
    assert "quiz db upgrade" in refused.stderr
