"""What only a terminal can show: red, and progress on a line that is wiped when it is over."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from question_bank.command_words import WORDS
from question_bank.progress import Progress, Watch, unwatched

LONG = 1_000
"""With fewer questions than this a file is read before anybody could look."""
_EVERY = 100
_RED, _PLAIN = "\x1b[31m", "\x1b[0m"
_WIPE = "\r\x1b[K"


def red(text: str) -> str:
    """Return *text* in red, where what is said goes to a terminal."""
    return f"{_RED}{text}{_PLAIN}" if sys.stdout.isatty() else text


@contextmanager
def shown_progress(name: str, language: str) -> Iterator[Watch]:
    """Give what shows, where errors go, how far the reading of the file *name* is.

    Nothing is shown where that is no terminal.
    """
    if not sys.stderr.isatty():
        yield unwatched
        return
    line = _Line(sys.stderr, name, language)
    try:
        yield line.show
    finally:
        line.wipe()


class _Line:
    """The line of a terminal on which one progress is shown."""

    def __init__(self, terminal: TextIO, name: str, language: str) -> None:
        self._terminal = terminal
        self._name = name
        self._words = WORDS[language]
        self._is_shown = False

    def show(self, progress: Progress) -> None:
        """Show the progress, unless it is that of a short file or hardly another one."""
        if max(progress.done, progress.of) >= LONG and progress.done % _EVERY == 0:
            count = f"{progress.done}/{progress.of}" if progress.of else f"{progress.done}"
            stage = self._words[progress.stage]
            print(f"{_WIPE}{self._name}: {stage} {count}", end="", file=self._terminal, flush=True)
            self._is_shown = True

    def wipe(self) -> None:
        """Leave the line to what is said next."""
        if self._is_shown:
            print(_WIPE, end="", file=self._terminal, flush=True)
