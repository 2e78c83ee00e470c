"""What every test may ask for: a clock to set, a database, the application and its clients."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner
from jinja2 import FileSystemBytecodeCache

from quiz.config import Settings

pytest_plugins = ["tests.databases", "tests.stage"]


class SettableClock:
    """A clock that stands still until the test moves it."""

    def __init__(self, at: str) -> None:
        self.set(at)

    def __call__(self) -> int:
        """Return the moment, in milliseconds since the epoch."""
        return self.moment

    def set(self, at: str) -> int:
        """Go to a moment written as ISO 8601 with its offset, and return it."""
        self.moment = int(datetime.fromisoformat(at).timestamp() * 1000)
        return self.moment

    def advance(self, **duration: float) -> int:
        """Go on by ``minutes=5`` or any other words of ``timedelta``, and return the moment."""
        self.moment += timedelta(**duration) // timedelta(milliseconds=1)
        return self.moment


@pytest.fixture
def clock() -> SettableClock:
    """Return the clock of the application, at eight in the morning of an ordinary Saturday."""
    return SettableClock("2026-11-21T08:00:00+07:00")


@pytest.fixture
def settings(database_url: str, clock: SettableClock, tmp_path: Path) -> Settings:
    """Return settings of an application of the test's own, with quick passwords."""
    return Settings(
        instance=tmp_path / "instance",
        database_url=database_url,
        secret_key="kept by the tests, and by nobody else",
        password_time_cost=1,
        password_memory_kib=8,
        clock=clock,
    )


@pytest.fixture(scope="session")
def compiled_templates(tmp_path_factory: pytest.TempPathFactory) -> FileSystemBytecodeCache:
    """Keep what Jinja makes of a template: every test has an application of its own."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))


@pytest.fixture
def app(settings: Settings, compiled_templates: FileSystemBytecodeCache) -> Iterator[Flask]:
    """Return the whole application; forms need no CSRF token in tests that are not about it."""
    from quiz.app import create_app  # noqa: PLC0415  a fault in a page stops no test of pure parts
    from quiz.database import db  # noqa: PLC0415

    app = create_app(settings)
    app.testing = True
    app.jinja_env.bytecode_cache = compiled_templates
    app.config["WTF_CSRF_ENABLED"] = False
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Return a browser without script."""
    return app.test_client()


@pytest.fixture
def runner(app: Flask) -> FlaskCliRunner:
    """Return somebody at the command line."""
    return app.test_cli_runner()
