"""What a format cannot hold is named before anything is written."""

from dataclasses import replace

import pytest

from question_bank.bank import Bank
from question_bank.findings import Severity
from question_bank.writers import FORMATS, format_of, holds_codes, losses, write_bank
from question_bank.writers.example import EXAMPLE

PLAIN, PINNED = EXAMPLE.items
SEVERAL = replace(PLAIN, code="VD-003", right=(0, 1), pinned=())


def bank(*items: object) -> Bank:
    return replace(EXAMPLE, items=items)  # type: ignore[arg-type]


def named(found: Bank, format_: str) -> list[tuple[str, object, object]]:
    return [
        (each.code, each.data.get("field"), each.data.get("count"))
        for each in losses(found, format_)
    ]


@pytest.mark.parametrize("format_", ["yaml", "json", "xlsx"])
def test_native_files_and_workbooks_hold_everything(format_: str) -> None:
    assert losses(bank(PLAIN, PINNED, SEVERAL), format_) == ()


def test_a_table_of_text_holds_no_head() -> None:
    assert named(EXAMPLE, "csv") == [("loss_head", None, None)]


def test_gift_names_each_field_that_some_item_fills() -> None:
    assert named(EXAMPLE, "gift") == [
        ("loss_head", None, None),
        ("loss_field", "pinned", 1),
        ("loss_field", "period", 2),
        ("loss_field", "difficulty", 1),
        ("loss_field", "use", 1),
        ("loss_field", "source", 2),
    ]


def test_aiken_leaves_out_items_with_several_answers_and_says_which() -> None:
    asks_like_an_answer = replace(PLAIN, code="VD-004", stem="Đáp án: B")
    found = losses(bank(PLAIN, SEVERAL, asks_like_an_answer), "aiken")
    (left_out,) = (each for each in found if each.code == "loss_items")
    assert left_out.data["items"] == "VD-003, VD-004"
    assert write_bank(bank(SEVERAL), "aiken") == b""


def test_aiken_says_which_texts_lose_their_lines() -> None:
    broken = replace(PLAIN, stem="Dòng một\nDòng hai")
    assert ("loss_lines", None, 1) in named(bank(broken, PINNED), "aiken")
    assert "loss_lines" not in {code for code, _, _ in named(EXAMPLE, "aiken")}


def test_of_many_items_the_first_few_are_named() -> None:
    many = [replace(SEVERAL, code=f"X-{number}") for number in range(11)]
    (left_out,) = (each for each in losses(bank(*many), "aiken") if each.code == "loss_items")
    assert str(left_out.data["items"]).endswith("X-9, …")


@pytest.mark.parametrize("format_", FORMATS)
def test_a_loss_is_advice_in_both_languages(format_: str) -> None:
    for each in losses(bank(PINNED, SEVERAL), format_):
        assert each.severity is Severity.WARNING
        assert each.sentence("vi") != each.sentence("en")


@pytest.mark.parametrize(
    ("filename", "format_"),
    [
        ("a.yaml", "yaml"),
        ("a.YML", "yaml"),
        ("a.json", "json"),
        ("a.gift", "gift"),
        ("a.txt", "aiken"),
        ("a.aiken", "aiken"),
        ("a.doc", None),
        ("yaml", None),
    ],
)
def test_the_ending_of_a_name_tells_what_to_write(filename: str, format_: str | None) -> None:
    assert format_of(filename) == format_


def test_only_aiken_holds_no_codes() -> None:
    assert [format_ for format_ in FORMATS if not holds_codes(format_)] == ["aiken"]
