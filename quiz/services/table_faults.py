"""The refusal of a table with faults: all of them at once, each with its place."""

from collections.abc import Sequence

from quiz.documents.table import Fault
from quiz.services.refusal import Refusal


class FaultyTable(Refusal):
    """A table cannot be loaded; ``faults`` are all the reasons, in the order of its rows."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("table_faulty", count=len(faults))
        self.faults = tuple(sorted(faults, key=_order))


def check(faults: Sequence[Fault]) -> None:
    """Raise ``FaultyTable`` if there is any fault."""
    if faults:
        raise FaultyTable(faults)


def _order(fault: Fault) -> tuple[int, str]:
    return fault.place.row or fault.place.line or 0, fault.place.column
