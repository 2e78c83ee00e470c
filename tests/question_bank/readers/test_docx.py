import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from question_bank.bank import BankHead, bank_of
from question_bank.findings import Finding, Severity
from question_bank.item import Difficulty, Item
from question_bank.readers import read_bank
from question_bank.writers import write_bank
from tests.question_bank.word import level, numbering, paragraph, run, style, table, word

HEAD = BankHead("mau", "Mẫu")


def options(right: str, *looks: str, of: str = "ABCD") -> list[str]:
    return [
        paragraph(run(f"{letter}. Tên {letter * 2}", *(looks if letter in right else ())))
        for letter in of
    ]


def items(*blocks: str, **parts: str) -> tuple[Item, ...]:
    reading = read_bank(word(*blocks, **parts), "a.docx", defaults=HEAD)
    assert not reading.is_faulty, reading.findings
    return reading.items


def rights(*blocks: str, **parts: str) -> list[tuple[int, ...]]:
    return [item.right for item in items(*blocks, **parts)]


def errors(*blocks: str, **parts: str) -> list[Finding]:
    reading = read_bank(word(*blocks, **parts), "a.docx", defaults=HEAD)
    found = [finding for finding in reading.findings if finding.severity is Severity.ERROR]
    assert reading.is_faulty is bool(found)
    return found


def codes(*blocks: str, **parts: str) -> list[str]:
    return [finding.code for finding in errors(*blocks, **parts)]


def warnings(*blocks: str, **parts: str) -> list[str]:
    reading = read_bank(word(*blocks, **parts), "a.docx", defaults=HEAD)
    return [f.code for f in reading.findings if f.severity is Severity.WARNING]


def test_everything_typed_about_a_question_is_read() -> None:
    (item,) = items(
        "Phần I. Thành lập Đảng",
        "Câu 1 (LS-001): Đảng ra đời",
        "vào ngày nào?",
        *options("B"),
        "Đáp án: B",
        "Mức độ: thông hiểu",
        "Giai đoạn: 1930–1945",
        "Giải thích: Dòng một",
        "Dòng hai",
        "Nguồn: Văn kiện Đảng, tập 2",
    )
    assert item == Item(
        code="LS-001",
        stem="Đảng ra đời\nvào ngày nào?",
        options=("Tên AA", "Tên BB", "Tên CC", "Tên DD"),
        right=(1,),
        topic="Phần I. Thành lập Đảng",
        period="1930–1945",
        explanation="Dòng một\nDòng hai",
        source="Văn kiện Đảng, tập 2",
    )


@pytest.mark.parametrize(
    ("words", "difficulty"),
    [
        ("Mức độ: Nhận biết", Difficulty.EASY),
        ("Mức độ nhận thức: vận dụng cao", Difficulty.HARD),
        ("Độ khó: 2", Difficulty.MEDIUM),
    ],
)
def test_a_level_of_thinking_is_a_difficulty(words: str, difficulty: Difficulty) -> None:
    assert items("Câu 1: Ai?", *options("A"), "Đáp án: A", words)[0].difficulty is difficulty


@pytest.mark.parametrize("bracket", ["NB", "nhận biết"])
def test_a_level_in_brackets_is_a_difficulty_too(bracket: str) -> None:
    (item,) = items(f"Câu 1 ({bracket}): Ai?", *options("A"), "Đáp án: A")
    assert (item.stem, item.difficulty) == ("Ai?", Difficulty.EASY)


def test_other_words_in_brackets_stay_in_the_question() -> None:
    (item,) = items("Câu 1 (0,25 điểm): Ai?", *options("A"), "Đáp án: A")
    assert item.stem == "(0,25 điểm): Ai?"


@pytest.mark.parametrize(
    "line",
    [
        "Đáp án: C",
        "Đáp án đúng là C",
        "ĐA: c.",
        "ĐÁP ÁN C",
        "=> Chọn C",
        "Đáp án: C. Tên CC",
        "Đáp án: Tên CC",
        "Đáp án: C – vì Đại hội đã quyết nghị",
        "Trả lời: C",
        "Đáp án:\nC",
        "→ C",
        "-> C. Tên CC",
        "⇒ Chọn C.",
        "Chọn đáp án C",
        "Chọn phương án: C",
    ],
)
def test_a_line_names_the_right_option(line: str) -> None:
    assert rights("Câu 1: Ai?", *options(""), line) == [(2,)]


def test_what_follows_the_letter_on_its_line_explains_it() -> None:
    (item,) = items("Câu 1: Ai?", *options(""), "Đáp án: C. Giải thích: Vì thế.")
    assert (item.right, item.explanation) == ((2,), "Vì thế.")


@pytest.mark.parametrize("line", ["Đáp án: A, C", "Đáp án: A và C", "Đáp án đúng là A; C."])
def test_several_right_options_are_named_in_words(line: str) -> None:
    assert rights("Câu 1: Ai?", *options(""), line) == [(0, 2)]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("Đáp án: E", "letter_without_option"),
        ("Đáp án: Tên khác", "letters_unreadable"),
        ("Đáp án: B. Tên CC", "key_text_differs"),
        ("Đáp án:", "key_unmarked"),
        ("Ghi chú thêm", "line_unplaced"),
    ],
)
def test_a_line_that_names_no_option_is_refused(line: str, code: str) -> None:
    assert code in codes("Câu 1: Ai?", *options(""), line, "Câu 2: Ai?", *options(""), "Đáp án: A")


