import io
import json
import zipfile
from dataclasses import asdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from question_bank.bank import Bank, BankHead
from question_bank.examine import examine_file
from question_bank.item import Item
from question_bank.readers import LARGEST_FILE, read_bank
from question_bank.writers import FORMATS, write_bank
from question_bank.writers.example import EXAMPLE

BANK = Bank("mau", "Mẫu", "vi", "", (Item("A-1", "Nơi nào?", ("Tân Trào", "Pác Bó"), (0,)),))
HEAD = BankHead("mau", "Mẫu")
GOOD_FILES = {format_: write_bank(EXAMPLE, format_) for format_ in FORMATS}
SIGNS = [
    *"=~#{}:%\\[]<>/-\n\t\"',;",
    *(
        "::",
        "####",
        "->",
        "//",
        "$CATEGORY: ",
        "\n\n",
        "%50%",
        "[html]",
        "<p>",
        "<sup>",
        "<!",
        "&#",
    ),
    *(
        "A. ",
        "B) ",
        "ANSWER: A",
        "ĐÁP ÁN: B",
        "Nơi nào?",
        "{T}",
        "\\u12",
        "\\ud800",
        "null",
        "items:",
    ),
]


def archive(**members: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as packed:
        for name, text in members.items():
            packed.writestr(name.replace("__", "/").replace("_", "."), text)
    return data.getvalue()


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("filename", ["bank", "bank.txt", "bank.yaml", "bank.csv", "bank.xlsx"])
def test_a_format_is_known_by_its_content_whatever_the_name(format_: str, filename: str) -> None:
    reading = read_bank(write_bank(BANK, format_), filename, defaults=HEAD)
    assert reading.with_codes(["A-1"]).bank == BANK
    assert reading.drafts[0].place.file == filename


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file_empty"),
        (b"\xef\xbb\xbf \n", "file_empty"),
        (b"a" * (LARGEST_FILE + 1), "file_too_large"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00" * 500, "format_legacy"),
        (b"%PDF-1.7 \xe2\xe3\xcf\xd3", "format_unknown"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "format_unknown"),
        (b"Xin ch\xc3\xa0o.", "format_unknown"),
        (b"<html><body>1</body></html>", "format_unknown"),
        (b'\r\n<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table>', "format_legacy"),
        (
            b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
            b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
            "format_legacy",
        ),
        (archive(word__document_xml="<w/>"), "archive_broken"),
        (archive(ppt__presentation_xml="<w/>"), "format_unknown"),
        (b"{\\rtf1\\ansi Xin ch\\'e0o}", "format_legacy"),
        (archive(xl__workbook_xml="<w/>"), "archive_broken"),
        (b"PK\x03\x04 broken", "archive_broken"),
    ],
)
def test_what_is_no_bank_is_refused_in_one_sentence(data: bytes, code: str) -> None:
    reading = read_bank(data, "file.bin")
    assert reading.bank is None
    assert [finding.code for finding in reading.findings] == [code]
    assert reading.findings[0].where("vi") == "tệp “file.bin”"


@pytest.mark.parametrize(
    ("filename", "code"),
    [
        ("a.csv", "header_missing"),
        ("a.yml", "expected_mapping"),
        ("a.json", "json_broken"),
        ("a.gift", "head_absent"),
        ("a.aiken", "head_absent"),
    ],
)
def test_the_name_helps_to_say_what_is_wrong_with_plain_text(filename: str, code: str) -> None:
    assert read_bank(b"Xin chao", filename).findings[0].code == code


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("format_", ["yaml", "csv"])
def test_text_is_read_in_every_encoding_of_unicode(format_: str, encoding: str) -> None:
    text = write_bank(BANK, format_).decode("utf-8-sig")
    assert read_bank(text.encode(encoding), "a", defaults=HEAD).bank == BANK


def test_a_letter_in_another_encoding_is_refused_with_its_line() -> None:
    data = "Mã câu,Nội dung câu hỏi\n1,Đảng\n".encode() + "2,Đảng".encode("cp1258", "replace")
    (finding,) = read_bank(data, "a.csv").findings
    assert (finding.code, finding.place.line) == ("encoding_broken", 3)


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_make_the_reader_raise(data: bytes) -> None:
    for name in ("a.yaml", "a.csv"):
        reading = read_bank(data, name)
        assert reading.bank is None
        assert reading.findings


@settings(deadline=None, max_examples=150)
@given(
    st.sampled_from(FORMATS),
    st.lists(
        st.tuples(st.integers(0, 10**6), st.integers(0, 12), st.binary(max_size=6)), max_size=4
    ),
)
def test_no_damage_to_a_good_file_makes_the_reader_raise(
    format_: str, damages: list[tuple[int, int, bytes]]
) -> None:
    data = GOOD_FILES[format_]
    for at, length, damage in damages:
        start = at % len(data)
        data = data[:start] + damage + data[start + length :]
    reading = examine_file(data, "a", defaults=HEAD)
    assert (reading.bank is None) is (reading.is_faulty or reading.lacks_codes)
    assert all(finding.sentence("vi") and finding.sentence("en") for finding in reading.findings)
    json.dumps([asdict(finding) for finding in reading.findings], ensure_ascii=False).encode()


@settings(deadline=None, max_examples=120)
@given(
    st.sampled_from(["a.gift", "a.aiken", "a.json", "a.yaml", "a.csv"]),
    st.lists(st.sampled_from(SIGNS) | st.text(max_size=3), max_size=30).map("".join),
)
def test_no_heap_of_signs_makes_the_reader_raise(filename: str, text: str) -> None:
    reading = examine_file(text.encode("utf-8", "replace"), filename, defaults=HEAD)
    assert all(finding.sentence("vi") for finding in reading.findings)
    assert all(draft.item is not None for draft in reading.drafts) or reading.is_faulty
