"""One act on one tree from one day on: what every act does with units, and what it did."""

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
from quiz.services.units.consequences import (
    EndedUnit,
    MovedUnit,
    Reorganised,
    contests_on,
    listed_at,
    lost_headcounts,
    named,
)
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


class Change:
    """One act on one tree from one day on, within what the actor may change."""

    def __init__(self, session: Session, actor: Actor, now: int, tree_code: str, day: date) -> None:
        require(actor, Permission.UNIT_TREE_WRITE)
        # Two acts on one tree take turns, as two loads of it do.
        session.execute(sa.select(UnitTree.id).where(UnitTree.code == tree_code).with_for_update())
        self.session, self.actor, self.now, self.day = session, actor, now, day
        self.tree = tree_for(session, actor, tree_code)
        self.before: tuple[Unit, str] | None = None
        self.made: list[Unit] = []
        self.ended: list[tuple[Unit, Sequence[Unit]]] = []
        self.moved: list[tuple[Unit, Unit, int]] = []
        self.people = 0
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
        self.made.append(unit)
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

    def rename(self, unit: Unit, name: str, kind: str) -> str:
        """Give a unit another name and kind; return the name that it had."""
        self.remember([unit])
        self.before = unit, unit.name
        unit.name, unit.kind, unit.sort_key = name, kind, text_sort_key(name)
        self.session.flush()
        self.find_again(unit.path)
        return self.before[1]

    def move(self, units: Sequence[Unit], above: Unit) -> None:
        """Put units under another one with all below them."""
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
            self.moved.append((unit, above, len(branch)))

    def move_people(self, unit: Unit, heir: Unit) -> None:
        """Move those listed at a unit in contests that pin the day or a later one."""
        contests = sa.select(Contest.id).where(
            Contest.tree_id == self.tree.id, Contest.tree_day >= self.day
        )
        moved: Any = self.session.execute(
            sa.update(Participation)
            .where(Participation.unit_id == unit.id, Participation.contest_id.in_(contests))
            .values(unit_id=heir.id)
        )
        self.people += int(moved.rowcount)

    def end(self, unit: Unit, successors: Sequence[Unit]) -> None:
        """Let a unit stand no more from the day on, and name what takes its place."""
        if unit.valid_from == self.day:
            raise FieldRefusal("day", "unit_not_standing", unit=unit.name)
        unit.valid_to = self.day
        self.ended.append((unit, successors))
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

    def done(self, action: str, **data: Any) -> Reorganised:
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
        ended = [unit for unit, _ in self.ended]
        contests = contests_on(self.session, self.actor, self.tree.id, self.now)
        return Reorganised(
            before=self.before[1] if self.before else None,
            renamed=named(self.before[0]) if self.before else None,
            closed=tuple(
                EndedUnit(named(unit), tuple(map(named, heirs))) for unit, heirs in self.ended
            ),
            opened=tuple(map(named, self.made)),
            placed=tuple(
                MovedUnit(named(unit), named(above), units) for unit, above, units in self.moved
            ),
            headcounts=lost_headcounts(self.session, ended),
            people=self.people,
            waiting=listed_at(self.session, ended, self.tree.id, self.day),
            untouched=tuple(title for day, title in contests if day < self.day),
            following=tuple(title for day, title in contests if day >= self.day),
        )

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
