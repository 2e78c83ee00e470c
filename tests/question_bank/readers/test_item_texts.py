"""What every format says about the texts of an item, tried through the native one."""

import json
from typing import Any

import pytest

from question_bank.findings import Finding
from question_bank.item import Difficulty, Item, Use
from question_bank.readers import read_bank

GOOD: dict[str, Any] = {
    "code": "LS-001",
    "stem": "Hội nghị họp ở đâu?",
    "options": ["Tân Trào", "Pác Bó", "Bắc Sơn"],
    "right": ["A"],
}


def read(**change: Any) -> Item | list[Finding]:
    entry = {key: value for key, value in (GOOD | change).items() if value is not None}
    document = {"bank_schema": 1, "code": "mau", "title": "Mẫu", "items": [entry]}
    reading = read_bank(json.dumps(document, ensure_ascii=False).encode(), "a.yaml")
    return reading.bank.items[0] if reading.bank else list(reading.findings)


def item(**change: Any) -> Item:
    made = read(**change)
    assert isinstance(made, Item)
    return made


def codes(**change: Any) -> list[str]:
    made = read(**change)
    assert isinstance(made, list)
    return [finding.code for finding in made]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"code": None}, ["code_missing"]),
        ({"code": "  "}, ["code_missing"]),
        ({"stem": None}, ["stem_missing"]),
        ({"stem": None, "right": None}, ["stem_missing", "right_missing"]),
        ({"options": ["một"]}, ["options_few"]),
        ({"options": []}, ["options_few", "letter_without_option"]),
        ({"options": ["1", "2", "3", "4", "5", "6", "7"]}, ["options_many"]),
        ({"options": ["một", "", "ba"]}, ["option_empty"]),
        ({"right": []}, ["right_missing"]),
        ({"right": ["D"]}, ["letter_without_option"]),
        ({"right": ["A", "E", "F"]}, ["letter_without_option"] * 2),
        ({"right": ["G"]}, ["letters_unreadable"]),
        ({"right": ["2"]}, ["letters_unreadable"]),
        ({"pinned": ["D"]}, ["letter_without_option"]),
        ({"pinned": ["cuối"]}, ["letters_unreadable"]),
        ({"difficulty": "siêu khó"}, ["difficulty_unknown"]),
        ({"use": "thi thật"}, ["use_unknown"]),
        ({"stem": "x" * 4001}, ["text_too_long"]),
        ({"options": ["x" * 1001, "một"]}, ["text_too_long"]),
        ({"stem": "Đáp\u200bán"}, ["text_hidden"]),
        ({"options": ["\u202eabc", "một"]}, ["text_hidden"]),
        ({"source": "a\u0000b"}, ["text_hidden"]),
        (
            {"code": "", "stem": "", "options": ["", ""], "right": []},
            ["code_missing", "stem_missing", "option_empty", "option_empty", "right_missing"],
        ),
    ],
)
def test_everything_wrong_with_an_item_is_said_at_once(
    change: dict[str, Any], expected: list[str]
) -> None:
    assert codes(**change) == expected


def test_texts_at_their_limits_are_read() -> None:
    long = item(stem="x" * 4000, options=["y" * 1000, "z"])
    assert (len(long.stem), len(long.options[0])) == (4000, 1000)


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("A", (0,)),
        (["C", "A"], (0, 2)),
        (["B", "B"], (1,)),
        ("b", (1,)),
        ("A, C", (0, 2)),
        ("A;C", (0, 2)),
        ("AC", (0, 2)),
        ("a và c", (0, 2)),
        ("C.", (2,)),
        ("b)", (1,)),
    ],
)
def test_keys_are_read_as_people_write_them(written: object, right: tuple[int, ...]) -> None:
    assert item(right=written).right == right


@pytest.mark.parametrize(
    ("word", "difficulty"),
    [
        ("easy", Difficulty.EASY),
        ("Dễ", Difficulty.EASY),
        ("TRUNG BÌNH", Difficulty.MEDIUM),
        ("", Difficulty.MEDIUM),
        ("kho", Difficulty.HARD),
    ],
)
def test_difficulties_are_read_in_both_languages(word: str, difficulty: Difficulty) -> None:
    assert item(difficulty=word).difficulty is difficulty


@pytest.mark.parametrize(
    ("word", "use"),
    [
        ("Ôn tập", Use.PRACTICE),
        ("practice", Use.PRACTICE),
        ("chính thức", Use.OFFICIAL),
        ("", Use.OFFICIAL),
    ],
)
def test_uses_are_read_in_both_languages(word: str, use: Use) -> None:
    assert item(use=word).use is use


def test_texts_are_tidied_on_the_way_in() -> None:
    tidied = item(stem=" Đa\u0309ng bộ\r\nnào? ", topic="Thành  lập\nĐảng", code=" LS 1 ")
    assert (tidied.stem, tidied.topic, tidied.code) == ("Đảng bộ\nnào?", "Thành lập Đảng", "LS 1")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"code": None}, "bank_code_missing"),
        ({"code": "Lạng Sơn"}, "bank_code_shape"),
        ({"code": "-a"}, "bank_code_shape"),
        ({"title": " "}, "bank_title_missing"),
        ({"language": "fr"}, "language_unknown"),
        ({"notice": "x" * 4001}, "text_too_long"),
        ({"title": "a\u200bb"}, "text_hidden"),
        ({"items": []}, "bank_empty"),
    ],
)
def test_a_head_that_is_wrong_keeps_the_bank_out(change: dict[str, Any], code: str) -> None:
    document = {"bank_schema": 1, "code": "mau", "title": "Mẫu", "items": [GOOD]} | change
    kept = {key: value for key, value in document.items() if value is not None}
    reading = read_bank(json.dumps(kept).encode(), "a.yaml")
    assert reading.bank is None
    assert [finding.code for finding in reading.findings] == [code]
