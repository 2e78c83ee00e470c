"""The room: ``python -m quiz.import_room ERRAND ASKER SHEET`` reads the file at its input.

ASKER is the id of the process that waits for the result, which is JSON; SHEET
is the open file on which the room notes how far it is. The room ends with 0 once
it has told everything that is wrong with the file, and with ``walls.TOO_HEAVY`` where that takes
more memory, or more room to tell, than there is.
"""

import errno
import os
import sys
from collections.abc import Callable

from question_bank.progress import Progress, Watch
from quiz.import_room import walls
from quiz.import_room.errands import (
    BankErrand,
    DocumentErrand,
    Errand,
    PictureErrand,
    RankingErrand,
    TableErrand,
    understood,
)
from quiz.import_room.packing import as_json, bank_read, packed, picture_made, progress_noted


def main() -> None:
    """Get ready for one errand, close the walls, carry it out, and end."""
    errand = understood(sys.argv[1])
    result = _ready(errand, _noting(int(sys.argv[3])))
    walls.close(errand.seconds, int(sys.argv[2]))
    try:
        sys.stdout.buffer.write(as_json(result()))
        sys.stdout.flush()
    except MemoryError:
        os._exit(walls.TOO_HEAVY)  # without tidying up, for which there may be no memory
    except OSError as problem:
        if problem.errno in (errno.EFBIG, errno.ENOSPC):
            os._exit(walls.TOO_HEAVY)
        raise


def _ready(errand: Errand, watch: Watch) -> Callable[[], object]:
    """Return what carries out the errand behind the walls, with all that it needs and no more.

    To import the rest would take longer than most errands do. The file is taken in, but nothing
    looks into it yet.
    """
    match errand:
        case BankErrand():
            from question_bank.examine import examine_file
            from question_bank.readers import LARGEST_FILE, prepare_for

            data = _input(LARGEST_FILE)
            prepare_for(data)
            head = errand.head
            return lambda: bank_read(
                examine_file(data, errand.filename, defaults=head, watch=watch)
            )
        case TableErrand():
            from quiz.documents import table_reader

            data = _input(table_reader.LARGEST_TABLE)
            table_reader.prepare_for(data)
            return lambda: packed(table_reader.read_table(data, errand.filename, errand.columns))
        case DocumentErrand():
            from question_bank.readers.yaml_values import read_values

            data = _input(errand.largest)
            return lambda: read_values(data, largest=errand.largest)
        case PictureErrand():
            from question_bank.readers.pictures import LARGEST_FILE as LARGEST_PICTURE

            data = _input(LARGEST_PICTURE)
            return lambda: picture_made(data)
        case RankingErrand():
            from quiz.import_room.rankings import files_in, ranking_read
            from quiz.offline.ranking import read_files

            data = _input(sum(file.size for file in errand.files))
            return lambda: ranking_read(read_files(files_in(data, errand)))


def _noting(sheet: int) -> Watch:
    """Return what notes on the sheet how far the room is, over what it noted before."""

    def note(progress: Progress) -> None:
        os.pwrite(sheet, progress_noted(progress), 0)

    return note


def _input(largest: int) -> bytes:
    """Return the file, or enough of it for the reader to find it too large."""
    return sys.stdin.buffer.read(largest + 1)


if __name__ == "__main__":
    main()
