"""What reading a file gives, and how a reader gives up on one."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from question_bank.bank import Bank, BankHead, bank_of
from question_bank.findings import NOWHERE, Finding, Place, error, has_errors
from question_bank.item import Item


@dataclass(frozen=True, slots=True)
class Reading:
    """A bank with its warnings, or no bank and every error of the file.

    `bank` is None exactly when a finding is an error; `places` says where each item's code stood.
    """

    bank: Bank | None
    findings: tuple[Finding, ...]
    places: Mapping[str, Place] = field(default_factory=dict)


class RefusedError(Exception):
    """Nothing more can be read of this file, for the reason in `finding`."""

    def __init__(self, code: str, place: Place = NOWHERE, **data: str | int) -> None:
        super().__init__(code)
        self.finding = error(code, place, **data)


def reading_of(
    head: BankHead | None,
    items: list[tuple[Item, Place]],
    findings: list[Finding],
    pictures: Mapping[str, bytes] | None = None,
) -> Reading:
    """Conclude a reading: the bank only if nothing is wrong with any part of it."""
    if head is None or has_errors(findings):
        return Reading(None, tuple(findings))
    places: dict[str, Place] = {}
    for item, place in items:
        places.setdefault(item.code, place)
    bank = bank_of(head, tuple(item for item, _ in items), pictures)
    return Reading(bank, tuple(findings), places)
