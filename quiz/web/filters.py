"""How moments, numbers and points are written, in both languages.

Written out here rather than by a locale library: these run dozens of times on hot pages, and the
contest's zone and the Vietnamese forms are fixed.
"""

from datetime import UTC, datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

from flask import Flask
from flask_babel import ngettext

from quiz.web.request import language
from quiz.web.sources import linked, readable
from quiz.web.words import gettext

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
MISSING = "–"


def init_app(app: Flask) -> None:
    """Make the filters known to the templates."""
    app.jinja_env.filters.update(
        moment=moment,
        day=day,
        end=end,
        last_day=last_day,
        clock=clock,
        duration=duration,
        points=points,
        number=number,
        rate=rate,
        zone=zone,
        linked=linked,
        readable=readable,
    )


def local_time(at: int) -> datetime:
    """Return a moment as wall-clock time in Vietnam."""
    return datetime.fromtimestamp(at / 1000, UTC).astimezone(ZONE)


def moment(at: int | None) -> str:
    """Return "21/11/2026 15:30"."""
    return MISSING if at is None else f"{local_time(at):%d/%m/%Y %H:%M}"


def day(at: int | None) -> str:
    """Return "21/11/2026"."""
    return MISSING if at is None else f"{local_time(at):%d/%m/%Y}"


def end(at: int) -> str:
    """Return an end: "25/11/2026 24:00", as regulations say it, not "26/11/2026 00:00"."""
    if local_time(at).strftime("%H:%M") == "00:00":
        return f"{last_day(at)} 24:00"
    return moment(at)


def zone(name: str) -> str:
    """Return how the clock of a zone is called: "giờ Việt Nam" for the usual one."""
    if name == ZONE.key:
        return gettext("giờ Việt Nam")
    return gettext("giờ của cuộc thi (%(zone)s)", zone=name)


def last_day(at: int) -> str:
    """Return the day on which something ends; at midnight that is the day before."""
    return day(at - 1)


def clock(at: int) -> str:
    """Return "15:30:12"."""
    return f"{local_time(at):%H:%M:%S}"


def duration(milliseconds: int) -> str:
    """Return "12 phút 05 giây"; whole seconds, cut off, as the regulations count them."""
    minutes, seconds = divmod(milliseconds // 1000, 60)
    if not minutes:
        return ngettext("%(num)d giây", "%(num)d giây", seconds)
    return gettext("%(minutes)d phút %(seconds)02d giây", minutes=minutes, seconds=seconds)


def number(value: int | None) -> str:
    """Return "1.234" (English: "1,234")."""
    if value is None:
        return MISSING
    grouped = f"{value:,}"
    return grouped if language() == "en" else grouped.replace(",", ".")


def points(hundredths: int | Fraction | None) -> str:
    """Return points given in hundredths: "150", "4,5" (English: "4.5"); two places at most."""
    if hundredths is None:
        return MISSING
    return _decimal(Fraction(hundredths, 100), places=2)


def rate(value: Fraction | None) -> str:
    """Return a share as "47,5 %" (English: "47.5%"), or a dash where there is none."""
    if value is None:
        return MISSING
    percent = _decimal(value * 100, places=1)
    return f"{percent}%" if language() == "en" else f"{percent} %"


def _decimal(value: Fraction, places: int) -> str:
    """Return a number rounded half up, without needless zeros, in the reader's notation."""
    unit = 10**places
    scaled = (value * unit * 2 + 1).__floor__() // 2
    whole, part = divmod(scaled, unit)
    text = number(whole)
    if not part:
        return text
    comma = "." if language() == "en" else ","
    return text + comma + f"{part:0{places}d}".rstrip("0")
