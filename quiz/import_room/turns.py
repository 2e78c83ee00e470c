"""Turns: how many rooms a machine has, counted across all processes of the web server.

A room is a file that is locked while somebody is in it. The system unlocks it when its holder
ends, in whichever way; so there is nothing to tidy up and nothing that could stay taken.
"""

import fcntl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from quiz.services.refusal import Refusal

PATIENCE = 4.0
_PAUSE = 0.1


class Turns:
    """The rooms of this machine, as one process of the web server sees them."""

    def __init__(self, folder: Path, rooms: int) -> None:
        self._paths = [folder / f"import-room-{number}.lock" for number in range(1, rooms + 1)]
        self._waiting = threading.Lock()

    @contextmanager
    def one(self) -> Iterator[None]:
        """Hold a room; refuse with ``import_busy`` when none becomes free in a few seconds.

        One thread may wait, the others are refused at once: threads are there for contestants.
        """
        held = self._free() or self._awaited()
        if held is None:
            raise Refusal("import_busy")
        with held:
            yield

    def _free(self) -> IO[bytes] | None:
        for path in self._paths:
            path.parent.mkdir(parents=True, exist_ok=True)
            room = path.open("ab")
            try:
                fcntl.flock(room, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                room.close()
            else:
                return room
        return None

    def _awaited(self) -> IO[bytes] | None:
        if not self._waiting.acquire(blocking=False):
            return None
        try:
            end = time.monotonic() + PATIENCE
            while time.monotonic() < end:
                time.sleep(_PAUSE)
                if (room := self._free()) is not None:
                    return room
        finally:
            self._waiting.release()
        return None
