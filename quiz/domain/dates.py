"""Dates as people type them, and ages as regulations count them."""

import re
from datetime import date

_DAY_FIRST = re.compile(r"(\d{1,2})\s*[/.\- ]\s*(\d{1,2})\s*[/.\- ]\s*(\d{4})", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_DIGITS = re.compile(r"(\d{2})(\d{2})(\d{4})", re.ASCII)
_EARLIEST_YEAR = 1900


def parse_date(text: str) -> date:
    """Give the date of "5/9/1980", "05-09-1980", "5.9.1980", "05091980" or "1980-09-05".

    Raises ValueError for anything else, for days that do not exist and for years before 1900.
    """
    text = text.strip()
    if found := _YEAR_FIRST.fullmatch(text):
        year, month, day = map(int, found.groups())
    elif found := _DAY_FIRST.fullmatch(text) or _DIGITS.fullmatch(text):
        day, month, year = map(int, found.groups())
    else:
        raise ValueError(f"not a date: {text!r:.40}")
    if year < _EARLIEST_YEAR:
        raise ValueError(f"too long ago: {year}")
    return date(year, month, day)


def age_on(birth: date, day: date) -> int:
    """Give the full years of age on a day; who is born on 29 February ages on 1 March."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))
