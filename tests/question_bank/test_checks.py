from dataclasses import replace

import pytest

from question_bank.bank import Bank
from question_bank.checks import check_bank, check_drafts
from question_bank.draft import Draft, drafts_of
from question_bank.findings import Place, Severity
from question_bank.item import Item
from question_bank.mending import pin_options


def item(
    code: str,
    stem: str,
    *options: str,
    right: tuple[int, ...] = (0,),
    pinned: tuple[int, ...] = (),
) -> Item:
    chosen = options or ("có", "không", "chưa rõ", "tùy nơi")
    return Item(
        code,
        stem,
        chosen,
        right,
        pinned,
        topic="Chủ đề",
        explanation="Vì vậy.",
        source="Sách, trang 1",
    )


def found(*items: Item) -> list[str]:
    return [finding.code for finding in check_bank(Bank("mau", "Mẫu", "vi", "", items))]


def test_a_good_item_is_left_in_peace() -> None:
    assert found(item("A", "Hội nghị họp ở đâu?", "Tân Trào", "Pác Bó", "Bắc Sơn")) == []


def test_a_code_that_stands_twice_is_an_error() -> None:
    items = (item("A", "Hội nghị họp ở đâu?"), item("A", "Ai chủ trì cuộc họp ấy?"))
    (finding,) = check_bank(Bank("mau", "Mẫu", "vi", "", items))
    assert (finding.code, finding.severity) == ("code_repeated", Severity.ERROR)
    assert dict(finding.data) == {"item": "A", "first": 1, "second": 2}


def test_an_option_that_stands_twice_is_an_error() -> None:
    twice = item("A", "Hội nghị họp ở đâu?", "Tân Trào", "Pác Bó", "Tân  Tra\u0300o")
    (finding,) = check_bank(Bank("mau", "Mẫu", "vi", "", (twice,)))
    assert (finding.code, finding.severity) == ("option_repeated", Severity.ERROR)
    assert dict(finding.data) == {"first": "A", "second": "C"}


def test_options_that_differ_in_a_mark_are_two_options() -> None:
    assert found(item("A", "Họ nào?", "Lê", "Lễ", "Lệ")) == []


@pytest.mark.parametrize("field", ["topic", "explanation", "source"])
def test_a_missing_text_is_pointed_out(field: str) -> None:
    lacking = replace(item("A", "Hội nghị họp ở đâu?"), **{field: ""})  # type: ignore[arg-type]
    assert found(lacking) == [f"{field}_missing"]


@pytest.mark.parametrize(
    ("right", "wrong", "tells"),
    [
        ("x" * 36, "y" * 24, False),
        ("x" * 37, "y" * 24, True),
        ("x" * 12, "y" * 1, False),
        ("x" * 13, "y" * 1, True),
        ("x" * 24, "y" * 37, False),
    ],
)
def test_a_right_option_far_longer_than_all_others_tells(
    right: str, wrong: str, tells: bool
) -> None:
    assert found(item("A", "Vì sao?", right, wrong, wrong[1:] + "z")) == ["right_longest"] * tells


@pytest.mark.parametrize(
    "option",
    [
        "Tất cả các phương án trên",
        "Cả ba phương án trên.",
        "Cả 3 đáp án trên đều đúng",
        "Cả bốn ý trên",
        "Tất cả đều đúng",
        "Không có phương án nào đúng",
        "All of the above",
        "Cả ba nội dung trên",
    ],
)
def test_an_option_about_all_others_has_to_be_pinned(option: str) -> None:
    options = ("Chánh cương", "Sách lược", "Điều lệ", option)
    assert found(item("A", "Văn kiện nào?", *options)) == ["option_refers_back"]
    assert found(item("A", "Văn kiện nào?", *options, pinned=(3,))) == []


@pytest.mark.parametrize(
    "option", ["Cả A và B", "A, B và C", "Cả A, B", "Phương án A và C", "B và C đều đúng"]
)
def test_an_option_that_names_letters_needs_every_option_pinned(option: str) -> None:
    options = ("Chánh cương", "Sách lược", "Điều lệ", option)
    assert found(item("A", "Văn kiện nào?", *options, pinned=(3,))) == ["option_names_letters"]
    assert found(item("A", "Văn kiện nào?", *options, pinned=(0, 1, 2, 3))) == []


@pytest.mark.parametrize(
    "option",
    [
        "Cả nước",
        "Ba",
        "Tất cả các tỉnh Bắc Kỳ",
        "Chi bộ A",
        "Không nơi nào",
        "Cả ba miền Bắc, Trung, Nam",
        "A",
    ],
)
def test_other_options_that_sound_alike_stay_free(option: str) -> None:
    assert found(item("A", "Nơi nào?", "Chánh cương", "Sách lược", "Điều lệ", option)) == []


