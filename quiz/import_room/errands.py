"""Errands: what the room is asked to read, and how much it may take for it.

An errand travels as JSON in the arguments of the room's process, the file itself as its input.
"""

import json
from dataclasses import asdict, dataclass
from typing import Any, ClassVar

from question_bank.bank import BankHead
from quiz.documents.table import Column, Holds


@dataclass(frozen=True, slots=True)
class BankErrand:
    """Read a question bank and check it; ``head`` is for files that hold none."""

    filename: str
    head: BankHead | None = None
    seconds: int = 60

    kind: ClassVar = "bank"


@dataclass(frozen=True, slots=True)
class TableErrand:
    """Read a table of these columns."""

    filename: str
    columns: tuple[Column, ...]
    seconds: int = 120

    kind: ClassVar = "table"


@dataclass(frozen=True, slots=True)
class DocumentErrand:
    """Read the values of a YAML document of at most so many bytes."""

    largest: int
    seconds: int = 30

    kind: ClassVar = "document"


@dataclass(frozen=True, slots=True)
class PictureErrand:
    """Look at a picture, and make it as a bank keeps it."""

    seconds: int = 20

    kind: ClassVar = "picture"


@dataclass(frozen=True, slots=True)
class SentFile:
    """One of several files that go in as one: which it is, its name, how many bytes it has."""

    which: str
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class RankingErrand:
    """Read the files that a round is ranked from, which lie one behind the other.

    Each is named by the field of ``quiz.offline.ranking.RankingFiles`` that it fills; ``total`` is
    the one number that may stand for the file of three.
    """

    files: tuple[SentFile, ...]
    total: int | None = None
    seconds: int = 60

    kind: ClassVar = "ranking"


Errand = BankErrand | TableErrand | DocumentErrand | PictureErrand | RankingErrand
"""``seconds`` is the processor time that it may take, twice or more what the largest file needs."""


def written(errand: Errand) -> str:
    """Return an errand as one argument of a command line."""
    return json.dumps({"kind": errand.kind, **asdict(errand)})


def understood(text: str) -> Errand:
    """Return the errand in an argument; the inverse of ``written``."""
    match json.loads(text):
        case {"kind": "bank", "filename": filename, "head": head, "seconds": seconds}:
            return BankErrand(filename, BankHead(**head) if head else None, seconds)
        case {"kind": "table", "filename": filename, "columns": columns, "seconds": seconds}:
            return TableErrand(filename, tuple(map(_column, columns)), seconds)
        case {"kind": "document", "largest": largest, "seconds": seconds}:
            return DocumentErrand(largest, seconds)
        case {"kind": "picture", "seconds": seconds}:
            return PictureErrand(seconds)
        case {"kind": "ranking", "files": files, "total": total, "seconds": seconds}:
            return RankingErrand(tuple(SentFile(**file) for file in files), total, seconds)
    raise ValueError(text)


def _column(fields: dict[str, Any]) -> Column:
    given = fields | {"also": tuple(fields["also"]), "holds": Holds(fields["holds"])}
    return Column(**given)
