"""Words for standings: why somebody is not ranked, and what the prizes are called."""

from collections.abc import Callable, Mapping

from quiz.domain.entry import FinishKind, Reason
from quiz.domain.prizes import NoPrize
from quiz.domain.rules import UnitKey
from quiz.domain.unit_ranking import UnitReason
from quiz.sentences.sentence import N_

Translate = Callable[[str], str]

REASONS: Mapping[str, str] = {
    Reason.EXCLUDED: N_("Không được công nhận kết quả"),
    Reason.VOIDED: N_("Mọi lượt thi đã bị hủy"),
    Reason.OUT_OF_PRIZES: N_("Dự thi nhưng không xét giải"),
    Reason.KNEW_A_KEY: N_("Không xét giải vì đã xem đáp án trước khi đợt thi đóng"),
    Reason.EMPTY: N_("Bài thi không trả lời câu nào"),
    Reason.INCOMPLETE: N_("Bài thi chưa trả lời đủ các câu"),
    Reason.NOT_ALL_CORRECT: N_("Chưa trả lời đúng tất cả các câu"),
}
"""Why a person who took part is not ranked."""

NO_PRIZE: Mapping[str, str] = {
    NoPrize.OPEN_TIE: N_("Đồng hạng chưa phân định nên chưa ghi giải"),
    NoPrize.LOT_LOST: N_("Đồng hạng, bốc thăm không trúng giải"),
    NoPrize.ORDER_LOST: N_("Đồng hạng, xếp sau theo thứ tự Hội đồng xác định nên không có giải"),
    NoPrize.PERSON_CAP: N_("Không trao giải: đã đạt đủ số giải mà thể lệ cho phép mỗi người"),
    NoPrize.UNIT_CAP: N_("Không trao giải: đơn vị đã đạt đủ số giải mà thể lệ cho phép"),
    NoPrize.SHARE_CAP: N_("Không trao giải: số giải đã đủ tỷ lệ so với số người dự thi"),
    NoPrize.NO_GROUP: N_("Không thuộc đối tượng nào được xét giải"),
}
"""Why somebody whose turn it was for a prize has none."""

UNIT_REASONS: Mapping[str, str] = {
    UnitReason.KIND_NOT_RANKED: N_("Không thuộc diện xếp hạng"),
    UnitReason.NOBODY: N_("Chưa có người dự thi"),
    UnitReason.NO_HEADCOUNT: N_("Chưa có số liệu tổng số người"),
    UnitReason.RATE_TOO_LOW: N_("Chưa đạt tỷ lệ tham gia tối thiểu"),
    UnitReason.TOO_FEW_PEOPLE: N_("Chưa đủ số người dự thi tối thiểu"),
    UnitReason.TOO_FEW_ATTEMPTS: N_("Chưa đủ số lượt thi tối thiểu"),
    UnitReason.TOO_FEW_WINNERS: N_("Chưa đủ số người đạt giải tối thiểu"),
    UnitReason.JUDGED_TOO_LOW: N_("Chưa đạt số điểm Ban Giám khảo chấm tối thiểu"),
}
"""Why a unit is not ranked."""

UNIT_KEYS: Mapping[str, str] = {
    UnitKey.PARTICIPATION_RATE: N_("Tỷ lệ tham gia"),
    UnitKey.AVERAGE_POINTS: N_("Điểm trung bình"),
    UnitKey.PEOPLE: N_("Người dự thi"),
    UnitKey.ATTEMPTS: N_("Lượt thi"),
    UnitKey.TOTAL_POINTS: N_("Tổng điểm"),
    UnitKey.ALL_CORRECT_PEOPLE: N_("Người trả lời đúng tất cả"),
    UnitKey.WINNERS: N_("Người đạt giải"),
    UnitKey.RATE_PLUS_AVERAGE: N_("Tỷ lệ tham gia cộng điểm trung bình (%)"),
    UnitKey.RATE_PLUS_PRIZES: N_("Tỷ lệ tham gia cộng điểm giải thưởng"),
    UnitKey.BEST_POINTS: N_("Tổng điểm của những người đạt kết quả cao nhất"),
    UnitKey.JUDGED_POINTS: N_("Điểm do Ban Giám khảo chấm"),
    UnitKey.RANK_POINTS: N_("Tổng điểm theo thứ hạng từng tiêu chí"),
}
"""What units are compared by."""

PRIZES: Mapping[str, str] = {
    "dac_biet": N_("Giải Đặc biệt"),
    "nhat": N_("Giải Nhất"),
    "nhi": N_("Giải Nhì"),
    "ba": N_("Giải Ba"),
    "tu": N_("Giải Tư"),
    "khuyen_khich": N_("Giải Khuyến khích"),
    "tap_the": N_("Giải Tập thể"),
}
"""The usual levels of prizes."""

FINISHES: Mapping[str, str] = {
    FinishKind.SUBMITTED: N_("Tự nộp bài"),
    FinishKind.TIMED_OUT: N_("Hết giờ"),
    FinishKind.CLOSED_BY_STAFF: N_("Ban Tổ chức kết thúc"),
}
"""How an attempt ended."""

OTHER_PRIZE = N_("Giải %(level)s")


def prize_title(level: str, translate: Translate) -> str:
    """Return what a prize level is called; a level of a contest's own keeps its name."""
    if level in PRIZES:
        return translate(PRIZES[level])
    return translate(OTHER_PRIZE) % {"level": level.replace("_", " ")}
