"""Units: trees of any depth, and how many people each unit counts."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from quiz.domain.unit_tree import UNAFFILIATED
from quiz.models.base import BINARY_TEXT, Base, Id, Moment, link

__all__ = ["UNAFFILIATED", "Headcount", "Unit", "UnitPast", "UnitSuccessor", "UnitTree"]


class UnitTree(Base):
    """A tree of units, such as all that belongs to one provincial party organisation."""

    __tablename__ = "unit_tree"

    id: Mapped[Id]
    code: Mapped[str] = mapped_column(sa.String(40), unique=True)
    name: Mapped[str] = mapped_column(sa.String(300))


class Unit(Base):
    """One unit as it is now; how it was before a day is its past.

    ``path`` lists its ancestors and itself ("4.17.230."), so a branch is a prefix. ``valid_to`` is
    the first day on which it no longer stands.
    """

    __tablename__ = "unit"
    __table_args__ = (
        sa.UniqueConstraint("tree_id", "code"),
        sa.Index("ix_unit_tree_id_path", "tree_id", "path"),
        sa.CheckConstraint("valid_to IS NULL OR valid_to > valid_from", name="validity"),
    )

    id: Mapped[Id]
    tree_id: Mapped[int] = link("unit_tree.id", index=False)
    parent_id: Mapped[int | None] = link("unit.id")
    code: Mapped[str] = mapped_column(sa.String(40))
    name: Mapped[str] = mapped_column(sa.String(300))
    kind: Mapped[str] = mapped_column(sa.String(40))
    path: Mapped[str] = mapped_column(BINARY_TEXT)
    sort_key: Mapped[str] = mapped_column(BINARY_TEXT)
    folded: Mapped[str] = mapped_column(sa.Text)
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]


class UnitPast(Base):
    """How a unit was until a day (the first day of the next state); never changed.

    Its state on a day is the row with the least ``until`` beyond that day, or the unit itself.
    """

    __tablename__ = "unit_past"

    unit_id: Mapped[int] = link("unit.id", primary_key=True, index=False)
    until: Mapped[date] = mapped_column(primary_key=True)
    parent_id: Mapped[int | None] = link("unit.id", index=False)
    name: Mapped[str] = mapped_column(sa.String(300))
    kind: Mapped[str] = mapped_column(sa.String(40))
    path: Mapped[str] = mapped_column(BINARY_TEXT)
    sort_key: Mapped[str] = mapped_column(BINARY_TEXT)


class UnitSuccessor(Base):
    """A unit of the same tree that has taken the place of one that ended."""

    __tablename__ = "unit_successor"
    __table_args__ = (sa.CheckConstraint("unit_id <> successor_id", name="another"),)

    unit_id: Mapped[int] = link("unit.id", primary_key=True, index=False)
    successor_id: Mapped[int] = link("unit.id", primary_key=True)


class Headcount(Base):
    """How many people of a kind a unit counts on a day, itself and all below it.

    Declared by the unit, confirmed by whoever stands above it (nobody's name where the command line
    did either); the database asks for a new confirmation when the number changes.
    """

    __tablename__ = "headcount"
    __table_args__ = (
        sa.UniqueConstraint("unit_id", "kind", "day"),
        sa.CheckConstraint("people >= 0", name="people"),
        sa.CheckConstraint(
            "confirmed_by_id IS NULL OR confirmed_at IS NOT NULL", name="confirmed_some_day"
        ),
    )

    id: Mapped[Id]
    unit_id: Mapped[int] = link("unit.id", index=False)
    kind: Mapped[str] = mapped_column(sa.String(40))
    day: Mapped[date]
    people: Mapped[int]
    declared_by_id: Mapped[int | None] = link("person.id", index=False)
    declared_at: Mapped[Moment]
    confirmed_by_id: Mapped[int | None] = link("person.id", index=False)
    confirmed_at: Mapped[Moment | None]
