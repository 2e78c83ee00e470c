"""What the organizers' pages about units show."""

from collections.abc import Mapping
from dataclasses import dataclass

from quiz.services.units import MovedUnit, PathStep, Reorganised, TreeLine, UnitHit, UnitLine
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


@dataclass(frozen=True, slots=True)
class LostHeadcountLine:
    """A number that is no longer used, with whom it counts in words."""

    unit: str
    kind: str
    people: int
    day: str


@dataclass(frozen=True, slots=True)
class ReorganisePreviewPage:
    """What an act would do, before it is done.

    ``placed`` are the first units that move, ``placed_more`` counts the others. ``typed`` are the
    names and values of the form, which come along unseen; ``mark`` tells what was seen, and
    ``has_changed`` that something else was seen before.
    """

    tree: str
    unit_code: str
    unit_name: str
    steps: tuple[PathStep, ...]
    act: str
    what: str
    day: str
    has_changed: bool
    done: Reorganised
    placed: tuple[MovedUnit, ...]
    placed_more: int
    headcounts: tuple[LostHeadcountLine, ...]
    untouched: tuple[str, ...]
    following: tuple[str, ...]
    typed: tuple[tuple[str, str], ...]
    mark: str
