"""Rulings: judges void a finished attempt, or restore it; all of it stays where it was."""

from quiz.services.rulings.acting import rule
from quiz.services.rulings.foresight import Foresight, foresee
from quiz.services.rulings.reading import (
    MOST_FOUND,
    FoundAttempt,
    PersonDecision,
    RulingLine,
    attempt_of,
    decisions_on_people,
    find_attempts,
    rulings_of,
)

__all__ = [
    "MOST_FOUND",
    "Foresight",
    "FoundAttempt",
    "PersonDecision",
    "RulingLine",
    "attempt_of",
    "decisions_on_people",
    "find_attempts",
    "foresee",
    "rule",
    "rulings_of",
]
