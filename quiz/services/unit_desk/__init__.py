"""How a contest goes in a branch: who is listed, who has registered, who has taken part, who not.

Everything counts people by the unit they stand under now. Taking part is a finished attempt that
the rules recognise, as on the boards; points are never read here.
"""

from quiz.services.unit_desk.by_day import attempts_of, days_of
from quiz.services.unit_desk.counting import headcount_state
from quiz.services.unit_desk.reading import desk, desk_contests, round_of, rounds_of, steps_to
from quiz.services.unit_desk.reminders import reminders
from quiz.services.unit_desk.report import Report, report
from quiz.services.unit_desk.shapes import (
    ChildTally,
    DayTally,
    Desk,
    HeadcountState,
    RoundTally,
    Tally,
    UnitStep,
)

__all__ = [
    "ChildTally",
    "DayTally",
    "Desk",
    "HeadcountState",
    "Report",
    "RoundTally",
    "Tally",
    "UnitStep",
    "attempts_of",
    "days_of",
    "desk",
    "desk_contests",
    "headcount_state",
    "reminders",
    "report",
    "round_of",
    "rounds_of",
    "steps_to",
]