@pytest.mark.parametrize("look", ["bold", "underline", "colour", "highlight", "shading"])
def test_an_option_that_looks_different_is_the_right_one(look: str) -> None:
    blocks = ("Câu 1: Ai?", *options("B", look), "Câu 2: Ai?", *options("D", look))
    assert rights(*blocks) == [(1,), (3,)]


TICK = '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'
TYPED_TICK = run("\uf0fe", font="Wingdings")


@pytest.mark.parametrize(
    "lines",
    [
        ["A. Huế", "✓ B. Vinh", "C. Hà Nội"],
        ["A. Huế", "B. ✔️ Vinh", "C. Hà Nội"],
        ["A. Huế", "B. Vinh ✅", "C. Hà Nội"],
        ["☐ A. Huế", "☑ B. Vinh", "☐ C. Hà Nội"],
        ["☐ A. Huế", "☒ B. Vinh", "☐ C. Hà Nội"],
        ["A. Huế ☐", "B. Vinh ☒", "C. Hà Nội ☐"],
        ["✗ A. Huế", "✓ B. Vinh", "✗ C. Hà Nội"],
        ["☐ A. Huế   ☑ B. Vinh   ☐ C. Hà Nội"],
        ["A. Huế\tB. Vinh ✓\tC. Hà Nội"],
        ["A. Huế", "*B. Vinh", "C. Hà Nội"],
        ["A. Huế", "B. *Vinh", "C. Hà Nội"],
        ["A. Huế", paragraph("B. Vinh ", TICK), "C. Hà Nội"],
        ["A. Huế", paragraph(TYPED_TICK, " B. Vinh"), "C. Hà Nội"],
    ],
)
def test_an_option_that_is_ticked_is_the_right_one(lines: list[str]) -> None:
    (item,) = items("Câu 1: Ở đâu?", *lines)
    assert (item.options, item.right) == (("Huế", "Vinh", "Hà Nội"), (1,))


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (["☒ A. Huế", "B. Vinh"], "mark_crossed"),
        (["✗ A. Huế", "✗ B. Vinh", "C. Hà Nội"], "mark_crossed"),
        (["✓ A. Huế", "✓ B. Vinh", "C. Hà Nội"], "marks_several"),
        (["✓ A. Huế", "*B. Vinh", "C. Hà Nội"], "marks_several"),
        (["✓ A. Huế", "B. Vinh", "Đáp án: B"], "keys_disagree"),
        (["A. Huế ✓ B. Vinh", "C. Hà Nội D. Nam Định"], "option_uncertain"),
        (["A. Huế", "B. Vinh *", "C. Hà Nội"], "key_unmarked"),
    ],
)
def test_a_tick_that_may_mean_another_option_is_never_guessed(lines: list[str], code: str) -> None:
    assert code in codes("Câu 1: Ở đâu?", *lines)
    (found, *_) = errors("Câu 1: Ở đâu?", *lines)
    assert found.place.item == "1"


def test_italics_count_only_where_nothing_else_does() -> None:
    assert rights("Câu 1: Ai?", *options("B", "italic")) == [(1,)]
    assert codes("Câu 1: Ai?", *options("B", "italic"), "Câu 2: Ai?", *options("D", "bold")) == [
        "key_unmarked"
    ]


@pytest.mark.parametrize(
    "off",
    [
        '<w:b w:val="0"/>',
        '<w:b w:val="false"/>',
        '<w:u w:val="none"/>',
        '<w:color w:val="auto"/>',
        '<w:color w:val="0D0D0D"/>',
        '<w:highlight w:val="none"/>',
        '<w:highlight w:val="white"/>',
        '<w:shd w:val="clear" w:fill="FFFFFF"/>',
    ],
)
def test_a_mark_that_is_switched_off_or_cannot_be_seen_is_none(off: str) -> None:
    blocks = [paragraph(run(f"{letter}. {letter * 2}", off)) for letter in "ABC"]
    shown = [*blocks, paragraph(run("D. DD", "bold"))]
    assert rights("Câu 1: Ai?", *shown) == [(3,)]
    assert codes("Câu 1: Ai?", blocks[0], "B. BB", "C. CC") == ["key_unmarked"]


def test_bold_comes_from_styles_as_word_shows_it() -> None:
    styles = (
        style("Dam", "bold")
        + style("Con", base="Dam")
        + style("ChuDam", "bold", kind="character")
        + style("Nhat", '<w:b w:val="0"/>', base="Dam")
    )
    blocks = ["Câu 1: Ai?", "A. AA", paragraph(run("B. BB"), style="Con"), "C. CC"]
    assert rights(*blocks, styles=styles) == [(1,)]
    blocks = ["Câu 1: Ai?", "A. AA", paragraph(run("B. BB"), style="Nhat"), "C. CC", "Đáp án: C"]
    assert rights(*blocks, styles=styles) == [(2,)]
    upright = paragraph(run("B. BB", style="ChuDam"), style="Dam")  # bold on bold cancels out
    blocks = ["Câu 1: Ai?", "A. AA", upright, paragraph(run("C. CC", style="ChuDam"))]
    assert rights(*blocks, styles=styles) == [(2,)]


def test_the_defaults_of_the_document_are_no_mark() -> None:
    ground = "<w:docDefaults><w:rPrDefault><w:rPr><w:b/></w:rPr></w:rPrDefault></w:docDefaults>"
    off = paragraph(run("A. AA", '<w:b w:val="0"/>'))
    assert codes("Câu 1: Ai?", off, "B. BB", "C. CC", styles=ground) == ["key_unmarked"]


