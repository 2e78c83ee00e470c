import pytest

from question_bank.bank import Bank
from question_bank.findings import Finding
from question_bank.readers import read_bank
from question_bank.readers.reading import Reading

GOOD = """\
# Một lời ghi chú
bank_schema: 1
code: lang-son
title: "Tìm hiểu lịch sử"
notice: Cần thẩm định.
items:
  - code: 010
    stem: Năm nào?
    options:
      - 1930
      - no
      - 12:30
      - 1945-09-02
      - 1_000
      - true
    right: [A, F]
    pinned: [F]
    difficulty: easy
    use: practice
    explanation: >
      Hai dòng
      làm một.
    source: ~
"""


def read(text: str) -> Reading:
    return read_bank(text.encode(), "bank.yaml")


def refused(text: str) -> list[tuple[str, int | None]]:
    reading = read(text)
    assert reading.bank is None
    return [(finding.code, finding.place.line) for finding in reading.findings]


def bank(text: str) -> Bank:
    reading = read(text)
    assert reading.bank is not None, reading.findings
    return reading.bank


def test_scalars_stay_what_was_written() -> None:
    (item,) = bank(GOOD).items
    assert item.code == "010"
    assert item.options == ("1930", "no", "12:30", "1945-09-02", "1_000", "true")
    assert (item.right, item.pinned) == ((0, 5), (5,))
    assert (item.explanation, item.source) == ("Hai dòng làm một.", "")


def test_the_head_is_read_and_is_vietnamese_unless_it_says_otherwise() -> None:
    head = bank(GOOD).head
    assert (head.code, head.title) == ("lang-son", "Tìm hiểu lịch sử")
    assert (head.language, head.notice) == ("vi", "Cần thẩm định.")
    assert bank(GOOD.replace("notice:", "language: en\nnotice:")).language == "en"


def test_the_place_of_an_item_is_its_line() -> None:
    place = read(GOOD).drafts[0].place
    assert (place.file, place.line, place.item) == ("bank.yaml", 7, "010")


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("Năm nào?", "&neo Năm nào?", "yaml_alias", 8),
        ("Năm nào?", "*neo", "yaml_alias", 8),
        ("Năm nào?", "!!str Năm nào?", "yaml_tag", 8),
        ("Năm nào?", "!la Năm nào?", "yaml_tag", 8),
        ("[A, F]", "!!seq [A]", "yaml_tag", 16),
        ("Năm nào?", '!!python/object/apply:os.system ["ls"]', "yaml_tag", 8),
        ("Năm nào?", "Năm: nào?", "yaml_broken", 8),
        ("Năm nào?", '"Năm nào?', "yaml_broken", 24),
        ("Năm nào?", "Năm\u0007nào?", "yaml_broken", 8),
        ("source: ~", "source: ~\n---\na: 1", "yaml_documents", 24),
        ("stem: Năm nào?", "stem: Năm nào?\n    stem: Năm khác?", "key_repeated", 9),
        ("code: lang-son", "code: lang-son\ncode: khac", "key_repeated", 4),
        ("stem:", "stam: x\n    stem:", "key_unknown", 8),
        ("notice:", "note: x\nnotice:", "key_unknown", 5),
        ("bank_schema: 1", "bank_schema: 2", "schema_unknown", 2),
        ("bank_schema: 1", "", "key_absent", 1),
        ("Năm nào?", "[Năm nào?]", "expected_text", 8),
        ('title: "Tìm hiểu lịch sử"', "title: {vi: x}", "expected_text", 4),
        ("[A, F]", "{A: F}", "expected_list", 16),
        ("- 1930", "- [1930]", "expected_text", 10),
    ],
)
def test_what_is_not_allowed_is_refused_with_its_line(
    old: str, new: str, code: str, line: int
) -> None:
    assert (code, line) in refused(GOOD.replace(old, new, 1))


@pytest.mark.parametrize("text", ["bank_schema: 1\nitems: 5", "bank_schema: 1\nitems:\n  a: 1"])
def test_items_have_to_be_a_list(text: str) -> None:
    assert ("expected_list", 2 if "5" in text else 3) in refused(text)


def test_an_item_has_to_be_a_mapping() -> None:
    assert ("expected_mapping", 3) in refused("bank_schema: 1\nitems:\n  - một câu hỏi")


@pytest.mark.parametrize("text", ["[" * 200_000, "bank_schema: " + "{a: " * 100_000])
def test_nesting_without_end_is_refused_at_once(text: str) -> None:
    reading = read_bank(text.encode(), "a.yaml")
    assert [finding.code for finding in reading.findings] == ["document_deep"]


def test_more_entries_than_any_bank_has_are_refused() -> None:
    text = "items: [" + "a," * 1_000_001 + "]"
    assert [code for code, _ in refused(text)] == ["document_large"]


def test_every_error_of_the_file_is_said_with_line_and_item() -> None:
    second = GOOD[GOOD.index("  - code") :].replace("010", "011").replace("[A, F]", "[]")
    text = (GOOD + second).replace("difficulty: easy", "difficulty: dễ ợt", 1)
    findings: tuple[Finding, ...] = read(text).findings
    assert [(finding.code, finding.place.line, finding.place.item) for finding in findings] == [
        ("difficulty_unknown", 18, "010"),
        ("right_missing", 33, "011"),
    ]


def test_json_is_yaml_too() -> None:
    text = (
        '{"bank_schema": 1, "code": "a", "title": "b", "items": '
        '[{"code": "1", "stem": "?", "options": ["1", "2"], "right": "B"}]}'
    )
    assert bank(text).items[0].right == (1,)
