from dataclasses import replace

from question_bank.bank import Bank
from question_bank.item import Difficulty, Item
from question_bank.item_changes import diff_lines, face_of, field_changes

ITEM = Item(
    "A-1",
    "Hội nghị họp ở đâu?",
    ("Tân Trào", "Pác Bó"),
    (0,),
    topic="Khởi nghĩa",
    explanation="Tháng 8-1945.",
)


def bank(*items: Item) -> Bank:
    return Bank("mau", "Mẫu", "vi", "", items)


def lines(old: Bank, new: Bank, language: str = "vi") -> list[str]:
    """Return what is said of the items, after the lists of codes."""
    said = list(diff_lines(old, new, language))
    return [line for line in said if line.startswith(("\n", " "))]


def test_fields_that_stayed_are_not_among_the_changes() -> None:
    changed = replace(ITEM, stem="Hội nghị họp ở nơi nào?", options=(*ITEM.options, "Bắc Sơn"))
    found = field_changes(face_of(ITEM, "vi"), face_of(changed, "vi"))
    assert [change.field for change in found] == ["stem", "option_c"]


def test_a_terminal_says_each_change_with_its_words() -> None:
    changed = replace(
        ITEM,
        stem="Hội nghị họp ở nơi nào?",
        right=(1,),
        difficulty=Difficulty.HARD,
        explanation="Tháng 8 năm 1945.",
    )
    assert lines(bank(ITEM), bank(changed)) == [
        "\nA-1",
        "  Nội dung câu hỏi: Hội nghị họp ở [-đâu-]{+nơi nào+}?",
        "  Đáp án: [-A. Tân Trào-]{+B. Pác Bó+}",
        "  Độ khó: [-Trung bình-]{+Khó+}",
        "  Giải thích: Tháng 8[---]{+ năm +}1945.",
    ]
    assert "  Difficulty: [-medium-]{+hard+}" in lines(bank(ITEM), bank(changed), "en")


def test_items_that_came_went_or_only_changed_places_have_no_words_to_mark() -> None:
    other = replace(ITEM, code="A-2")
    assert lines(bank(ITEM), bank(other)) == []
    assert lines(bank(ITEM, other), bank(other, ITEM)) == []


def test_a_new_key_stands_out_under_the_question_that_it_is_the_key_of() -> None:
    changed = replace(ITEM, right=(1,))
    said = list(diff_lines(bank(ITEM), bank(changed), "vi", "<{}>".format))
    assert said == [
        "<Đổi đáp án (1): A-1>",
        "\nA-1 – Hội nghị họp ở đâu?",
        "<  Đáp án: [-A. Tân Trào-]{+B. Pác Bó+}>",
    ]


def test_a_letter_that_only_follows_its_option_does_not_stand_out() -> None:
    changed = replace(ITEM, options=ITEM.options[::-1], right=(1,))
    said = list(diff_lines(bank(ITEM), bank(changed), "vi", "<{}>".format))
    assert "  Đáp án: [-A. Tân Trào-]{+B. Tân Trào+}" in said
