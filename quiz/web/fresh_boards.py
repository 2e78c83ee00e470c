"""Refreshing a board for a page that cannot wait for the worker."""

from quiz.database import transaction
from quiz.services import boards
from quiz.services.catalogue import RoundDefinition
from quiz.web.overdue import finish_overdue
from quiz.web.request import now, session


def refresh_board(definition: RoundDefinition) -> bool:
    """Bring a board up to date; False when another process is doing so."""
    with transaction(session()):
        is_mine = boards.claim(session(), definition.id, now=now())
    if is_mine:
        finish_overdue(definition.id)
        content = boards.content_of(session(), definition, now=now())
        with transaction(session()):
            boards.store(session(), definition.id, content, now=now())
    return is_mine
