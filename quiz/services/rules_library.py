"""Rules that are shipped: presets to begin a round with, and real regulations to look at.

A place that a regulation's source leaves open is a line of its file with a comment, so that nobody
takes our choice for the regulation's.
"""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Annotated, Any, Literal, TypeVar

from pydantic import Field, NaiveDatetime

from question_bank.readers.yaml_values import read_values
from quiz.domain.rules import RoundKind, Rules, Weekday, parse_rules
from quiz.domain.rules_model import HourOfDay
from quiz.services.contest_model import Kind, Part, Title

LARGEST = 65_536
Reference = Annotated[str, Field(pattern=r"^C[0-9]{2}$")]
"""A contest of the survey that presets and regulations are taken from."""
Number = Annotated[int, Field(ge=1, le=200)]
Document = TypeVar("Document", bound=Part)


class Week(Part):
    """When the rounds of a preset usually open, and at which hour they close a week later."""

    day: Weekday
    opens: HourOfDay
    closes: HourOfDay


class Preset(Part):
    """Rules to begin with; ``asks`` are fields that an organizer must decide on."""

    preset_schema: Literal[1]
    title: Title
    based_on: tuple[Reference, ...]
    kind: RoundKind = RoundKind.OFFICIAL
    week: Week | None = None
    asks: tuple[Literal["attempts.counts"], ...] = ()
    rules: dict[str, Any]

    def parsed(self) -> Rules:
        """Return the rules."""
        return parse_rules(self.rules)


class Window(Part):
    """When a round opened and closed; without ``opens`` somebody pressed a button."""

    opens: NaiveDatetime | None
    closes: NaiveDatetime | None


class Series(Part):
    """Rounds that follow one another evenly: the first window, and how many there are."""

    opens: NaiveDatetime
    closes: NaiveDatetime
    every_days: Number
    count: Number


class Change(Part):
    """Rules that differ in some rounds: up to ``to_round``, or in all that follow."""

    from_round: Number
    to_round: Number | None = None
    rules: dict[str, Any]


class Regulation(Part):
    """The regulation of a real contest as rules; rounds without known dates are counted."""

    regulation_schema: Literal[1]
    code: Reference
    title: Title
    sources: tuple[str, ...]
    categories: tuple[Kind, ...] = ()
    windows: tuple[Window, ...] = ()
    series: Series | None = None
    count: Number | None = None
    changes: tuple[Change, ...] = ()
    rules: dict[str, Any]

    @property
    def rounds(self) -> int:
        """How many rounds there are."""
        return self.count or (self.series.count if self.series else len(self.windows))

    def rules_of(self, number: int) -> Rules:
        """Return the rules of a round, whatever changed before it."""
        rules = dict(self.rules)
        for change in self.changes:
            if change.from_round <= number <= (change.to_round or number):
                rules |= change.rules
        return parse_rules(rules)

    def window_of(self, number: int) -> Window | None:
        """Return when a round opened and closed, as far as that is known."""
        if self.series is not None:
            later = timedelta(days=self.series.every_days * (number - 1))
            return Window(opens=self.series.opens + later, closes=self.series.closes + later)
        return self.windows[number - 1] if number <= len(self.windows) else None


@cache
def presets() -> Mapping[str, Preset]:
    """Return the presets by name, the most usual first."""
    found = _documents("presets", Preset)
    return {name.partition("-")[2]: preset for name, preset in found.items()}


@cache
def regulations() -> Mapping[str, Regulation]:
    """Return the regulations by the code of their contest."""
    found = _documents("regulations", Regulation).values()
    return {regulation.code: regulation for regulation in found}


def file_of(folder: Literal["presets", "regulations"], name: str) -> str | None:
    """Return the text of a shipped file, with its comments; None where there is none."""
    wanted = name.lower()
    for stem, text in _texts(folder).items():
        if wanted in (stem, stem.partition("-")[0], stem.partition("-")[2]):
            return text
    return None


def next_week(week: Week, local: datetime) -> tuple[datetime, datetime]:
    """Return the first such window that opens after a moment, both by the clock of one zone."""
    days = (list(Weekday).index(week.day) - local.weekday()) % 7
    opens = _at(local + timedelta(days=days), week.opens)
    if opens <= local:
        opens += timedelta(days=7)
    return opens, _at(opens + timedelta(days=7), week.closes)


def _at(day: datetime, hour: str) -> datetime:
    hours, minutes = map(int, hour.split(":"))
    midnight = day.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight + timedelta(hours=hours, minutes=minutes)


def _documents(folder: str, model: type[Document]) -> dict[str, Document]:
    return {name: _document(text, name, model) for name, text in _texts(folder).items()}


def _document(text: str, name: str, model: type[Document]) -> Document:
    values = read_values(text.encode(), largest=LARGEST)
    if values.findings:
        raise ValueError(f"{name}: {values.findings[0].sentence('en')}")
    return model.model_validate_json(json.dumps(values.value))


def _texts(folder: str) -> dict[str, str]:
    """Return the shipped files of a folder by stem, in the order of their names."""
    entries = files("quiz").joinpath("contests", folder).iterdir()
    named = sorted((entry.name, entry) for entry in entries if entry.name.endswith(".yaml"))
    return {name.removesuffix(".yaml"): entry.read_text("utf-8") for name, entry in named}
