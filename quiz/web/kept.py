"""What a process has made ready and keeps for a while: the newest only, however many ask."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar, cast

Value = TypeVar("Value")


class Kept:
    """A memory of at most so many values; what was not asked for longest goes first.

    A key names everything that its value depends on, so that nothing in here grows old. Threads may
    make the same value twice at the same time; they never wait for one another.
    """

    def __init__(self, most: int) -> None:
        """Keep nothing yet."""
        self._most = most
        self._values: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = Lock()

    def once(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """Return the value of a key, made now if nobody has asked for it lately."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return cast("Value", self._values[key])
        value = make()
        with self._lock:
            self._values[key] = value
            while len(self._values) > self._most:
                self._values.popitem(last=False)
        return value

    def forget(self, key: Hashable) -> None:
        """Let the value of a key be made again."""
        with self._lock:
            self._values.pop(key, None)
