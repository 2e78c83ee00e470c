"""The units file: a tree as it stood on the day of the contest, and how many people each counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import BinaryIO

from quiz.domain.names import text_sort_key
from quiz.domain.unit_tree import (
    UNAFFILIATED,
    UNAFFILIATED_CODE,
    UNAFFILIATED_NAME,
    UnitNode,
    UnitRecord,
    kind_of,
    tree_on,
)
from quiz.offline.columns import UNITS
from quiz.offline.table import TableFile


@dataclass(frozen=True, slots=True)
class Units:
    """The units of a file by the number that each goes by inside one ranking."""

    nodes: tuple[UnitNode, ...]
    codes: Mapping[int, str]
    names: Mapping[int, str]

    @property
    def ids(self) -> dict[str, int]:
        """The number of each code."""
        return {code: unit for unit, code in self.codes.items()}


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    code: str
    name: str
    kind: str
    parent: str | None
    headcount: int | None
    valid_from: date | None
    last_day: date | None
    successors: tuple[str, ...] = ()
    judged: int = 0


def read_units(file: BinaryIO, table: TableFile, day: date) -> Units:
    """Return the tree of a day; what is wrong is noted in the table."""
    lines: dict[str, _Line] = {}
    for number, values in table.rows(file):
        line = _Line(number, *values)
        if line.code in lines:
            first = lines[line.code].number
            table.fault("unit_twice", number, "unit_code", code=line.code, first=first)
        else:
            lines[line.code] = line
    _shape_faults(lines, table)
    if table.faults:
        return Units((), {}, {})
    _add_unaffiliated(lines)
    ids = {code: unit for unit, code in enumerate(lines, start=1)}
    records = [_record(line, ids) for line in lines.values()]
    return Units(
        nodes=tree_on(day, records),
        codes={unit: code for code, unit in ids.items()},
        names={ids[line.code]: line.name for line in lines.values()},
    )


def table_of_units(name: str) -> TableFile:
    """Return the table that a units file of this name is read into."""
    return TableFile(name, UNITS)


def _shape_faults(lines: Mapping[str, _Line], table: TableFile) -> None:
    """Note parents that are not there, units below themselves, and validity that ends early."""
    ends: set[str] = set()
    for line in lines.values():
        if line.parent and line.parent not in lines:
            table.fault("parent_unknown", line.number, "parent", code=line.parent)
        elif not _ends(line.code, lines, ends):
            table.fault("unit_below_itself", line.number, "parent", code=line.code)
        if line.valid_from and line.last_day and line.last_day < line.valid_from:
            table.fault("validity_backwards", line.number, "valid_to")
        for code in line.successors:
            if code not in lines or code == line.code:
                table.fault("successor_unknown", line.number, "successors", code=code)


def _ends(code: str, lines: Mapping[str, _Line], known: set[str]) -> bool:
    """Whether the way up from a unit comes to an end; ``known`` keeps those where it does."""
    walked: dict[str, None] = {}
    at: str | None = code
    while at and at in lines and at not in known:
        if at in walked:
            return False
        walked[at] = None
        at = lines[at].parent
    known.update(walked)
    return True


def _add_unaffiliated(lines: dict[str, _Line]) -> None:
    """Add the unit of those outside under the root, as loading a tree does."""
    roots = [line.code for line in lines.values() if not line.parent]
    if UNAFFILIATED_CODE not in lines and roots:
        about = (UNAFFILIATED_CODE, UNAFFILIATED_NAME, UNAFFILIATED, roots[0])
        lines[UNAFFILIATED_CODE] = _Line(0, *about, None, None, None)


def _record(line: _Line, ids: Mapping[str, int]) -> UnitRecord:
    return UnitRecord(
        id=ids[line.code],
        parent=ids[line.parent] if line.parent else None,
        code=line.code,
        sort_key=text_sort_key(line.name),
        kind=UNAFFILIATED if line.code == UNAFFILIATED_CODE else kind_of(line.kind),
        headcount=line.headcount,
        valid_from=line.valid_from,
        valid_to=line.last_day + timedelta(days=1) if line.last_day else None,
        successors=tuple(ids[code] for code in line.successors),
        judged=line.judged,
    )
