"""The room: ``python -m quiz.import_room ERRAND ASKER SHEET`` reads the file at its input.

ASKER is the id of the process that waits for the result, which is JSON; SHEET
is the open file on which the room notes how far it is. The room ends with 0 once
it has told everything that is wrong with the file, and with ``walls.TOO_HEAVY`` where that takes
more memory, or more room to tell, than there is.
"""

import errno
import os
import sys

from question_bank.examine import examine_file
from question_bank.progress import Progress, Watch
from question_bank.readers import LARGEST_FILE
from question_bank.readers.pictures import LARGEST_FILE as LARGEST_PICTURE
from question_bank.readers.yaml_values import read_values
from quiz.documents.table_reader import LARGEST_TABLE, read_table
from quiz.import_room import walls
from quiz.import_room.errands import (
    BankErrand,
    DocumentErrand,
    Errand,
    PictureErrand,
    TableErrand,
    understood,
)
from quiz.import_room.packing import as_json, bank_read, packed, picture_made, progress_noted


def main() -> None:
    """Close the walls, carry out one errand, and end."""
    errand = understood(sys.argv[1])
    walls.close(errand.seconds, int(sys.argv[2]))
    try:
        sys.stdout.buffer.write(as_json(_carried_out(errand, _noting(int(sys.argv[3])))))
        sys.stdout.flush()
    except MemoryError:
        os._exit(walls.TOO_HEAVY)  # without tidying up, for which there may be no memory
    except OSError as problem:
        if problem.errno in (errno.EFBIG, errno.ENOSPC):
            os._exit(walls.TOO_HEAVY)
        raise


def _carried_out(errand: Errand, watch: Watch) -> object:
    match errand:
        case BankErrand():
            data = _input(LARGEST_FILE)
            return bank_read(examine_file(data, errand.filename, defaults=errand.head, watch=watch))
        case TableErrand():
            return packed(read_table(_input(LARGEST_TABLE), errand.filename, errand.columns))
        case DocumentErrand():
            return read_values(_input(errand.largest), largest=errand.largest)
        case PictureErrand():
            return picture_made(_input(LARGEST_PICTURE))


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