def test_a_mark_on_the_letter_alone_is_enough() -> None:
    right = paragraph(run("C", "underline"), run(". CC"))
    assert rights("Câu 1: Ai?", "A. AA", "B. BB", right, "D. DD") == [(2,)]


def test_letters_that_are_all_bold_say_nothing() -> None:
    lines = [paragraph(run(f"{letter}. ", "bold"), run(letter * 2)) for letter in "ABC"]
    right = paragraph(run("D. ", "bold"), run("DD", "bold"))
    assert rights("Câu 1: Ai?", *lines, right) == [(3,)]
    assert codes("Câu 1: Ai?", *lines) == ["key_unmarked"]


def test_a_run_cut_in_the_middle_of_a_word_stays_one_mark() -> None:
    right = paragraph(run("B. Hà N", "bold"), run("ội", "bold"), run("."))
    assert rights("Câu 1: Ai?", "A. Huế", right, "C. Vinh") == [(1,)]


@pytest.mark.parametrize(
    ("marked", "code"),
    [
        (options("BC", "bold"), "marks_several"),
        (options("ABCD", "bold"), "marks_everywhere"),
        (options(""), "key_unmarked"),
        (options("C", "highlight"), "mark_unusual"),
        ([*options("", of="ABC"), paragraph("D. ", run("một", "bold"), " phần")], "mark_partial"),
        (
            [*options("B", "bold", of="ABC"), paragraph("D. ", run("một", "bold"), " phần")],
            "mark_partial",
        ),
        ([*options("B", "bold", of="ABC"), *options("D", "highlight", of="D")], "keys_disagree"),
        ([*options("B", "bold"), "Đáp án: C"], "keys_disagree"),
        ([*options("", of="AB"), "*C. CC", "*D. DD"], "marks_several"),
    ],
)
def test_a_doubtful_mark_is_never_guessed(marked: list[str], code: str) -> None:
    steady = ["Câu 1: Ai?", *options("B", "bold"), "Câu 2: Ai?", *options("C", "bold")]
    (found,) = errors(*steady, "Câu 3: Còn ai?", *marked)
    assert found.code == code
    assert found.where("vi") == "đoạn thứ 11, câu 3, “Còn ai?”"
    assert "Đáp án" in found.sentence("vi") or "đáp án" in found.sentence("vi")


def test_several_marks_are_right_where_the_question_asks_for_them() -> None:
    assert rights("Câu 1: Chọn các phương án đúng:", *options("BC", "bold")) == [(1, 2)]


def test_two_options_in_two_colours_never_change_places() -> None:
    first = [paragraph(run("A. Đúng", "colour")), paragraph(run("B. Sai"))]
    second = [paragraph(run("A. Đúng")), paragraph(run("B. Sai", "colour"))]
    assert rights("Câu 1: Ai?", *first, "Câu 2: Ai?", *second) == [(0,), (1,)]
    navy = '<w:color w:val="000080"/>'
    blocks = [
        paragraph(run("Câu 1: Ai?", navy)),
        paragraph(run("A. Đúng", "colour")),
        paragraph(run("B. Sai", navy)),
    ]
    assert rights(*blocks) == [(0,)]


TWO = ("Câu 1: Ai?", *options(""), "Câu 2: Ai?", *options(""))


@pytest.mark.parametrize(
    "keys",
    [
        ["ĐÁP ÁN", "1.B 2.D"],
        ["BẢNG ĐÁP ÁN", "1-B; 2-D"],
        ["1. B\t2. D"],
        ["Đáp án:", "Câu 1: B", "Câu 2: D"],
        ["Câu 1: B", "Câu 2: D"],
        ["Đáp án", table(["Câu", "1", "2"], ["Đáp án", "B", "D"])],
        [table(["1", "2"], ["B", "D"])],
        [table(["Câu", "Đáp án"], ["1", "B"], ["2", "D"])],
        [table(["Câu", "ĐA", "Câu", "ĐA"], ["1", "B", "2", "D"])],
        [table(["1.B", "2.D"])],
        ["Hướng dẫn chấm và đáp án", "1 B, 2 D", "HẾT"],
    ],
)
def test_keys_are_found_at_the_end_in_every_shape(keys: list[str]) -> None:
    assert rights(*TWO, *keys) == [(1,), (3,)]


@pytest.mark.parametrize(
    ("keys", "code"),
    [
        (["1.B"], "key_entry_missing"),
        (["ĐÁP ÁN", "1.B 2.D 3.A"], "key_entry_alone"),
        (["ĐÁP ÁN", "1.B 1.C 2.D"], "key_entry_repeated"),
        (["ĐÁP ÁN", "1.B 2.D", "Ghi chú: chấm lại"], "key_line_unread"),
        (["ĐÁP ÁN", "1.B 2.E"], "letter_without_option"),
    ],
)
def test_keys_that_do_not_match_the_questions_are_refused(keys: list[str], code: str) -> None:
    assert code in codes(*TWO, *keys)


def test_numbers_that_begin_again_cannot_have_one_table() -> None:
    assert "number_repeated" in codes(
        "Phần I. Một", TWO[0], *options(""), "Phần II. Hai", TWO[0], *options(""), "1.B 2.D"
    )
    blocks = ["Phần I. Một", TWO[0], *options("B", "bold"), "Phần II. Hai", TWO[0]]
    found = items(*blocks, *options("C", "bold"))
    assert [(item.topic, item.right) for item in found] == [
        ("Phần I. Một", (1,)),
        ("Phần II. Hai", (2,)),
    ]


