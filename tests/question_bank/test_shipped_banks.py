from importlib.resources import files

import pytest

from question_bank.bank import Bank
from question_bank.canonical import canonical_digest
from question_bank.checks import check_bank
from question_bank.item import Use
from question_bank.readers import read_bank
from question_bank.writers import write_bank

SHIPPED = sorted(
    file.name
    for file in (files("question_bank") / "banks").iterdir()
    if file.name.endswith(".yaml")
)


def shipped(name: str) -> Bank:
    reading = read_bank((files("question_bank") / "banks" / name).read_bytes(), name)
    assert reading.findings == ()
    assert reading.bank is not None
    return reading.bank


def test_there_are_shipped_banks() -> None:
    assert SHIPPED


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_bank_is_read_without_a_remark_and_checked_without_one(name: str) -> None:
    bank = shipped(name)
    assert check_bank(bank) == ()
    assert {item.use for item in bank.items} == set(Use)


@pytest.mark.parametrize("name", SHIPPED)
def test_an_item_without_a_picture_is_known_as_it_was_before_there_were_any(name: str) -> None:
    for item in shipped(name).items:
        before = {"options": item.options, "pinned": item.pinned, "stem": item.stem}
        assert item.content_digest == canonical_digest(before)


@pytest.mark.parametrize("name", SHIPPED)
@pytest.mark.parametrize("format_", ["yaml", "json", "xlsx", "csv", "docx"])
def test_a_shipped_bank_goes_through_every_format_unchanged(name: str, format_: str) -> None:
    bank = shipped(name)
    again = read_bank(write_bank(bank, format_), "bank", defaults=bank.head).bank
    assert again == bank