@pytest.mark.parametrize(
    ("options", "pinned", "proposed"),
    [
        (("a", "b", "Cả hai ý trên"), (), (2,)),
        (("Cả hai ý trên", "b", "Tất cả đều sai"), (1,), (0, 1, 2)),
        (("a", "b", "Cả A và B"), (), (0, 1, 2)),
        (("a", "b", "Cả A và B", "Tất cả đều sai"), (3,), (0, 1, 2, 3)),
    ],
)
def test_a_finding_about_options_that_refer_to_others_carries_the_pins_that_mend_it(
    options: tuple[str, ...], pinned: tuple[int, ...], proposed: tuple[int, ...]
) -> None:
    asked = item("A", "Điều nào?", *options, pinned=pinned)
    bank = Bank("mau", "Mẫu", "vi", "", (asked,))
    assert {finding.pins for finding in check_bank(bank)} == {proposed}
    assert check_bank(pin_options(bank)) == ()


def test_pinning_leaves_other_items_alone() -> None:
    bank = Bank("mau", "Mẫu", "vi", "", (item("A", "Điều nào?", "a", "b", pinned=(0,)),))
    assert pin_options(bank) == bank


@pytest.mark.parametrize(
    ("topics", "expected"),
    [
        (("", ""), ["topic_missing_everywhere"]),
        (("", "x"), ["topic_missing"]),
        (("",), ["topic_missing"]),
    ],
)
def test_what_no_item_has_is_said_once(topics: tuple[str, ...], expected: list[str]) -> None:
    stems = ("Hội nghị họp ở đâu?", "Ai là Bí thư đầu tiên?")
    asked = (replace(item(s, s), topic=topic) for s, topic in zip(stems, topics, strict=False))
    assert found(*asked) == expected


def test_the_same_stem_in_other_letters_is_pointed_out() -> None:
    items = (item("A", "Hội nghị họp ở đâu?"), item("B", "HỘI NGHỊ  hop o dau?"))
    (finding,) = check_bank(Bank("mau", "Mẫu", "vi", "", items))
    assert (finding.code, finding.data["other"]) == ("stem_repeated", "A")


def test_a_nearly_same_item_is_pointed_out_and_one_about_another_year_is_not() -> None:
    stem = "Hội nghị Ban Chấp hành Trung ương Đảng họp tháng 5 năm {} tại Pác Bó do ai chủ trì?"
    first, second = item("A", stem.format(1941)), item("B", stem.format(1941)[:-1] + " vậy?")
    assert found(first, second) == ["stem_similar"]
    assert found(first, item("B", stem.format(1945))) == []


def test_an_answer_that_stands_in_another_stem_is_pointed_out() -> None:
    asks = item("A", "Nơi nào là an toàn khu?", "Định Hóa", "Bắc Sơn")
    tells = item("B", "Sau khi rời an toàn khu ĐỊNH HÓA, cơ quan chuyển đi đâu?")
    (finding,) = check_bank(Bank("mau", "Mẫu", "vi", "", (asks, tells)))
    assert (finding.code, finding.data["other"]) == ("answer_in_stem", "B")


@pytest.mark.parametrize(
    ("answer", "other_stem"),
    [
        ("Bắc Cạn", "Địa danh Bắc Cạnh có từ khi nào?"),
        ("Bắc Cạn", "Tỉnh Bắc Kạn có từ khi nào?"),
        ("Huế", "Năm ấy Huế có bao nhiêu người?"),
    ],
)
def test_parts_of_words_other_spellings_and_short_answers_tell_nothing(
    answer: str, other_stem: str
) -> None:
    assert found(item("A", "Nơi nào?", answer, "Vinh"), item("B", other_stem)) == []


@pytest.mark.parametrize(
    ("stem", "tells"),
    [
        ("Định Hóa là an toàn xã nào?", True),
        ("Định Hóa có an toàn khu?", True),
        ("Định Hóa có an toàn xã?", False),
        ("Đồng chí quê Định Hóa sinh ngày nào?", False),
    ],
)
def test_a_name_that_is_merely_mentioned_tells_nothing(stem: str, tells: bool) -> None:
    asks = item("A", "Nơi nào là an toàn khu?", "Định Hóa", "Bắc Sơn")
    assert found(asks, item("B", stem, "p", "q")) == ["answer_in_stem"] * tells


