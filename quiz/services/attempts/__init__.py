"""Taking a round: start, save, next item, submit, go on elsewhere. Arriving twice is once.

What every contestant does many times runs on the session's Core connection: through the ORM's
``execute`` a statement costs half as much again.
"""

from quiz.services.attempts.admission import Standing, barred, exhausted, obstacle, standing_of
from quiz.services.attempts.finishing import Finished, finish_if_overdue, finish_overdue, submit
from quiz.services.attempts.next_item import next_item
from quiz.services.attempts.overdue import finish_all_overdue
from quiz.services.attempts.reading import (
    Judged,
    Paper,
    judged_paper_of,
    paper_of,
    paper_with_last_save_of,
    taken_in,
)
from quiz.services.attempts.recognising import recognise_anew
from quiz.services.attempts.saving import Saved, save, take_over
from quiz.services.attempts.starting import start

__all__ = [
    "Finished",
    "Judged",
    "Paper",
    "Saved",
    "Standing",
    "barred",
    "exhausted",
    "finish_all_overdue",
    "finish_if_overdue",
    "finish_overdue",
    "judged_paper_of",
    "next_item",
    "obstacle",
    "paper_of",
    "paper_with_last_save_of",
    "recognise_anew",
    "save",
    "standing_of",
    "start",
    "submit",
    "take_over",
    "taken_in",
]
