"""The two rounds, and attempts as they are planned before anything happens."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

SECOND = 1_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR

ITEMS = 10
LIMIT = 20 * MINUTE
ALLOWANCE = 5 * SECOND


def moment(text: str) -> int:
    """Return a wall-clock time in Vietnam as milliseconds since the epoch."""
    return round(datetime.fromisoformat(f"{text}+07:00").timestamp() * 1000)


@dataclass(frozen=True)
class Round:
    """A round: when it may be taken, and how often."""

    number: int
    opens_at: int
    closes_at: int
    attempts: int

    def deadline(self, started_at: int) -> int:
        """Return when the time of an attempt is up."""
        return min(started_at + LIMIT, self.closes_at)


ROUNDS = {
    1: Round(1, moment("2026-11-23T08:00"), moment("2026-11-27T17:00"), 3),
    2: Round(2, moment("2026-12-01T08:00"), moment("2026-12-03T17:00"), 2),
}


class Ending(Enum):
    """How somebody leaves a paper."""

    HANDED_IN = auto()
    WALKED_AWAY = auto()  # after a last save
    TOO_LATE = auto()  # comes back when the time is up, with everything right


@dataclass(frozen=True)
class Attempt:
    """An attempt: so many items right and so many blank, the others wrong.

    ``acts_at`` is when the answers that count are sent; nothing is ever sent for an empty paper
    that somebody walks away from. ``guess`` is how far the prediction lies from the truth, which is
    known only when the whole plan is.
    """

    round: Round
    started_at: int
    acts_at: int
    ending: Ending
    right: int
    blank: int = 0
    guess: int | None = None

    @property
    def finished_at(self) -> int:
        """The moment that the regulation takes for the end of the attempt."""
        is_handed_in = self.ending is Ending.HANDED_IN
        return self.acts_at if is_handed_in else self.round.deadline(self.started_at)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was answered, so that the attempt does not count."""
        return self.blank == ITEMS


@dataclass(frozen=True)
class Day:
    """A clock on one day of a round, for attempts that are written down by hand."""

    round: Round
    date: str

    def hands_in(self, start: str, end: str, right: int, **more: int | None) -> Attempt:
        """Plan an attempt that is handed in."""
        return self._attempt(start, end, Ending.HANDED_IN, right, more)

    def walks_away(self, start: str, saved: str, right: int, **more: int | None) -> Attempt:
        """Plan an attempt that nobody comes back to after a save."""
        return self._attempt(start, saved, Ending.WALKED_AWAY, right, more)

    def comes_too_late(self, start: str, saved: str, right: int, **more: int | None) -> Attempt:
        """Plan an attempt whose better answers come when the time is up."""
        return self._attempt(start, saved, Ending.TOO_LATE, right, more)

    def answers_nothing(self, start: str, end: str, ending: Ending) -> Attempt:
        """Plan an attempt without any answer."""
        return self._attempt(start, end, ending, 0, {"blank": ITEMS})

    def _attempt(
        self, start: str, end: str, ending: Ending, right: int, more: dict[str, int | None]
    ) -> Attempt:
        return Attempt(
            self.round,
            moment(f"{self.date}T{start}"),
            moment(f"{self.date}T{end}"),
            ending,
            right,
            blank=more.get("blank") or 0,
            guess=more.get("guess"),
        )
