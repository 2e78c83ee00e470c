"""What a ranking is made from: attempts, the numbers of a round, and the judges' rulings."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class FinishKind(StrEnum):
    """How an attempt ended."""

    SUBMITTED = "submitted"
    TIMED_OUT = "timed_out"
    CLOSED_BY_STAFF = "closed_by_staff"


class Entry(NamedTuple):
    """One finished attempt, with all that a regulation can ask for.

    Points in hundredths, times in milliseconds; ``attempt`` is its public reference, ``number``
    counts a person's attempts in the round from 1. Who is not ``eligible``, by decision or as one
    of the contest's staff, or ``knew_a_key`` of the bank before the round closed, takes part out of
    prizes (*không xét giải*): is not ranked, but counts in the totals.

    A tuple, because a national week has half a million of them.
    """

    attempt: str
    person: int
    unit: int | None
    category: str | None
    number: int
    points: int
    correct: int
    items: int
    answered: int
    started_at: int
    finished_at: int
    prediction: int | None
    registered_at: int
    eligible: bool = True
    knew_a_key: bool = False

    @property
    def duration(self) -> int:
        """How long the attempt took, in milliseconds."""
        return self.finished_at - self.started_at

    @property
    def all_correct(self) -> bool:
        """Whether every item of the paper is right."""
        return self.correct == self.items


@dataclass(frozen=True, slots=True)
class Totals:
    """The numbers of a round: attempts (*lượt*), people, people with an all-correct attempt."""

    attempts: int
    participants: int
    all_correct_people: int


class RulingKind(StrEnum):
    """What judges decide about an attempt or a person."""

    VOID = "void"  # the attempt does not count
    EXCLUDE = "exclude"  # the person is not recognised; the attempts stay in the totals
    OUT_OF_PRIZES = "out_of_prizes"  # the person stays in the contest but is not ranked


@dataclass(frozen=True, slots=True)
class Ruling:
    """An approved ruling in force: VOID names an attempt, the other kinds name a person."""

    kind: RulingKind
    attempt: str | None = None
    person: int | None = None


class Reason(StrEnum):
    """Why somebody who took part is not ranked."""

    EXCLUDED = "excluded"
    VOIDED = "voided"  # every attempt was
    OUT_OF_PRIZES = "out_of_prizes"
    KNEW_A_KEY = "knew_a_key"  # read the key before the round closed: out of prizes
    EMPTY = "empty"  # nothing answered, and empty attempts do not count
    INCOMPLETE = "incomplete"  # not everything answered, and the rules ask for it
    NOT_ALL_CORRECT = "not_all_correct"
