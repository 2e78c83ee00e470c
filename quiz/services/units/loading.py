"""Loading a table of units: compared with the tree first, then stored in a few statements.

Units are known by their code. What the table does not name stays as it is, and the same table
twice changes nothing. Every tree holds the unit "Không thuộc đơn vị nào" once, below its root.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from quiz.services.units.days import today
from quiz.services.units.searching import searchable
from sqlalchemy.orm import Session

from quiz.documents.table import Fault, Table
from quiz.domain.names import text_sort_key
from quiz.domain.permissions import Permission
from quiz.models import UNAFFILIATED, Unit, UnitTree
from quiz.services import audit
from quiz.services.access import require
from quiz.services.actor import Actor
from quiz.services.banks.fence import reaches_all
from quiz.services.refusal import FieldRefusal, NotYours
from quiz.services.table_faults import check
from quiz.services.units.known import KnownTree, KnownUnit, known_tree
from quiz.services.units.rows import ANY_KIND, UnitRow, unit_rows
from quiz.services.units.shape import (
    UNAFFILIATED_CODE,
    from_the_root,
    merged,
    root_of,
    shape_faults,
)

UNAFFILIATED_NAME = "Không thuộc đơn vị nào"
PARTY_MEMBERS = "dang_vien"


@dataclass(frozen=True, slots=True)
class UnitLoad:
    """How many units were made and changed, and how many headcounts were set."""

    created: int
    changed: int
    headcounts: int

    @property
    def is_empty(self) -> bool:
        """Whether nothing was stored."""
        return not (self.created or self.changed or self.headcounts)


@dataclass(frozen=True, slots=True)
class UnitChange:
    """What a load does to a unit that is already there: field → (before, after), as stored."""

    code: str
    name: str
    fields: dict[str, tuple[Any, Any]]


@dataclass(frozen=True, slots=True)
class HeadcountChange:
    """A headcount that a load sets; ``before`` is what stood there for that day, if anything."""

    code: str
    name: str
    day: date
    before: int | None
    people: int


@dataclass(frozen=True, slots=True)
class UnitPlan:
    """What a load would do; nothing is stored yet."""

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
    if not found and not rows:
        found.append(Fault("table_empty", _nowhere()))
    check(found)
    check(list(_outside(rows, tree)))
    return UnitPlan(
        tree=tree,
        rows=rows,
        created=tuple(unit for unit in rows if unit.code not in tree.units),
        changed=tuple(_changes(rows, tree)),
        headcounts=tuple(_headcount_changes(rows, tree, today(now))),
        headcount_kind=headcount_kind,
    )


def load_units(
    session: Session,
    *,
    actor: Actor,
    now: int,
    tree_code: str,
    tree_name: str,
    table: Table,
    headcount_kind: str = PARTY_MEMBERS,
) -> UnitLoad:
    """Store a table of units and headcounts; raise ``FaultyTable`` with all that is wrong.

    A tree is made where there is none under ``tree_code``. Columns are those of ``COLUMNS``;
    a headcount without a day is of today, unless the newest one known says the same.
    """
    plan = preview_units(
        session,
        actor=actor,
        now=now,
        tree_code=tree_code,
        tree_name=tree_name,
        table=table,
        headcount_kind=headcount_kind,
    )
    tree_id = plan.tree.id or _make_tree(session, plan.tree)
    ids = _store_units(session, tree_id, plan)
    _store_headcounts(session, plan, ids, actor, now)
    if not plan.load.is_empty:
        audit.record(
            session,
            actor=actor,
            now=now,
            action="unit.load",
            target=f"tree:{tree_code}",
            created=plan.load.created,
            changed=plan.load.changed,
            headcounts=plan.load.headcounts,
        )
    return plan.load


def _tree(
    session: Session, actor: Actor, code: str, name: str, headcount_kind: str
) -> KnownTree:
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
        moves = known is None or known.parent != unit.parent
        touched = known is None or unit.people is not None or _difference(unit, known)
        foreign_parent = moves and parent is not None and not parent.is_ours
        foreign = known is not None and touched and not known.is_ours
        if foreign or foreign_parent:
            yield unit.row.fault("unit_outside", "code", code=unit.code)


def _changes(rows: Sequence[UnitRow], tree: KnownTree) -> Iterable[UnitChange]:
    for unit in rows:
        known = tree.units.get(unit.code)
        if known is not None and (fields := _difference(unit, known)):
            yield UnitChange(unit.code, unit.name, fields)


def _difference(unit: UnitRow, known: KnownUnit) -> dict[str, tuple[Any, Any]]:
    said: dict[str, Any] = {"name": unit.name, "parent": unit.parent}
    if unit.kind is not None:
        said["kind"] = unit.kind
    if unit.says_validity:
        said |= {"valid_from": unit.valid_from, "valid_to": unit.valid_to}
    return {
        field: (getattr(known, field), value)
        for field, value in said.items()
        if getattr(known, field) != value
    }


def _headcount_changes(
    rows: Sequence[UnitRow], tree: KnownTree, today: date
) -> Iterable[HeadcountChange]:
    for unit in rows:
        known = tree.units.get(unit.code)
        days = tree.headcounts.get(known.id, {}) if known else {}
        if unit.people is None or (unit.day is None and _newest(days) == unit.people):
            continue
        day = unit.day or today
        before = days.get(day)
        if before != unit.people:
            yield HeadcountChange(unit.code, unit.name, day, before, unit.people)


def _newest(days: Any) -> int | None:
    return days[max(days)] if days else None


def _make_tree(session: Session, tree: KnownTree) -> int:
    made = UnitTree(code=tree.code, name=tree.name)
    session.add(made)
    session.flush()
    return made.id


def _store_units(session: Session, tree_id: int, plan: UnitPlan) -> dict[str, int]:
    """Store what is new or different, and return the id of every unit by code."""
    known = plan.tree.units
    parents = merged(plan.rows, plan.tree.parents)
    parents[UNAFFILIATED_CODE] = root_of(
        {code: parent for code, parent in parents.items() if code != UNAFFILIATED_CODE}
    )
    contents = {code: _content_of(unit) for code, unit in known.items()}
    contents |= {unit.code: _content(unit, known.get(unit.code)) for unit in plan.rows}
    contents.setdefault(
        UNAFFILIATED_CODE,
        {"name": UNAFFILIATED_NAME, "kind": UNAFFILIATED, "valid_from": None, "valid_to": None},
    )
    ids = {code: unit.id for code, unit in known.items()}
    ids |= _insert(session, tree_id, {code: contents[code] for code in contents if code not in ids})
    _place(session, parents, contents, ids, known)
    return ids


def _content(unit: UnitRow, known: KnownUnit | None) -> dict[str, Any]:
    kept = _content_of(known) if known else {"valid_from": None, "valid_to": None}
    said: dict[str, Any] = {"name": unit.name}
    if unit.kind is not None or known is None:
        said["kind"] = unit.kind or ANY_KIND
    if unit.says_validity:
        said |= {"valid_from": unit.valid_from, "valid_to": unit.valid_to}
    return kept | said


def _content_of(known: KnownUnit) -> dict[str, Any]:
    return {
        "name": known.name,
        "kind": known.kind,
        "valid_from": known.valid_from,
        "valid_to": known.valid_to,
    }


def _insert(session: Session, tree_id: int, contents: dict[str, dict[str, Any]]) -> dict[str, int]:
    """Insert units that have no place yet, and return their ids by code."""
    if not contents:
        return {}
    rows = [
        {
            "tree_id": tree_id,
            "code": code,
            "path": "",
            "sort_key": text_sort_key(content["name"]),
            "folded": "",
            **content,
        }
        for code, content in contents.items()
    ]
    made = session.execute(sa.insert(Unit).returning(Unit.code, Unit.id), rows)
    return {code: unit_id for code, unit_id in made}


def _place(
    session: Session,
    parents: dict[str, str],
    contents: dict[str, dict[str, Any]],
    ids: dict[str, int],
    known: Any,
) -> None:
    """Give every unit its place and its words, from the root down, and store what differs."""
    paths: dict[str, str] = {"": ""}
    names: dict[str, tuple[str, ...]] = {"": ()}
    updates = []
    for code in from_the_root(parents):
        parent, content = parents[code], contents[code]
        paths[code] = f"{paths[parent]}{ids[code]}."
        names[code] = (content["name"], *names[parent])
        folded = searchable(names[code])
        before = known.get(code)
        same_place = before is not None and (before.path, before.folded) == (paths[code], folded)
        if same_place and _content_of(before) == content:
            continue
        updates.append(
            {
                "id": ids[code],
                "parent_id": ids.get(parent),
                "path": paths[code],
                "sort_key": text_sort_key(content["name"]),
                "folded": folded,
                **content,
            }
        )
    if updates:
        session.execute(sa.update(Unit), updates)
        session.expire_all()


def _store_headcounts(
    session: Session, plan: UnitPlan, ids: dict[str, int], actor: Actor, now: int
) -> None:
    confirms = actor.may_anywhere(Permission.UNIT_HEADCOUNT_CONFIRM)
    rows = [
        {
            "unit_id": ids[change.code],
            "kind": plan.headcount_kind,
            "day": change.day,
            "people": change.people,
            "declared_by_id": actor.person_id,
            "declared_at": now,
            "confirmed_by_id": actor.person_id if confirms else None,
            "is_new": change.before is None,
        }
        for change in plan.headcounts
    ]
    fresh = [row for row in rows if row.pop("is_new")]
    return _write_headcounts(session, fresh, [row for row in rows if row not in fresh])
