"""How a contest goes in a branch: who is listed, who has registered, who has taken part, who not.

Everything counts people by the unit they stand under now. Taking part is a finished attempt that
the rules recognise, as on the boards; points are never read here.
"""

from quiz.services.unit_desk.reading import desk, desk_contests, round_of, rounds_of, steps_to
from quiz.services.unit_desk.shapes import ChildTally, Desk, RoundTally, Tally, UnitStep

__all__ = [
    "ChildTally",
    "Desk",
    "RoundTally",
    "Tally",
    "UnitStep",
    "desk",
    "desk_contests",
    "round_of",
    "rounds_of",
    "steps_to",
]
