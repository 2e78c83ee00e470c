"""Files that nobody should have sent, made as they are needed, and what each is answered."""

import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from question_bank.bank import Bank
from question_bank.writers import write_bank
from tests.stage import items

BANK = Bank("mau", "Mẫu", "vi", "Lưu ý", items())
_SHEET = "xl/worksheets/sheet1.xml"
_BOOK = "xl/workbook.xml"
_WORDS = " ".join(f"chữ{number}" for number in range(40))


@dataclass(frozen=True)
class Hostile:
    """A file under the name it was sent with, and the code of the finding that refuses it."""

    name: str
    make: Callable[[], bytes]
    code: str


def workbook(
    changed: Mapping[str, Callable[[bytes], bytes]], more: Mapping[str, bytes] | None = None
) -> bytes:
    """Return a good bank as XLSX, some of whose parts have been changed or added."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(write_bank(BANK, "xlsx"))) as good,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as bad,
    ):
        for name in good.namelist():
            bad.writestr(name, changed.get(name, bytes)(good.read(name)))
        for name, data in (more or {}).items():
            bad.writestr(name, data)
    return buffer.getvalue()


def archive(*members: tuple[str, bytes]) -> bytes:
    """Return an archive that calls itself a workbook."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members:
            made.writestr(name, data)
    return buffer.getvalue()


def lying_sizes() -> bytes:
    """Say of a large member that it is of one byte, in both places that tell its size."""
    data, large = archive(("xl/a.xml", bytes(9_000_000))), (9_000_000).to_bytes(4, "little")
    assert data.count(large) == 2
    return data.replace(large, (1).to_bytes(4, "little"))


def overlapping() -> bytes:
    """Name one member a thousand times in the directory: much comes out of little."""
    data = archive(("xl/a.xml", bytes(900_000)))
    start = data.index(b"PK\x01\x02")
    entry, end = data[start : data.index(b"PK\x05\x06")], data[data.index(b"PK\x05\x06") :]
    count = (1_000).to_bytes(2, "little")
    size = (1_000 * len(entry)).to_bytes(4, "little")
    return data[:start] + 1_000 * entry + end[:8] + count + count + size + end[16:]


def far_cell(sheet: bytes) -> bytes:
    """Put one more cell into the last corner of a sheet."""
    cell = b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'
    return sheet.replace(b"</sheetData>", cell + b"</sheetData>")


def lying_dimension(sheet: bytes) -> bytes:
    """Say that a sheet holds one cell."""
    before, _, rest = sheet.partition(b'<dimension ref="')
    return before + b'<dimension ref="A1' + rest[rest.index(b'"') :]


def with_doctype(doctype: bytes) -> Callable[[bytes], bytes]:
    """Put a document type before the root of a part, and use its entity in the first text."""

    def change(part: bytes) -> bytes:
        head, _, body = part.partition(b"?>")
        return head + b"?>" + doctype + body.replace(b"<t>", b"<t>&a9;", 1)

    return change


def _laughs() -> bytes:
    levels = [
        b'<!ENTITY a%d "%s">' % (level, b"&a%d;" % (level - 1) * 10) for level in range(1, 10)
    ]
    return b'<!DOCTYPE x [<!ENTITY a0 "ha">' + b"".join(levels) + b"]>"


def _outside(address: bytes) -> bytes:
    return b'<!DOCTYPE x [<!ENTITY a9 SYSTEM "' + address + b'">]>'


def _item(stem: str) -> bytes:
    return write_bank(BANK, "yaml").replace("Câu hỏi số 1".encode(), stem.encode(), 1)


def _yaml(items_of: str) -> bytes:
    return f"bank_schema: 1\ncode: a\ntitle: b\nitems: {items_of}".encode()


def _csv(rest: bytes) -> bytes:
    return write_bank(BANK, "csv").splitlines(keepends=True)[0] + rest


