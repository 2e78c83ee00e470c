"""Who is who: when a row of a table and a known person are one human being.

The same name (accents and case aside) and nothing that contradicts: two birth dates, or two staff
numbers, that differ. And at least one thing that agrees: staff number, phone, or unit. A name alone
is nobody: thousands are called Nguyễn Thị Hương. What is not said contradicts nothing.
"""

from collections.abc import Iterable
from datetime import date
from typing import Protocol, TypeVar


class Known(Protocol):
    """What tells people of one name apart; ``units`` are all that the person has stood under."""

    @property
    def birth_date(self) -> date | None:
        """Return the birth date, if it is known."""

    @property
    def phone(self) -> str | None:
        """Return the telephone number, if there is one."""

    @property
    def staff_number(self) -> str | None:
        """Return the staff number, if there is one."""

    @property
    def units(self) -> frozenset[int]:
        """Return the units."""


Someone = TypeVar("Someone", bound=Known)
Agreement = tuple[bool, bool, bool, bool]
"""What agrees, the strongest first: staff number, birth date, phone, unit."""


def agreement(one: Known, other: Known) -> Agreement | None:
    """Return what agrees between two of one name; None when they are not the same person."""
    if _differ(one.birth_date, other.birth_date) or _differ(one.staff_number, other.staff_number):
        return None
    staff = _agree(one.staff_number, other.staff_number)
    phone = _agree(one.phone, other.phone)
    unit = bool(one.units & other.units)
    if not (staff or phone or unit):
        return None
    return staff, _agree(one.birth_date, other.birth_date), phone, unit


def best_matches(one: Known, others: Iterable[Someone]) -> list[Someone]:
    """Return those of one name that agree most; several when nothing tells which of them it is."""
    found = [(agreed, other) for other in others if (agreed := agreement(one, other)) is not None]
    best = max((agreed for agreed, _ in found), default=None)
    return [other for agreed, other in found if agreed == best]


def _differ(one: object, other: object) -> bool:
    return one is not None and other is not None and one != other


def _agree(one: object, other: object) -> bool:
    return one is not None and one == other
