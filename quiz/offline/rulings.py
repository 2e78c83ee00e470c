"""The rulings file: which attempts do not count, and which people are not recognised or ranked."""

from collections.abc import Container
from typing import BinaryIO

from quiz.domain.entry import Ruling, RulingKind
from quiz.offline.attempts import Attempts
from quiz.offline.table import TableFile


def read_rulings(
    file: BinaryIO, table: TableFile, attempts: Attempts | None, people: Container[str]
) -> tuple[Ruling, ...]:
    """Return the rulings that concern somebody who took part; what is wrong is noted in the table.

    ``people`` are those known who may have made no attempt. Where the attempts could not be read
    (None) a ruling may name anybody.
    """
    rulings = []
    for line, (kind, reference, person, _) in table.rows(file):
        if attempts is None:
            continue
        if kind is RulingKind.VOID:
            if reference in attempts.lines:
                rulings.append(Ruling(kind, attempt=reference))
            else:
                _unknown(line, table, "reference", reference)
        elif person in attempts.people:
            rulings.append(Ruling(kind, person=attempts.people[person]))
        elif person not in people:
            _unknown(line, table, "person", person)
    return tuple(rulings)


def _unknown(line: int, table: TableFile, key: str, code: str) -> None:
    if code:
        table.fault("ruling_unknown", line, key, code=code)
    else:
        table.fault("ruling_names_nobody", line, key)
