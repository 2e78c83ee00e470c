"""Acts that change a tree from a day on: a new name or place, a merger, a division.

What a unit was before that day stays on record, so that a contest that pins an earlier day keeps
the old names and the old tree. Every act is of today or earlier, and nothing that changed later may
stand in its way; so the tables themselves always show today.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quiz.domain.names import clean_name, text_sort_key
from quiz.domain.permissions import Permission
from quiz.domain.unit_tree import UNAFFILIATED
from quiz.models import Contest, Participation, Unit, UnitPast, UnitSuccessor, UnitTree
from quiz.services import audit
from quiz.services.access import require, units_within
from quiz.services.actor import Actor
from quiz.services.refusal import FieldRefusal, NotYours
from quiz.services.units.browsing import tree_for
from quiz.services.units.on_day import past_of
from quiz.services.units.planning import today_of
from quiz.services.units.rows import CODE
from quiz.services.units.searching import searchable
from quiz.services.units.shape import MOST_LEVELS


@dataclass(frozen=True, slots=True)
class NewUnit:
    """A unit that an act makes; a code that exists already means that unit, and no name is needed.

    ``below`` are the codes of the units that it takes over where a unit is divided.
    """

    code: str
    name: str = ""
    below: tuple[str, ...] = ()


def codes_in(text: str) -> tuple[str, ...]:
    """Return the codes in a text, set apart by spaces, commas or semicolons."""
    return tuple(dict.fromkeys(re.findall(r"[^\s;,]+", text)))


def part_in(text: str) -> NewUnit:
    """Read a part as people write it: "code; name; codes of what it takes over"."""
    code, _, rest = text.partition(";")
    name, _, below = rest.partition(";")
    return NewUnit(code.strip(), name.strip(), codes_in(below))


@dataclass(frozen=True, slots=True)
class Reorganised:
    """What an act did: units that ended and that were made, units and people that moved along.

    ``people`` are those of contests that pin the day of the act or a later one.
    """

    ended: int = 0
    made: int = 0
    moved: int = 0
    people: int = 0


def rename_unit(
    session: Session,
    *,
    actor: Actor,
    now: int,
    tree_code: str,
    code: str,
    name: str,
    day: date,
    kind: str | None = None,
) -> Reorganised:
    """Give a unit another name, and perhaps another kind, from a day on."""
    change = _Change(session, actor, now, tree_code, day)
    unit = change.unit(code, "code")
    name = clean_name(name)
    if not name:
        raise FieldRefusal("name", "unit_name_missing")
    if name == unit.name and kind in (None, unit.kind):
        raise FieldRefusal("name", "unit_name_same", name=name)
    change.remember([unit])
    before, unit.name, unit.kind = unit.name, name, kind or unit.kind
    unit.sort_key = text_sort_key(name)
    session.flush()
    change.find_again(unit.path)
    return change.done("unit.rename", Reorganised(), unit=code, before=before, name=name)


def move_unit(
    session: Session,
    *,
    actor: Actor,
    now: int,
    tree_code: str,
    code: str,
    parent: str,
    day: date,
) -> Reorganised:
    """Put a unit, with all below it, under another one from a day on."""
    change = _Change(session, actor, now, tree_code, day)
    unit, above = change.unit(code, "code"), change.unit(parent, "parent")
    change.refuse_root(unit, "code")
    if above.path.startswith(unit.path):
        raise FieldRefusal("parent", "unit_below_itself_act", unit=unit.name)
    if above.id == unit.parent_id:
        raise FieldRefusal("parent", "unit_there_already", unit=unit.name, parent=above.name)
    moved = change.move([unit], above)
    return change.done("unit.move", Reorganised(moved=moved), unit=code, parent=parent)


def merge_units(
    session: Session,
    *,
    actor: Actor,
    now: int,
    tree_code: str,
    codes: Sequence[str],
    into: NewUnit,
    day: date,
) -> Reorganised:
    """Merge units into a new one, or into one that goes on; what stood below them moves along.

    A new unit stands where the first of them stood.
    """
    change = _Change(session, actor, now, tree_code, day)
    merging = [change.unit(code, "codes") for code in dict.fromkeys(codes)]
    for unit in merging:
        change.refuse_root(unit, "codes")
    least = 1 if change.knows(into.code) else 2
    ending = [unit for unit in merging if unit.code != into.code]
    if len(ending) < least:
        raise FieldRefusal("codes", "units_too_few", least=least)
    change.refuse_nested(ending)
    heir = change.unit_or_new(into, like=merging[0], field="into")
    if any(heir.path.startswith(unit.path) for unit in ending):
        raise FieldRefusal("into", "unit_below_itself_act", unit=heir.name)
    people = moved = 0
    for unit in ending:
        moved += change.move(change.below(unit), heir)
        people += change.move_people(unit, heir)
        change.end(unit, [heir])
    done = Reorganised(ended=len(ending), made=change.made, moved=moved, people=people)
    return change.done("unit.merge", done, units=[unit.code for unit in ending], into=heir.code)


def split_unit(
    session: Session,
    *,
    actor: Actor,
    now: int,
    tree_code: str,
    code: str,
    parts: Sequence[NewUnit],
    day: date,
) -> Reorganised:
    """Divide a unit; it ends unless it is one of the parts itself.

    What stood below it and is named by no part goes to the first part. People who are listed right
    at it stay there: nobody but their list can tell which part they belong to.
    """
    change = _Change(session, actor, now, tree_code, day)
    unit = change.unit(code, "code")
    change.refuse_root(unit, "code")
    if len({part.code for part in parts}) < 2:
        raise FieldRefusal("parts", "parts_too_few")
    goes_on = any(part.code == unit.code for part in parts)
    standing = {below.code: below for below in change.below(unit)}
    units = [change.unit_or_new(part, like=unit, field="parts") for part in parts]
    if any(made.path.startswith(unit.path) and made.id != unit.id for made in units):
        raise FieldRefusal("parts", "unit_below_itself_act", unit=unit.name)
    moved = 0
    for part, made in zip(parts, units, strict=True):
        taken = [change.taken(standing, below, unit) for below in part.below]
        moved += change.move([one for one in taken if made.id != unit.id], made)
    if not goes_on:
        moved += change.move(list(standing.values()), units[0])
        change.end(unit, units)
    done = Reorganised(ended=0 if goes_on else 1, made=change.made, moved=moved)
    return change.done("unit.split", done, unit=code, parts=[made.code for made in units])


class _Change:
    """One act on one tree from one day on, within what the actor may change."""

    def __init__(self, session: Session, actor: Actor, now: int, tree_code: str, day: date) -> None:
        require(actor, Permission.UNIT_TREE_WRITE)
        # Two acts on one tree take turns, as two loads of it do.
        session.execute(sa.select(UnitTree.id).where(UnitTree.code == tree_code).with_for_update())
        self.session, self.actor, self.now, self.day = session, actor, now, day
        self.tree = tree_for(session, actor, tree_code)
        self.made = 0
        if day > today_of(now):
            raise FieldRefusal("day", "day_ahead")

    def knows(self, code: str) -> bool:
        """Whether the tree has a unit with this code, whoever may change it."""
        return self._find(code) is not None

    def unit(self, code: str, field: str) -> Unit:
        """Return a unit that the actor may change and that stood on the day and stands still."""
        unit = self._find(code, units_within(self.actor, Permission.UNIT_TREE_WRITE))
        if unit is None or unit.kind == UNAFFILIATED:
            raise FieldRefusal(field, "unit_not_here", unit_code=code)
        begun = unit.valid_from is None or unit.valid_from <= self.day
        if not begun or unit.valid_to is not None:
            raise FieldRefusal(field, "unit_not_standing", unit=unit.name)
        return unit

    def unit_or_new(self, wanted: NewUnit, like: Unit, field: str) -> Unit:
        """Return a unit that goes on, or make one of the same kind and beside another."""
        if self.knows(wanted.code):
            return self.unit(wanted.code, field)
        if not CODE.fullmatch(wanted.code) or len(wanted.code) > 40:
            raise FieldRefusal(field, "unit_code_wrong", unit_code=wanted.code)
        name = clean_name(wanted.name)[:300]
        if not name:
            raise FieldRefusal(field, "unit_name_missing")
        above = self._beside(like)
        unit = Unit(
            tree_id=self.tree.id,
            parent_id=above.id,
            code=wanted.code,
            name=name,
            kind=like.kind,
            path="",
            sort_key=text_sort_key(name),
            folded="",
            valid_from=self.day,
        )
        self.session.add(unit)
        self.session.flush()
        unit.path = f"{above.path}{unit.id}."
        self.session.flush()
        self.find_again(unit.path)
        self.made += 1
        return unit

    def below(self, unit: Unit) -> list[Unit]:
        """Return the units right below one that still stand."""
        query = sa.select(Unit).where(Unit.parent_id == unit.id, Unit.valid_to.is_(None))
        return list(self.session.execute(query.order_by(Unit.id)).scalars())

    def taken(self, standing: dict[str, Unit], code: str, unit: Unit) -> Unit:
        """Take a unit out of those below the one that is divided; each goes to one part."""
        if code not in standing:
            raise FieldRefusal("parts", "unit_not_below", unit_code=code, unit=unit.name)
        return standing.pop(code)

    def refuse_root(self, unit: Unit, field: str) -> None:
        """Refuse for the highest unit of the tree, which nothing takes the place of."""
        if unit.parent_id is None:
            raise FieldRefusal(field, "unit_is_root", unit=unit.name)

    def refuse_nested(self, units: Sequence[Unit]) -> None:
        """Refuse where one of the units stands below another."""
        for unit in units:
            for other in units:
                if unit is not other and unit.path.startswith(other.path):
                    raise FieldRefusal("codes", "units_nested", unit=unit.name, above=other.name)

    def move(self, units: Sequence[Unit], above: Unit) -> int:
        """Put units under another one with all below them; return how many units moved."""
        moved = 0
        for unit in units:
            was, becomes = unit.path, f"{above.path}{unit.id}."
            branch = self._branch(was)
            self.remember(branch)
            for one in branch:
                one.path = becomes + one.path.removeprefix(was)
                if one.path.count(".") > MOST_LEVELS:
                    raise FieldRefusal("parent", "tree_too_deep_act", most=MOST_LEVELS)
            unit.parent_id = above.id
            self.session.flush()
            self.find_again(becomes)
            moved += len(branch)
        return moved

    def move_people(self, unit: Unit, heir: Unit) -> int:
        """Move those listed at a unit in contests that pin the day or a later one."""
        contests = sa.select(Contest.id).where(
            Contest.tree_id == self.tree.id, Contest.tree_day >= self.day
        )
        moved: Any = self.session.execute(
            sa.update(Participation)
            .where(Participation.unit_id == unit.id, Participation.contest_id.in_(contests))
            .values(unit_id=heir.id)
        )
        return int(moved.rowcount)

    def end(self, unit: Unit, successors: Sequence[Unit]) -> None:
        """Let a unit stand no more from the day on, and name what takes its place."""
        if unit.valid_from == self.day:
            raise FieldRefusal("day", "unit_not_standing", unit=unit.name)
        unit.valid_to = self.day
        self.session.flush()
        self.session.add_all(
            UnitSuccessor(unit_id=unit.id, successor_id=heir.id) for heir in successors
        )
        self.session.flush()

    def remember(self, units: Sequence[Unit]) -> None:
        """Keep how units were until the day; two acts of one day have one state before them."""
        known = self.session.execute(
            sa.select(UnitPast.unit_id, sa.func.max(UnitPast.until))
            .where(UnitPast.unit_id.in_([unit.id for unit in units]))
            .group_by(UnitPast.unit_id)
        )
        latest: dict[int, date] = {row[0]: row[1] for row in known}
        for unit in units:
            before = latest.get(unit.id, date.min)
            if before > self.day:
                raise FieldRefusal(
                    "day", "unit_changed_later", unit=unit.name, day=f"{before:%d/%m/%Y}"
                )
            if before < self.day:
                self.session.add(past_of(unit, self.day))
        self.session.flush()

    def find_again(self, path: str) -> None:
        """Let a branch be found by its names and those above it as they are now."""
        branch = self._branch(path)
        ids = {int(step) for unit in branch for step in unit.path.rstrip(".").split(".")}
        rows = self.session.execute(sa.select(Unit.id, Unit.name).where(Unit.id.in_(ids)))
        names = {row.id: row.name for row in rows}
        for unit in branch:
            way = unit.path.rstrip(".").split(".")
            unit.folded = searchable(names[int(step)] for step in reversed(way))
        self.session.flush()

    def done(self, action: str, done: Reorganised, **data: Any) -> Reorganised:
        """Write the act down and return what it did."""
        audit.record(
            self.session,
            actor=self.actor,
            now=self.now,
            action=action,
            target=f"tree:{self.tree.code}",
            day=self.day.isoformat(),
            **data,
        )
        return done

    def _find(self, code: str, *conditions: sa.ColumnElement[bool]) -> Unit | None:
        return self.session.execute(
            sa.select(Unit).where(Unit.tree_id == self.tree.id, Unit.code == code, *conditions)
        ).scalar_one_or_none()

    def _beside(self, unit: Unit) -> Unit:
        above = self.session.execute(
            sa.select(Unit).where(
                Unit.id == unit.parent_id, units_within(self.actor, Permission.UNIT_TREE_WRITE)
            )
        ).scalar_one_or_none()
        if above is None:
            raise NotYours
        return above

    def _branch(self, path: str) -> list[Unit]:
        query = sa.select(Unit).where(
            Unit.tree_id == self.tree.id, Unit.path.startswith(path, autoescape=True)
        )
        return list(self.session.execute(query.order_by(sa.func.length(Unit.path))).scalars())
