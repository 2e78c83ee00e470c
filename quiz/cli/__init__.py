"""One command per verb; every command goes through the same services as the pages."""

from flask import Flask

from quiz.cli import database


def init_app(app: Flask) -> None:
    """Give the application its commands."""
    for group in (database.group,):
        app.cli.add_command(group)
