"""A unit's list for reminding people in words; a paper of a Vietnamese contest."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import BinaryIO

from quiz.documents.csv_sheet import write_csv
from quiz.documents.sheet import Cell, Sheet
from quiz.documents.xlsx_sheet import write_xlsx
from quiz.services.unit_desk.reminders import NO_ACCOUNT, NOT_REGISTERED, NOT_TAKEN

_SHEETS: Mapping[str, Callable[[Sheet, BinaryIO], None]] = {"csv": write_csv, "xlsx": write_xlsx}
_TITLES = {
    "number": "STT",
    "name": "Họ và tên",
    "unit_code": "Mã đơn vị",
    "unit": "Đơn vị",
    "phone": "Số điện thoại",
    "state": "Tình trạng",
}
_STATES = {
    NO_ACCOUNT: "Chưa có tài khoản",
    NOT_REGISTERED: "Có tài khoản, chưa đăng ký",
    NOT_TAKEN: "Đã đăng ký, chưa thi",
}


def write_reminders(sheet: Sheet, form: str, file: BinaryIO) -> None:
    """Write a list of reminders as ``csv`` or ``xlsx``."""
    columns = tuple(replace(column, title=_TITLES[column.title]) for column in sheet.columns)
    _SHEETS[form](replace(sheet, name="Chưa dự thi", columns=columns, rows=_rows(sheet)), file)


def _rows(sheet: Sheet) -> Iterator[tuple[Cell, ...]]:
    for *cells, state in sheet.rows:
        yield (*cells, _STATES[str(state)])
