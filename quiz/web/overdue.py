"""Finishing what people have walked away from, for pages that cannot wait for the worker."""

from quiz.database import transaction
from quiz.services import attempts
from quiz.web.request import catalogue, now, session


def finish_overdue(round_id: int) -> None:
    """Finish every attempt of a round whose time is up, in short transactions."""
    attempts.finish_all_overdue(
        lambda: transaction(session()), catalogue=catalogue(), now=now(), round_id=round_id
    )
