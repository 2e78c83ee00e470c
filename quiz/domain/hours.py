"""Days and hours as the clocks of a contest's zone show them. Moments are milliseconds, UTC."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from quiz.domain.rules import Hours, Weekday

Window = tuple[int, int]
_DAYS = tuple(Weekday)
WEEK = 7


def day_of(moment: int, zone: str) -> Window:
    """Give the day that a moment belongs to, as ``[begins, ends)``."""
    midnight = _local(moment, zone).replace(hour=0, minute=0, second=0, microsecond=0)
    return _moment(midnight), _moment(midnight + timedelta(days=1))


def days_after(moment: int, days: int, zone: str) -> int:
    """Give the end of the day that comes so many days after the day of a moment."""
    midnight = _local(day_of(moment, zone)[0], zone)
    return _moment(midnight + timedelta(days=days + 1))


def hours_at(moment: int, hours: Hours | None, window: Window, zone: str) -> Window | None:
    """Give the part of a round's window, ``[opens, closes)``, in which a moment lies.

    Without ``hours`` that is the whole window; None when nothing may start at this moment.
    """
    if hours is None:
        part: Window = window
    else:
        day = _local(moment, zone)
        if _DAYS[day.weekday()] not in hours.days:
            return None
        part = (
            max(window[0], _at(day, hours.opens)),
            min(window[1], _at(day, hours.closes)),
        )
    return part if part[0] <= moment < part[1] else None


def next_hours(moment: int, hours: Hours, window: Window, zone: str) -> int | None:
    """Give the next moment within a window at which attempts may start; None if there is none."""
    day = _local(moment, zone)
    for later in range(WEEK + 1):
        tried = day + timedelta(days=later)
        opens = max(window[0], _at(tried, hours.opens))
        if opens > moment and hours_at(opens, hours, window, zone) is not None:
            return opens
    return None


def _at(day: datetime, hour: str) -> int:
    """Return the moment of "07:30" on a day; "24:00" is the midnight that ends it."""
    hours, minutes = map(int, hour.split(":"))
    midnight = day.replace(hour=0, minute=0, second=0, microsecond=0)
    if hours == 24:  # which no clock shows
        return _moment(midnight + timedelta(days=1))
    return _moment(midnight.replace(hour=hours, minute=minutes))


def _local(moment: int, zone: str) -> datetime:
    return datetime.fromtimestamp(moment / 1_000, UTC).astimezone(ZoneInfo(zone))


def _moment(local: datetime) -> int:
    return int(local.timestamp()) * 1_000
