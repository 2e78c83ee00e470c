"""A reader's own attempt as one line of a list."""

from typing import Any

from quiz.domain.answers import answered
from quiz.domain.visibility import result_visible
from quiz.services.catalogue import RoundDefinition
from quiz.web.contestant.pages import AttemptLine


def attempt_line(row: Any, definition: RoundDefinition, now: int) -> AttemptLine:
    """Return the line of an attempt, with its score only where the rules show it by now."""
    shown = row.finished_at is not None and result_visible(
        definition.rules, definition.kind, definition.state(now)
    )
    return AttemptLine(
        ref=row.ref,
        number=row.number,
        started_at=row.started_at,
        finished_at=row.finished_at,
        answered=answered(row.answers),
        items=len(row.answers),
        points=row.points if shown else None,
        correct=row.correct if shown else None,
        voided=row.void_reason,
    )
