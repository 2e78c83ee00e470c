"""The only place that asks the system for the time.

A moment is an ``int``: milliseconds since 1970-01-01 UTC. Everything below the edge receives the
moment as an argument, so that a rule can be tried at any time of any day.
"""

import time
from collections.abc import Callable

Clock = Callable[[], int]
"""Returns the present moment; tests hand the application a clock of their own."""


def now() -> int:
    """Return the present moment of the system clock, in milliseconds."""
    return time.time_ns() // 1_000_000
