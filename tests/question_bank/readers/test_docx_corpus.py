"""Hundreds of documents by organizers with different habits: no key is ever read wrong."""

import re

import pytest

from question_bank.bank import BankHead
from question_bank.findings import Severity
from question_bank.readers import read_bank
from question_bank.readers.reading import Reading
from tests.question_bank.readers.authors import MARKS, WRITTEN, Author

HEAD = BankHead("mau", "Mẫu")
SEEDS = range(300)
IN_WORDS = ("line", "list", "lists", "row", "column", "worded", "worded table", "forms")


def who_keys(first: int, *keys: str) -> list[int]:
    """Seeds of authors who give their keys in one of some ways, their labels plain."""
    authors = map(Author, range(first, first + 100))
    return [each.seed for each in authors if each.key in keys and not each.bold_labels]


def is_plain(author: Author) -> bool:
    """Whether no text of the author could be taken for a mark, or a mark for a text."""
    stems = " ".join(item.stem.casefold() for item in author.items)
    ends = [option.split()[-1] for item in author.items for option in item.options]
    asks_for_wrong = re.search(r"\b(?:sai|không|chưa|trừ)\b", stems)
    return not asks_for_wrong and not any(re.fullmatch("(?i)[ivxlc]+", end) for end in ends)


def read(author: Author) -> Reading:
    return read_bank(author.file(), "cau-hoi.docx", defaults=HEAD)


def texts(author: Author) -> list[tuple[object, ...]]:
    return [
        (item.stem, item.options, item.right, item.explanation if author.explains else "")
        for item in author.items
    ]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_document_of_steady_habits_is_read_whole(seed: int) -> None:
    author = Author(seed)
    reading = read(author)
    assert not reading.is_faulty, (author.describe(), reading.findings)
    assert [
        (item.stem.replace(",\n", ", "), item.options, item.right, item.explanation)
        for item in reading.items
    ] == texts(author), author.describe()
    assert "keys_recognised" in [finding.code for finding in reading.findings]


@pytest.mark.parametrize("written", WRITTEN)
@pytest.mark.parametrize("seed", range(700, 740))
def test_what_is_written_behind_the_right_option_is_its_mark_or_nothing_is_read(
    seed: int, written: str
) -> None:
    author = Author(seed, written=written)
    reading = read(author)
    assert not reading.is_faulty or not is_plain(author), (author.describe(), reading.findings)
    if not reading.is_faulty:
        assert [item.right for item in reading.items] == [item.right for item in author.items]
        assert [item.options for item in reading.items] == [item.options for item in author.items]


@pytest.mark.parametrize("written", WRITTEN)
@pytest.mark.parametrize("slip", ["two", "all", "none"])
def test_a_slip_among_written_marks_keeps_the_bank_out(slip: str, written: str) -> None:
    for seed in range(740, 755):
        author = Author(seed, slip, written=written)
        assert read(author).is_faulty, author.describe()


@pytest.mark.parametrize("seed", range(800, 900))
def test_options_with_roman_numbers_are_read_whole(seed: int) -> None:
    author = Author(seed, is_roman=True)
    reading = read(author)
    assert not reading.is_faulty, (author.describe(), reading.findings)
    assert [
        (item.stem.replace(",\n", ", "), item.options, item.right, item.explanation)
        for item in reading.items
    ] == texts(author), author.describe()


@pytest.mark.parametrize("slip", ["two", "all", "none", "other"])
@pytest.mark.parametrize("seed", who_keys(300, *MARKS[:5]))
def test_a_slip_of_the_hand_in_one_question_keeps_the_bank_out_and_is_pointed_at(
    seed: int, slip: str
) -> None:
    author = Author(seed, slip)
    reading = read(author)
    errors = [found for found in reading.findings if found.severity is Severity.ERROR]
    assert reading.is_faulty, author.describe()
    assert {found.place.item for found in errors} == {str(author.slipped + 1)}, author.describe()


@pytest.mark.parametrize("seed", who_keys(400, *IN_WORDS))
def test_a_mark_that_contradicts_what_is_said_in_words_is_an_error(seed: int) -> None:
    author, steady = Author(seed, "wrong"), Author(seed)
    assert not read(steady).is_faulty
    author.items = [author.items[author.slipped]]
    author.slipped = 0
    reading = read(author)
    assert reading.is_faulty, author.describe()
    assert "keys_disagree" in [found.code for found in reading.findings], author.describe()
