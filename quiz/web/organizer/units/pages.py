"""What the organizers' pages about units show."""

from collections.abc import Mapping
from dataclasses import dataclass

from quiz.services.units import PathStep, TreeLine, UnitHit, UnitLine
from quiz.web.chrome import Pager
from quiz.web.organizer.units.forms import ReorganiseForm, UnitForm
from quiz.web.tables import Faults


@dataclass(frozen=True, slots=True)
class TreesPage:
    """The trees in reach."""

    trees: tuple[TreeLine, ...]
    may_make: bool


@dataclass(frozen=True, slots=True)
class TreePage:
    """A unit of a tree and those right below it, or what a search has found."""

    tree: str
    tree_name: str
    unit_code: str
    unit_name: str
    steps: tuple[PathStep, ...]
    headcount_title: str
    units: tuple[UnitLine, ...]
    pager: Pager
    query: str
    found: tuple[UnitHit, ...]


@dataclass(frozen=True, slots=True)
class LoadPage:
    """Choosing a file of units, and what was wrong with the last one."""

    form: UnitForm
    formats: tuple[str, ...]
    faults: Faults | None = None


@dataclass(frozen=True, slots=True)
class NewLine:
    """A unit that will be made."""

    row: int
    code: str
    name: str
    parent: str


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """What will be different about a unit: (what, before, after)."""

    code: str
    name: str
    changes: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """What loading a file of units would do; of each list the first are shown."""

    ref: str
    filename: str
    tree: str
    tree_name: str
    is_new_tree: bool
    created: int
    changed: int
    headcounts: int
    new: tuple[NewLine, ...]
    changes: tuple[ChangeLine, ...]
    counts: tuple[ChangeLine, ...]
    unread: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReorganisePage:
    """What can be changed about a unit from a day on; ``current`` is the act that was refused."""

    tree: str
    tree_name: str
    unit_code: str
    unit_name: str
    is_root: bool
    steps: tuple[PathStep, ...]
    forms: Mapping[str, ReorganiseForm]
    current: str
