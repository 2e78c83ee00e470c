"""What every command shares: the operator acts, and a refusal is said in Vietnamese."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

import click
from flask import current_app
from sqlalchemy.orm import Session

from quiz.config import Settings
from quiz.database import db, transaction
from quiz.sentences import sentence_of
from quiz.services.catalogue import Catalogue
from quiz.services.refusal import Refusal


@contextmanager
def acting() -> Iterator[Session]:
    """Commit what happens inside; end with code 1 and a sentence when it is refused."""
    with refusing(), transaction(db.session()) as session:
        yield session


@contextmanager
def refusing() -> Iterator[None]:
    """End the command with code 1 and a sentence when something inside is refused."""
    try:
        yield
    except Refusal as refusal:
        raise click.ClickException(sentence_of(refusal, str)) from refusal


def now() -> int:
    """Return the present moment of the application's clock."""
    return cast("Settings", current_app.extensions["settings"]).clock()


def catalogue() -> Catalogue:
    """Return this process's compiled rounds."""
    return cast("Catalogue", current_app.extensions["catalogue"])
