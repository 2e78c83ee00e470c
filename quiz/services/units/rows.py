"""What a table of units holds, row by row: columns, and how their texts are understood."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from quiz.documents.table import Column, Fault, Holds, Row, Table
from quiz.domain.dates import parse_date
from quiz.domain.names import clean_name
from quiz.domain.unit_tree import kind_of

SHEET = "Đơn vị"
"""What the sheet of the template is called."""
COLUMNS = (
    Column("code", "Mã đơn vị", 40, True, ("mã", "code"), example="CL-THPT"),
    Column(
        "name",
        "Tên đơn vị",
        300,
        True,
        ("tên", "đơn vị", "name"),
        example="Chi bộ Trường THPT Chi Lăng",
    ),
    Column("kind", "Loại", 40, also=("loại đơn vị", "kind"), example="Chi bộ"),
    Column(
        "parent",
        "Mã đơn vị cấp trên",
        40,
        also=("cấp trên", "mã cấp trên", "parent code"),
        example="CL",
    ),
    Column(
        "people",
        "Số lượng",
        16,
        also=("biên chế", "đảng viên", "số đảng viên", "tổng số người", "headcount"),
        holds=Holds.NUMBER,
        example="47",
    ),
    Column(
        "day",
        "Ngày số liệu",
        20,
        also=("ngày", "day"),
        holds=Holds.DAY,
        example="03/04/2023",
    ),
    Column("valid_from", "Hiệu lực từ", 20, also=("từ ngày", "valid from"), holds=Holds.DAY),
    Column("valid_to", "Hiệu lực đến", 20, also=("đến ngày", "valid to"), holds=Holds.DAY),
    Column("since", "Thay đổi từ ngày", 20, also=("thay đổi từ", "changed on"), holds=Holds.DAY),
    Column("successors", "Đơn vị kế tục", 400, also=("kế tục", "successors")),
)
MOST_PEOPLE = 10_000_000
CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]*")
_GROUPED = re.compile(r"\d{1,3}(?:[.,\s]\d{3})+|\d+", re.ASCII)


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit as a row gives it. None where the table has no such column: nothing is said then.

    ``valid_to`` is the first day on which the unit no longer stands. ``since`` is the day from
    which a new name, kind or place holds; without one it corrects what was wrong all along.
    ``successors`` are codes in alphabetical order.
    """

    row: Row
    code: str
    name: str
    parent: str
    kind: str | None
    people: int | None
    day: date | None
    valid_from: date | None
    valid_to: date | None
    says_validity: bool
    since: date | None
    successors: tuple[str, ...] | None


def unit_rows(table: Table) -> tuple[tuple[UnitRow, ...], tuple[Fault, ...]]:
    """Return the units that have a code, and what is wrong with any row.

    A unit with another fault is among them, so that the units below it are not faulted for it.
    """
    faults: list[Fault] = []
    units = [_unit(row, faults) for row in table.rows]
    return tuple(unit for unit in units if unit.code), tuple(faults)


def _unit(row: Row, faults: list[Fault]) -> UnitRow:
    code, parent = row.text("code"), row.text("parent")
    if not code:
        faults.append(row.fault("unit_code_needed", "code"))
    elif not CODE.fullmatch(code):
        faults.append(row.fault("unit_code_bad", "code", text=code))
    name = clean_name(row.text("name"))
    if not name:
        faults.append(row.fault("unit_name_needed", "name"))
    valid_from = _date(row, "valid_from", faults)
    last_day = _date(row, "valid_to", faults)
    if valid_from and last_day and last_day < valid_from:
        faults.append(row.fault("validity_backwards", "valid_to"))
    return UnitRow(
        row=row,
        code=code,
        name=name,
        parent=parent,
        kind=kind_of(row.text("kind")) if "kind" in row.texts else None,
        people=_people(row, faults),
        day=_date(row, "day", faults),
        valid_from=valid_from,
        valid_to=last_day + timedelta(days=1) if last_day else None,
        says_validity="valid_from" in row.texts or "valid_to" in row.texts,
        since=_date(row, "since", faults),
        successors=_codes(row.text("successors")) if "successors" in row.texts else None,
    )


def _codes(text: str) -> tuple[str, ...]:
    return tuple(sorted(set(re.findall(r"[^\s;,]+", text))))


def _people(row: Row, faults: list[Fault]) -> int | None:
    text = row.text("people")
    if not text:
        return None
    digits = re.sub(r"[.,\s]", "", text) if _GROUPED.fullmatch(text) else ""
    if not digits or int(digits) > MOST_PEOPLE:
        faults.append(row.fault("people_bad", "people", text=text))
        return None
    return int(digits)


def _date(row: Row, key: str, faults: list[Fault]) -> date | None:
    text = row.text(key)
    if not text:
        return None
    try:
        return parse_date(text)
    except ValueError:
        faults.append(row.fault("date_bad", key, text=text))
        return None
