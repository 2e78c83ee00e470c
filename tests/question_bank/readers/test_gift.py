import pytest

from question_bank.bank import BankHead
from question_bank.item import Item
from question_bank.readers import read_bank
from question_bank.readers.reading import Reading

HEAD = BankHead("mau", "Mẫu")
AROUND = """\
// Ghi chú: {{không phải câu hỏi}}

::T-1::Câu trước? {{=a ~b}}

{}

::T-9::Câu sau? {{=a ~b}}
"""


def read(text: str, language: str = "vi") -> Reading:
    head = BankHead("mau", "Mẫu", language)
    return read_bank(text.encode(), "cau-hoi.gift", defaults=head)


def middle(question: str) -> Item:
    reading = read(AROUND.format(question))
    assert [item.code for item in reading.items][::2] == ["T-1", "T-9"], reading.findings
    return reading.items[1]


def found(question: str) -> list[tuple[str, int | None]]:
    """What is said of a question that begins on line 5; its neighbours have to be read."""
    reading = read(AROUND.format(question))
    assert {"T-1", "T-9"} <= {item.code for item in reading.items}
    return [(each.code, each.place.line) for each in reading.findings]


def test_title_answers_and_feedback_become_an_item() -> None:
    item = middle(
        "::LS-001:: Ai chủ trì\n hội nghị? {\n =Nguyễn Ái Quốc\n ~Trần Phú\n ~Lê Hồng Phong\n"
        " ####Tại Hương Cảng.\n}"
    )
    assert (item.code, item.stem) == ("LS-001", "Ai chủ trì\nhội nghị?")
    assert item.options == ("Nguyễn Ái Quốc", "Trần Phú", "Lê Hồng Phong")
    assert (item.right, item.explanation) == ((0,), "Tại Hương Cảng.")
    assert found("::X::a? {=1 ~2}") == []


def test_escaped_signs_are_text() -> None:
    item = middle(r"::a\:b::1 \= 1 \{x\} \# \~ \\n\nhai? {=A\=B ~C\~D ~\{\}}")
    assert (item.code, item.stem) == ("a:b", "1 = 1 {x} # ~ \\n\nhai?")
    assert item.options == ("A=B", "C~D", "{}")


@pytest.mark.parametrize(
    ("answers", "right"),
    [
        ("=a ~b ~c", (0,)),
        ("~a =b ~c", (1,)),
        ("~a =%100%b ~c", (1,)),
        ("~%50%a ~%50%b ~%-100%c", (0, 1)),
        ("~%50%a ~b ~%50%c", (0, 2)),
        ("~%33.33333%a ~%33.33333%b ~%33.33333%c ~d", (0, 1, 2)),
        ("~%100%a ~%0%b", (0,)),
        ("~%33,3%a ~%66,7%b ~c", (0, 1)),
    ],
)
def test_weights_tell_which_options_are_right(answers: str, right: tuple[int, ...]) -> None:
    assert middle(f"::X::a? {{{answers}}}").right == right
    assert found(f"::X::a? {{{answers}}}") == []


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("::X::Hãy trình bày. {}", [("gift_essay", 5)]),
        ("::X::Năm nào? {#1930:1}", [("gift_numeric", 5)]),
        ("::X::Ghép. {\n=a -> 1\n=b -> 2}", [("gift_matching", 5)]),
        ("::X::Ở đâu? {=Tân Trào =Tan Trao}", [("gift_short_answer", 5)]),
        ("::X::Ở đâu? {Tân Trào}", [("gift_short_answer", 5)]),
        ("Lời dẫn cho phần hai.", [("gift_description", 5)]),
        ("::X::a? {=1 ~2} {=3 ~4}", [("gift_braces", 5)]),
        ("::X::a? {=1 ~2", [("gift_braces", 5)]),
        ("::X::a?\n=1 ~2}", [("gift_braces", 6)]),
        ("::X::a? {\n=1\n=2\n~3}", [("gift_two_keys", 7)]),
        ("::X::a? {=%50%1 ~2}", [("gift_weights", 5)]),
        ("::X::a? {\n~%40%1\n~%50%2\n~3}", [("gift_weights", 6)]),
        ("::X::a? {~1 ~2}", [("right_missing", 5)]),
        ("::X::a? {một =1 ~2}", [("gift_before_answers", 5)]),
        ("::X::a? {=1 ~}", [("option_empty", 5)]),
        ("::X:: {=1 ~2}", [("stem_missing", 5)]),
        ("::X::a? {=1 ~2 ~3 ~4 ~5 ~6 ~7}", [("options_many", 5)]),
        ("::X::[html]10<sup>3</sup>? {=1 ~2}", [("markup_refused", 5)]),
        ("::X::[html]a? {\n=1\n~<img src\\=x>}", [("markup_refused", 7)]),
        ("::X::[markdown]# Đề mục {=1 ~2}", [("markup_refused", 5)]),
    ],
)
def test_what_cannot_be_a_question_is_refused_with_its_line(
    question: str, expected: list[tuple[str, int]]
) -> None:
    assert found(question) == expected
    assert len(read(AROUND.format(question)).items) == 2


