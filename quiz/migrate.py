"""The one road to the schema, for both databases."""

from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

_PACKAGE = Path(__file__).parent


def upgrade(engine: sa.Engine, revision: str = "head") -> None:
    """Bring the database to ``revision``, all of it or nothing."""
    _run(engine, command.upgrade, revision)


def downgrade(engine: sa.Engine, revision: str) -> None:
    """Take the database back to ``revision``."""
    _run(engine, command.downgrade, revision)


def revise(engine: sa.Engine, message: str) -> None:
    """Write a migration for what the models have and the database lacks."""
    _run(engine, lambda config, text: command.revision(config, text, autogenerate=True), message)


def check(engine: sa.Engine) -> None:
    """Raise when the models and the migrated database differ."""
    _run(engine, lambda config, _: command.check(config), "")


def current(connection: sa.Connection) -> str | None:
    """Return the revision that the database has."""
    return MigrationContext.configure(connection).get_current_revision()


def head() -> str | None:
    """Return the revision that this program needs."""
    return ScriptDirectory.from_config(_config()).get_current_head()


def _config() -> Config:
    inside = _PACKAGE / "migrations"
    folder = inside if inside.is_dir() else _PACKAGE.parent / "migrations"
    config = Config()
    config.set_main_option("script_location", str(folder))
    config.set_main_option(
        "file_template", "%%(year)d%%(month).2d%%(day).2d_%%(hour).2d%%(minute).2d_%%(slug)s"
    )
    return config


def _run(engine: sa.Engine, act: Any, argument: str) -> None:
    config = _config()
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        act(config, argument)
