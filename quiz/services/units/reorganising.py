"""Acts that change a tree from a day on: a new name or place, a merger, a division.

What a unit was before that day stays on record, so that a contest that pins an earlier day keeps
the old names and the old tree. Every act is of today or earlier, and nothing that changed later may
stand in its way; so the tables themselves always show today.
"""

import re
from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from quiz.domain.names import clean_name
from quiz.services.actor import Actor
from quiz.services.refusal import FieldRefusal
from quiz.services.units.change import Change, NewUnit
from quiz.services.units.consequences import Reorganised


def codes_in(text: str) -> tuple[str, ...]:
    """Return the codes in a text, set apart by spaces, commas or semicolons."""
    return tuple(dict.fromkeys(re.findall(r"[^\s;,]+", text)))


def part_in(text: str) -> NewUnit:
    """Read a part as people write it: "code; name; codes of what it takes over"."""
    code, _, rest = text.partition(";")
    name, _, below = rest.partition(";")
    return NewUnit(code.strip(), name.strip(), codes_in(below))


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
    change = Change(session, actor, now, tree_code, day)
    unit = change.unit(code, "code")
    name = clean_name(name)
    if not name:
        raise FieldRefusal("name", "unit_name_missing")
    if name == unit.name and kind in (None, unit.kind):
        raise FieldRefusal("name", "unit_name_same", name=name)
    before = change.rename(unit, name, kind or unit.kind)
    return change.done("unit.rename", unit=code, before=before, name=name)


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
    change = Change(session, actor, now, tree_code, day)
    unit, above = change.unit(code, "code"), change.unit(parent, "parent")
    change.refuse_root(unit, "code")
    if above.path.startswith(unit.path):
        raise FieldRefusal("parent", "unit_below_itself_act", unit=unit.name)
    if above.id == unit.parent_id:
        raise FieldRefusal("parent", "unit_there_already", unit=unit.name, parent=above.name)
    change.move([unit], above)
    return change.done("unit.move", unit=code, parent=parent)


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
    change = Change(session, actor, now, tree_code, day)
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
    for unit in ending:
        change.move(change.below(unit), heir)
        change.move_people(unit, heir)
        change.end(unit, [heir])
    return change.done("unit.merge", units=[unit.code for unit in ending], into=heir.code)


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
    change = Change(session, actor, now, tree_code, day)
    unit = change.unit(code, "code")
    change.refuse_root(unit, "code")
    if len({part.code for part in parts}) < 2:
        raise FieldRefusal("parts", "parts_too_few")
    goes_on = any(part.code == unit.code for part in parts)
    standing = {below.code: below for below in change.below(unit)}
    units = [change.unit_or_new(part, like=unit, field="parts") for part in parts]
    if any(made.path.startswith(unit.path) and made.id != unit.id for made in units):
        raise FieldRefusal("parts", "unit_below_itself_act", unit=unit.name)
    for part, made in zip(parts, units, strict=True):
        taken = [change.taken(standing, below, unit) for below in part.below]
        change.move([one for one in taken if made.id != unit.id], made)
    if not goes_on:
        change.move(list(standing.values()), units[0])
        change.end(unit, units)
    return change.done("unit.split", unit=code, parts=[made.code for made in units])


def close_unit(
    session: Session, *, actor: Actor, now: int, tree_code: str, code: str, day: date
) -> Reorganised:
    """Let a unit end without a successor; nothing may stand below it any more.

    Who is listed there counts for nobody, in contests that pin the day or a later one, until the
    list is loaded anew.
    """
    change = Change(session, actor, now, tree_code, day)
    unit = change.unit(code, "code")
    change.refuse_root(unit, "code")
    below = change.below(unit)
    if below:
        raise FieldRefusal("code", "unit_not_empty", unit=unit.name, below=below[0].name)
    change.end(unit, [])
    return change.done("unit.close", unit=code)
