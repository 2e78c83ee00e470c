import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime

import openpyxl
import pytest

from question_bank.bank import BankHead
from question_bank.readers import read_bank
from question_bank.readers.reading import Reading

HEAD = BankHead("mau", "Mẫu")
HEADER = ["Mã câu", "Nội dung câu hỏi", "Phương án A", "Phương án B", "Đáp án"]
GOOD: list[object] = ["LS-001", "Nơi nào?", "Huế", "Vinh", "B"]


def workbook(*rows: Sequence[object], head: Sequence[Sequence[object]] = ()) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Câu hỏi"
    for row in rows:
        sheet.append(list(row))
    if head:
        other = book.create_sheet("Ngân hàng", 0)
        for row in head:
            other.append(list(row))
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def changed(data: bytes, member: str, old: bytes, new: bytes) -> bytes:
    """Rewrite one member of an archive."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(result, "w", 8) as target:
        for name in source.namelist():
            text = source.read(name)
            if name == member:
                assert old in text
                text = text.replace(old, new)
            target.writestr(name, text)
    return result.getvalue()


def added(data: bytes, name: str, content: bytes) -> bytes:
    result = io.BytesIO(data)
    with zipfile.ZipFile(result, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return result.getvalue()


def read(data: bytes) -> Reading:
    return read_bank(data, "cau-hoi.xlsx", defaults=HEAD)


def codes(data: bytes) -> list[str]:
    return [finding.code for finding in read(data).findings]


def test_items_and_head_are_read_from_their_sheets() -> None:
    head = [["Mã ngân hàng", "lang-son"], ["TEN NGAN HANG", "Lạng Sơn"], ["Notice", "Lưu ý."]]
    bank = read(workbook(HEADER, GOOD, head=head)).bank
    assert bank is not None
    assert bank.head == BankHead("lang-son", "Lạng Sơn", "vi", "Lưu ý.")
    assert bank.items[0].options == ("Huế", "Vinh")


def test_without_a_head_sheet_the_defaults_serve() -> None:
    bank = read(workbook(HEADER, GOOD)).bank
    assert bank is not None
    assert bank.head == HEAD
    assert [f.code for f in read_bank(workbook(HEADER, GOOD), "a").findings] == ["head_absent"]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (["Mã ngân hàng", "khac"], "head_repeated"),
        (["Ghi chú riêng", "x"], "head_unknown"),
        (["Lưu ý", date(1930, 2, 3)], "cell_date"),
    ],
)
def test_a_strange_row_of_the_head_is_pointed_out(row: list[object], code: str) -> None:
    head: list[list[object]] = [["Mã ngân hàng", "lang-son"], ["Tên ngân hàng", "Lạng Sơn"], row]
    assert codes(workbook(HEADER, GOOD, head=head)) == [code]


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("=1+1", "cell_formula"),
        ('=HYPERLINK("http://x")', "cell_formula"),
        (datetime(1930, 2, 3), "cell_date"),  # noqa: DTZ001
        (date(1930, 2, 3), "cell_date"),
        (0.5, "cell_number"),
        (True, "cell_number"),
        ("#REF!", "cell_number"),
    ],
)
def test_cells_whose_text_is_uncertain_are_refused_with_their_place(
    cell: object, code: str
) -> None:
    (finding,) = read(workbook(HEADER, GOOD, ["LS-002", "Nơi nào?", cell, "Vinh", "B"])).findings
    assert finding.code == code
    assert finding.where("vi") == "trang tính “Câu hỏi”, dòng 3, cột C, câu LS-002"


def test_whole_numbers_are_text_unless_their_format_shows_something_else() -> None:
    bank = read(workbook(HEADER, [7, "Năm nào?", 1930, 1945, "A"])).bank
    assert bank is not None
    assert (bank.items[0].code, bank.items[0].options) == ("7", ("1930", "1945"))


def test_a_number_that_shows_as_a_percentage_is_refused() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(HEADER, [7, "Tỷ lệ nào?", 1, 2, "A"])))
    book["Câu hỏi"]["C2"].number_format = "0%"
    data = io.BytesIO()
    book.save(data)
    assert codes(data.getvalue()) == ["cell_number"]


def test_every_error_is_said_at_once_by_row_and_column() -> None:
    reading = read(workbook(HEADER, ["", "Nơi?", "a", "", "A"], GOOD, ["X", "Nơi?", "a", "b", "D"]))
    assert [(f.code, f.place.row, f.place.column, f.place.item) for f in reading.findings] == [
        ("options_few", 2, "C", "#1"),
        ("letter_without_option", 4, "E", "X"),
    ]


def test_rows_beyond_the_declared_dimension_are_read() -> None:
    data = workbook(HEADER, GOOD, ["LS-002", "Nơi khác?", "a", "b", "A"])
    lying = changed(data, "xl/worksheets/sheet1.xml", b'ref="A1:E3"', b'ref="A1:E2"')
    bank = read(lying).bank
    assert bank is not None
    assert len(bank.items) == 2


def test_a_cell_at_the_far_end_of_the_sheet_is_refused_quickly() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(HEADER, GOOD)))
    book["Câu hỏi"]["XFD1048576"] = "xa"
    data = io.BytesIO()
    book.save(data)
    assert codes(data.getvalue()) == ["items_too_many"]


def test_macros_are_refused() -> None:
    data = added(workbook(HEADER, GOOD), "xl/vbaProject.bin", b"macro")
    assert codes(data) == ["archive_macros"]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_an_archive_with_two_members_of_one_name_is_refused() -> None:
    data = added(workbook(HEADER, GOOD), "xl/worksheets/Sheet1.xml", b"<other/>")
    assert codes(data) == ["archive_broken"]


def test_an_archive_that_inflates_out_of_proportion_is_refused() -> None:
    data = added(workbook(HEADER, GOOD), "xl/media/empty.bin", bytes(20 * 2**20))
    assert len(data) < 2**20
    assert codes(data) == ["archive_unsafe"]


def test_an_archive_of_thousands_of_members_is_refused() -> None:
    data = io.BytesIO(workbook(HEADER, GOOD))
    with zipfile.ZipFile(data, "a") as archive:
        for number in range(2_000):
            archive.writestr(f"xl/media/{number}", b"")
    assert codes(data.getvalue()) == ["archive_unsafe"]


def test_entities_are_never_expanded() -> None:
    bomb = b'<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><worksheet'
    data = changed(workbook(HEADER, GOOD), "xl/worksheets/sheet1.xml", b"<worksheet", bomb)
    assert codes(data) == ["archive_broken"]


def test_examples_and_guides_are_not_taken_for_items() -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.title = "Hướng dẫn"
    book.create_sheet("Ví dụ").append(HEADER)
    data = io.BytesIO()
    book.save(data)
    assert codes(data.getvalue()) == ["header_missing"]


def test_the_line_ends_and_escapes_of_excel_are_undone() -> None:
    stem = "Dòng một_x000D_\nDòng _x005F_x0041_ hai"
    bank = read(workbook(HEADER, ["1", stem, "a", "b", "A"])).bank
    assert bank is not None
    assert bank.items[0].stem == "Dòng một\nDòng _x0041_ hai"
