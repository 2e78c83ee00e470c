"""Leaving the garbage where it is while millions of objects are made that all stay."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def garbage_kept() -> Iterator[None]:
    """Collect no garbage inside: to look for it among all that stays takes as long as the work.

    What no longer has a name is freed as ever; only circles wait. Of two at once the first to end
    lets the collector begin again.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