def test_a_gap_in_the_numbers_of_a_table_is_pointed_out() -> None:
    blocks = ("Câu 1: Ai?", *options(""), "Câu 3: Ai?", *options(""), "1.B 3.D")
    assert "number_skipped" in warnings(*blocks)


TWO = ("Câu 1: Ai?", *options(""), "Câu 2: Ai nữa?", *options(""))


@pytest.mark.parametrize(
    "keys",
    [
        ["ĐÁP ÁN", "Câu 1: B. Tên BB", "Câu 2: D. Tên DD"],
        ["ĐÁP ÁN", "1. B – Tên BB", "2. D – Tên DD"],
        ["Câu 1: B (Tên BB)", "Câu 2: Chọn D"],
        ["ĐÁP ÁN", "Câu 1. Đáp án B", "Câu 2. Đáp án: D. tên dd."],
        [table(["Câu", "Đáp án"], ["1", "B. Tên BB"], ["2", "D. Tên DD"])],
        [table(["Câu", "Đáp án", "Nội dung"], ["1", "B", "Tên BB"], ["2", "D", "Tên DD"])],
        [table(["Câu", "Mã đề 101"], ["1", "B"], ["2", "D"])],
        [table(["Câu", "Mã đề 101", "Mã đề 102"], ["1", "B", "B"], ["2", "D", "D"])],
    ],
)
def test_a_list_of_keys_may_have_words(keys: list[str]) -> None:
    assert rights(*TWO, *keys) == [(1,), (3,)]


@pytest.mark.parametrize("words", ["Tên CC", "Vì Đại hội quyết nghị"])
def test_words_beside_a_key_that_are_another_option_keep_the_bank_out(words: str) -> None:
    (found,) = errors(*TWO, "ĐÁP ÁN", f"Câu 1: B. {words}", "Câu 2: D. Tên DD")
    assert (found.code, found.place.item) == ("key_entry_differs", "1")
    assert f"“{words}”" in found.sentence("vi")


def test_a_question_that_begins_like_a_key_is_one() -> None:
    found = items(
        *("Câu 1: Ai?", *options(""), "Đáp án: A"),
        *("Câu 2: C. Mác sinh năm nào?", "A. 1818", "B. 1820", "Đáp án: A"),
    )
    assert found[1].stem == "C. Mác sinh năm nào?"


def test_a_document_whose_only_question_begins_like_a_key_is_read() -> None:
    (item,) = items("Câu 1: C. Mác sinh năm nào?", "A. 1818", "B. 1820", "Đáp án: A")
    assert item.stem == "C. Mác sinh năm nào?"


FORMS = [
    table(["Câu", "Mã đề 101", "Mã đề 102"], ["1", "B", "A"], ["2", "D", "C"]),
    table(["Câu", "101", "102"], ["1", "B", "A"], ["2", "D", "C"]),
    table(["Câu", "Mã đề", ""], ["", "101", "102"], ["1", "B", "A"], ["2", "D", "C"]),
    table(["Mã đề", "1", "2"], ["101", "B", "D"], ["102", "A", "C"]),
    table(["Câu", "1", "2"], ["Mã đề 101", "B", "D"], ["Mã đề 102", "A", "C"]),
]


@pytest.mark.parametrize("keys", FORMS)
@pytest.mark.parametrize("own", ["Mã đề: 101", "ĐỀ CHÍNH THỨC – MÃ ĐỀ THI 101"])
def test_of_several_forms_the_keys_of_the_one_that_the_document_names_are_taken(
    keys: str, own: str
) -> None:
    assert rights(own, *TWO, "BẢNG ĐÁP ÁN", keys) == [(1,), (3,)]


@pytest.mark.parametrize("keys", FORMS)
@pytest.mark.parametrize(
    ("own", "code"),
    [([], "key_forms_several"), (["Mã đề: 103"], "key_forms_other"),
     (["Mã đề 101", "Mã đề 102"], "key_forms_other")],
)  # fmt: skip
def test_of_several_forms_none_is_guessed(keys: str, own: list[str], code: str) -> None:
    (found,) = errors(*own, *TWO, "BẢNG ĐÁP ÁN", keys)
    assert found.code == code
    assert "101, 102" in found.sentence("vi")


def test_lists_of_keys_may_stand_under_the_names_of_forms() -> None:
    keys = ("ĐÁP ÁN", "Mã đề 101", "1.B 2.D", "Mã đề 102", "1.A 2.C")
    assert rights("Mã đề 102", *TWO, *keys) == [(0,), (2,)]
    assert codes(*TWO, *keys) == ["key_forms_several"]


