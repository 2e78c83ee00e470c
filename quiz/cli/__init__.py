"""One command per verb; every command goes through the same services as the pages."""

from flask import Flask

from quiz.cli import accounts, banks, contests, database, demo, people, rounds, serve, units, worker


def init_app(app: Flask) -> None:
    """Give the application its commands."""
    for command in (
        accounts.group,
        banks.group,
        contests.group,
        database.group,
        demo.group,
        rounds.group,
        people.group,
        serve.serve,
        units.group,
        worker.worker,
    ):
        app.cli.add_command(command)
