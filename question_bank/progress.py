"""How far the reading of a file is, told to whoever waits for it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

Thing = TypeVar("Thing")


class Stage(StrEnum):
    """What is being done: questions are read, each is checked, then all are compared."""

    READING = "reading"
    CHECKING = "checking"
    COMPARING = "comparing"


STAGES = tuple(Stage)


@dataclass(frozen=True, slots=True)
class Progress:
    """So many questions are done in a stage, of so many; `of` is 0 while nobody knows."""

    stage: Stage
    done: int
    of: int = 0

    @property
    def percent(self) -> int:
        """How much of the whole is done, in full percent, each stage taken for as long."""
        part = 100 * min(self.done, self.of) // self.of if self.of else 0
        return (100 * STAGES.index(self.stage) + part) // len(STAGES)


Watch = Callable[[Progress], None]
"""Is told every step; it decides which of them are worth passing on."""


def unwatched(_progress: Progress) -> None:
    """Tell nobody."""


def watched(things: Iterable[Thing], watch: Watch, stage: Stage, of: int = 0) -> Iterator[Thing]:
    """Yield *things*, telling *watch* how many have been dealt with."""
    done = 0
    for done, thing in enumerate(things, start=1):
        watch(Progress(stage, done - 1, of))
        yield thing
    watch(Progress(stage, done, of))
