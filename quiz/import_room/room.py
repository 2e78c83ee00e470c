"""The web server's side of the import room: a file goes in, a result or a refusal comes out."""

import logging
import os
import signal
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

import quiz
from quiz.config import Settings
from quiz.import_room import walls
from quiz.import_room.errands import Errand, written
from quiz.import_room.turns import Turns
from quiz.services.refusal import FieldRefusal

log = logging.getLogger("quiz.import_room")

_TOO_HEAVY = {walls.TOO_HEAVY, -signal.SIGXCPU, -signal.SIGALRM, -signal.SIGKILL}
# A fresh interpreter that knows where the packages are and nothing else: no secret, no address of
# the database. -P keeps the folder it stands in out of its path.
_COMMAND = (sys.executable, "-P", "-X", "utf8", "-m", "quiz.import_room")
_ENVIRONMENT = {"PYTHONPATH": str(Path(*quiz.__path__).parent)}
_LONGEST_COMPLAINT = 4_000


class ImportRoom:
    """Reads files in processes of their own, so many at once."""

    def __init__(self, settings: Settings) -> None:
        self.turns = Turns(settings.instance, settings.import_rooms)

    def read(self, errand: Errand, file: IO[bytes]) -> bytes:
        """Carry out an errand on an open file and return the result as ``unpacking`` takes it.

        The file is handed over as it lies on the disk. Refuses with ``import_busy`` when every
        room is taken, at the field ``file`` with ``file_too_heavy`` when it exceeded a limit, and
        with ``file_unreadable`` when reading it failed in a way that nobody foresaw.
        """
        file.flush()
        os.lseek(file.fileno(), 0, os.SEEK_SET)
        with self.turns.one(), TemporaryFile() as result, TemporaryFile() as complaint:
            code = _run(errand, file, result, complaint)
            if code == 0:
                result.seek(0)
                return result.read()
            complaint.seek(0)
            words = complaint.read(_LONGEST_COMPLAINT).decode("utf-8", "replace")
        log.warning("import room ended with %s: %s", code, words)
        raise FieldRefusal("file", "file_too_heavy" if code in _TOO_HEAVY else "file_unreadable")


def _run(errand: Errand, file: IO[bytes], result: IO[bytes], complaint: IO[bytes]) -> int:
    process = subprocess.Popen(  # noqa: S603
        [*_COMMAND, written(errand), str(os.getpid())],
        stdin=file,
        stdout=result,
        stderr=complaint,
        env=_ENVIRONMENT,
        cwd="/",
    )
    try:
        # The room ends itself; this is for a machine on which it cannot.
        return process.wait(errand.seconds + 2 * walls.PATIENCE)
    except subprocess.TimeoutExpired:
        return -signal.SIGKILL
    finally:
        process.kill()
        process.wait()
