"""What a file has no place for stays as it was in the bank."""

from dataclasses import replace

import pytest

from question_bank.bank import Bank, BankHead, bank_of
from question_bank.carrying import kept
from question_bank.diff import diff_banks
from question_bank.examine import examine_file
from question_bank.item import Difficulty, Use
from question_bank.matching import How, Proposal, propose_codes
from question_bank.writers import FORMATS, write_bank
from tests.question_bank.word import word
from tests.stage import items

HEAD = BankHead("mau", "Mẫu", "vi", "Chỉ để thử.")
LOSSLESS = ("yaml", "json")
OLD = bank_of(
    HEAD,
    tuple(
        replace(item, period="1930–1945", difficulty=Difficulty.HARD, use=Use.PRACTICE, pinned=(3,))
        for item in items(3)
    ),
    {},
)


def again(data: bytes, form: str, old: Bank = OLD) -> Proposal:
    """Read a file over a bank whose code somebody types."""
    head = BankHead(old.code, old.code)
    return propose_codes(examine_file(data, f"a.{form}", defaults=head), old)


@pytest.mark.parametrize("form", FORMATS)
def test_a_bank_written_in_any_format_comes_back_over_itself_unchanged(form):
    proposal = again(write_bank(OLD, form), form)
    assert {match.how for match in proposal.matches} <= {How.GIVEN, How.SAME}
    coded = proposal.coded().bank
    assert coded is not None
    assert diff_banks(OLD, coded).is_empty
    assert coded.head == HEAD


@pytest.mark.parametrize(
    ("form", "fields"),
    [
        ("aiken", "head topic period difficulty use source explanation pinned"),
        ("gift", "head period difficulty use source pinned"),
        ("csv", "head"),
        ("xlsx", ""),
        ("docx", ""),
        ("yaml", ""),
    ],
)
def test_what_stays_is_told_by_field(form, fields):
    proposal = again(write_bank(OLD, form), form)
    counts = kept(proposal.reading, proposal.coded())
    assert counts == {field: 1 if field == "head" else 3 for field in fields.split()}


def test_a_table_says_what_it_has_columns_for_blank_or_not():
    rows = "Nội dung câu hỏi;Phương án A;Phương án B;Đáp án;Nguồn\n"
    item = replace(OLD.items[0], options=("Có", "Không"), pinned=())
    old = bank_of(HEAD, (item,), {})
    (blank,) = again(f"{rows}{item.stem};Có;Không;A;\n".encode(), "csv", old).coded().items
    assert (blank.source, blank.topic) == ("", item.topic)


def test_a_word_document_without_headings_is_silent_about_topics():
    first, *_ = OLD.items
    letters = zip("ABCD", first.options, strict=False)
    lines = [f"Câu 1: {first.stem}", *[f"{letter}. {option}" for letter, option in letters]]
    key = f"Đáp án: {'ABCD'[first.right[0]]}"
    (same,) = again(word(*lines, key), "docx").coded().items
    (moved,) = again(word("Chủ đề: Chặng mới", *lines, key), "docx").coded().items
    assert (same.topic, moved.topic) == (first.topic, "Chặng mới")


def test_a_lossless_file_says_a_blank_text_by_leaving_it_out():
    bare = bank_of(HEAD, tuple(replace(item, source="") for item in OLD.items), {})
    assert {item.source for item in again(write_bank(bare, "yaml"), "yaml").coded().items} == {""}


def test_pins_stay_with_the_options_they_were_made_for():
    first, *rest = OLD.items
    other = replace(first, options=("Một", "Hai", "Ba"), pinned=())
    data = write_bank(bank_of(HEAD, (other, *rest), {}), "gift")
    assert [item.pinned for item in again(data, "gift").coded().items] == [(), (3,), (3,)]


def test_a_typed_title_counts_and_the_rest_of_the_head_stays():
    head = BankHead("mau", "Tên mới")
    reading = examine_file(write_bank(OLD, "aiken"), "a.txt", defaults=head)
    assert propose_codes(reading, OLD).coded().head == replace(HEAD, title="Tên mới")


def test_advice_about_what_stays_falls_and_about_new_items_is_given():
    data = write_bank(OLD, "aiken") + "\nCâu thứ tư?\nA. Một\nB. Hai\nANSWER: A\n".encode()
    proposal = again(data, "aiken")
    missing = [
        (found.code, found.place.item)
        for found in proposal.coded().findings
        if "_missing" in found.code
    ]
    assert missing == [(f"{field}_missing", "#4") for field in ("topic", "explanation", "source")]
    assert any(found.code == "source_missing_everywhere" for found in proposal.reading.findings)


def test_items_that_differ_only_in_what_a_file_cannot_say_are_left_to_a_person():
    first, *_ = OLD.items
    old = bank_of(HEAD, (first, replace(first, code="T-9", pinned=())), {})
    assert all(match.is_open for match in again(write_bank(old, "aiken"), "aiken", old).matches)
