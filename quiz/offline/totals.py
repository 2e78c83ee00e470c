"""The numbers that predictions are held against, where they are given and not counted."""

from dataclasses import replace
from typing import BinaryIO

from quiz.domain.entry import Totals
from quiz.domain.rules import Asked, Rules
from quiz.offline.table import TableFile

_FIELDS = {
    Asked.ATTEMPTS: "attempts",
    Asked.PARTICIPANTS: "participants",
    Asked.ALL_CORRECT_PEOPLE: "all_correct_people",
}


def read_totals(file: BinaryIO, table: TableFile) -> Totals | None:
    """Return the three numbers of a file; what is wrong is noted in the table."""
    rows = [Totals(*values) for _, values in table.rows(file)]
    if len(rows) != 1 and not table.faults:
        table.fault("totals_one_row")
    return rows[0] if len(rows) == 1 else None


def asks_for_one_number(rules: Rules) -> bool:
    """Whether the number that a round asks for can be given by itself."""
    return rules.prediction is not None and rules.prediction.asks in _FIELDS


def with_asked(counted: Totals, rules: Rules, number: int) -> Totals:
    """Put a number in the place of the one that the round asks for."""
    assert rules.prediction is not None  # noqa: S101 - whoever has a number asked first
    return replace(counted, **{_FIELDS[rules.prediction.asks]: number})
