"""The room in which a spreadsheet archive is looked at before anything reads it."""

import io
import zipfile
import zlib
from typing import IO

from question_bank.readers.reading import RefusedError

MOST_BYTES = 200 * 2**20
MOST_MEMBERS = 2_000
GREATEST_RATIO = 100
_SMALL = 2**20
_CHUNK = 2**16
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError)


def member_names(data: bytes) -> frozenset[str]:
    """Name the members of an archive; raise `RefusedError` where it is broken."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return frozenset(archive.namelist())
    except _BROKEN as problem:
        raise RefusedError("archive_broken") from problem


def inspect_archive(data: bytes, most: int = MOST_BYTES) -> None:
    """Raise `RefusedError` for an archive that is broken, ambiguous, too large or holds macros.

    Too large is what inflates to over *most* bytes, or to much more than anybody's spreadsheet.

    Counts the bytes that really come out; the sizes an archive declares are not believed.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [name.casefold() for name in archive.namelist()]
            if len(names) > MOST_MEMBERS:
                raise RefusedError("archive_unsafe")
            if len(set(names)) < len(names):
                raise RefusedError("archive_broken")
            if any(name.endswith("vbaproject.bin") for name in names):
                raise RefusedError("archive_macros")
            _measure(archive, allowance=min(most, max(_SMALL, GREATEST_RATIO * len(data))))
    except _BROKEN as problem:
        raise RefusedError("archive_broken") from problem


def _measure(archive: zipfile.ZipFile, allowance: int) -> None:
    for member in archive.infolist():
        with archive.open(member) as stream:
            allowance -= _length(stream, allowance)
        if allowance < 0:
            raise RefusedError("archive_unsafe")


def _length(stream: IO[bytes], enough: int) -> int:
    length = 0
    while length <= enough and (chunk := stream.read(_CHUNK)):
        length += len(chunk)
    return length
