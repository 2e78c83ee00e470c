"""Deadlines and the life of a round. All times are milliseconds since the epoch, UTC.

The server alone decides time: the clock of an attempt starts when its start request arrives, and a
write counts when it arrived by the deadline plus the round's published network allowance.
"""

from enum import StrEnum

from quiz.domain.rules import Timing

MINUTE = 60_000
SECOND = 1_000


class RoundState(StrEnum):
    """Where a round stands. Opening and closing come from the clock, the rest from human acts."""

    DRAFT = "draft"
    AHEAD = "ahead"
    OPEN = "open"
    FINISHING = "finishing"  # no more starts; attempts begun in time may still be running
    CLOSED = "closed"
    LEDGER_CLOSED = "ledger_closed"
    PUBLISHED = "published"

    @property
    def over(self) -> bool:
        """Whether nobody can still be taking the round."""
        return self in {RoundState.CLOSED, RoundState.LEDGER_CLOSED, RoundState.PUBLISHED}


def deadline(started_at: int, timing: Timing, closes_at: int, extension: int = 0) -> int:
    """Give the moment an attempt's time is up: its limit, cut at a hard close, plus extensions."""
    ends_at = started_at + timing.limit_minutes * MINUTE
    return (min(ends_at, closes_at) if timing.hard_close else ends_at) + extension


def accepts(arrived_at: int, deadline_at: int, allowance_seconds: int) -> bool:
    """Whether a write that arrived then still counts; the last millisecond does."""
    return arrived_at <= deadline_at + allowance_seconds * SECOND


def settles_at(closes_at: int, timing: Timing, extension: int = 0) -> int:
    """Give the last moment at which a write to any attempt of the round can still count."""
    # The latest start there can be is a millisecond before the close.
    return deadline(closes_at - 1, timing, closes_at, extension) + timing.allowance_seconds * SECOND


def round_state(
    opens_at: int | None,
    closes_at: int,
    now: int,
    *,
    settles_at: int | None = None,
    scheduled: bool = True,
    ledger_closed: bool = False,
    published: bool = False,
) -> RoundState:
    """Tell where a round stands at a moment.

    Attempts may start while ``opens_at <= now < closes_at``; ``opens_at`` is None until someone
    presses the opening button. Without ``settles_at`` the round counts as over at its close.
    """
    if not scheduled:
        return RoundState.DRAFT
    if published:
        return RoundState.PUBLISHED
    if ledger_closed:
        return RoundState.LEDGER_CLOSED
    return _by_the_clock(opens_at, closes_at, now, settles_at)


def _by_the_clock(
    opens_at: int | None, closes_at: int, now: int, settles_at: int | None
) -> RoundState:
    if opens_at is None or now < opens_at:
        return RoundState.AHEAD
    if now < closes_at:
        return RoundState.OPEN
    if settles_at is not None and now <= settles_at:
        return RoundState.FINISHING
    return RoundState.CLOSED
