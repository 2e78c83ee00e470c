"""What loading a table of units would do: the table laid over the tree, nothing stored yet.

Units are known by their code. What the table does not name stays as it is.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from question_bank.findings import Place
from quiz.documents.table import Fault, Table
from quiz.domain.permissions import Permission
from quiz.domain.unit_tree import ANY_KIND
from quiz.services.access import require
from quiz.services.actor import Actor
from quiz.services.banks.fence import reaches_all
from quiz.services.refusal import FieldRefusal, NotYours
from quiz.services.table_faults import check
from quiz.services.units.history import history_faults
from quiz.services.units.known import KnownTree, KnownUnit, UnitContent, known_tree
from quiz.services.units.rows import UnitRow, unit_rows
from quiz.services.units.shape import shape_faults

PARTY_MEMBERS = "dang_vien"
_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


@dataclass(frozen=True, slots=True)
class UnitLoad:
    """How many units are made and changed, and how many headcounts are set."""

    created: int
    changed: int
    headcounts: int

    @property
    def is_empty(self) -> bool:
        """Whether nothing happens at all."""
        return not (self.created or self.changed or self.headcounts)


@dataclass(frozen=True, slots=True)
class UnitChange:
    """What happens to a unit that is already there: field → (before, after), as stored."""

    code: str
    name: str
    fields: Mapping[str, tuple[Any, Any]]


@dataclass(frozen=True, slots=True)
class HeadcountChange:
    """A headcount to set; ``before`` is the newest known, ``replaces`` tells of one of that day."""

    code: str
    name: str
    day: date
    before: int | None
    people: int
    replaces: bool


@dataclass(frozen=True, slots=True)
class UnitPlan:
    """The tree as it is, the rows that were read, and all that differs."""

    tree: KnownTree
    rows: tuple[UnitRow, ...]
    created: tuple[UnitRow, ...]
    changed: tuple[UnitChange, ...]
    headcounts: tuple[HeadcountChange, ...]
    headcount_kind: str

    @property
    def load(self) -> UnitLoad:
        """Return how much it is."""
        return UnitLoad(len(self.created), len(self.changed), len(self.headcounts))


def preview_units(
    session: Session,
    *,
    actor: Actor,
    now: int,
    tree_code: str,
    tree_name: str,
    table: Table,
    headcount_kind: str = PARTY_MEMBERS,
) -> UnitPlan:
    """Return what loading the table would do; raise ``FaultyTable`` with all that is wrong."""
    require(actor, Permission.UNIT_TREE_WRITE)
    tree = _tree(session, actor, tree_code, tree_name, headcount_kind)
    rows, faults = unit_rows(table)
    found = [*table.faults, *faults, *shape_faults(rows, tree.parents)]
    found += history_faults(rows, tree, today_of(now))
    if not found and not rows:
        found.append(Fault("table_empty", Place()))
    check(found)
    check(list(_outside(rows, tree)))
    return UnitPlan(
        tree=tree,
        rows=rows,
        created=tuple(unit for unit in rows if unit.code not in tree.units),
        changed=tuple(_changes(rows, tree)),
        headcounts=tuple(_headcount_changes(rows, tree, today_of(now))),
        headcount_kind=headcount_kind,
    )


def content_of(unit: UnitRow, known: KnownUnit | None) -> UnitContent:
    """Return what a unit is after the row; columns that the table lacks keep what is known."""
    kept = known.content if known else UnitContent("", ANY_KIND, None, None)
    content = replace(kept, name=unit.name, kind=unit.kind or kept.kind)
    if unit.says_validity:
        content = replace(content, valid_from=unit.valid_from, valid_to=unit.valid_to)
    return content


def today_of(now: int) -> date:
    """Return the day in Vietnam."""
    return datetime.fromtimestamp(now / 1000, UTC).astimezone(_ZONE).date()


def _tree(session: Session, actor: Actor, code: str, name: str, headcount_kind: str) -> KnownTree:
    tree = known_tree(session, actor, code, headcount_kind)
    if tree is None:
        if not reaches_all(actor, Permission.UNIT_TREE_WRITE):
            raise NotYours
        if not name.strip():
            raise FieldRefusal("tree_name", "tree_name_needed")
        return KnownTree(None, code, name.strip(), {}, {})
    if tree.units and not any(unit.is_ours for unit in tree.units.values()):
        raise NotYours
    return tree


def _outside(rows: Sequence[UnitRow], tree: KnownTree) -> Iterable[Fault]:
    """Yield a fault for every row that would reach beyond the actor's own branch."""
    for unit in rows:
        known, parent = tree.units.get(unit.code), tree.units.get(unit.parent)
        touched = known is not None and (unit.people is not None or _difference(unit, known))
        moves = known is None or known.parent != unit.parent
        foreign = touched and known is not None and not known.is_ours
        if foreign or (moves and parent is not None and not parent.is_ours):
            yield unit.row.fault("unit_outside", "code", code=unit.code)


def _changes(rows: Sequence[UnitRow], tree: KnownTree) -> Iterable[UnitChange]:
    for unit in rows:
        known = tree.units.get(unit.code)
        if known is not None and (fields := _difference(unit, known)):
            yield UnitChange(unit.code, unit.name, fields)


def _difference(unit: UnitRow, known: KnownUnit) -> dict[str, tuple[Any, Any]]:
    before = {"parent": known.parent, **asdict(known.content), "successors": known.successors}
    after = {
        "parent": unit.parent,
        **asdict(content_of(unit, known)),
        "successors": known.successors if unit.successors is None else unit.successors,
    }
    return {
        field: (before[field], after[field]) for field in after if before[field] != after[field]
    }


def _headcount_changes(
    rows: Sequence[UnitRow], tree: KnownTree, today: date
) -> Iterable[HeadcountChange]:
    for unit in rows:
        known = tree.units.get(unit.code)
        days = tree.headcounts.get(known.id, {}) if known else {}
        newest = days[max(days)] if days else None
        if unit.people is None or (unit.day is None and newest == unit.people):
            continue
        day = unit.day or today
        if days.get(day) != unit.people:
            yield HeadcountChange(
                unit.code, unit.name, day, newest, unit.people, replaces=day in days
            )
