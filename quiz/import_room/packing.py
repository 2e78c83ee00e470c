"""What comes out of the room, as JSON: plain data, in which no code can hide.

This side runs in the room and therefore imports little; ``unpacking`` is the other.
"""

import json
import struct
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from question_bank.bank import BankHead
from question_bank.draft import Draft
from question_bank.findings import Finding, Severity
from question_bank.progress import STAGES, Progress
from question_bank.readers import Reading, Unsaid
from quiz.documents.table import Fault, Table

MOST_TOLD = 20_000
"""So many findings are told; nobody mends more of them at once, and they take memory."""

PROGRESS = struct.Struct("<3I")
"""A progress on the sheet: the number of its stage, what is done, and of how much."""


@dataclass(frozen=True, slots=True)
class PackedBank:
    """A reading, its pictures as base64."""

    head: BankHead | None
    drafts: tuple[Draft, ...]
    findings: tuple[Finding, ...]
    pictures: Mapping[str, str]
    unsaid: tuple[Unsaid, ...] = ()


@dataclass(frozen=True, slots=True)
class PackedPicture:
    """A clean picture as base64, or why there is none."""

    data: str = ""
    width: int = 0
    height: int = 0
    refused: Finding | None = None


@dataclass(frozen=True, slots=True)
class PackedTable:
    """A table in which nothing is said in every row that could be said once.

    ``letters`` are those of every row; a row is its number, of a line where there is no ``sheet``,
    and its texts in the order of ``letters``.
    """

    letters: Mapping[str, str]
    sheet: str | None
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    faults: tuple[Fault, ...]
    unread: tuple[str, ...]


def bank_read(reading: Reading) -> PackedBank:
    """Pack a reading without what nobody needs: the questions of a faulty file, endless notes."""
    found = reading.findings
    if len(found) > MOST_TOLD:
        found = tuple(sorted(found, key=lambda one: one.severity is not Severity.ERROR)[:MOST_TOLD])
    if reading.is_faulty:
        return PackedBank(reading.head, (), found, {}, reading.unsaid)
    pictures = {digest: b64encode(data).decode() for digest, data in reading.pictures.items()}
    return PackedBank(reading.head, reading.drafts, found, pictures, reading.unsaid)


def picture_made(data: bytes) -> PackedPicture:
    """Pack the picture in *data* as a bank keeps it."""
    from question_bank.readers.pictures import clean_picture
    from question_bank.readers.reading import RefusedError

    try:
        clean = clean_picture(data)
    except RefusedError as refused:
        return PackedPicture(refused=refused.finding)
    return PackedPicture(b64encode(clean.data).decode(), clean.width, clean.height)


def packed(table: Table) -> PackedTable:
    """Return what ``unpacking.table_in`` makes the same table of."""
    first = table.rows[0] if table.rows else None
    letters = first.letters if first else {}
    return PackedTable(
        letters=letters,
        sheet=first.place.sheet if first and first.place.row else None,
        rows=tuple((row.number, tuple(row.texts[key] for key in letters)) for row in table.rows),
        faults=table.faults[:MOST_TOLD],
        unread=table.unread,
    )


def progress_noted(progress: Progress) -> bytes:
    """Return what ``unpacking.progress_in`` makes the same progress of."""
    return PROGRESS.pack(STAGES.index(progress.stage), progress.done, progress.of)


def as_json(result: object) -> bytes:
    """Return a result as JSON; what is no character at all becomes a question mark."""
    text = json.dumps(result, default=_fields, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "replace")


def _fields(record: object) -> dict[str, Any]:
    if not is_dataclass(record):
        raise TypeError(type(record))
    return {field.name: getattr(record, field.name) for field in fields(record)}
