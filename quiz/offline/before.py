"""The file of what people did in the rounds before, where a round ends a ranking over several."""

from typing import BinaryIO

from quiz.domain.overall import PersonSum
from quiz.offline.attempts import Attempts
from quiz.offline.table import TableFile


def read_before(file: BinaryIO, table: TableFile, attempts: Attempts) -> dict[int, PersonSum]:
    """Return the sums by the number of each person; what is wrong is noted in the table.

    Whoever has made no attempt in the last round gets a number too.
    """
    sums: dict[int, PersonSum] = {}
    first: dict[int, int] = {}
    for line, (person, reference, unit, category, registered_at, *summed) in table.rows(file):
        number = attempts.people.setdefault(person, len(attempts.people))
        if number in sums:
            data = {"code": person, "first": first[number]}
            table.fault("ranked_person_twice", line, "person", **data)
        about = (attempts.units.get(unit), category, registered_at)
        sums[number] = PersonSum(number, reference, *about, *summed)
        first.setdefault(number, line)
    return sums
