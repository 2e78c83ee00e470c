"""Tables that people send in: read with care, and every fault named at once."""

import io
from datetime import date, datetime

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.documents.table import Column, Holds
from quiz.documents.table_reader import read_table
from quiz.documents.table_template import csv_template, xlsx_template

COLUMNS = (
    Column("name", "Họ và tên", 20, is_needed=True, also=("họ tên",), example="Lò Văn An"),
    Column("unit", "Mã đơn vị", 10, is_needed=True, example="CL-1"),
    Column("born", "Ngày sinh", 20, holds=Holds.DAY, example="01/02/1980"),
    Column("phone", "Số điện thoại", 20, holds=Holds.NUMBER),
)

FIFTH_OF_SEPTEMBER = datetime.fromisoformat("1980-09-05")  # as spreadsheets have it: without a zone


def texts(data):
    table = read_table(data, "danh-sach", COLUMNS)
    assert table.faults == ()
    return [dict(row.texts) for row in table.rows]


def faults(data):
    return [
        (fault.code, fault.place.row or fault.place.line, fault.place.column)
        for fault in read_table(data, "danh-sach", COLUMNS).faults
    ]


def workbook(*rows, formats=()):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for cell, number_format in formats:
        book.active[cell].number_format = number_format
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


HEADER = ["Họ và tên", "Mã đơn vị", "Ngày sinh", "Số điện thoại"]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_text_file_is_read_whatever_parts_its_cells(separator):
    lines = ["Họ và tên,Mã đơn vị", "Lò Văn An,CL-1"]
    data = "\n".join(lines).replace(",", separator).encode()
    assert texts(data) == [{"name": "Lò Văn An", "unit": "CL-1"}]


def test_headings_are_known_without_accents_in_any_order_below_a_title():
    data = b"Danh sach nguoi du thi\n\nMA DON VI;Ghi chu;ho ten\nCL-1;moi;An\n"
    table = read_table(data, "danh-sach", COLUMNS)
    assert (table.rows[0].texts, table.unread) == ({"unit": "CL-1", "name": "An"}, ("Ghi chu",))
    assert (table.rows[0].number, table.rows[0].letters["name"]) == (4, "C")


def test_a_workbook_may_make_days_and_numbers_of_columns_that_hold_them():
    data = workbook(
        HEADER,
        ["An", "CL-1", FIFTH_OF_SEPTEMBER, 912345678],
        ["Bình", "CL-1", date(1975, 2, 1), 912345679],
        formats=[("D3", "0000000000")],
    )
    assert [(row["born"], row["phone"]) for row in texts(data)] == [
        ("05/09/1980", "912345678"),
        ("01/02/1975", "912345679"),
    ]


@pytest.mark.parametrize(
    ("row", "formats", "code"),
    [
        (["=1+1", "CL-1"], [], "cell_formula"),
        ([FIFTH_OF_SEPTEMBER, "CL-1"], [], "cell_date"),
        (["An", 1], [("B2", "000")], "cell_number"),
        (["An", "CL-1", None, 1.5], [], "cell_number"),
        (["An", "CL-1", 5, True], [], "cell_number"),
    ],
)
def test_what_a_workbook_made_uncertain_is_named_and_not_guessed(row, formats, code):
    assert [found for found, *_ in faults(workbook(HEADER, row, formats=formats))] == [code]


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"", [("file_empty", None, "")]),
        (b"PK\x03\x04 not an archive", [("archive_broken", None, "")]),
        (bytes.fromhex("d0cf11e0a1b11ae1"), [("format_legacy", None, "")]),
        (b"%PDF-1.7", [("format_unknown", None, "")]),
        ("Một văn bản bình thường".encode(), [("header_missing", None, "")]),
        ("Họ tên;Ngày sinh\nAn;\n".encode(), [("column_missing", 1, "")]),
        ("Họ tên;Mã đơn vị;Họ và tên\n".encode(), [("column_repeated", 1, "C")]),
        ("Họ tên;Mã đơn vị\nAn;CL;dư\n".encode(), [("cells_beyond", 2, "C")]),
        ("Họ tên;Mã đơn vị\nA\u200bn;CL\n".encode(), [("text_hidden", 2, "A")]),
        ("Họ tên;Mã đơn vị\nAn;12345678901\n".encode(), [("text_too_long", 2, "B")]),
        ('Họ tên;Mã đơn vị\n"An;CL\n'.encode(), [("csv_broken", 2, "")]),
        (b"ho ten;ma don vi\nAn\xff", [("encoding_broken", 2, "")]),
    ],
)
def test_every_fault_of_a_file_is_named_with_its_place(data, found):
    assert faults(data) == found


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_no_file_is_too_broken_to_be_answered(data):
    table = read_table(data, "danh-sach", COLUMNS)
    assert table.rows or table.faults


def test_a_template_has_a_header_to_fill_in_and_is_always_the_same():
    for data in (csv_template(COLUMNS), xlsx_template(COLUMNS, "Người dự thi")):
        table = read_table(data, "danh-sach", COLUMNS)
        assert (table.rows, table.faults, table.unread) == ((), (), ())
    assert xlsx_template(COLUMNS, "A") == xlsx_template(COLUMNS, "A")


def test_the_example_of_a_template_can_be_read_when_it_stands_in_the_first_sheet():
    book = openpyxl.load_workbook(io.BytesIO(xlsx_template(COLUMNS, "Người dự thi")))
    del book["Người dự thi"]
    book["Ví dụ"].title = "Danh sách"
    file = io.BytesIO()
    book.save(file)
    [row] = texts(file.getvalue())
    assert row == {"name": "Lò Văn An", "unit": "CL-1", "born": "01/02/1980", "phone": ""}