def test_true_and_false_become_two_options_with_a_remark() -> None:
    assert found("::X::Đúng không? {T}") == [("gift_true_false", 5)]
    assert middle("::X::Đúng không? {TRUE#vì vậy}").options == ("Đúng", "Sai")
    assert middle("::X::Đúng không? {false}").right == (1,)
    english = read("::X::Is it so? {F}", language="en")
    assert english.items[0].options == ("True", "False")


def test_partial_credit_counts_as_wrong_with_a_remark() -> None:
    assert middle("::X::a? {=1 ~%50%2 ~3}").right == (0,)
    assert found("::X::a? {\n=1\n~%50%2\n~3}") == [("gift_partial", 7)]


def test_feedback_on_the_right_option_explains_and_that_on_wrong_ones_is_dropped_aloud() -> None:
    assert middle("::X::a? {=1#Vì vậy. ~2}").explanation == "Vì vậy."
    assert middle("::X::a? {=1#riêng ~2####Chung.}").explanation == "Chung."
    assert found("::X::a? {\n=1\n~2#Chưa phải}") == [("gift_feedback", 7)]


def test_a_question_around_its_answers_gets_a_blank() -> None:
    assert middle("::X::Đảng ra đời năm {=1930 ~1941} tại đâu đó.").stem == (
        "Đảng ra đời năm _____ tại đâu đó."
    )


@pytest.mark.parametrize(
    ("category", "topic"),
    [
        ("$course$/top/Thành lập Đảng", "Thành lập Đảng"),
        ("$course$/top/Chương 1/Thành lập Đảng", "Thành lập Đảng"),
        ("top/Năm 1930//1931", "Năm 1930/1931"),
        ("$module$/top/Mặc định", "Mặc định"),
        ("Thành lập Đảng", "Thành lập Đảng"),
        ("$course$/top", ""),
    ],
)
def test_the_last_part_of_the_category_is_the_topic(category: str, topic: str) -> None:
    reading = read(f"$CATEGORY: {category}\n\n::X::a? {{=1 ~2}}\n")
    assert [item.topic for item in reading.items] == [topic]


@pytest.mark.parametrize(
    ("written", "stem"),
    [
        ("[html]<p>Ai&nbsp;là <b>người</b><br>đầu tiên?</p>", "Ai là người\nđầu tiên?"),
        ("[html]<p>a &lt; b</p>\n<p>c?</p>", "a < b\nc?"),
        ("[markdown]Ai là **người** _đầu tiên_?", "Ai là người đầu tiên?"),
        ("[plain]<b>?", "<b>?"),
        ("[moodle]Ai?", "Ai?"),
    ],
)
def test_marked_up_texts_become_plain(written: str, stem: str) -> None:
    assert middle(f"::X::{written} {{=1 ~2}}").stem == stem


def test_options_have_the_format_of_their_question_unless_they_name_one() -> None:
    item = middle("::X::[html]a? {=<p>1</p> ~[plain]<p>2</p>}")
    assert item.options == ("1", "<p>2</p>")


def test_a_title_that_is_no_code_leaves_the_item_without_one() -> None:
    reading = read(f"::{'x' * 41}::a? {{=1 ~2}}")
    assert [finding.code for finding in reading.findings] == ["gift_title_long"]
    assert reading.lacks_codes
    assert middle(f"::{'x' * 40}::a? {{=1 ~2}}").code == "x" * 40
    assert middle("a? {=1 ~2}").code == ""


def test_questions_need_no_blank_line_between_them_where_a_title_begins() -> None:
    assert len(read("::X::a? {=1 ~2}\n::Y::b? {=1 ~2}").items) == 2


def test_a_file_without_a_head_asks_for_one() -> None:
    reading = read_bank(b"::X::a? {=1 ~2}", "a.gift")
    assert [finding.code for finding in reading.findings] == ["head_absent"]