LISTS = numbering(
    level(0, "decimal", "Câu %1:") + level(1, "upperLetter", "%2."),
    level(0, "lowerLetter", "%1)"),
    level(0, "decimal", "%1.", '<w:pStyle w:val="CauHoi"/>'),
    numbers=[
        (1, 0, ""),
        (2, 1, ""),
        (3, 1, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'),
        (4, 2, ""),
    ],
)


def auto(text: str, number: int, at: int = 0, *looks: str) -> str:
    return paragraph(run(text, *looks), number=(number, at))


def test_automatic_numbers_and_letters_are_read_as_word_shows_them() -> None:
    blocks = []
    for right in ("Vinh", "Huế"):
        blocks.append(auto(f"Thành phố {right}?", 1))
        blocks += [auto(town, 1, 1, *["bold"] * (town == right)) for town in ("Huế", "Vinh")]
    found = items(*blocks, numbers=LISTS)
    assert [(item.stem, item.options, item.right) for item in found] == [
        ("Thành phố Vinh?", ("Huế", "Vinh"), (1,)),
        ("Thành phố Huế?", ("Huế", "Vinh"), (0,)),
    ]


def test_a_table_of_keys_counts_automatic_numbers() -> None:
    blocks = []
    for _ in range(3):
        blocks.append(auto("Ai?", 1))
        blocks += [auto(name, 1, 1) for name in ("Một", "Hai", "Ba")]
    assert rights(*blocks, "1.C 2.A 3.B", numbers=LISTS) == [(2,), (0,), (1,)]


def test_letters_that_go_on_from_the_question_before_are_refused() -> None:
    going_on = [auto("Một", 2), auto("Hai", 2)]
    blocks = ["Câu 1: Ai?", *going_on, "Đáp án: A", "Câu 2: Ai?", *going_on, "Đáp án: A"]
    assert "options_out_of_order" in codes(*blocks, numbers=LISTS)
    afresh = [auto("Một", 3), auto("Hai", 3)]
    blocks = ["Câu 1: Ai?", *going_on, "Đáp án: A", "Câu 2: Ai?", *afresh, "Đáp án: B"]
    assert rights(*blocks, numbers=LISTS) == [(0,), (1,)]


def test_a_style_may_number_questions() -> None:
    styles = style("CauHoi", extra='<w:numPr><w:numId w:val="4"/></w:numPr>')
    blocks = [paragraph("Ai?", style="CauHoi"), "A. Một", "B. Hai"] * 2
    assert rights(*blocks, "1.B 2.A", styles=styles, numbers=LISTS) == [(1,), (0,)]


@pytest.mark.parametrize(
    "lines",
    [
        ["A. Huế\tB. Vinh\tC. Hà Nội\tD. Nam Định"],
        ["A. Huế   B. Vinh", "C. Hà Nội   D. Nam Định"],
        ["A. Huế B. Vinh", "C. Hà Nội D. Nam Định"],
        ["A. Huế\nB. Vinh\nC. Hà Nội\nD. Nam Định"],
        ["a) Huế", "b) Vinh", "c) Hà Nội", "d) Nam Định"],
        ["A/ Huế", "B/ Vinh", "C/ Hà Nội", "D/ Nam Định"],
        ["A- Huế", "B- Vinh", "C- Hà Nội", "D- Nam Định"],
        ["(A) Huế", "(B) Vinh", "(C) Hà Nội", "(D) Nam Định"],
        ["(a) Huế\t(b) Vinh", "(c) Hà Nội\t(d) Nam Định"],
        ["[A] Huế [B] Vinh [C] Hà Nội [D] Nam Định"],
        [table(["A. Huế", "B. Vinh"], ["C. Hà Nội", "D. Nam Định"])],
        [table(["A. Huế", "C. Hà Nội"], ["B. Vinh", "D. Nam Định"])],
        [table(["(A)", "Huế"], ["(B)", "Vinh"], ["(C)", "Hà Nội"], ["(D)", "Nam Định"])],
        [table(["A.", "Huế", "B.", "Vinh"], ["C.", "Hà Nội", "D.", "Nam Định"])],
    ],
)
def test_options_stand_together_or_apart(lines: list[str]) -> None:
    (item,) = items("Câu 1: Ở đâu?", *lines, "Đáp án: C")
    assert item.options == ("Huế", "Vinh", "Hà Nội", "Nam Định")


def test_a_question_may_be_a_table() -> None:
    (item,) = items(table(["Câu 1", "Ở đâu?"], ["A", "Huế"], ["B", "Vinh"], ["Đáp án", "B"]))
    assert (item.stem, item.options, item.right) == ("Ở đâu?", ("Huế", "Vinh"), (1,))


def test_a_table_with_our_headings_is_a_bank() -> None:
    rows = [["Mã câu", "Câu hỏi", "A", "B", "Đáp án"], ["LS-1", "Ở đâu?", "Huế", "Vinh", "B"]]
    (item,) = items(table(*rows))
    assert (item.code, item.options, item.right) == ("LS-1", ("Huế", "Vinh"), (1,))


def row(number: int, right: int, *looks: str, key: str = "") -> list[str]:
    towns = ["Huế", "Vinh", "Hà Nội"]
    towns[right] = paragraph(run(towns[right], *looks))
    return [str(number), f"Ở đâu, lần {number}?", *towns, key]


OWN = ["STT", "Nội dung câu hỏi", "A", "B", "C", "Đáp án"]


@pytest.mark.parametrize("look", ["bold", "colour", "highlight", "underline"])
def test_a_table_of_questions_may_mark_the_right_options(look: str) -> None:
    found = items(table(OWN, row(1, 1, look), row(2, 2, look)))
    assert [item.right for item in found] == [(1,), (2,)]
    assert found[0].options == ("Huế", "Vinh", "Hà Nội")
    assert rights(table(OWN[:-1], row(1, 1, look)[:-1], row(2, 0, look)[:-1])) == [(1,), (0,)]


def test_a_star_or_a_tick_marks_a_cell_too() -> None:
    head = ["STT", "Câu hỏi", "Phương án A", "Phương án B"]
    found = items(table(head, ["1", "Ai?", "*Một", "Hai"], ["2", "Ai nữa?", "Ba", "Bốn ✓"]))
    assert [(item.options, item.right) for item in found] == [
        (("Một", "Hai"), (0,)),
        (("Ba", "Bốn"), (1,)),
    ]


def test_a_mark_in_a_row_that_contradicts_its_key_is_pointed_at() -> None:
    (found,) = errors(table(OWN, row(1, 1, "bold", key="B"), row(2, 2, "bold", key="A")))
    assert (found.code, found.place.item) == ("keys_disagree", "2")


def test_a_table_of_questions_may_have_its_keys_in_another() -> None:
    questions = table(OWN[:-1], row(1, 1)[:-1], row(2, 2)[:-1])
    assert rights(questions, "ĐÁP ÁN", "1.C 2.A") == [(2,), (0,)]


@pytest.mark.parametrize("split", [True, False])
def test_a_cell_may_hold_all_options(split: bool) -> None:
    lines = "".join(map(paragraph, ["A. Huế", "B. Vinh"]))
    if split:
        made = table(["STT", "Câu hỏi", "Phương án", "Đáp án"], ["1", "Ở đâu?", lines, "B"])
    else:
        made = table(["STT", "Nội dung", "Đáp án"], ["1", paragraph("Ở đâu?") + lines, "B"])
    (item,) = items(made)
    assert (item.stem, item.options, item.right) == ("Ở đâu?", ("Huế", "Vinh"), (1,))


def test_an_initial_that_looks_like_a_letter_is_no_option() -> None:
    (item,) = items("Câu 1: Ai?", "A. Nguyễn Văn B. ở Huế", "B. Trần C.", "C. Lê D.", "Đáp án: B")
    assert item.options == ("Nguyễn Văn B. ở Huế", "Trần C.", "Lê D.")


@pytest.mark.parametrize(
    ("blocks", "code"),
    [
        (["Câu 1: Ai?", "A. Một", "C. Ba", "Đáp án: A"], "options_out_of_order"),
        (["Câu 1: Ai?", "A. Một", "B. Hai", "C. Ông D. Tùng", "Đáp án: A"], "option_uncertain"),
        (["Câu 1: Ai?", "A. Ông B. Hai B. Tùng C. Ba", "Đáp án: A"], "option_uncertain"),
        (["Câu 1: Ai?", "A. Một", "B. Hai", "Đáp án: A", "Ai nữa?", "A. Ba"], "line_unplaced"),
        (["Ai?", "A. Một", "B. Hai", "Đáp án: A"], "question_unnumbered"),
        (["Câu 1: Ai?", "A. Một", "B. Hai", "Đáp án: A", "Đáp án: A"], "key_repeated_line"),
        (["Câu 1: Ai?", "A. Một", "Đáp án: A"], "options_few"),
        (["Câu 1:", "A. Một", "B. Hai", "Đáp án: A"], "stem_missing"),
        (["Xin chào"], "bank_empty"),
    ],
)
def test_what_cannot_be_told_apart_is_refused(blocks: list[str], code: str) -> None:
    assert code in codes(*blocks)


def test_numbers_in_a_question_do_not_begin_another() -> None:
    found = items(
        "1. Sự kiện nào:", "1) Thành lập Đảng", "2) Cách mạng", "A. Một", "B. Hai", "Đáp án: A",
        "2. Ngày 3/2/1930 là ngày gì?", "A. Một", "B. Hai", "Đáp án: B",
    )  # fmt: skip
    assert [item.right for item in found] == [(0,), (1,)]
    assert found[0].stem.startswith("Sự kiện nào:\n1) Thành lập")


def test_tracked_deletions_are_gone_and_insertions_are_there() -> None:
    tracked = paragraph(
        "B. ",
        f'<w:del w:id="1"><w:r><w:delText>Sai</w:delText></w:r></w:del>'
        f'<w:ins w:id="2">{run("Vinh")}</w:ins>',
    )
    gone = paragraph(
        f'<w:del w:id="3">{run("C. Huế")}</w:del>', extra='<w:rPr><w:del w:id="4"/></w:rPr>'
    )
    blocks = ("Câu 1: Ai?", "A. Huế", tracked, gone, "C. Hà Nội", "Đáp án: B")
    assert items(*blocks)[0].options == ("Huế", "Vinh", "Hà Nội")
    assert "docx_tracked" in warnings(*blocks)


def test_hidden_text_keeps_the_bank_out() -> None:
    assert codes(
        "Câu 1: Ai?", "A. Một", paragraph("B. Hai", run("đúng", "hidden")), "Đáp án: A"
    ) == ["docx_hidden"]


FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'


@pytest.mark.parametrize(
    ("part", "code"),
    [
        ("<w:r><w:drawing/></w:r>", "docx_picture"),
        ("<w:r><w:pict><w:txbxContent/></w:pict></w:r>", "docx_textbox"),
        ("<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>", "docx_formula"),
        ('<w:r><w:footnoteReference w:id="1"/></w:r>', "docx_note"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F04A"/></w:r>', "docx_symbol"),
        ("<w:r><w:object/></w:r>", "docx_object"),
        (
            f"{FIELD.format('begin')}<w:r><w:instrText> EQ x </w:instrText></w:r>"
            f"{FIELD.format('end')}",
            "docx_field",
        ),
        (run("bỏ", "struck"), "docx_struck"),
    ],
)
def test_what_is_not_read_is_said_with_its_place(part: str, code: str) -> None:
    data = word("Câu 1: Ai?", "A. Một", paragraph("B. Hai ", part), "Đáp án: A")
    reading = read_bank(data, "a.docx", defaults=HEAD)
    (found,) = [finding for finding in reading.findings if finding.code == code]
    assert (found.place.paragraph, found.severity) == (3, Severity.WARNING)
    assert found.place.text.startswith("B. Hai")


def test_the_result_of_a_field_is_text_and_its_code_is_not() -> None:
    field = (
        f"{FIELD.format('begin')}<w:r><w:instrText> SEQ x </w:instrText></w:r>"
        f"{FIELD.format('separate')}{run('hai')}{FIELD.format('end')}"
    )
    found = items("Câu 1: Ai?", "A. Một", paragraph("B. ", field), "Đáp án: A")
    assert found[0].options[1] == "hai"


def test_raised_figures_stay_raised() -> None:
    raised = paragraph("A. 5 km", run("2", '<w:vertAlign w:val="superscript"/>'))
    assert items("Câu 1: Ai?", raised, "B. Hai", "Đáp án: A")[0].options[0] == "5 km²"


def test_decomposed_letters_are_composed() -> None:
    found = items("Ca\u0302u 1: A\u0302\u0301y?", "A. Mo\u0323\u0302t", "B. Hai", "Đáp án: A")
    assert (found[0].stem, found[0].options[0]) == ("Ấy?", "Một")


@pytest.mark.parametrize(
    "blocks",
    [
        ["Câu 1: Ai? (Đáp án: B)", *options("B", "bold")],
        ["Câu 1: Ai?", "Đáp án: B", *options("B", "bold")],
        ["Câu 1: Ai?", "A. Một (đáp án đúng là: B)", "B. Hai", "C. Ba", "Đáp án: B"],
    ],
)
def test_a_key_that_contestants_would_read_keeps_the_bank_out(blocks: list[str]) -> None:
    assert codes(*blocks) == ["key_told"]


def test_a_key_at_the_end_of_the_last_option_is_cut_off() -> None:
    (item,) = items("Câu 1: Ai?", "A. Một", "B. Hai. Đáp án: A")
    assert (item.options, item.right) == (("Một", "Hai."), (0,))


def test_the_way_in_which_keys_were_recognised_is_said() -> None:
    reading = read_bank(word("Câu 1: Ai?", *options("B", "bold")), "a.docx", defaults=HEAD)
    (found,) = reading.findings
    assert found.sentence("vi").startswith("Đáp án được nhận theo chữ in đậm: 1 câu.")
    assert found.sentence("en").startswith("Keys were taken from bold type: 1 items.")


def test_the_head_is_read_from_its_labels() -> None:
    blocks = ("Mã ngân hàng: lang-son", "Tên ngân hàng: Lạng Sơn", "Lưu ý: Thử")
    data = word(*blocks, "Câu 1: Ai?", *options("B", "bold"))
    assert read_bank(data, "a.docx").head == BankHead("lang-son", "Lạng Sơn", "vi", "Thử")


def test_without_a_head_the_caller_gives_one() -> None:
    data = word("Câu 1: Ai?", *options("B", "bold"))
    assert "head_absent" in [found.code for found in read_bank(data, "a.docx").findings]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (word("a", more={"word/vbaProject.bin": "x"}), "archive_macros"),
        (word("a", more={"[Content_Types].xml": "<x>macroEnabled</x>"}), "archive_macros"),
        (word("a", more={"word/styles.xml": "<broken"}), "archive_broken"),
        (
            word("a", more={"word/styles.xml": '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}),
            "archive_broken",
        ),
    ],
)
def test_a_file_that_is_unsafe_is_refused(data: bytes, code: str) -> None:
    assert [found.code for found in read_bank(data, "a.docx").findings] == [code]


def test_deep_nesting_is_refused() -> None:
    deep = "<w:sdt><w:sdtContent>" * 200 + paragraph("x") + "</w:sdtContent></w:sdt>" * 200
    assert codes(deep) == ["archive_unsafe"]


GOOD = word("Câu 1: Ai?", *options("B", "bold"), auto("Ai?", 1), numbers=LISTS)
with zipfile.ZipFile(io.BytesIO(GOOD)) as archive:
    MEMBERS = {name: archive.read(name) for name in archive.namelist()}


@settings(deadline=None, max_examples=120)
@given(
    st.sampled_from(sorted(MEMBERS)),
    st.integers(0, 10**6),
    st.integers(0, 30),
    st.sampled_from([b"", b"x", b"-1", b'"', b"<w:p>", b"</w:p>", b"99999999999", b"&a;", b"\xff"]),
)
def test_no_damage_inside_a_document_makes_the_reader_raise(
    name: str, at: int, length: int, damage: bytes
) -> None:
    content = MEMBERS[name]
    at %= len(content)
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as packed:
        for member, text in MEMBERS.items():
            packed.writestr(
                member, text[:at] + damage + text[at + length :] if member == name else text
            )
    reading = read_bank(data.getvalue(), "a.docx", defaults=HEAD)
    assert reading.is_faulty is any(f.severity == "error" for f in reading.findings)
    assert all(finding.sentence("vi") and finding.sentence("en") for finding in reading.findings)


@settings(deadline=None, max_examples=120)
@given(
    st.lists(
        st.sampled_from(
            "Câu 1: |Câu 2. |1. |2) |A. |B. |C) |a) |*|Đáp án: |A|B|1.A|ĐÁP ÁN|Phần I. |Giải thích"
            ": |Nguồn: |Mức độ: |chữ|Ai?|\n|\n|\n|\t|  | |Chủ đề: |HẾT|Mã ngân hàng: |?".split("|")
        ),
        max_size=40,
    )
)
def test_no_text_makes_the_reader_raise(pieces: list[str]) -> None:
    reading = read_bank(word(*"".join(pieces).split("\n")), "a.docx", defaults=HEAD)
    assert reading.is_faulty is any(f.severity == "error" for f in reading.findings)
    assert all(finding.sentence("vi") and finding.sentence("en") for finding in reading.findings)


def typed(*questions: str) -> list[str]:
    """Questions by number; "/" stands between their lines."""
    return [
        line
        for at, question in enumerate(questions, start=1)
        for line in f"Câu {at}: {question}".split("/")
    ]


@pytest.mark.parametrize(
    ("questions", "right"),
    [
        (["Ai?/A. Một/B. Hai (đúng)"], [(1,)]),
        (["Ai?/A. Một [Đáp án đúng]./B. Hai"], [(0,)]),
        (["Ai?/A. Một (đúng)/B. Hai/Đáp án: A"], [(0,)]),
        (["Ai?/A. Một (x)/B. Hai", "Gì?/A. Ba/B. Tư [X]"], [(0,), (1,)]),
        (["Ai?/A. Một x/B. Hai", "Gì?/A. Ba/B. Tư\tX"], [(0,), (1,)]),
        (["Đại hội nào?/A. Mười (X) (đúng)/B. Chín (IX)"], [(0,)]),
    ],
)
def test_what_is_written_behind_an_option_may_say_that_it_is_right(
    questions: list[str], right: list[tuple[int, ...]]
) -> None:
    found = items(*typed(*questions))
    assert [item.right for item in found] == right
    words = {"Một", "Hai", "Ba", "Tư", "Mười (X)", "Chín (IX)"}
    assert {option for item in found for option in item.options} <= words


@pytest.mark.parametrize(
    ("questions", "code"),
    [
        (["Ai?/A. Một (đúng)/B. Hai (sai)"], "key_unmarked"),
        (["Ý nào sai?/A. Một (đúng)/B. Hai"], "key_unmarked"),
        (["Ai?/A. Một (đúng)/B. Hai (đúng)"], "key_unmarked"),
        (["Ai?/A. Một (đúng)/B. Hai (đúng)/C. Ba"], "marks_several"),
        (["Ai?/A. Một (đúng)/B. Hai/Đáp án: B"], "keys_disagree"),
        (["Ai?/A. Một x/B. Hai"], "key_unmarked"),
        (["Ai?/A. Một x/B. Hai", "Gì?/A. Ba/B. Tư/Đáp án: B"], "key_unmarked"),
        (["Khóa?/A. IX/B. Khóa X", "Khóa?/A. Khóa X/B. Khóa XI"], "key_unmarked"),
        (["Khóa?/A. Chín (IX)/B. Mười (X)", "Khóa?/A. Mười (X)/B. Sáu (VI)"], "key_unmarked"),
        (["Khóa?/A. Khóa IX/B. Khóa X x", "Khóa?/A. Khóa X x/B. Khóa V"], "key_unmarked"),
    ],
)
def test_what_may_belong_to_an_option_is_no_mark(questions: list[str], code: str) -> None:
    assert code in codes(*typed(*questions))


def test_a_mark_of_our_own_documents_is_text() -> None:
    item = Item("A-1", "Ai?", ("Một (đúng)", "Hai"), (1,))
    data = write_bank(bank_of(HEAD, (item,), {}), "docx")
    (read,) = read_bank(data, "a.docx").items
    assert (read.options, read.right) == (item.options, (1,))


@pytest.mark.parametrize(
    "keys",
    [
        ["1. II 2-III"],
        ["Câu 1: II", "Câu 2: III."],
        [table(["Câu", "1", "2"], ["Đáp án", "II", "III"])],
        [table(["Câu", "Đáp án"], ["1", "II"], ["2", "III"])],
    ],
)
def test_options_may_bear_roman_numbers(keys: list[str]) -> None:
    lines = typed(*["Đại hội nào?/I. Khóa VI/II. Khóa VII/III. Khóa VIII"] * 2)
    found = items(*lines, "ĐÁP ÁN", *keys)
    assert [item.right for item in found] == [(1,), (2,)]
    assert found[0].options == ("Khóa VI", "Khóa VII", "Khóa VIII")


def test_a_key_in_roman_numbers_stands_under_its_question() -> None:
    (first, second) = items(
        *typed(
            "Ai?/I) Một/II) Hai/Đáp án: II/Giải thích: Đại hội VI",
            "Chọn các ý đúng./I) Một/II) Hai/III) Ba/→ I, III",
        )
    )
    assert (first.right, first.explanation, second.right) == ((1,), "Đại hội VI", (0, 2))


@pytest.mark.parametrize(
    "questions",
    [
        ["Ai?/I. Một/II. Hai/Đáp án: B"],
        ["Ai?/I. Một/III. Hai/Đáp án: III"],
        ["Ai?/I. Một/II. Hai/Đáp án: II/II. PHẦN HAI", "Ai?/I. Một/II. Hai/Đáp án: I"],
        ["Ai?/I. Một/II. Hai/Đáp án: II", "Ai?/A. Một/B. Hai/Đáp án: A"],
        ["Ai?/I. Một/II. Hai/Đáp án: II. Hai"],
        ["Ai?/I. Một/II. Hai"],
    ],
)
def test_roman_numbers_that_may_mean_something_else_are_no_options(questions: list[str]) -> None:
    assert codes(*typed(*questions))


def test_statements_under_roman_numbers_stay_in_the_stem() -> None:
    (item,) = items(*typed("Cho các ý:/I. Một/II. Hai/Ý nào đúng?/A. Ý I/B. Ý II/Đáp án: B"))
    assert (item.options, item.right) == (("Ý I", "Ý II"), (1,))
    assert "II. Hai" in item.stem
