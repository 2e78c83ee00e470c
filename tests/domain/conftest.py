"""The standing cast of the domain's tests, and short ways to write rules and attempts."""

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import settings

from quiz.domain.entry import Entry
from quiz.domain.rules import parse_rules

settings.register_profile("domain", deadline=None)
settings.load_profile("domain")

CAST = ("An", "Bình", "Chi", "Dũng", "Én", "Giang", "Hạnh")
VIETNAM = timezone(timedelta(hours=7))
PLAIN = {
    "rules_schema": 1,
    "paper": {"items": 20, "points_per_item": 100},
    "timing": {"limit_minutes": 20},
    "attempts": {"limit": None},
}


@pytest.fixture(scope="session")
def document():
    """Write a rules document: the plain one, with parts replaced."""
    return lambda **parts: {**PLAIN, **parts}


@pytest.fixture(scope="session")
def make_rules(document):
    """Write rules: the plain ones, with parts replaced."""
    return lambda **parts: parse_rules(document(**parts))


@pytest.fixture(scope="session")
def at():
    """Read a moment as Vietnam writes it, ``17/09/2019 08:00:00``, in milliseconds."""

    def read(text):
        moment = datetime.strptime(text, "%d/%m/%Y %H:%M:%S").replace(tzinfo=VIETNAM)
        return round(moment.timestamp()) * 1000

    return read


@pytest.fixture(scope="session")
def entry():
    """Write an attempt of one of the cast; its reference is ``An-1`` for An's first."""

    def write(name, number=1, *, correct=20, items=20, finished_at=0, duration=0, **others):
        given = {
            "attempt": f"{name}-{number}",
            "person": CAST.index(name),
            "unit": None,
            "category": None,
            "number": number,
            "points": correct * 100,
            "correct": correct,
            "items": items,
            "answered": items,
            "started_at": finished_at - duration,
            "finished_at": finished_at,
            "prediction": None,
            "registered_at": 0,
        }
        return Entry(**{**given, **others})

    return write


@pytest.fixture(scope="session")
def names():
    """Name the ranked people in order."""
    return lambda standings: [
        placing.entry.attempt.partition("-")[0] for placing in standings.placings
    ]
