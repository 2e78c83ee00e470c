"""Exported tables in words. They are papers of a Vietnamese contest, so they are in Vietnamese."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import BinaryIO

from quiz.documents.csv_sheet import write_csv
from quiz.documents.sheet import Cell, Kind, Sheet
from quiz.documents.xlsx_sheet import write_xlsx
from quiz.sentences.prize_rules import unit_prize_name
from quiz.sentences.standings import FINISHES, NO_PRIZE, REASONS, UNIT_REASONS, prize_title
from quiz.services.exports import Export, Table, units, winners

TITLES: Mapping[str, str] = {
    "rank": "Hạng",
    "unranked": "Lý do không xếp hạng",
    "excluded": "Lý do không xếp hạng",
    "prize": "Giải",
    "amount": "Số tiền (đồng)",
    "gift": "Hiện vật, hình thức khác",
    "kept_in": "Nhận giải cao hơn ở đợt",
    "gave_up": "Thay cho giải của đợt",
    "unit_prizes": "Giải tập thể",
    "no_prize": "Lý do chưa có giải",
    "name": "Họ và tên",
    "birth_date": "Ngày sinh",
    "phone": "Số điện thoại",
    "staff_number": "Số hiệu cán bộ hoặc số thẻ",
    "guardian": "Người giám hộ",
    "guardian_phone": "Điện thoại người giám hộ",
    "unit_code": "Mã đơn vị",
    "unit": "Đơn vị",
    "unit_way": "Đơn vị theo các cấp",
    "category": "Đối tượng",
    "points": "Điểm",
    "correct": "Số câu đúng",
    "attempts": "Số lượt thi",
    "attempt": "Lượt thi",
    "prediction": "Số dự đoán",
    "distance": "Độ lệch dự đoán",
    "duration": "Thời gian làm bài (giây)",
    "started_at": "Bắt đầu lúc",
    "finished_at": "Nộp bài lúc",
    "registered_at": "Đăng ký lúc",
    "receipt": "Mã xác nhận nộp bài",
    "reference": "Mã lượt thi",
    "void_reason": "Lý do hủy lượt thi",
    "finish": "Cách kết thúc",
    "answered": "Số câu đã trả lời",
    "people": "Số người dự thi",
    "headcount": "Tổng số người",
    "headcount_state": "Tình trạng số liệu",
    "rate": "Tỷ lệ tham gia",
    "average": "Điểm trung bình",
    "total_points": "Tổng điểm",
    "total_correct": "Tổng số câu đúng",
    "total_duration": "Tổng thời gian làm bài (giây)",
    "total_attempts": "Tổng số lượt thi",
    "rounds": "Số đợt dự thi",
    "scope": "Giải của",
    "all_correct": "Số người đúng tất cả",
    "best_points": "Tổng điểm của những người đạt kết quả cao nhất",
    "rank_points": "Tổng điểm theo thứ hạng từng tiêu chí",
}
NAMES: Mapping[Table, str] = {
    Table.PEOPLE: "Cá nhân",
    Table.UNITS: "Đơn vị",
    Table.ATTEMPTS: "Lượt thi",
    Table.WINNERS: "Đạt giải",
    Table.OVERALL: "Tổng hợp",
}
_FILES = {
    Table.PEOPLE: "ca-nhan",
    Table.UNITS: "don-vi",
    Table.ATTEMPTS: "luot-thi",
    Table.WINNERS: "nguoi-dat-giai",
    Table.OVERALL: "tong-hop",
}
_WRITERS: Mapping[str, Callable[[Sheet, BinaryIO], None]] = {"csv": write_csv, "xlsx": write_xlsx}
_SCOPES = {winners.ROUND: "Đợt thi", winners.OVERALL: "Tổng hợp các đợt"}
_HEADCOUNTS = {
    units.CONFIRMED: "Đã xác nhận",
    units.UNCONFIRMED: "Số liệu do đơn vị khai, cấp trên chưa xác nhận",
}
_WORDS = {**_HEADCOUNTS, **_SCOPES, **REASONS, **NO_PRIZE, **UNIT_REASONS, **FINISHES}


def write_export(export: Export, form: str, file: BinaryIO) -> None:
    """Write an export as ``csv`` or ``xlsx``: the same bytes for a page and a command."""
    _WRITERS[form](in_words(export), file)


def in_words(export: Export) -> Sheet:
    """Return the sheet of an export with titles and coded cells in words."""
    sheet = export.sheet
    columns = tuple(replace(column, title=TITLES[column.title]) for column in sheet.columns)
    coded = [
        (place, column.title)
        for place, column in enumerate(sheet.columns)
        if column.kind is Kind.CODE
    ]
    name = NAMES[export.table]
    if export.table is not Table.ATTEMPTS:
        name += f" – công bố lần {export.publication}" if export.publication else _NOT_OFFICIAL
    return replace(sheet, name=name, columns=columns, rows=_rows(sheet, coded))


def filename(export: Export, form: str) -> str:
    """Return the name under which an export is kept."""
    state = ""
    if export.table is not Table.ATTEMPTS:
        state = f"-cong-bo-{export.publication}" if export.publication else "-chua-chinh-thuc"
    return f"{export.contest}-dot-{export.round}-{_FILES[export.table]}{state}.{form}"


_NOT_OFFICIAL = " – chưa chính thức"


def _rows(sheet: Sheet, coded: list[tuple[int, str]]) -> Iterator[tuple[Cell, ...]]:
    for row in sheet.rows:
        cells = list(row)
        for place, title in coded:
            cells[place] = _word(title, cells[place])
        yield tuple(cells)


def _word(title: str, code: Cell) -> Cell:
    if not isinstance(code, str):
        return None
    if title == "unit_prizes":
        prizes: list[tuple[str | None, str]] = json.loads(code)
        return "; ".join(unit_prize_name(of_list, level, str) for of_list, level in prizes)
    return prize_title(code, str) if title == "prize" else _WORDS[code]
