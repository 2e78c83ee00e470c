"""The people file: when each registered, and whether each is considered for prizes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import BinaryIO

from quiz.domain.prize_order import Win
from quiz.offline.table import TableFile


@dataclass(frozen=True, slots=True)
class About:
    """What a people file says of somebody; ``name`` may be empty."""

    name: str
    registered_at: int
    eligible: bool
    knew_a_key: bool
    earlier: int = 0
    won: tuple[Win, ...] = ()

    @property
    def wins(self) -> tuple[Win, ...]:
        """What counts against a cap: the prizes named or, where a file only counts, so many."""
        return self.won or (Win(0, ""),) * self.earlier


def read_people(file: BinaryIO, table: TableFile) -> Mapping[str, About]:
    """Return what is said of each person by their code; what is wrong is noted in the table."""
    people: dict[str, About] = {}
    first: dict[str, int] = {}
    for line, (person, *about) in table.rows(file):
        if person in people:
            table.fault("ranked_person_twice", line, "person", code=person, first=first[person])
            continue
        people[person] = About(*about)
        first[person] = line
    return people
