"""What came out of the room, taken for nothing but data: every field is of the type it should be.

Otherwise it is refused as unreadable, whether the room was tricked or another version packed it.
"""

from base64 import b64decode
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from question_bank.fields import MOST_ITEMS
from question_bank.findings import NOWHERE, Place
from question_bank.progress import STAGES, Progress
from question_bank.readers import Reading
from question_bank.readers.pictures import CleanPicture
from question_bank.readers.reading import RefusedError
from question_bank.readers.yaml_values import Values
from quiz.documents.table import Row, Table
from quiz.import_room.packing import PROGRESS, PackedBank, PackedPicture, PackedTable
from quiz.import_room.rankings import PackedRanking, unpacked
from quiz.offline.ranking import Grounds, Problems
from quiz.offline.rules_file import RoundRules
from quiz.services.refusal import FieldRefusal

Result = TypeVar("Result")

_BANK = TypeAdapter(PackedBank)
_PICTURE = TypeAdapter(PackedPicture)
_RANKING = TypeAdapter(PackedRanking)
_TABLE = TypeAdapter(PackedTable)
_VALUES = TypeAdapter(Values)


def bank_in(data: bytes) -> Reading:
    """Return the result of a ``BankErrand``."""
    packed = _unpacked(_BANK, data)
    pictures = {digest: b64decode(text) for digest, text in packed.pictures.items()}
    return Reading(packed.head, packed.drafts, packed.findings, pictures, packed.unsaid)


def picture_in(data: bytes) -> CleanPicture:
    """Return the result of a ``PictureErrand``; raise ``RefusedError`` where it is no picture."""
    packed = _unpacked(_PICTURE, data)
    if packed.refused is not None:
        raise RefusedError(packed.refused.code, NOWHERE, **packed.refused.data)
    return CleanPicture(b64decode(packed.data), packed.width, packed.height)


def table_in(data: bytes) -> Table:
    """Return the result of a ``TableErrand``."""
    packed = _unpacked(_TABLE, data)
    letters, sheet = packed.letters, packed.sheet
    rows = tuple(
        Row(
            place=Place(line=number) if sheet is None else Place(sheet=sheet, row=number),
            texts=dict(zip(letters, texts, strict=True)),
            letters=letters,
        )
        for number, texts in packed.rows
    )
    return Table(rows, packed.faults, packed.unread)


def values_in(data: bytes) -> Values:
    """Return the result of a ``DocumentErrand``."""
    return _unpacked(_VALUES, data)


def ranking_in(data: bytes, about: RoundRules) -> Grounds | Problems:
    """Return the result of a ``RankingErrand``, to be ranked by the rules that went in."""
    packed = _unpacked(_RANKING, data)
    if packed.grounds is not None:
        try:
            return unpacked(packed.grounds, about)
        except (KeyError, ValueError) as problem:
            raise FieldRefusal("file", "file_unreadable") from problem
    return Problems(tuple((fault.place.file, fault) for fault in packed.faults))


def progress_in(noted: bytes) -> Progress | None:
    """Return the progress on a sheet; None before the first, and for what can be none."""
    if len(noted) != PROGRESS.size:
        return None
    stage, done, of = PROGRESS.unpack(noted)
    if stage >= len(STAGES) or max(done, of) > MOST_ITEMS:
        return None
    return Progress(STAGES[stage], done, of)


def _unpacked(kind: TypeAdapter[Result], data: bytes) -> Result:
    try:
        return kind.validate_json(data, strict=True)
    except ValidationError as problem:
        raise FieldRefusal("file", "file_unreadable") from problem
