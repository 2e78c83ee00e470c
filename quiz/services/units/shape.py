"""The shape of a tree: what makes a set of units one tree, and in which order it grows."""

from collections.abc import Iterator, Mapping, Sequence

from quiz.documents.table import Fault
from quiz.domain.unit_tree import UNAFFILIATED_CODE
from quiz.services.units.rows import UnitRow

MOST_LEVELS = 20

Parents = Mapping[str, str]
"""The code of each unit's parent by the unit's own code; empty for a root."""


def shape_faults(rows: Sequence[UnitRow], known: Parents) -> list[Fault]:
    """Return what keeps the rows, laid over the units already known, from being one tree."""
    faults = list(_repeated(rows))
    parents = merged(rows, known)
    faults += [
        unit.row.fault("parent_unknown", "parent", code=unit.parent)
        for unit in rows
        if unit.parent and unit.parent not in parents
    ]
    faults += _root_faults(rows, parents)
    faults += _depth_faults(rows, parents)
    return faults


def merged(rows: Sequence[UnitRow], known: Parents) -> dict[str, str]:
    """Return every unit's parent once the rows are laid over what is known."""
    return {**known, **{unit.code: unit.parent for unit in rows}}


def root_of(parents: Parents) -> str:
    """Return the code of the one root."""
    return next(code for code, parent in parents.items() if not parent)


def from_the_root(parents: Parents) -> list[str]:
    """Return every code, parents always before their children."""
    children: dict[str, list[str]] = {}
    for code, parent in parents.items():
        children.setdefault(parent, []).append(code)
    order = list(children.get("", ()))
    for code in order:  # grows while it is walked
        order.extend(children.get(code, ()))
    return order


def _repeated(rows: Sequence[UnitRow]) -> Iterator[Fault]:
    first: dict[str, int] = {}
    for unit in rows:
        if unit.code == UNAFFILIATED_CODE:
            yield unit.row.fault("unit_code_reserved", "code", code=unit.code)
        elif unit.code in first:
            yield unit.row.fault("unit_twice", "code", code=unit.code, first=first[unit.code])
        else:
            first[unit.code] = unit.row.number


def _root_faults(rows: Sequence[UnitRow], parents: Parents) -> Iterator[Fault]:
    roots = [code for code, parent in parents.items() if not parent]
    if not roots and rows:
        yield rows[0].row.fault("root_missing", "parent")
    given = [unit for unit in rows if not unit.parent]
    if len(roots) > 1:
        known = [code for code in roots if code not in {unit.code for unit in given}]
        first = (known or roots)[0]
        for unit in given:
            if unit.code != first:
                yield unit.row.fault("root_twice", "parent", first=first)


def _depth_faults(rows: Sequence[UnitRow], parents: Parents) -> Iterator[Fault]:
    depths: dict[str, int] = {}
    for unit in rows:
        depth = _depth(unit.code, parents, depths)
        if depth < 0:
            yield unit.row.fault("unit_below_itself", "parent", code=unit.code)
        elif depth > MOST_LEVELS:
            yield unit.row.fault("tree_too_deep", "parent", most=MOST_LEVELS)


def _depth(code: str, parents: Parents, depths: dict[str, int]) -> int:
    """Return how many units stand on the way up, the unit included; -1 where it never ends."""
    walked: list[str] = []
    while code in parents and code not in depths:
        depths[code] = -1  # until the end is found: who comes by here again walks in a circle
        walked.append(code)
        code = parents[code]
    depth = depths.get(code, 0)
    for step in reversed(walked):
        depth = depth + 1 if depth >= 0 else -1
        depths[step] = depth
    return depth
