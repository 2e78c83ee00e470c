"""What every test may ask for: a clock to set, a database, the application and its clients."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner

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
def applications() -> Iterator[dict[str, Flask]]:
    """Keep the applications that this worker has made: making one costs as much as ten pages."""
    from quiz.database import db  # noqa: PLC0415  a fault in it stops no pure test

    kept: dict[str, Flask] = {}
    yield kept
    for app in kept.values():
        with app.app_context():
            db.engine.dispose()


@pytest.fixture
def app(
    settings: Settings, applications: dict[str, Flask], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Flask]:
    """Return the whole application; forms need no CSRF token in tests that are not about it.

    It knows nothing of the tests before: its database is emptied and what remembers is made anew.
    """
    from quiz.app import create_app, equip  # noqa: PLC0415  a fault in a page stops no pure test
    from quiz.database import db  # noqa: PLC0415
    from tests.databases import leave  # noqa: PLC0415

    name = settings.model_dump_json(exclude={"instance", "clock"})
    if name not in applications:
        applications[name] = create_app(settings)
    app = applications[name]
    config = app.config.copy()
    equip(app, settings)
    monkeypatch.setattr(
        "quiz.web.uploads.SOON_SECONDS", 60
    )  # a busy machine answers as a quick one
    app.testing = True
    app.config["WTF_CSRF_ENABLED"] = False
    yield app
    app.config.clear()
    app.config.update(config)
    with app.app_context():
        leave(db.engine)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Return a browser without script."""
    return app.test_client()


@pytest.fixture
def runner(app: Flask) -> FlaskCliRunner:
    """Return somebody at the command line."""
    return app.test_cli_runner()
