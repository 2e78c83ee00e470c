"""How the cells of ranking files are read: each function raises ValueError for what it cannot."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any
from unicodedata import normalize

from question_bank.text import fold
from quiz.documents.sheet import ZONE
from quiz.domain.dates import parse_date

LARGEST = 10**12
"""Above every number that such a file holds; moments are read apart."""

_POINTS = re.compile(r"(\d{1,9})(?:[.,](\d{1,2}))?", re.ASCII)
_SECONDS = re.compile(r"(\d{1,9})(?:[.,](\d{1,3}))?", re.ASCII)
_GUARDED = re.compile(r"'+[=+\-@\t\r]")
_MOMENT = re.compile(
    r"(\d{1,2}/\d{1,2}/\d{4}) (\d{1,2}):(\d\d)(?::(\d\d)(?:[.,](\d{1,3}))?)?", re.ASCII
)
_YES_NO = {"co": True, "yes": True, "x": True, "1": True, "khong": False, "no": False, "0": False}

Read = Callable[[str], Any]


def code(text: str) -> str:
    """Return a code as written, in the one form of its letters; hidden characters are none."""
    text = text.strip()
    if not text.isprintable():
        raise ValueError(text)
    return text if text.isascii() else normalize("NFC", text)


def text(cell: str) -> str:
    """Return a text as written, without what keeps a spreadsheet from computing it."""
    return cell[1:] if _GUARDED.match(cell) else cell


def seconds(cell: str) -> int:
    """Return a duration of seconds such as "62" or "62,125" in milliseconds."""
    found = _SECONDS.fullmatch(cell.strip())
    if found is None:
        raise ValueError(cell)
    whole, part = found.groups(default="")
    return int(whole) * 1000 + int(part.ljust(3, "0"))


@lru_cache(maxsize=4_096)  # a column holds few numbers, many times
def number(text: str) -> int:
    """Return a whole number that is not negative."""
    if not (text := text.strip()).isdecimal() or not text.isascii():
        raise ValueError(text)
    return _within(int(text))


@lru_cache(maxsize=4_096)
def points(text: str) -> int:
    """Return points such as "150" or "7,25" in hundredths."""
    found = _POINTS.fullmatch(text.strip())
    if found is None:
        raise ValueError(text)
    whole, part = found.groups(default="")
    return int(whole) * 100 + int(part.ljust(2, "0"))


def moment(text: str) -> int:
    """Return a moment in milliseconds: "16/09/2019 10:05:00,250" in Vietnam, or ISO 8601."""
    found = _MOMENT.fullmatch(text.strip())
    if found is None:
        return _iso_moment(text.strip())
    day, hour, minute, second, part = found.groups(default="0")
    hours, minutes, seconds = int(hour), int(minute), int(second)
    if hours > 24 or minutes > 59 or seconds > 59:
        raise ValueError(text)
    clock = (hours * 60 + minutes) * 60 + seconds
    if clock > 24 * 3600:  # 24:00 is how regulations write the end of a day
        raise ValueError(text)
    return _midnight(day) + clock * 1000 + int(part.ljust(3, "0"))


def yes_or_no(text: str) -> bool:
    """Return whether a cell says yes."""
    answer = _YES_NO.get(fold(text))
    if answer is None:
        raise ValueError(text)
    return answer


@lru_cache(maxsize=1_000)
def _midnight(day: str) -> int:
    date = parse_date(day)
    return _milliseconds(datetime(date.year, date.month, date.day, tzinfo=ZONE))


def _iso_moment(text: str) -> int:
    at = datetime.fromisoformat(text)
    if len(text) < len("2019-09-16T10:05"):
        raise ValueError(text)
    return _milliseconds(at if at.tzinfo else at.replace(tzinfo=ZONE))


def _milliseconds(at: datetime) -> int:
    return (at - _EPOCH) // timedelta(milliseconds=1)


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def _within(value: int) -> int:
    if value > LARGEST:
        raise ValueError(value)
    return value
