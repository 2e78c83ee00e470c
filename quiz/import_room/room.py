"""The web server's side of the import room: a file goes in, a result or a refusal comes out."""

import logging
import os
import signal
import subprocess
import sys
from concurrent.futures import Future, wait
from contextlib import ExitStack, suppress
from pathlib import Path
from tempfile import TemporaryFile
from threading import Thread, Timer
from typing import IO

import quiz
from question_bank.progress import Progress
from quiz.config import Settings
from quiz.import_room import walls
from quiz.import_room.errands import Errand, written
from quiz.import_room.packing import PROGRESS
from quiz.import_room.turns import Turns
from quiz.import_room.unpacking import progress_in
from quiz.services.refusal import FieldRefusal

log = logging.getLogger("quiz.import_room")

_TOO_HEAVY = {walls.TOO_HEAVY, -signal.SIGXCPU, -signal.SIGALRM, -signal.SIGKILL}
# A fresh interpreter that knows where the packages are and nothing else: no secret, no address of
# the database. -P keeps the folder it stands in out of its path.
_COMMAND = (sys.executable, "-P", "-X", "utf8", "-m", "quiz.import_room")
_ENVIRONMENT = {"PYTHONPATH": str(Path(*quiz.__path__).parent)}
_LONGEST_COMPLAINT = 4_000


class Underway:
    """The reading of a file that goes on in a room, whoever waits for it."""

    def __init__(self, sheet: IO[bytes]) -> None:
        self._sheet = sheet
        self._result: Future[bytes] = Future()

    def is_over(self, *, within: float) -> bool:
        """Wait so many seconds at most, and say whether the reading has ended by then."""
        return bool(wait([self._result], within).done)

    def result(self) -> bytes:
        """Wait for the end; return the result as ``unpacking`` takes it, or refuse.

        Refuses at the field ``file`` with ``file_too_heavy`` when the reading exceeded a limit,
        and with ``file_unreadable`` when it failed in a way that nobody foresaw.
        """
        return self._result.result()

    def progress(self) -> Progress | None:
        """Return how far the room says that it is; it is believed within bounds only."""
        with suppress(ValueError, OSError):  # the sheet goes with the room
            return progress_in(os.pread(self._sheet.fileno(), PROGRESS.size, 0))
        return None

    def run(self, errand: Errand, file: IO[bytes], room: ExitStack) -> None:
        """Carry out the errand and leave the room; for the thread that does nothing else."""
        try:
            with room, file:
                result = _read(errand, file, self._sheet)
        except BaseException as problem:  # whoever waits has to learn of it
            self._result.set_exception(problem)
        else:
            self._result.set_result(result)


class ImportRoom:
    """Reads files in processes of their own, so many at once."""

    def __init__(self, settings: Settings) -> None:
        self.turns = Turns(settings.instance, settings.import_rooms)

    def start(self, errand: Errand, file: IO[bytes]) -> Underway:
        """Begin to carry out an errand on an open file, which may be closed afterwards.

        The file is handed over as it lies on the disk. Refuses with ``import_busy`` when every
        room is taken.
        """
        file.flush()
        os.lseek(file.fileno(), 0, os.SEEK_SET)
        with ExitStack() as entered:
            entered.enter_context(self.turns.one())
            own = entered.enter_context(os.fdopen(os.dup(file.fileno()), "rb"))
            underway = Underway(entered.enter_context(TemporaryFile()))
            room = entered.pop_all()
        # The process ends with the thread that started it: that must not be a request's.
        Thread(target=underway.run, args=(errand, own, room), daemon=True).start()
        return underway

    def read(self, errand: Errand, file: IO[bytes]) -> bytes:
        """Carry out an errand and wait for its result; refuses as ``start`` and ``result`` do."""
        return self.start(errand, file).result()


def _read(errand: Errand, file: IO[bytes], sheet: IO[bytes]) -> bytes:
    with TemporaryFile() as result, TemporaryFile() as complaint:
        code = _run(errand, file, result, complaint, sheet)
        if code == 0:
            result.seek(0)
            return result.read()
        complaint.seek(0)
        words = complaint.read(_LONGEST_COMPLAINT).decode("utf-8", "replace")
    log.warning("import room ended with %s: %s", code, words)
    raise FieldRefusal("file", "file_too_heavy" if code in _TOO_HEAVY else "file_unreadable")


def _run(
    errand: Errand,
    file: IO[bytes],
    result: IO[bytes],
    complaint: IO[bytes],
    sheet: IO[bytes],
) -> int:
    process = subprocess.Popen(  # noqa: S603
        [*_COMMAND, written(errand), str(os.getpid()), str(sheet.fileno())],
        stdin=file,
        stdout=result,
        stderr=complaint,
        pass_fds=(sheet.fileno(),),
        env=_ENVIRONMENT,
        cwd="/",
    )
    # The room ends itself; this is for a machine on which it cannot. To wait with a limit would be
    # to look twenty times a second, and to notice late.
    limit = Timer(errand.seconds + 2 * walls.PATIENCE, process.kill)
    limit.daemon = True
    limit.start()
    try:
        return process.wait()
    finally:
        limit.cancel()
        process.kill()
        process.wait()
