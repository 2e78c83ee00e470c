"""Units: loading a tree with its headcounts, and finding one's way in it."""

from quiz.domain.unit_tree import UNAFFILIATED_CODE, UNAFFILIATED_NAME
from quiz.services.units.browsing import (
    PathStep,
    TreeLine,
    branch_for,
    headcount_kinds,
    steps_down,
    tree_for,
    trees_of,
)
from quiz.services.units.loading import load_units
from quiz.services.units.planning import (
    PARTY_MEMBERS,
    HeadcountChange,
    UnitChange,
    UnitLoad,
    UnitPlan,
    preview_units,
)
from quiz.services.units.reading import (
    UnitLine,
    by_code,
    children,
    count_children,
    headcount_of,
    names_of_path,
    names_of_paths,
    path_ids,
    stands_on,
)
from quiz.services.units.rows import COLUMNS, SHEET
from quiz.services.units.searching import UnitHit, search

__all__ = [
    "COLUMNS",
    "PARTY_MEMBERS",
    "SHEET",
    "UNAFFILIATED_CODE",
    "UNAFFILIATED_NAME",
    "HeadcountChange",
    "PathStep",
    "TreeLine",
    "UnitChange",
    "UnitHit",
    "UnitLine",
    "UnitLoad",
    "UnitPlan",
    "branch_for",
    "by_code",
    "children",
    "count_children",
    "headcount_kinds",
    "headcount_of",
    "load_units",
    "names_of_path",
    "names_of_paths",
    "path_ids",
    "preview_units",
    "search",
    "stands_on",
    "steps_down",
    "tree_for",
    "trees_of",
]
