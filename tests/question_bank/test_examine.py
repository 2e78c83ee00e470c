"""One look at a file tells everything: what reading finds and what only shows across questions."""

from question_bank.bank import BankHead
from question_bank.examine import examine_file

HEAD = BankHead("mau", "Mẫu")
HEADER = "Mã câu,Nội dung câu hỏi,Phương án A,Phương án B,Đáp án,Chủ đề,Giải thích,Nguồn\n"
REST = "Chủ đề,Vì vậy,Sách"


def found(text: str) -> list[tuple[str, int | None, str]]:
    reading = examine_file(text.encode(), "a.csv", defaults=HEAD)
    return [(each.code, each.place.line, each.place.column) for each in reading.findings]


def test_every_error_is_told_at_once_in_the_order_of_the_file() -> None:
    text = (
        HEADER
        + f"A,Nơi nào?,Huế,Vinh,C,{REST}\n"
        + f"B,Ai chủ trì?,Lê,Lê,A,{REST}\n"
        + f"A,Năm nào?,1930,1945,A,{REST}\n"
        + f"D,Ngày nào?,3/2,,B,{REST}\n"
    )
    assert found(text) == [
        ("letter_without_option", 2, "E"),
        ("option_repeated", 3, ""),
        ("code_repeated", 4, ""),
        ("options_few", 5, "C"),
        ("letter_without_option", 5, "E"),
    ]


def test_what_stands_before_a_broken_line_is_still_checked() -> None:
    text = HEADER + f"A,Nơi nào?,Huế,Huế,A,{REST}\n" + '"2"x,"'
    assert [code for code, _, _ in found(text)] == ["option_repeated", "csv_broken"]


def test_a_bank_without_errors_comes_with_its_advice() -> None:
    text = HEADER + f"A,Nơi nào?,Huế,Vinh,A,,{REST[7:]}\n"
    reading = examine_file(text.encode(), "a.csv", defaults=HEAD)
    assert [finding.code for finding in reading.findings] == ["topic_missing"]
    assert reading.bank is not None


def test_items_that_could_be_read_stay_when_others_are_faulty() -> None:
    text = HEADER + f"A,Nơi nào?,Huế,Vinh,A,{REST}\n" + f"B,Ai?,Lê,Lý,,{REST}\n"
    reading = examine_file(text.encode(), "a.csv", defaults=HEAD)
    assert reading.bank is None
    assert [item.code for item in reading.items] == ["A"]
    assert [draft.name for draft in reading.drafts] == ["A", "B"]


def test_decomposed_letters_are_mended_with_one_notice() -> None:
    text = HEADER + f"A,Đa\u0309ng na\u0300o?,Huê\u0301,Vinh,A,{REST}\n"
    reading = examine_file(text.encode(), "a.csv", defaults=HEAD)
    assert reading.bank is not None
    assert reading.items[0].stem == "Đảng nào?"
    (notice,) = reading.findings
    assert (notice.code, notice.data["count"]) == ("text_decomposed", 2)
