"""A unit's report in words; a paper of a Vietnamese contest."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from io import BytesIO
from typing import BinaryIO, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from quiz.documents import letter_docx, letter_pdf
from quiz.documents.letter import Form, Heading, Letter, LetterTable, Part
from quiz.documents.sheet import Column, Kind, Sheet, local_time
from quiz.documents.xlsx_sheet import write_xlsx
from quiz.sentences.headcounts import HEADCOUNTS
from quiz.services.unit_desk import ChildTally, Report

REPORT_TYPES: Mapping[str, str] = {
    "pdf": letter_pdf.MEDIA_TYPE,
    "docx": letter_docx.MEDIA_TYPE,
    "zip": "application/zip",
}
UNCONFIRMED = "Số liệu do đơn vị khai, cấp trên chưa xác nhận"
_LETTERS: Mapping[str, Callable[[Letter, BinaryIO], None]] = {
    "pdf": letter_pdf.write_pdf,
    "docx": letter_docx.write_docx,
}

NUMBERS = {Form.PARTY: "Số           - BC/…", Form.STATE: "Số:         /BC-…"}
"""What stands for the number of a report until its office gives one."""


class _Length(NamedTuple):
    """How many units below, and how many of the last rounds, a report names at most."""

    units: int
    rounds: int


_LENGTHS = tuple(
    _Length(*most)
    for most in (
        *((10, 6), (8, 6), (7, 5), (6, 5), (5, 4), (4, 4), (4, 3)),
        *((3, 3), (3, 2), (3, 1), (2, 1), (1, 1), (0, 1)),
    )
)
"""From the most that looks well to the least that makes sense."""


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
    """Write a report as ``pdf`` or ``docx``, or all of it with its annex as ``zip``."""
    letter = letter_of(found, signing)
    if form in _LETTERS:
        _LETTERS[form](letter, file)
        return
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for kind, write in _LETTERS.items():
            _put(archive, f"bao-cao.{kind}", partial(write, letter))
        _put(archive, "phu-luc.xlsx", partial(write_xlsx, _annex(found)))


def _put(archive: ZipFile, name: str, write: Callable[[BinaryIO], None]) -> None:
    content = BytesIO()
    write(content)
    archive.writestr(ZipInfo(name), content.getvalue(), ZIP_DEFLATED)


def letter_of(found: Report, signing: Signing) -> Letter:
    """Return the report as a letter of one page to the level above.

    Where all units below do not go on the page, it names those of the highest rate, and of the
    rounds the last; the annex names all.
    """
    for length in _LENGTHS[:-1]:
        letter = _letter(found, signing, length)
        if letter_pdf.pages_of(letter) == 1:
            return letter
    return _letter(found, signing, _LENGTHS[-1])


def _letter(found: Report, signing: Signing, length: _Length) -> Letter:
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
        parts=tuple(_parts(found, length)),
        signer=signing.signer,
        signed_by=signing.signed_by,
        recipients=_recipients(is_party=is_party),
        note=_note(found),
    )


def _note(found: Report) -> str:
    moment = local_time(found.made_at)
    told = (
        f"Số liệu của hệ thống lúc {moment:%H:%M} ngày {moment:%d/%m/%Y}; "
        f"mã kiểm tra số liệu (SHA-256): {found.digest[:32]}"
    )
    return f"{told}. (*) {UNCONFIRMED}." if any(map(_is_unconfirmed, found.children)) else told


def _is_unconfirmed(line: ChildTally) -> bool:
    return line.tally.headcount is not None and not line.is_confirmed


def _recipients(*, is_party: bool) -> tuple[str, ...]:
    if is_party:
        return ("- Như trên (để báo cáo),", "- Lưu Văn phòng.")
    return ("- Như trên;", "- Lưu: VT.")


def _parts(found: Report, length: _Length) -> Iterator[Part]:
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
        f"{_number(found.whole.not_yet)} người chưa dự thi.{_rate(found)}"
    )
    if len(found.rounds) > 1:
        every = len(found.rounds) <= length.rounds
        yield Heading(f"2. Kết quả {'theo từng đợt thi' if every else 'các đợt thi gần nhất'}")
        yield _rounds(found, length.rounds)
    if found.children:
        yield Heading(f"{3 if len(found.rounds) > 1 else 2}. Các đơn vị trực thuộc")
        yield from _units(found.children, length.units)
    yield "Trên đây là báo cáo tình hình tham gia của đơn vị."


def _rate(found: Report) -> str:
    if found.whole.rate is None:
        return ""
    return f" Tỷ lệ tham gia (người dự thi trên tổng số): {_share(found.whole.rate)}."


def _headcount(found: Report) -> str:
    whom = HEADCOUNTS.get(found.contest.headcount_kind, "Người")
    if found.headcount is not None:
        is_confirmed = found.headcount.is_confirmed
        state = "đã được cấp trên xác nhận" if is_confirmed else "cấp trên chưa xác nhận"
        return (
            f"Tổng số ({whom.lower()}): {_number(found.headcount.people)}, "
            f"số liệu ngày {found.headcount.day:%d/%m/%Y}, {state}."
        )
    if found.whole.headcount is not None:
        unconfirmed = any(map(_is_unconfirmed, found.children))
        return (
            f"Tổng số ({whom.lower()}): {_number(found.whole.headcount)}, "
            "cộng từ số liệu của các đơn vị trực thuộc"
            + (", có số liệu cấp trên chưa xác nhận." if unconfirmed else ".")
        )
    return f"Tổng số ({whom.lower()}): đơn vị chưa khai báo số liệu."


def _rounds(found: Report, most: int) -> LetterTable:
    """Return the last rounds, so many at most."""
    total = found.whole.headcount
    rows = tuple(
        (
            line.title["vi"],
            f"{local_time(line.opens_at):%d/%m/%Y}",
            f"{local_time(line.closes_at - 1):%d/%m/%Y}",
            _number(line.taken),
            _share(Fraction(line.taken, total) if total else None),
        )
        for line in found.rounds[-most:]
    )
    titles = ("Đợt thi", "Từ ngày", "Đến ngày", "Người dự thi", "Tỷ lệ")
    return LetterTable(titles, rows, (39, 16, 16, 17, 12))


def _units(children: tuple[ChildTally, ...], most: int) -> Iterator[Part]:
    none = sum(1 for line in children if not line.tally.taken)
    full = sum(1 for line in children if line.tally.rate is not None and line.tally.rate >= 1)
    more = len(children) - most
    yield (
        f"Trong {_number(len(children))} đơn vị trực thuộc, {_number(full)} đơn vị có tỷ lệ "
        f"tham gia từ 100 % và {_number(none)} đơn vị chưa có người dự thi.{_annexed(more, most)}"
    )
    shown = children if more <= 0 else sorted(children, key=_highest_first)[:most]
    if shown:
        titles = ("Đơn vị", "Tổng số", "Đăng ký", "Dự thi", "Tỷ lệ")
        rows = tuple((line.name, *_figures(line)) for line in shown)
        yield LetterTable(titles, rows, (50, 15, 12, 11, 12))


def _annexed(more: int, shown: int) -> str:
    if more <= 0:
        return ""
    if not shown:
        return " Số liệu của từng đơn vị trong tệp kèm theo."
    return f" Dưới đây là các đơn vị có tỷ lệ cao nhất; và {more} đơn vị khác trong tệp kèm theo."


def _highest_first(line: ChildTally) -> tuple[bool, Fraction, int]:
    """Units of equal rates by people, and then as they were; those without a headcount last."""
    rate = line.tally.rate
    return (rate is None, -(rate or Fraction(0)), -line.tally.taken)


def _figures(line: ChildTally) -> tuple[str, str, str, str]:
    tally = line.tally
    return (
        _number(tally.headcount) + " (*)" * _is_unconfirmed(line),
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


def _annex(found: Report) -> Sheet:
    """Return all units right below, as the letter would name them."""
    columns = (
        *(Column("Mã đơn vị", Kind.TEXT, 14), Column("Đơn vị", Kind.TEXT, 60)),
        *(Column("Tổng số", Kind.NUMBER, 12), Column("Tình trạng số liệu", Kind.TEXT, 28)),
        *(Column("Trong danh sách", Kind.NUMBER, 16), Column("Đăng ký", Kind.NUMBER, 12)),
        *(Column("Dự thi", Kind.NUMBER, 12), Column("Tỷ lệ", Kind.SHARE, 12)),
    )
    rows = (
        (
            line.code,
            line.name,
            line.tally.headcount,
            _state(line),
            line.tally.people,
            line.tally.registered,
            line.tally.taken,
            line.tally.rate,
        )
        for line in found.children
    )
    return Sheet("Các đơn vị trực thuộc", columns, rows, found.made_at)


def _state(line: ChildTally) -> str | None:
    if line.tally.headcount is None:
        return None
    return UNCONFIRMED if _is_unconfirmed(line) else "Cấp trên đã xác nhận"
