"""JSON says the same as YAML, more strictly: every error has its line."""

import json

import pytest

from question_bank.bank import Bank
from question_bank.readers import read_bank
from question_bank.readers.reading import Reading

GOOD = """\
{
  "bank_schema": 1,
  "code": "lang-son",
  "title": "Tìm hiểu \\"lịch sử\\"",
  "items": [
    {
      "code": "010",
      "stem": "N\\u0103m n\\u00e0o?\\n\\ud83d\\ude00",
      "options": [1930, "no", 1.50, true],
      "right": ["A", "D"],
      "source": null
    }
  ]
}
"""


def read(text: str) -> Reading:
    return read_bank(text.encode(), "bank.json")


def bank(text: str) -> Bank:
    reading = read(text)
    assert reading.bank is not None, reading.findings
    return reading.bank


def test_values_stay_what_was_written() -> None:
    (item,) = bank(GOOD).items
    assert item.stem == "Năm nào?\n😀"
    assert item.options == ("1930", "no", "1.50", "true")
    assert (item.right, item.source) == ((0, 3), "")
    assert bank(GOOD).title == 'Tìm hiểu "lịch sử"'


def test_the_place_of_a_question_is_its_line() -> None:
    assert read(GOOD).drafts[0].place.line == 6


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ('"code": "010",', '"code": "010", "code": "011",', "key_repeated", 7),
        ('"title"', '"code": "x", "title"', "key_repeated", 4),
        ('"stem"', '"stam"', "key_unknown", 8),
        ('"bank_schema": 1', '"bank_schema": 2', "schema_unknown", 2),
        ("[1930", "[[1930]", "expected_text", 9),
        ('["A", "D"]', "{}", "right_missing", 10),
        ('["A", "D"]', '{"A": 1}', "expected_list", 10),
        ("null\n", "null,\n", "json_broken", 12),
        ("1930, ", "1930 ", "json_broken", 9),
        ("1930", "01930", "json_broken", 9),
        ("true", "True", "json_broken", 9),
        ("true", "NaN", "json_broken", 9),
        ('"no"', "'no'", "json_broken", 9),
        ('"no"', '"\t"', "json_broken", 9),
        ('"no"', '"\\ud83d"', "json_broken", 9),
        ('"source"', "source", "json_broken", 11),
        ('"source":', '"source"', "json_broken", 11),
        ("null\n", 'null, "explanation": "chưa hết\n', "json_broken", 11),
        ("  ]\n}\n", "  ]\n}\n{}", "json_broken", 15),
        ("  ]\n}\n", "  ]\n", "json_broken", 14),
    ],
)
def test_what_is_not_allowed_is_refused_with_its_line(
    old: str, new: str, code: str, line: int
) -> None:
    assert old in GOOD
    reading = read(GOOD.replace(old, new, 1))
    assert reading.bank is None
    assert (code, line) in [(each.code, each.place.line) for each in reading.findings]


@pytest.mark.parametrize("text", ["[" * 200_000, '{"bank_schema": ' + '{"a": ' * 100_000])
def test_nesting_without_end_is_refused_at_once(text: str) -> None:
    assert [finding.code for finding in read(text).findings] == ["document_deep"]


def test_more_entries_than_any_bank_has_are_refused() -> None:
    text = '{"items": [' + "1," * 1_000_001 + "1]}"
    assert [finding.code for finding in read(text).findings] == ["document_large"]


def test_items_need_their_codes() -> None:
    reading = read(GOOD.replace('"code": "010",', ""))
    assert [finding.code for finding in reading.findings] == ["code_missing"]


def test_every_program_reads_what_is_written() -> None:
    document = json.loads(GOOD)
    document["items"][0]["options"] = ["1930", "no", "1.50", "true"]
    assert bank(json.dumps(document)) == bank(GOOD)
