"""One command per verb; every command goes through the same services as the pages."""

from flask import Flask

from quiz.cli import banks, contests, database, serve, worker


def init_app(app: Flask) -> None:
    """Give the application its commands."""
    for command in (
        banks.group,
        contests.group,
        database.group,
        serve.serve,
        worker.worker,
    ):
        app.cli.add_command(command)
