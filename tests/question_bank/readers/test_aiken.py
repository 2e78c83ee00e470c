import pytest

from question_bank.bank import BankHead
from question_bank.item import Item
from question_bank.readers import read_bank
from question_bank.readers.reading import Reading

HEAD = BankHead("mau", "Mẫu")
GOOD = """\
Thủ đô kháng chiến ở đâu?
A. Tân Trào
B. Pác Bó
ANSWER: A

Hội nghị họp năm nào?
A) 1930
B) 1941
C) 1945
ANSWER: B
"""


def read(text: str) -> Reading:
    return read_bank(text.encode(), "cau-hoi.txt", defaults=HEAD)


def items(text: str) -> tuple[Item, ...]:
    reading = read(text)
    assert reading.findings == ()
    return reading.items


def found(text: str) -> list[tuple[str, int | None]]:
    return [(each.code, each.place.line) for each in read(text).findings]


def test_questions_are_read_and_wait_for_codes() -> None:
    first, second = items(GOOD)
    assert (first.stem, first.options) == ("Thủ đô kháng chiến ở đâu?", ("Tân Trào", "Pác Bó"))
    assert (second.options, second.right) == (("1930", "1941", "1945"), (1,))
    assert read(GOOD).lacks_codes
    assert read(GOOD).bank is None
    assert [(draft.name, draft.place.line) for draft in read(GOOD).drafts] == [("#1", 1), ("#2", 6)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("A. ", "a) "),
        ("A. ", "A) "),
        ("A. ", "A."),
        ("A. ", "  A .  "),
        ("ANSWER: A", "ĐÁP ÁN: A"),
        ("ANSWER: A", "Đáp án đúng : a."),
        ("ANSWER: A", "Đa\u0301p a\u0301n: A"),
        ("ANSWER: A", "answer:A"),
        ("\nA. ", "\n\nA. "),
        ("\nANSWER: A", "\n\nANSWER: A"),
        ("ANSWER: A\n\n", "ANSWER: A\n"),
        ("\n", "\r\n"),
    ],
)
def test_people_write_it_in_many_ways(old: str, new: str) -> None:
    assert old in GOOD
    assert items(GOOD.replace(old, new)) == items(GOOD)


def test_texts_of_several_lines_stay_together() -> None:
    text = GOOD.replace("ở đâu?", "\nở đâu?").replace("Pác Bó", "Pác Bó,\n  Cao Bằng")
    first, _ = items(text)
    assert first.stem == "Thủ đô kháng chiến \nở đâu?"
    assert first.options[1] == "Pác Bó,\n  Cao Bằng"


def test_several_right_letters_are_read() -> None:
    assert items(GOOD.replace("ANSWER: B", "ANSWER: A, C"))[1].right == (0, 2)


def test_a_question_may_begin_like_an_option_or_speak_of_an_answer() -> None:
    first, _ = items(GOOD.replace("Thủ đô", "A. Thủ đô"))
    assert first.stem == "A. Thủ đô kháng chiến ở đâu?"
    assert items(GOOD.replace("Thủ đô", "Đáp án: thủ đô"))[0].options[0] == "Tân Trào"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("ANSWER: A\n", "", [("right_missing", 1)]),
        ("ANSWER: A", "ANSWER: C", [("letter_without_option", 4)]),
        ("ANSWER: A", "ANSWER: Tân Trào", [("letters_unreadable", 4)]),
        ("ANSWER: A", "ANSWER: A\nANSWER: B", [("answer_repeated", 5)]),
        ("B. Pác Bó", "C. Pác Bó", [("option_order", 3)]),
        ("B. Pác Bó\n", "", [("options_few", 2)]),
        ("Thủ đô kháng chiến ở đâu?\n", "", [("stem_missing", 1)]),
        ("Hội nghị họp năm nào?\n", "", [("stem_missing", 6)]),
        ("C) 1945", "C) 1\nD) 2\nE) 3\nF) 4\nG) 5", [("options_many", 6)]),
    ],
)
def test_what_is_wrong_is_said_with_its_line(
    old: str, new: str, expected: list[tuple[str, int]]
) -> None:
    assert old in GOOD
    reading = read(GOOD.replace(old, new, 1))
    assert [(each.code, each.place.line) for each in reading.findings] == expected
    assert len(reading.drafts) == 2
    assert len(reading.items) == 1 + (old == "ANSWER: A" and "B" in new)


def test_an_answer_to_no_question_is_no_bank() -> None:
    assert ("stem_missing", 1) in found("A. một\nB. hai\nANSWER: A")


def test_a_file_without_a_head_asks_for_one() -> None:
    reading = read_bank(GOOD.encode(), "a.txt")
    assert [finding.code for finding in reading.findings] == ["head_absent"]
    assert len(reading.items) == 2
