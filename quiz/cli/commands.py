"""All commands of the program."""

from flask import Flask

from quiz.cli import (
    accounts,
    banks,
    contests,
    database,
    demo,
    people,
    rank,
    rounds,
    serve,
    units,
    worker,
)


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
        rank.rank,
        serve.serve,
        units.group,
        worker.worker,
    ):
        app.cli.add_command(command)
