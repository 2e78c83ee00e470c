"""What a table of people holds, row by row: columns, and how their texts are understood."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from quiz.documents.table import Column, Fault, Holds, Row, Table
from quiz.domain.dates import parse_date
from quiz.domain.names import clean_name, fold
from quiz.models import Eligibility
from quiz.services.registration import canonical_phone

SHEET = "Người dự thi"
"""What the sheet of the template is called."""
COLUMNS = (
    Column("full_name", "Họ và tên", 100, True, ("họ tên", "full name"), example="Nguyễn Thị Hạnh"),
    Column(
        "birth_date",
        "Ngày sinh",
        20,
        also=("birth date",),
        holds=Holds.DAY,
        example="05/09/1980",
    ),
    Column("unit", "Mã đơn vị", 40, True, ("đơn vị", "unit code"), example="CL-THPT"),
    Column(
        "phone",
        "Số điện thoại",
        20,
        also=("điện thoại", "phone"),
        holds=Holds.NUMBER,
        example="0912345678",
    ),
    Column(
        "staff_number",
        "Số hiệu cán bộ",
        40,
        also=("số hiệu", "số thẻ", "staff number"),
        example="CB-0147",
    ),
    Column("category", "Đối tượng", 40, also=("đối tượng dự thi", "category")),
    Column("eligibility", "Xét giải", 40, also=("eligible",)),
)
ELIGIBILITIES: Mapping[str, Eligibility] = {
    "có": Eligibility.IN_CONTEST,
    "không": Eligibility.OUT_OF_PRIZES,
    "không được dự thi": Eligibility.EXCLUDED,
}
"""What stands under "Xét giải": who takes part as everybody, without prizes, or not at all."""
_NAME_HAS_NO = frozenset("<>{}[]0123456789")
_NOT_A_LETTER = re.compile(r"[^0-9a-z]")
_LOST_ZERO = re.compile(r"[35789]\d{8}", re.ASCII)


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person as a row gives it; None where nothing is said."""

    row: Row
    full_name: str
    folded: str
    birth_date: date | None
    unit: str
    phone: str | None
    staff_number: str | None
    category: str | None
    eligibility: Eligibility | None


def person_rows(
    table: Table, categories: Mapping[str, str]
) -> tuple[tuple[PersonRow, ...], tuple[Fault, ...]]:
    """Return the people of a table and what is wrong with any row.

    ``categories`` are those of the contest by their key; a contest without any takes none. A person
    with a fault elsewhere in the row is among the people.
    """
    faults: list[Fault] = []
    people = [_person(row, categories, faults) for row in table.rows]
    return tuple(person for person in people if person.full_name), tuple(faults)


def category_key(text: str) -> str:
    """Return what counts of a category: "Cán bộ", "can_bo" and "CÁN-BỘ" are one."""
    return _NOT_A_LETTER.sub("", fold(text))


def _person(row: Row, categories: Mapping[str, str], faults: list[Fault]) -> PersonRow:
    name = clean_name(row.text("full_name"))
    if len(name) < 2 or not any(letter.isalpha() for letter in name):
        faults.append(row.fault("person_name_needed", "full_name"))
    elif any(letter in _NAME_HAS_NO for letter in name):
        faults.append(row.fault("person_name_bad", "full_name", text=name))
    if not row.text("unit"):
        faults.append(row.fault("person_unit_needed", "unit"))
    return PersonRow(
        row=row,
        full_name=name,
        folded=fold(name),
        birth_date=_birth_date(row, faults),
        unit=row.text("unit"),
        phone=_phone(row, faults),
        staff_number=row.text("staff_number") or None,
        category=_category(row, categories, faults),
        eligibility=_eligibility(row, faults),
    )


def _birth_date(row: Row, faults: list[Fault]) -> date | None:
    text = row.text("birth_date")
    if not text:
        return None
    try:
        return parse_date(text)
    except ValueError:
        faults.append(row.fault("date_bad", "birth_date", text=text))
        return None


def _phone(row: Row, faults: list[Fault]) -> str | None:
    text = row.text("phone")
    if not text:
        return None
    # A spreadsheet that took the number for a quantity has dropped the zero in front.
    phone = canonical_phone("0" + text if _LOST_ZERO.fullmatch(text) else text)
    if phone is None:
        faults.append(row.fault("person_phone_bad", "phone", text=text))
    return phone


def _eligibility(row: Row, faults: list[Fault]) -> Eligibility | None:
    text = row.text("eligibility")
    if not text:
        return None
    found = _ELIGIBILITIES.get(category_key(text))
    if found is None:
        known = ", ".join(ELIGIBILITIES)
        faults.append(row.fault("eligibility_bad", "eligibility", text=text, known=known))
    return found


def _category(row: Row, categories: Mapping[str, str], faults: list[Fault]) -> str | None:
    text = row.text("category")
    if not text or not categories:
        return None
    category = categories.get(category_key(text))
    if category is None:
        known = ", ".join(categories.values())
        faults.append(row.fault("category_unknown", "category", text=text, known=known))
    return category


_ELIGIBILITIES = {category_key(words): found for words, found in ELIGIBILITIES.items()}
