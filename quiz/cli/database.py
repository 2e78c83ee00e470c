"""``quiz db``: the schema."""

import click
from flask.cli import AppGroup

from quiz import migrate
from quiz.database import db

group = AppGroup("db", help="The database schema.")


@group.command()
@click.argument("revision", default="head")
def upgrade(revision: str) -> None:
    """Bring the database to this program's schema."""
    migrate.upgrade(db.engine, revision)


@group.command()
@click.argument("revision")
def downgrade(revision: str) -> None:
    """Take the database back to an earlier schema."""
    migrate.downgrade(db.engine, revision)


@group.command()
@click.argument("message")
def revise(message: str) -> None:
    """Write a migration for what the models have and the database lacks (for developers)."""
    migrate.revise(db.engine, message)


@group.command()
def check() -> None:
    """Fail when models and database differ."""
    migrate.check(db.engine)