def test_an_answer_in_its_own_stem_tells_nothing_about_another() -> None:
    assert found(item("A", "Ở Định Hóa có nơi nào?", "Định Hóa", "Bắc Sơn")) == []


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Đảng bộ tỉnh Lạng Sơn", None),
        ("Đ\u0430ng bộ", "Đ\u0430ng"),
        ("Hội nghị h\u03bfp", "h\u03bfp"),
        ("Năm １９３０", "１９３０"),
        ("Ｄang", "Ｄang"),
        ("Báo Правда số 1", None),
        ("góc α và β", None),
        ("50 °C – “½” … 😀 №", None),
    ],
)
def test_letters_of_another_script_within_a_word_are_pointed_out(
    text: str, word: str | None
) -> None:
    findings = check_bank(Bank("m", "M", "vi", "", (item("A", "Ai?", "p", text),)))
    assert [each.data["word"] for each in findings] == ([word] if word else [])
    assert all(each.data["field"] == "option_b" for each in findings)


@pytest.mark.parametrize(
    ("text", "apart"),
    [
        ("Kỷ niệm 70 năm (1954–2023)", 69),
        ("Kỷ niệm 70 năm (1954–2024)", None),
        ("Kỷ niệm 70 năm (02/11/1954 - 02/11/2025)", 71),
        ("90 năm Ngày truyền thống Đảng bộ tỉnh (15/6/1933 – 15/6/2023)", None),
        ("90 năm Ngày truyền thống Đảng bộ tỉnh (15/6/1933 – 15/6/2022)", 89),
        ("100 years (1925-2024)", 99),
        ("Kế hoạch 5 năm (1961–1965)", None),
        ("Nhiệm kỳ 5 năm (2020–2026)", None),
        ("hơn 80 năm (1858–1945)", None),
        ("tháng 5 năm (1941–1945)", None),
        ("45 năm tuổi Đảng, đồng chí ấy (1906–1941)", None),
        ("70 năm (1954)", None),
        ("70 năm. Giai đoạn (1954–2023)", None),
    ],
)
def test_a_number_of_years_has_to_fit_the_dates_behind_it(text: str, apart: int | None) -> None:
    bank = Bank("m", "M", "vi", "", (item("A", f"{text} có gì?", "p", "q"),))
    assert [finding.data["apart"] for finding in check_bank(bank)] == ([apart] if apart else [])


def test_two_items_that_contradict_each_other_are_pointed_out() -> None:
    one = item("A", "Hội nghị họp ở đâu?", "Tân Trào", "Pác Bó")
    other = item("B", "Hội nghị họp ở đâu", "Pác Bó", "Tân Trào")
    assert found(one, replace(other, stem=one.stem)) == ["key_contradicts"]
    assert found(one, replace(other, stem=one.stem, right=(1,))) == ["stem_repeated"]
    assert found(one, replace(other, stem=one.stem, options=("Pác Bó", "Huế"))) == ["stem_repeated"]


def keys(*counts: int) -> list[Item]:
    rights = [at for at, count in enumerate(counts) for _ in range(count)]
    return [
        item(f"A{n}", f"{n} " * 3, f"{n}a", f"{n}b", right=(right,))
        for n, right in enumerate(rights)
    ]


@pytest.mark.parametrize(
    ("counts", "uneven"), [((10, 10), 0), ((15, 5), 0), ((16, 4), 2), ((19, 0), 0), ((20, 0), 2)]
)
def test_keys_far_from_even_are_pointed_out_from_twenty_items_on(
    counts: tuple[int, int], uneven: int
) -> None:
    assert found(*keys(*counts)) == ["key_uneven"] * uneven


def test_findings_say_the_place_in_the_file() -> None:
    place = Place(file="a.yaml", line=9, item="A")
    topicless = replace(item("A", "Nơi nào?"), topic="")
    draft = Draft(place, "A", topicless.stem, topicless.options, topicless)
    assert check_drafts([draft])[0].place == place
    assert check_bank(Bank("mau", "Mẫu", "vi", "", (topicless,)))[0].place == Place(item="A")


def test_a_faulty_question_is_looked_at_as_far_as_it_could_be_read() -> None:
    sound = drafts_of([item("A", "Hội nghị họp ở đâu?")])
    faulty = Draft(Place(line=7, item="A"), "A", "hội nghị họp ở đâu", ("Huế", "", "", "Huế"))
    found = [(finding.code, finding.place.line) for finding in check_drafts([*sound, faulty])]
    assert found == [("code_repeated", 7), ("option_repeated", 7)]
    same = replace(faulty, stem="HỘI NGHỊ họp ở đâu?", code="", options=())
    assert [finding.code for finding in check_drafts([*sound, same])] == ["stem_repeated"]


def test_questions_without_texts_are_not_taken_for_each_other() -> None:
    blank = Draft(Place(line=7, item="#1"), "", "", ())
    assert check_drafts([blank, replace(blank, place=Place(line=8, item="#2"))]) == ()
