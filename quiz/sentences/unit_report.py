"""A unit's report and its list of reminders in words; papers of a Vietnamese contest."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import BinaryIO

from quiz.documents import letter_docx, letter_pdf
from quiz.documents.csv_sheet import write_csv
from quiz.documents.letter import Form, Heading, Letter, LetterTable, Part
from quiz.documents.sheet import Cell, Sheet, local_time
from quiz.documents.xlsx_sheet import write_xlsx
from quiz.sentences.headcounts import HEADCOUNTS
from quiz.services.unit_desk import ChildTally, Report, Tally
from quiz.services.unit_desk.reminders import NO_ACCOUNT, NOT_REGISTERED, NOT_TAKEN
from quiz.services.unit_desk.report import MOST_UNITS

REPORT_TYPES: Mapping[str, str] = {"pdf": letter_pdf.MEDIA_TYPE, "docx": letter_docx.MEDIA_TYPE}
_LETTERS: Mapping[str, Callable[[Letter, BinaryIO], None]] = {
    "pdf": letter_pdf.write_pdf,
    "docx": letter_docx.write_docx,
}
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


NUMBERS = {Form.PARTY: "Số           - BC/…", Form.STATE: "Số:         /BC-…"}
"""What stands for the number of a report until its office gives one."""


@dataclass(frozen=True, slots=True)
class Signing:
    """What an office adds to its figures: the form, where it sits, to whom, and who signs."""

    form: Form
    place: str
    to: str
    signer: tuple[str, ...]
    signed_by: str
    number: str


def write_report(found: Report, signing: Signing, form: str, file: BinaryIO) -> None:
    """Write a report as ``pdf`` or ``docx``."""
    _LETTERS[form](letter_of(found, signing), file)


def write_reminders(sheet: Sheet, form: str, file: BinaryIO) -> None:
    """Write a list of reminders as ``csv`` or ``xlsx``."""
    columns = tuple(replace(column, title=_TITLES[column.title]) for column in sheet.columns)
    _SHEETS[form](replace(sheet, name="Chưa dự thi", columns=columns, rows=_rows(sheet)), file)


def letter_of(found: Report, signing: Signing) -> Letter:
    """Return the report as a letter to the level above."""
    is_party = signing.form is Form.PARTY
    moment = local_time(found.made_at)
    title = found.contest.title["vi"]
    return Letter(
        form=signing.form,
        above=found.above,
        issuer=found.unit,
        number=signing.number,
        place=signing.place,
        day=f"ngày {moment:%d} tháng {_month(moment.month)} năm {moment.year}",
        title="BÁO CÁO",
        subject=f"Tình hình tham gia {_inside(title)}",
        to=signing.to,
        parts=tuple(_parts(found)),
        signer=signing.signer,
        signed_by=signing.signed_by,
        recipients=_recipients(is_party=is_party),
        note=(
            f"Số liệu của hệ thống lúc {moment:%H:%M} ngày {moment:%d/%m/%Y}; "
            f"mã kiểm tra số liệu (SHA-256): {found.digest[:32]}"
        ),
    )


def _recipients(*, is_party: bool) -> tuple[str, ...]:
    if is_party:
        return ("- Như trên (để báo cáo),", "- Lưu Văn phòng.")
    return ("- Như trên;", "- Lưu: VT.")


def _parts(found: Report) -> Iterator[Part]:
    moment = local_time(found.made_at)
    yield (
        f"Thực hiện Thể lệ {_inside(found.contest.title['vi'])}, {found.unit} báo cáo tình hình "
        f"tham gia của đơn vị, tính đến {moment:%H} giờ {moment:%M} ngày {moment:%d/%m/%Y}, "
        "như sau:"
    )
    yield Heading("1. Kết quả chung")
    yield _headcount(found)
    yield (
        f"Trong danh sách của cuộc thi có {_number(found.whole.people)} người; "
        f"{_number(found.whole.registered)} người đã đăng ký; "
        f"{_number(found.whole.taken)} người đã dự thi với {_number(found.attempts)} lượt thi; "
        f"{_number(found.whole.not_yet)} người chưa dự thi."
    )
    if found.whole.rate is not None:
        yield f"Tỷ lệ tham gia (người dự thi trên tổng số): {_share(found.whole.rate)}."
    if len(found.rounds) > 1:
        yield Heading("2. Kết quả theo từng đợt thi")
        yield _rounds(found)
    if found.children:
        yield Heading(f"{3 if len(found.rounds) > 1 else 2}. Các đơn vị trực thuộc")
        yield from _units(found.children)
    yield f"Trên đây là báo cáo của {found.unit}."


def _headcount(found: Report) -> str:
    whom = HEADCOUNTS.get(found.contest.headcount_kind, "Người")
    if found.headcount is not None:
        state = "đã được cấp trên xác nhận" if found.headcount.is_confirmed else "chưa xác nhận"
        return (
            f"Tổng số ({whom.lower()}): {_number(found.headcount.people)}, "
            f"số liệu ngày {found.headcount.day:%d/%m/%Y}, {state}."
        )
    if found.whole.headcount is not None:
        return (
            f"Tổng số ({whom.lower()}): {_number(found.whole.headcount)}, "
            "cộng từ số liệu của các đơn vị trực thuộc."
        )
    return f"Tổng số ({whom.lower()}): đơn vị chưa khai báo số liệu."


def _rounds(found: Report) -> LetterTable:
    """Return the rounds; of many only the last, so that the report stays on one page."""
    total = found.whole.headcount
    rows = tuple(
        (
            line.title["vi"],
            f"{local_time(line.opens_at):%d/%m/%Y}",
            f"{local_time(line.closes_at - 1):%d/%m/%Y}",
            _number(line.taken),
            _share(Fraction(line.taken, total) if total else None),
        )
        for line in found.rounds[-6:]
    )
    titles = ("Đợt thi", "Từ ngày", "Đến ngày", "Người dự thi", "Tỷ lệ")
    return LetterTable(titles, rows, (34, 17, 17, 17, 15))


def _units(children: tuple[ChildTally, ...]) -> Iterator[Part]:
    none = sum(1 for line in children if not line.tally.taken)
    full = sum(1 for line in children if line.tally.rate is not None and line.tally.rate >= 1)
    yield (
        f"Trong {_number(len(children))} đơn vị trực thuộc, {_number(full)} đơn vị có tỷ lệ "
        f"tham gia từ 100 % và {_number(none)} đơn vị chưa có người dự thi."
    )
    if len(children) > MOST_UNITS:
        return
    titles = ("Đơn vị", "Tổng số", "Đăng ký", "Dự thi", "Tỷ lệ")
    rows = tuple((line.name, *_figures(line.tally)) for line in children)
    yield LetterTable(titles, rows, (48, 13, 13, 13, 13))


def _figures(tally: Tally) -> tuple[str, str, str, str]:
    return (
        _number(tally.headcount),
        _number(tally.registered),
        _number(tally.taken),
        _share(tally.rate),
    )


def _inside(title: str) -> str:
    """Return a title as it stands inside a sentence: "Cuộc thi …" begins small."""
    return title[:1].lower() + title[1:] if title.startswith("Cuộc thi") else f"cuộc thi “{title}”"


def _month(month: int) -> str:
    """Return a month as documents write it: only January and February with a nought in front."""
    return f"{month:02}" if month < 3 else str(month)


def _number(value: int | None) -> str:
    return "–" if value is None else f"{value:,}".replace(",", ".")


def _share(value: Fraction | None) -> str:
    """Return a share in per cent, rounded half up to one place."""
    if value is None:
        return "–"
    whole, part = divmod((value * 2000 + 1).__floor__() // 2, 10)
    return f"{_number(whole)},{part} %" if part else f"{_number(whole)} %"


def _rows(sheet: Sheet) -> Iterator[tuple[Cell, ...]]:
    for *cells, state in sheet.rows:
        yield (*cells, _STATES[str(state)])
