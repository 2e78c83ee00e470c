"""XLSX for people: frozen header with notes, wrapped text columns, lists to choose from."""

import io
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import xlsxwriter

from question_bank.bank import Bank, BankHead
from question_bank.fields import (
    DIFFICULTY_NAMES,
    EXAMPLE_SHEET,
    HEAD_FIELDS,
    HEAD_SHEET,
    ITEM_FIELDS,
    ITEMS_SHEET,
    USE_NAMES,
)
from question_bank.item import LETTERS, Item
from question_bank.writers.example import EXAMPLE
from question_bank.writers.rows import HEADINGS, row_of

_OPTIONS: dict[str, Any] = {
    "constant_memory": True,
    "in_memory": False,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
# One bank gives one file, whatever the day.
_CREATED = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_ROWS_TO_FILL = 2_000
_WIDTHS = {
    "code": 12,
    "stem": 48,
    "right": 10,
    "pinned": 10,
    "topic": 22,
    "period": 14,
    "difficulty": 12,
    "use": 12,
    "explanation": 48,
    "source": 36,
}
_OPTION_WIDTH = 26
_NOTES = {
    "code": "Mã riêng của câu, không trùng và không đổi qua các lần sửa, ví dụ LS-001;"
    " để trống thì được đối chiếu với phiên bản trước hoặc đặt mã mới khi nạp.",
    "stem": "Một câu hỏi trọn vẹn, nhiều nhất 4.000 ký tự.",
    "option_a": "Từ 2 đến 6 phương án, điền lần lượt từ A, không bỏ trống ở giữa.",
    "right": "Chữ cái của phương án đúng, ví dụ B; nhiều phương án đúng thì ghi A, C.",
    "pinned": "Phương án luôn đứng cuối khi trộn, ví dụ D cho “Cả ba phương án trên”.",
    "topic": "Dùng để chọn câu theo ma trận đề; viết giống nhau ở các câu cùng chủ đề.",
    "period": "Giai đoạn lịch sử, ví dụ 1930–1945.",
    "difficulty": "Dễ, Trung bình hoặc Khó; để trống là Trung bình.",
    "use": "Chính thức hoặc Ôn tập; để trống là Chính thức.",
    "explanation": "Vì sao đáp án đúng; chỉ hiện khi thể lệ cho xem lại bài.",
    "source": "Tài liệu và trang để kiểm chứng đáp án.",
}


def write_xlsx(bank: Bank) -> bytes:
    """Write *bank* on two sheets, items and head."""
    book = _Book()
    book.items_sheet(ITEMS_SHEET, bank.items)
    book.head_sheet(bank.head)
    return book.close()


def template_xlsx() -> bytes:
    """Write an empty items sheet, a head to fill in, and a sheet of examples."""
    book = _Book()
    book.items_sheet(ITEMS_SHEET, ())
    book.head_sheet(BankHead(code="", title=""))
    book.items_sheet(EXAMPLE_SHEET, EXAMPLE.items)
    return book.close()


class _Book:
    """A workbook being written, sheet by sheet."""

    def __init__(self) -> None:
        self._bytes = io.BytesIO()
        self._book = xlsxwriter.Workbook(self._bytes, _OPTIONS)
        self._book.set_properties({"created": _CREATED})
        text = {"num_format": "@", "text_wrap": True, "valign": "top"}
        self._text = self._book.add_format(text)
        self._header = self._book.add_format(
            {**text, "bold": True, "bg_color": "#DA251D", "font_color": "#FFFFFF"}
        )

    def items_sheet(self, name: str, items: Iterable[Item]) -> None:
        sheet = self._book.add_worksheet(name)
        sheet.freeze_panes(1, 2)
        for column, key in enumerate(ITEM_FIELDS):
            sheet.set_column(column, column, _WIDTHS.get(key, _OPTION_WIDTH), self._text)
        self._lists(sheet)
        self._row(sheet, 0, HEADINGS, self._header)
        for column, key in enumerate(ITEM_FIELDS):
            if key in _NOTES:
                sheet.write_comment(0, column, _NOTES[key], {"author": "Ôn Sử", "x_scale": 2})
        for at, item in enumerate(items, start=1):
            self._row(sheet, at, row_of(item), self._text)

    def head_sheet(self, head: BankHead) -> None:
        sheet = self._book.add_worksheet(HEAD_SHEET)
        sheet.set_column(0, 0, 24, self._header)
        sheet.set_column(1, 1, 90, self._text)
        values = (head.code, head.title, head.language, head.notice)
        for at, (field, value) in enumerate(zip(HEAD_FIELDS.values(), values, strict=True)):
            sheet.write_string(at, 0, field.vi, self._header)
            if value:
                sheet.write_string(at, 1, value, self._text)

    def close(self) -> bytes:
        self._book.close()
        return self._bytes.getvalue()

    def _row(self, sheet: Any, at: int, texts: Iterable[str], form: Any) -> None:
        for column, text in enumerate(texts):
            if text:
                sheet.write_string(at, column, text, form)

    def _lists(self, sheet: Any) -> None:
        """Offer the usual keys, and only the known difficulties and uses."""
        choices = {
            "right": list(LETTERS),
            "difficulty": list(DIFFICULTY_NAMES["vi"].values()),
            "use": list(USE_NAMES["vi"].values()),
        }
        columns = list(ITEM_FIELDS)
        for key, values in choices.items():
            rule = {"validate": "list", "source": values, "show_error": key != "right"}
            at = columns.index(key)
            sheet.data_validation(1, at, _ROWS_TO_FILL, at, rule)
