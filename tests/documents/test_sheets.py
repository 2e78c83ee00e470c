"""Sheets written and read again, by programs that know nothing of how they were written."""

import csv
import io
import time
from datetime import date, datetime
from fractions import Fraction
from zipfile import ZipFile

import openpyxl
import pytest

from quiz.documents import xlsx_sheet
from quiz.documents.csv_sheet import write_csv
from quiz.documents.sheet import Cell, Column, Kind, Sheet
from quiz.documents.xlsx_sheet import write_xlsx

MOMENT = 1_795_249_812_345  # 21/11/2026 15:30:12,345 in Vietnam
DANGEROUS = ["=1+1", "+84912345678", "-2", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "＋1", "－1", "＠x"]


def sheet(*rows: tuple[Cell, ...], kinds: tuple[Kind, ...] = (Kind.TEXT,)) -> Sheet:
    columns = tuple(Column(f"Cột {place}", kind) for place, kind in enumerate(kinds, start=1))
    return Sheet("Cá nhân", columns, rows, MOMENT)


def as_csv(written: Sheet) -> list[list[str]]:
    file = io.BytesIO()
    write_csv(written, file)
    return list(csv.reader(io.StringIO(file.getvalue().decode("utf-8-sig")), delimiter=";"))


def as_xlsx(written: Sheet) -> bytes:
    file = io.BytesIO()
    write_xlsx(written, file)
    return file.getvalue()


def cells(written: Sheet) -> list[list[object]]:
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx(written)))
    return [[cell.value for cell in row] for page in book for row in page.iter_rows(min_row=2)]


@pytest.mark.parametrize(
    ("kind", "cell", "in_csv", "in_xlsx"),
    [
        (Kind.TEXT, "Nguyễn Thị Hạnh", "Nguyễn Thị Hạnh", "Nguyễn Thị Hạnh"),
        (Kind.TEXT, "00123", "00123", "00123"),
        (Kind.TEXT, 'a;b "c"', 'a;b "c"', 'a;b "c"'),
        (Kind.NUMBER, 1234, "1234", 1234),
        (Kind.NUMBER, Fraction(193, 5), "38,6", 38.6),
        (Kind.POINTS, 2000, "20", 20),
        (Kind.POINTS, 1850, "18,5", 18.5),
        (Kind.POINTS, Fraction(2000, 3), "6,67", 20 / 3),
        (Kind.SHARE, Fraction(19, 40), "0,475", 0.475),
        (Kind.SECONDS, 62_005, "62,005", 62.005),
        (Kind.DAY, date(1980, 2, 3), "03/02/1980", datetime(1980, 2, 3)),  # noqa: DTZ001
        (
            Kind.MOMENT,
            MOMENT,
            "21/11/2026 15:30:12,345",
            datetime(2026, 11, 21, 15, 30, 12, 345000),  # noqa: DTZ001
        ),
        (Kind.NUMBER, None, "", None),
    ],
)
def test_a_cell_is_read_again_as_what_it_is(
    kind: Kind, cell: Cell, in_csv: str, in_xlsx: object
) -> None:
    written = sheet(("x", cell), kinds=(Kind.TEXT, kind))
    assert as_csv(written)[1] == ["x", in_csv]
    assert cells(written) == [["x", in_xlsx]]


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_text_is_ever_computed(text: str) -> None:
    assert as_csv(sheet((text,)))[1] == [f"'{text}"]
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx(sheet((text,)))))
    cell = book.active["A2"]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)


def test_csv_opens_in_vietnamese_excel_by_a_double_click() -> None:
    file = io.BytesIO()
    write_csv(sheet(("Én", "Ý"), kinds=(Kind.TEXT, Kind.TEXT)), file)
    assert file.getvalue() == "\ufeffCột 1;Cột 2\r\nÉn;Ý\r\n".encode()


@pytest.mark.parametrize("write", [write_csv, write_xlsx])
def test_the_same_sheet_gives_the_same_bytes_at_any_time(write: object) -> None:
    first, second = io.BytesIO(), io.BytesIO()
    write(sheet(("An",)), first)
    time.sleep(2.1)  # ZIP knows time to two seconds
    write(sheet(("An",)), second)
    assert first.getvalue() == second.getvalue()


def test_the_header_stays_in_view_and_can_filter() -> None:
    page = openpyxl.load_workbook(io.BytesIO(as_xlsx(sheet(("An",), ("Bình",))))).active
    assert (page.freeze_panes, page.auto_filter.ref) == ("A2", "A1:A3")


def test_a_sheet_too_long_for_excel_goes_on_in_a_second_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(xlsx_sheet, "ROWS_PER_SHEET", 2)
    written = sheet(("An",), ("Bình",), ("Chi",))
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx(written)))
    assert book.sheetnames == ["Cá nhân", "Cá nhân (2)"]
    assert cells(written) == [["An"], ["Bình"], ["Chi"]]


def test_a_workbook_holds_no_formula_and_no_link() -> None:
    with ZipFile(io.BytesIO(as_xlsx(sheet(("http://example.org",), ("=1+1",))))) as book:
        written = b"".join(book.read(name) for name in book.namelist() if "worksheets" in name)
    assert b"<f>" not in written
    assert b"hyperlink" not in written
