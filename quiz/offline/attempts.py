"""The attempts file: a row for each finished attempt, in any order."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from quiz.domain.entry import Entry
from quiz.domain.rules import Rules
from quiz.offline.people import About
from quiz.offline.table import TableFile

_UNKNOWN = About("", 0, eligible=True, knew_a_key=False)
_MOST_ATTEMPTS = 10**6


@dataclass(slots=True)
class Attempts:
    """The attempts of a file, and the numbers that people and units go by inside one ranking."""

    entries: list[Entry] = field(default_factory=list)
    people: dict[str, int] = field(default_factory=dict)
    units: dict[str, int] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    """The line of each attempt by its reference."""


def read_attempts(
    file: BinaryIO,
    table: TableFile,
    *,
    rules: Rules | None,
    people: Mapping[str, About] | None,
    units: Mapping[str, int] | None,
) -> Attempts:
    """Return every attempt; what is wrong is noted in the table.

    People and units that have no file are known by their codes alone. Without rules only the rows
    are looked at: what they come to is not to be ranked.
    """
    found = Attempts(units=dict(units or {}))
    reader = _Reader(table, rules, people, found, knows_units=units is not None)
    for line, values in table.rows(file):
        reader.read(line, values)
    return found


class _Reader:
    def __init__(
        self,
        table: TableFile,
        rules: Rules | None,
        people: Mapping[str, About] | None,
        found: Attempts,
        *,
        knows_units: bool,
    ) -> None:
        self._table = table
        self._items = rules.paper.items if rules else None
        self._points_per_item = rules.paper.points_per_item if rules else 1
        self._about = people
        self._found = found
        self._knows_units = knows_units
        self._numbers: dict[int, int] = {}

    def read(self, line: int, values: list[Any]) -> None:
        """Take a row: reference, person, unit, category, number, times, counts, prediction."""
        # fmt: off
        (
            reference, person, unit, category, number, started, finished,
            items, answered, correct, points, prediction,
        ) = values
        # fmt: on
        found = self._found
        if items is None:
            items = self._items or correct
        if answered is None:
            answered = items
        self._look_at(line, reference, started, finished)
        if not 0 < items >= answered >= correct:
            self._count(line, items, answered, correct)
        about = self._person(line, person)
        id_ = found.people.setdefault(person, len(found.people))
        self._number(line, id_, number)
        if points is None:
            points = correct * self._points_per_item
        found.entries.append(
            Entry(
                *(reference, id_, self._unit(line, unit), category, number, points, correct),
                *(items, answered, started, finished, prediction),
                *(about.registered_at, about.eligible, about.knew_a_key),
            )
        )

    def _look_at(self, line: int, reference: str, started: int, finished: int) -> None:
        first = self._found.lines.setdefault(reference, line)
        if first != line:
            self._fault("attempt_twice", line, "reference", code=reference, first=first)
        if finished < started:
            self._fault("attempt_backwards", line, "finished_at")

    def _count(self, line: int, items: int, answered: int, correct: int) -> None:
        if not items:
            self._fault("number_bad", line, "items", column="Số câu", text="0")
        if answered > items:
            self._fault("answered_too_many", line, "answered", answered=answered, items=items)
        if correct > answered:
            self._fault("correct_too_many", line, "correct", correct=correct, answered=answered)

    def _person(self, line: int, person: str) -> About:
        if self._about is None:
            return _UNKNOWN
        if (about := self._about.get(person)) is None:
            self._fault("ranked_person_unknown", line, "person", code=person)
            return _UNKNOWN
        return about

    def _number(self, line: int, person: int, number: int) -> None:
        if not 0 < number < _MOST_ATTEMPTS:
            self._fault("number_bad", line, "attempt", column="Lượt thi", text=str(number))
            return
        first = self._numbers.setdefault(person * _MOST_ATTEMPTS + number, line)
        if first != line:
            self._fault("attempt_number_twice", line, "attempt", number=number, first=first)

    def _unit(self, line: int, unit: str) -> int | None:
        if not unit:
            return None
        if unit not in self._found.units:
            if self._knows_units:
                self._fault("ranked_unit_unknown", line, "unit_code", code=unit)
            self._found.units[unit] = len(self._found.units) + 1
        return self._found.units[unit]

    def _fault(self, code: str, line: int, key: str, /, **data: str | int) -> None:
        self._table.fault(code, line, key, **data)
