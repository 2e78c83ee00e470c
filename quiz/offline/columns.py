"""The columns of ranking files: what each is headed by, and how its cells are read.

The headings are those of the tables that a round exports, so that whoever knows the one knows the
other.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from question_bank.text import fold
from quiz.domain.dates import parse_date
from quiz.domain.entry import RulingKind
from quiz.domain.prize_order import Win
from quiz.offline.cells import Read, code, moment, number, points, seconds, text, yes_or_no


@dataclass(frozen=True, slots=True)
class Field:
    """A column: its key, its heading, and others that are understood.

    An empty cell is a fault (``wrong``) where the column is needed, else it means ``empty``.
    """

    key: str
    title: str
    read: Read
    wrong: str
    is_needed: bool = False
    also: tuple[str, ...] = ()
    empty: Any = None


def name(cell: str) -> str:
    """Return a text without the spaces around it."""
    return text(cell).strip()


def _ruling(text: str) -> RulingKind:
    kind = _RULINGS.get(fold(text))
    if kind is None:
        raise ValueError(text)
    return kind


_RULINGS = {
    fold(words): kind
    for kind, words in (
        *((kind, kind.value) for kind in RulingKind),
        (RulingKind.VOID, "Hủy lượt thi"),
        (RulingKind.EXCLUDE, "Không công nhận kết quả"),
        (RulingKind.OUT_OF_PRIZES, "Không xét giải"),
    )
}


def _day(text: str) -> date:
    return parse_date(text)


def _names(text: str) -> tuple[str, ...]:
    return tuple(code(name) for name in text.split("|"))


def _wins(text: str) -> tuple[Win, ...]:
    """Read "1:nhi|3:ba": the second prize of round 1, the third of round 3."""
    won = (one.partition(":") for one in text.split("|"))
    return tuple(Win(number(round_), code(level)) for round_, _, level in won)


def _codes(text: str) -> tuple[str, ...]:
    return tuple(code(one) for one in text.replace(";", " ").replace(",", " ").split())


def _headcount(text: str) -> int:
    return number(text.replace(".", "").replace(" ", ""))


_PERSON = Field(
    "person", "Mã người dự thi", code, "code_bad", is_needed=True, also=("mã người", "person")
)

ATTEMPTS = (
    Field(
        "reference",
        "Mã lượt thi",
        code,
        "code_bad",
        is_needed=True,
        also=("mã lượt", "reference", "attempt reference"),
    ),
    _PERSON,
    Field("unit_code", "Mã đơn vị", code, "code_bad", also=("đơn vị", "unit"), empty=""),
    Field("category", "Đối tượng", name, "code_bad", also=("category",)),
    Field("attempt", "Lượt thi", number, "number_bad", is_needed=True, also=("lượt số", "number")),
    Field("started_at", "Bắt đầu lúc", moment, "moment_bad", is_needed=True, also=("started",)),
    Field(
        "finished_at", "Nộp bài lúc", moment, "moment_bad", is_needed=True, also=("finished at",)
    ),
    Field("items", "Số câu", number, "number_bad", also=("items",)),
    Field("answered", "Số câu đã trả lời", number, "number_bad", also=("answered",)),
    Field("correct", "Số câu đúng", number, "number_bad", is_needed=True, also=("correct",)),
    Field("points", "Điểm", points, "points_bad", also=("points",)),
    Field("prediction", "Số dự đoán", number, "number_bad", also=("dự đoán", "prediction")),
)
PEOPLE = (
    _PERSON,
    Field("name", "Họ và tên", name, "code_bad", also=("họ tên", "name"), empty=""),
    Field("registered_at", "Đăng ký lúc", moment, "moment_bad", also=("registered at",), empty=0),
    Field("eligible", "Xét giải", yes_or_no, "yes_no_bad", also=("eligible",), empty=True),
    Field(
        "knew_a_key", "Đã xem đáp án", yes_or_no, "yes_no_bad", also=("knew a key",), empty=False
    ),
    Field("earlier", "Số giải đã nhận", number, "number_bad", also=("earlier prizes",), empty=0),
    Field("won", "Giải đã nhận", _wins, "wins_bad", also=("prizes won",), empty=()),
)
UNITS = (
    Field("unit_code", "Mã đơn vị", code, "code_bad", is_needed=True, also=("mã", "code")),
    Field(
        "unit",
        "Tên đơn vị",
        name,
        "code_bad",
        is_needed=True,
        also=("tên", "đơn vị", "name"),
    ),
    Field("kind", "Loại", name, "code_bad", also=("loại đơn vị", "kind"), empty=""),
    Field("parent", "Mã đơn vị cấp trên", code, "code_bad", also=("cấp trên", "parent code")),
    Field(
        "headcount",
        "Số lượng",
        _headcount,
        "people_bad",
        also=("biên chế", "số đảng viên", "headcount"),
    ),
    Field("valid_from", "Hiệu lực từ", _day, "date_bad", also=("từ ngày", "valid from")),
    Field("valid_to", "Hiệu lực đến", _day, "date_bad", also=("đến ngày", "valid to")),
    Field(
        "successors",
        "Đơn vị kế tục",
        _codes,
        "code_bad",
        also=("kế tục", "successors"),
        empty=(),
    ),
    Field("judged", "Điểm chấm", points, "points_bad", also=("judged",), empty=0),
)
RULINGS = (
    Field("ruling", "Quyết định", _ruling, "ruling_bad", is_needed=True, also=("ruling",)),
    Field("reference", "Mã lượt thi", code, "code_bad", also=("mã lượt", "reference"), empty=""),
    Field("person", "Mã người dự thi", code, "code_bad", also=("mã người", "person"), empty=""),
    Field("reason", "Lý do", name, "code_bad", also=("reason",), empty=""),
)
LOTS = (
    Field("draw", "Lần bốc thăm", number, "number_bad", is_needed=True, also=("draw",)),
    Field("rank", "Hạng", number, "number_bad", is_needed=True, also=("rank",)),
    Field("group", "Đối tượng", _names, "code_bad", also=("categories",), empty=()),
    Field("prizes", "Giải", _names, "code_bad", is_needed=True, also=("prizes",)),
    Field("seed", "Số bốc thăm", bytes.fromhex, "seed_bad", also=("seed",)),
    Field("reason", "Lý do", text, "code_bad", also=("reason",)),
    Field("overall", "Nhiều đợt", yes_or_no, "yes_no_bad", also=("overall",), empty=False),
    Field("drawn_at", "Bốc thăm lúc", moment, "moment_bad", is_needed=True, also=("drawn at",)),
    Field("reference", "Mã lượt thi", code, "code_bad", is_needed=True, also=("reference",)),
)
BEFORE = (
    _PERSON,
    Field("reference", "Mã lượt thi", code, "code_bad", is_needed=True, also=("reference",)),
    Field("unit_code", "Mã đơn vị", code, "code_bad", also=("đơn vị", "unit"), empty=""),
    Field("category", "Đối tượng", name, "code_bad", also=("category",)),
    Field("registered_at", "Đăng ký lúc", moment, "moment_bad", is_needed=True),
    Field("rounds", "Số đợt", number, "number_bad", is_needed=True, also=("rounds",)),
    Field("points", "Điểm", points, "points_bad", is_needed=True, also=("points",)),
    Field("correct", "Số câu đúng", number, "number_bad", is_needed=True, also=("correct",)),
    Field(
        "duration",
        "Thời gian làm bài (giây)",
        seconds,
        "number_bad",
        is_needed=True,
        also=("duration",),
    ),
    Field("attempts", "Số lượt thi", number, "number_bad", is_needed=True, also=("attempts",)),
)
SPECIAL = (
    Field("title", "Tên giải", text, "code_bad", is_needed=True, also=("title",)),
    Field("recipient", "Người nhận", text, "code_bad", is_needed=True, also=("recipient",)),
    Field("reason", "Lý do", text, "code_bad", also=("reason",), empty=""),
)
TOTALS = (
    Field("attempts", "Số lượt thi", number, "number_bad", is_needed=True, also=("attempts",)),
    Field(
        "participants",
        "Số người dự thi",
        number,
        "number_bad",
        is_needed=True,
        also=("participants",),
    ),
    Field(
        "all_correct",
        "Số người đúng tất cả",
        number,
        "number_bad",
        is_needed=True,
        also=("all correct people",),
    ),
)
