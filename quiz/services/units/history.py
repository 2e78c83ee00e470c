"""What a table says about a tree over time: from when a change holds, and who succeeds whom."""

from collections.abc import Iterator, Sequence
from datetime import date

from quiz.documents.table import Fault
from quiz.services.units.known import KnownTree
from quiz.services.units.rows import UnitRow


def history_faults(rows: Sequence[UnitRow], tree: KnownTree, today: date) -> list[Fault]:
    """Return what is wrong with days and successors; other faults are for others to find."""
    codes = {unit.code for unit in rows} | set(tree.units)
    return [
        fault
        for unit in rows
        for fault in (*_day_faults(unit, tree, today), *_successor_faults(unit, tree, codes))
    ]


def _day_faults(unit: UnitRow, tree: KnownTree, today: date) -> Iterator[Fault]:
    known = tree.units.get(unit.code)
    if unit.since is None:
        return
    if unit.since > today:
        yield unit.row.fault("change_ahead", "since")
    elif known and known.changed_on and known.changed_on > unit.since:
        yield unit.row.fault("changed_later", "since", day=f"{known.changed_on:%d/%m/%Y}")


def _successor_faults(unit: UnitRow, tree: KnownTree, codes: set[str]) -> Iterator[Fault]:
    known = tree.units.get(unit.code)
    for code in unit.successors or ():
        if code not in codes or code == unit.code:
            yield unit.row.fault("successor_unknown", "successors", code=code)
    ends = unit.valid_to if unit.says_validity else known and known.content.valid_to
    succeeded = known.successors if known and unit.successors is None else unit.successors
    if succeeded and ends is None:
        yield unit.row.fault("successor_needs_end", "valid_to")