def slow_bank(count: int) -> bytes:
    """Return a bank in which every item is like every other, so that all are compared with all."""
    head = "bank_schema: 1\ncode: cham\ntitle: Chậm\nitems:\n"
    each = "- {{code: C{0}, stem: '{1} n{0}x?', options: [một, hai], right: [A]}}\n"
    return (head + "".join(each.format(number, _WORDS) for number in range(count))).encode()


SLOW_BANK = slow_bank(6_000)

HOSTILE = (
    Hostile("rong.csv", bytes, "file_empty"),
    Hostile("khoang-trang.csv", lambda: b" \n\t\n" * 1_000, "file_empty"),
    Hostile("nul.csv", lambda: bytes(1_000), "header_missing"),
    Hostile("utf8-hong.csv", lambda: _csv(b"a;\xff\xfe\n"), "encoding_broken"),
    Hostile("utf16.csv", lambda: "Mã câu;Nội dung".encode("utf-16-le"), "format_unknown"),
    Hostile("pdf.xlsx", lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "format_unknown"),
    Hostile("png.csv", lambda: b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "format_unknown"),
    Hostile("exe.xlsx", lambda: b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff", "format_unknown"),
    Hostile("html.csv", lambda: b"<!doctype html><script>alert(1)</script>", "header_missing"),
    Hostile("cu.xlsx", lambda: bytes.fromhex("d0cf11e0a1b11ae1") + bytes(500), "format_legacy"),
    Hostile("hai-chieu.yaml", lambda: _item("Câu \u202ehỏi"), "text_hidden"),
    Hostile("rong-khong.yaml", lambda: _item("Câu\u200b hỏi"), "text_hidden"),
    Hostile("zip.xlsx", lambda: archive(("a.txt", b"a")), "format_unknown"),
    Hostile("long-nhau.xlsx", lambda: archive(("xl/a", lying_sizes())), "archive_broken"),
    Hostile("ty-le.xlsx", lambda: archive((_SHEET, bytes(300_000_000))), "archive_unsafe"),
    Hostile(
        "nhieu-muc.xlsx",
        lambda: archive(*((f"xl/{number}", b"") for number in range(2_001))),
        "archive_unsafe",
    ),
    Hostile("noi-doi.xlsx", lying_sizes, "archive_broken"),
    Hostile("chong-len.xlsx", overlapping, "archive_broken"),
    Hostile("macro.xlsx", lambda: workbook({}, {"xl/vbaProject.bin": b"x"}), "archive_macros"),
    Hostile("o-xa.xlsx", lambda: workbook({_SHEET: far_cell}), "items_too_many"),
    Hostile("cuoi.xlsx", lambda: workbook({_BOOK: with_doctype(_laughs())}), "archive_broken"),
    Hostile("cuoi-2.xlsx", lambda: workbook({_SHEET: with_doctype(_laughs())}), "archive_broken"),
    Hostile(
        "ngoai.xlsx",
        lambda: workbook({_BOOK: with_doctype(_outside(b"file:///etc/passwd"))}),
        "archive_broken",
    ),
    Hostile("bi-danh.yaml", lambda: _yaml("&a [*a, *a]"), "yaml_alias"),
    Hostile(
        "cuoi.yaml",
        lambda: (
            b"a: &a [x,x]\n"
            + b"".join(b"%c: &%c [*%c,*%c]\n" % (c, c, c - 1, c - 1) for c in range(98, 112))
        ),
        "yaml_alias",
    ),
    Hostile("sau.yaml", lambda: _yaml("[" * 200_000), "document_deep"),
    Hostile("the.yaml", lambda: _yaml("!!python/object/apply:os.system [ls]"), "yaml_tag"),
    Hostile("dong-dai.csv", lambda: _csv(b"a" * 5_000_000), "csv_broken"),
    Hostile("trieu-cot.csv", lambda: _csv(b";" * 999_999 + b"x\n"), "cells_beyond"),
)
