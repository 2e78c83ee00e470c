"""The list of codes as a sheet, to be printed, cut and handed out."""

from collections.abc import Sequence

from quiz.documents.sheet import Column, Sheet
from quiz.services.people.codes import PersonCode

COLUMNS = (
    Column("Họ và tên", width=28),
    Column("Mã đơn vị", width=14),
    Column("Đơn vị", width=40),
    Column("Mã kích hoạt", width=16),
    Column("Địa chỉ", width=40),
)


def code_sheet(codes: Sequence[PersonCode], address: str, made_at: int) -> Sheet:
    """Return the list; ``address`` is where people type their code."""
    rows = ((one.full_name, one.unit_code, one.unit_name, one.code, address) for one in codes)
    return Sheet("Mã kích hoạt", COLUMNS, rows, made_at)
