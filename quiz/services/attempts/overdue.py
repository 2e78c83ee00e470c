"""Finishing everything that people have walked away from, before anybody looks at a result."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from sqlalchemy.orm import Session

from quiz.services.attempts.finishing import finish_overdue
from quiz.services.catalogue import Catalogue


def finish_all_overdue(
    writing: Callable[[], AbstractContextManager[Session]],
    *,
    catalogue: Catalogue,
    now: int,
    round_id: int | None = None,
) -> None:
    """Finish every attempt whose time is up, of one round or of all.

    ``writing`` opens a transaction for one batch, so that nobody's answer waits for all of them.
    """
    finished = 1
    while finished:
        with writing() as session:
            finished = finish_overdue(session, catalogue=catalogue, now=now, round_id=round_id)
