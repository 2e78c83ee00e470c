"""What the boards of a round hold: who leads, and every unit's line."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from typing import Any

from sqlalchemy.orm import Session

from question_bank.canonical import canonical_json, canonical_rows
from quiz.domain.names import mask_name
from quiz.domain.unit_tree import UNAFFILIATED
from quiz.services.labels import labels_of
from quiz.services.results import PersonLine, Results, UnitLine, keys_document, unit_document

LEADERS = 50


@dataclass(frozen=True, slots=True)
class Leader:
    """One of the first people of a round; the name is masked before it gets here (D-17).

    ``keys`` are the ranking keys with the values compared, as `results.keys_document` writes them.
    """

    rank: int
    participation: int
    name: str
    unit: str
    keys: list[list[Any]]


@dataclass(frozen=True, slots=True)
class BoardContent:
    """A board as computed: people (*người*), attempts (*lượt*), who leads, units in order.

    ``grounds`` are the digest of what a refresh computed it from, empty for that of a publication.
    """

    people: int
    attempts: int
    leaders: tuple[Leader, ...]
    units: tuple[UnitLine, ...]
    grounds: str = ""

    def without_prizes(self) -> "BoardContent":
        """Return the board of a result that is not published, and so gives nobody a prize yet."""
        return replace(self, units=tuple(replace(unit, prizes=()) for unit in self.units))

    def leaders_document(self) -> list[dict[str, Any]]:
        """Return the leaders as the table keeps them."""
        return [asdict(leader) for leader in self.leaders]

    def leagues(self, kinds: Mapping[int, str]) -> list[str]:
        """Return the kinds of which there are several units, the highest level first.

        ``kinds`` are those of the units by their ids. Who belongs to no unit is of no kind.
        """
        parents = {unit.unit_id: unit.parent_id for unit in self.units}
        levels: dict[str, list[int]] = {}
        for unit in parents:
            levels.setdefault(kinds[unit], []).append(_depth(unit, parents))
        levels.pop(UNAFFILIATED, None)
        several = (kind for kind, of_kind in levels.items() if len(of_kind) > 1)
        return sorted(several, key=lambda kind: (min(levels[kind]), kind))

    def digest(self, units: Sequence[tuple[int, str, str, str]]) -> str:
        """Return the SHA-256 over all that the boards show: a page changes only when it does.

        ``units`` are the id, code, name and kind of each: a renamed one changes its boards too.
        """
        of_people = (self.people, self.attempts, self.leaders_document())
        of_units = [list(unit_document(unit).values()) for unit in self.units]
        found = sha256(canonical_json(of_people))
        found.update(canonical_rows(of_units))
        found.update(canonical_rows(units))
        return found.hexdigest()


def board_content(session: Session, results: Results) -> BoardContent:
    """Return the board that shows a whole result; the names of its leaders take two queries."""
    return BoardContent(
        people=results.totals.participants,
        attempts=results.totals.attempts,
        leaders=leaders(session, [line for line in results.people[:LEADERS] if line.rank]),
        units=results.units,
    )


def leaders(session: Session, lines: Sequence[PersonLine]) -> tuple[Leader, ...]:
    """Put masked names and units to a few ranked lines."""
    labels = labels_of(session, lines)
    return tuple(
        Leader(
            rank=line.rank,
            participation=line.participation_id,
            name=mask_name(labels[line.participation_id].name),
            unit=labels[line.participation_id].unit,
            keys=keys_document(line.keys),
        )
        for line in lines
        if line.rank is not None
    )


def _depth(unit: int, parents: Mapping[int, int | None]) -> int:
    depth, above = 1, parents[unit]
    while above is not None and above in parents:
        depth, above = depth + 1, parents[above]
    return depth
