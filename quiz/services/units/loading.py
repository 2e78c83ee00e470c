"""Storing a table of units in a few statements, however many units there are.

The same table twice changes nothing. Every tree holds the unit "Không thuộc đơn vị nào" once,
below its root.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from itertools import compress
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quiz.documents.table import Table
from quiz.domain.names import text_sort_key
from quiz.domain.permissions import Permission
from quiz.domain.unit_tree import UNAFFILIATED_CODE, UNAFFILIATED_NAME
from quiz.models import UNAFFILIATED, Headcount, Unit, UnitSuccessor, UnitTree
from quiz.services import audit
from quiz.services.actor import Actor
from quiz.services.units.known import KnownTree, UnitContent
from quiz.services.units.on_day import past_of
from quiz.services.units.planning import (
    PARTY_MEMBERS,
    UnitLoad,
    UnitPlan,
    content_of,
    preview_units,
)
from quiz.services.units.searching import searchable
from quiz.services.units.shape import from_the_root, merged, root_of


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
    # Two loads of one tree take turns.
    session.execute(sa.select(UnitTree.id).where(UnitTree.code == tree_code).with_for_update())
    plan = preview_units(
        session,
        actor=actor,
        now=now,
        tree_code=tree_code,
        tree_name=tree_name,
        table=table,
        headcount_kind=headcount_kind,
    )
    ids = _store_units(session, plan.tree.id or _make_tree(session, plan.tree), plan)
    _store_headcounts(session, plan, ids, actor, now)
    if not plan.load.is_empty:
        audit.record(
            session,
            actor=actor,
            now=now,
            action="unit.load",
            target=f"tree:{tree_code}",
            **asdict(plan.load),
        )
    return plan.load


def _make_tree(session: Session, tree: KnownTree) -> int:
    made = UnitTree(code=tree.code, name=tree.name)
    session.add(made)
    session.flush()
    return made.id


def _store_units(session: Session, tree_id: int, plan: UnitPlan) -> dict[str, int]:
    """Store what is new or different, and return the id of every unit by code."""
    known = plan.tree.units
    parents = {
        code: parent
        for code, parent in merged(plan.rows, plan.tree.parents).items()
        if code != UNAFFILIATED_CODE
    }
    parents[UNAFFILIATED_CODE] = root_of(parents)
    contents = {code: unit.content for code, unit in known.items()}
    contents |= {unit.code: content_of(unit, known.get(unit.code)) for unit in plan.rows}
    contents.setdefault(UNAFFILIATED_CODE, UnitContent(UNAFFILIATED_NAME, UNAFFILIATED, None, None))
    fresh = {code: content for code, content in contents.items() if code not in known}
    ids = {code: unit.id for code, unit in known.items()} | _insert(session, tree_id, fresh)
    _keep_pasts(session, plan, parents, ids)
    _place(session, plan.tree, parents, contents, ids)
    _name_successors(session, plan, ids)
    return ids


def _keep_pasts(
    session: Session, plan: UnitPlan, parents: Mapping[str, str], ids: Mapping[str, int]
) -> None:
    """Keep how units were until the day from which the table changes or moves them.

    What stands below a unit that moves has another place from the same day on.
    """
    fields = {change.code: change.fields.keys() for change in plan.changed}
    since = {unit.code: unit.since for unit in plan.rows if unit.since}
    moved: dict[str, date] = {}
    days: dict[str, date] = {}
    for code in from_the_root(parents):
        said = set(fields.get(code, ()))
        if code in since and "parent" in said:
            moved[code] = since[code]
        elif parents[code] in moved:
            moved[code] = moved[parents[code]]
        day = since.get(code) if said & {"name", "kind", "parent"} else None
        if code in plan.tree.units and (day or code in moved):
            days[code] = day or moved[code]
    known = {code: plan.tree.units[code].changed_on for code in days}
    wanted = [ids[code] for code, day in days.items() if (known[code] or date.min) < day]
    until = {ids[code]: day for code, day in days.items()}
    units = session.execute(sa.select(Unit).where(Unit.id.in_(wanted))).scalars()
    session.add_all(past_of(unit, until[unit.id]) for unit in units)
    session.flush()


def _name_successors(session: Session, plan: UnitPlan, ids: Mapping[str, int]) -> None:
    """Store who takes the place of whom, where the table says so."""
    said: dict[int, tuple[str, ...]] = {
        ids[unit.code]: unit.successors for unit in plan.rows if unit.successors is not None
    }
    known = {ids[code]: unit.successors for code, unit in plan.tree.units.items()}
    changed = [unit for unit in said if known.get(unit, ()) != said[unit]]
    if not changed:
        return
    session.execute(sa.delete(UnitSuccessor).where(UnitSuccessor.unit_id.in_(changed)))
    session.add_all(
        UnitSuccessor(unit_id=unit, successor_id=ids[code])
        for unit in changed
        for code in said[unit]
    )
    session.flush()


def _insert(session: Session, tree_id: int, units: Mapping[str, UnitContent]) -> dict[str, int]:
    """Insert units that have no place yet, and return their ids by code."""
    if not units:
        return {}
    rows = [
        {
            "tree_id": tree_id,
            "code": code,
            "path": "",
            "sort_key": text_sort_key(content.name),
            "folded": "",
            **asdict(content),
        }
        for code, content in units.items()
    ]
    made = session.execute(sa.insert(Unit).returning(Unit.code, Unit.id), rows)
    return {row.code: row.id for row in made}


def _place(
    session: Session,
    tree: KnownTree,
    parents: Mapping[str, str],
    contents: Mapping[str, UnitContent],
    ids: Mapping[str, int],
) -> None:
    """Give every unit its place and its words, from the root down; store those that differ."""
    paths: dict[str, str] = {"": ""}
    names: dict[str, tuple[str, ...]] = {"": ()}
    updates: list[dict[str, Any]] = []
    for code in from_the_root(parents):
        parent, content = parents[code], contents[code]
        path = paths[code] = f"{paths[parent]}{ids[code]}."
        names[code] = (content.name, *names[parent])
        folded = searchable(names[code])
        before = tree.units.get(code)
        if before and (before.path, before.folded, before.content) == (path, folded, content):
            continue
        updates.append(
            {
                "id": ids[code],
                "parent_id": ids.get(parent),
                "path": path,
                "sort_key": text_sort_key(content.name),
                "folded": folded,
                **asdict(content),
            }
        )
    if updates:
        session.execute(sa.update(Unit), updates)
        session.expire_all()


def _store_headcounts(
    session: Session, plan: UnitPlan, ids: Mapping[str, int], actor: Actor, now: int
) -> None:
    """Store the numbers; whoever looks after the unit above one confirms it by loading it."""
    above = merged(plan.rows, plan.tree.parents)

    def confirms(code: str) -> bool:
        known = plan.tree.units.get(above.get(code, ""))
        return actor.may_anywhere(Permission.UNIT_HEADCOUNT_CONFIRM) and (
            known is None or known.is_ours
        )

    rows = [
        {
            "unit_id": ids[change.code],
            "kind": plan.headcount_kind,
            "day": change.day,
            "people": change.people,
            "declared_by_id": actor.person_id,
            "declared_at": now,
            "confirmed_by_id": actor.person_id if confirms(change.code) else None,
            "confirmed_at": now if confirms(change.code) else None,
        }
        for change in plan.headcounts
    ]
    replaced = [change.replaces for change in plan.headcounts]
    if any(replaced):
        session.execute(sa.delete(Headcount).where(_one_of(compress(rows, replaced))))
    if rows:
        session.execute(sa.insert(Headcount), rows)


def _one_of(rows: Iterable[dict[str, Any]]) -> sa.ColumnElement[bool]:
    keys = [(row["unit_id"], row["kind"], row["day"]) for row in rows]
    return sa.tuple_(Headcount.unit_id, Headcount.kind, Headcount.day).in_(keys)
