"""``quiz worker``: the one process that keeps house."""

import logging
import os
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from quiz.config import Settings
from quiz.database import db, transaction
from quiz.services import housekeeping

log = logging.getLogger("quiz.worker")
TURN_SECONDS = 5


@click.command()
@click.option("--once", is_flag=True, help="Keep house once and end.")
@with_appcontext
def worker(once: bool) -> None:
    """Finish attempts whose time is up and keep the boards fresh, until told to stop."""
    stopped = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopped.set())
    holder = f"{socket.gethostname()}:{os.getpid()}"
    while not stopped.is_set():
        try:
            _turn(holder)
        except SQLAlchemyError:
            log.exception("housekeeping failed; it is tried again")
            if once:
                raise
        if once or stopped.wait(TURN_SECONDS):
            break
    with _transaction() as session:
        housekeeping.release_lease(session, holder=holder)


def _turn(holder: str) -> None:
    settings: Settings = current_app.extensions["settings"]
    now = settings.clock()
    with _transaction() as session:
        if not housekeeping.hold_lease(session, holder=holder, now=now):
            return
    housekeeping.keep_house(
        _reading,
        _transaction,
        catalogue=current_app.extensions["catalogue"],
        board_seconds=settings.board_seconds,
        now=now,
    )


@contextmanager
def _reading() -> Iterator[Session]:
    try:
        yield db.session()
    finally:
        db.session.remove()


@contextmanager
def _transaction() -> Iterator[Session]:
    """Open one transaction; the connection goes back to the pool after it."""
    try:
        with transaction(db.session()) as session:
            yield session
    finally:
        db.session.remove()
