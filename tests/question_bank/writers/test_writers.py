import io
import re
import zipfile

import openpyxl
import pytest
import yaml

from question_bank.bank import Bank
from question_bank.item import Difficulty, Item, Use
from question_bank.readers import read_bank
from question_bank.writers import template_bank, write_bank
from question_bank.writers.example import EXAMPLE

BANK = Bank(
    code="lang-son",
    title="Tìm hiểu: lịch sử",
    language="vi",
    notice="Dòng một\nDòng hai",
    items=(
        Item(
            code="001",
            stem="=1+1 bằng mấy?",
            options=("1930", "no", "Cả hai phương án trên"),
            right=(0, 2),
            pinned=(2,),
            topic="Đảng bộ",
            difficulty=Difficulty.EASY,
            use=Use.PRACTICE,
            source="Sách",
        ),
    ),
)


def test_yaml_is_written_as_a_person_would() -> None:
    assert (
        write_bank(BANK, "yaml").decode()
        == """\
bank_schema: 1
code: lang-son
title: "Tìm hiểu: lịch sử"
language: vi
notice: |-
  Dòng một
  Dòng hai
items:
  - code: "001"
    stem: "=1+1 bằng mấy?"
    options:
      - "1930"
      - "no"
      - Cả hai phương án trên
    right: [A, C]
    pinned: [C]
    topic: Đảng bộ
    difficulty: easy
    use: practice
    source: Sách
"""
    )


def test_another_yaml_reader_sees_the_same_texts() -> None:
    document = yaml.safe_load(write_bank(BANK, "yaml"))
    assert document["notice"] == BANK.notice
    assert document["items"][0]["code"] == "001"
    assert tuple(document["items"][0]["options"]) == BANK.items[0].options


def test_csv_opens_in_a_vietnamese_excel_in_columns_and_never_as_a_formula() -> None:
    data = write_bank(BANK, "csv")
    assert data.startswith(b"\xef\xbb\xbfM")
    header, row = data.decode("utf-8-sig").splitlines()
    assert header.startswith("Mã câu;Nội dung câu hỏi;Phương án A;")
    assert row.startswith("001;'=1+1 bằng mấy?;1930;no;Cả hai phương án trên;;;;A, C;C;")


def test_xlsx_keeps_texts_as_texts_under_a_frozen_header_with_lists() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(write_bank(BANK, "xlsx")))["Câu hỏi"]
    assert (sheet["A2"].value, sheet["A2"].data_type) == ("001", "s")
    assert (sheet["B2"].value, sheet["B2"].data_type) == ("=1+1 bằng mấy?", "s")
    assert sheet.freeze_panes == "C2"
    assert sheet["A1"].comment is not None
    lists = [rule.formula1 for rule in sheet.data_validations.dataValidation]
    assert lists == ['"A,B,C,D,E,F"', '"Dễ,Trung bình,Khó"', '"Chính thức,Ôn tập"']


def test_the_head_has_a_sheet_of_its_own() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(write_bank(BANK, "xlsx")))["Ngân hàng"]
    assert [tuple(cell.value for cell in row) for row in sheet.iter_rows()] == [
        ("Mã ngân hàng", "lang-son"),
        ("Tên ngân hàng", "Tìm hiểu: lịch sử"),
        ("Ngôn ngữ", "vi"),
        ("Lưu ý", "Dòng một\nDòng hai"),
    ]


@pytest.mark.parametrize("format_", ["yaml", "csv"])
def test_a_template_of_text_reads_as_its_example(format_: str) -> None:
    reading = read_bank(template_bank(format_), "mau", defaults=EXAMPLE.head)
    assert reading.bank == EXAMPLE
    assert reading.findings == ()


def test_the_xlsx_template_waits_to_be_filled_and_shows_the_example_aside() -> None:
    data = template_bank("xlsx")
    assert openpyxl.load_workbook(io.BytesIO(data)).sheetnames == ["Câu hỏi", "Ngân hàng", "Ví dụ"]
    codes = [finding.code for finding in read_bank(data, "mau.xlsx").findings]
    assert codes == ["bank_code_missing", "bank_title_missing", "bank_empty"]


def test_the_word_template_reads_as_its_example_without_its_notes() -> None:
    reading = read_bank(template_bank("docx"), "mau.docx")
    assert reading.bank == EXAMPLE
    assert [finding.code for finding in reading.findings] == ["keys_recognised"]


def test_word_says_what_each_paragraph_is_on_a4_in_times_new_roman() -> None:
    with zipfile.ZipFile(io.BytesIO(write_bank(BANK, "docx"))) as archive:
        styles = archive.read("word/styles.xml").decode()
        document = archive.read("word/document.xml").decode()
    assert 'w:ascii="Times New Roman"' in styles
    assert '<w:pgSz w:w="11906" w:h="16838"/>' in document
    shown = re.sub("<w:br/>", "\n", document)
    paragraphs = re.findall(r'<w:pStyle w:val="OnSu(\w+)"/>.*?</w:p>', shown, re.DOTALL)
    texts = [re.sub("<[^>]*>", "", text) for text in re.findall("<w:p>.*?</w:p>", shown, re.DOTALL)]
    assert list(zip(paragraphs, texts, strict=True)) == [
        ("Title", "Tìm hiểu: lịch sử"),
        ("Field", "Mã ngân hàng: lang-son"),
        ("Field", "Ngôn ngữ: vi"),
        ("Field", "Lưu ý: Dòng một\nDòng hai"),
        ("Topic", "Đảng bộ"),
        ("Question", "Câu 1: =1+1 bằng mấy?"),
        ("Option", "A. 1930"),
        ("Option", "B. no"),
        ("Option", "C. Cả hai phương án trên"),
        ("Field", "Đáp án: A, C"),
        ("Field", "Mã câu: 001"),
        ("Field", "Giữ cuối: C"),
        ("Field", "Nguồn: Sách"),
        ("Field", "Mức độ: Dễ"),
        ("Field", "Nhóm: Ôn tập"),
    ]
    assert document.count("<w:b/>") == 2 * 2 + 1  # two right options and the label of the question


def test_a_format_that_nobody_writes_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        write_bank(BANK, "pdf")
