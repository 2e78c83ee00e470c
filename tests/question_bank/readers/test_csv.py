import pytest

from question_bank.bank import BankHead
from question_bank.readers import read_bank
from question_bank.readers.reading import Reading

HEAD = BankHead("mau", "Mẫu")
HEADER = "Mã câu,Nội dung câu hỏi,Phương án A,Phương án B,Phương án C,Đáp án\n"


def read(text: str) -> Reading:
    return read_bank(text.encode(), "cau-hoi.csv", defaults=HEAD)


def refused(text: str) -> list[tuple[str, int | None, str]]:
    reading = read(text)
    assert reading.bank is None
    return [(each.code, each.place.line, each.place.column) for each in reading.findings]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_separator_is_found(separator: str) -> None:
    reading = read(f"{HEADER}1,Nơi nào?,Huế,Vinh,Sài Gòn,B\n".replace(",", separator))
    assert reading.bank is not None
    (item,) = reading.bank.items
    assert item.options == ("Huế", "Vinh", "Sài Gòn")
    assert item.right == (1,)


@pytest.mark.parametrize(
    "header",
    [
        "ma cau,NOI DUNG CAU HOI,phuong an a,Phương  án B,PHƯƠNG ÁN C,dap an",
        "Code,Question,Option A,Option B,Option C,Key",
        "code,stem,option_a,option_b,option_c,right",
    ],
)
def test_headings_are_known_without_marks_and_in_english(header: str) -> None:
    assert read(f"{header}\n1,Nơi nào?,Huế,Vinh,,B\n").bank is not None


def test_titles_above_the_header_and_blank_rows_are_passed_over() -> None:
    reading = read(f"NGÂN HÀNG CÂU HỎI,,,,,\n\n{HEADER},,,,,\n1,Nơi nào?,Huế,Vinh,,B\n\n")
    assert reading.bank is not None
    assert reading.drafts[0].place.line == 5


def test_columns_may_stand_in_any_order_and_strange_ones_are_pointed_out() -> None:
    reading = read(
        "Ghi chú,Đáp án,Phương án B,Phương án A,Mã câu,Nội dung câu hỏi\n9,B,b,a,1,Nơi?\n"
    )
    assert reading.bank is not None
    assert reading.bank.items[0].options == ("a", "b")
    (finding,) = reading.findings
    assert (finding.code, finding.place.column) == ("column_unknown", "A")


def test_cells_of_many_lines_keep_the_line_on_which_their_row_begins() -> None:
    text = HEADER + '1,"Nơi\nnào?",Huế,Vinh,,B\n2,Nơi khác?,Huế,Vinh,,C\n'
    assert refused(text) == [("letter_without_option", 4, "F")]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("'=1+1", "=1+1"),
        ("''=1+1", "'=1+1"),
        ("'-5 độ", "-5 độ"),
        ("'ngoặc", "'ngoặc"),
        ("'@a", "@a"),
    ],
)
def test_the_apostrophe_of_the_writer_is_taken_off(cell: str, text: str) -> None:
    reading = read(f"{HEADER}1,{cell},Huế,Vinh,,B\n")
    assert reading.bank is not None
    assert reading.bank.items[0].stem == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Mã câu,Nội dung câu hỏi,Phương án A\n1,2,3\n",
            [("column_missing", 1, ""), ("column_missing", 1, "")],
        ),
        (
            HEADER.replace("Phương án C", "Phương án B") + "1,Nơi nào?,a,b,c,A\n",
            [("column_repeated", 1, "E")],
        ),
        (HEADER, [("bank_empty", None, "")]),
        (HEADER + "1,Nơi nào?,Huế,Vinh,,B,thừa\n", [("cells_beyond", 2, "G")]),
        (HEADER + "1,Nơi nào?,,Vinh,,B\n", [("option_empty", 2, "C")]),
        (
            HEADER + "1\n",
            [("stem_missing", 2, "B"), ("options_few", 2, "C"), ("right_missing", 2, "F")],
        ),
        (
            HEADER + '1,?,a,b,,C\n2,,a,b,,A\n"2"x,"',
            [("letter_without_option", 2, "F"), ("stem_missing", 3, "B"), ("csv_broken", 4, "")],
        ),
        (HEADER + "1,\u202e?,a,b,,A\n", [("text_hidden", 2, "B")]),
    ],
)
def test_what_is_wrong_is_said_with_line_and_column(
    text: str, expected: list[tuple[str, int | None, str]]
) -> None:
    assert sorted(refused(text), key=str) == sorted(expected, key=str)


def test_a_file_without_a_head_asks_for_one() -> None:
    data = f"{HEADER}1,Nơi nào?,Huế,Vinh,,B\n".encode()
    assert [finding.code for finding in read_bank(data, "a.csv").findings] == ["head_absent"]


def test_rows_without_end_are_refused() -> None:
    text = HEADER + "1,?,a,b,,A\n" * 20_001
    assert refused(text) == [("items_too_many", 20_002, "")]
