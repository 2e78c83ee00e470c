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
from quiz.services.units.headcounts import (
    HeadcountLine,
    confirm_headcount,
    declare_headcount,
    headcounts_of,
    waiting_below,
)
from quiz.services.units.loading import load_units
from quiz.services.units.on_day import (
    branch_on,
    changed_since,
    name_on,
    parent_on,
    pasts_on,
    path_on,
)
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
    successors_of,
)
from quiz.services.units.reorganising import (
    NewUnit,
    Reorganised,
    merge_units,
    move_unit,
    rename_unit,
    split_unit,
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
    "HeadcountLine",
    "NewUnit",
    "PathStep",
    "Reorganised",
    "TreeLine",
    "UnitChange",
    "UnitHit",
    "UnitLine",
    "UnitLoad",
    "UnitPlan",
    "branch_for",
    "branch_on",
    "by_code",
    "changed_since",
    "children",
    "confirm_headcount",
    "count_children",
    "declare_headcount",
    "headcount_kinds",
    "headcount_of",
    "headcounts_of",
    "load_units",
    "merge_units",
    "move_unit",
    "name_on",
    "names_of_path",
    "names_of_paths",
    "parent_on",
    "pasts_on",
    "path_ids",
    "path_on",
    "preview_units",
    "rename_unit",
    "search",
    "split_unit",
    "stands_on",
    "steps_down",
    "successors_of",
    "tree_for",
    "trees_of",
    "waiting_below",
]
