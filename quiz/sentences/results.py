"""What refusals about results say."""

from quiz.sentences.sentence import N_, Sentence

SENTENCES: dict[str, Sentence] = {
    "round_not_over": Sentence(
        409,
        N_("Đợt thi chưa kết thúc hẳn: vẫn có thể còn người đang làm bài. Chưa thể công bố."),
    ),
    "earlier_unpublished": Sentence(
        409,
        N_(
            "Thể lệ tính cả giải hoặc điểm của các đợt trước, nhưng còn đợt trước chưa công bố kết "
            "quả. Hãy công bố đợt trước rồi công bố đợt này."
        ),
    ),
    "board_not_begun": Sentence(
        409, N_("Đợt thi chưa mở nên chưa có bảng xếp hạng để dừng cập nhật.")
    ),
    "board_official": Sentence(
        409,
        N_("Kết quả đợt thi đã công bố; bảng xếp hạng là kết quả chính thức, không dừng được nữa."),
    ),
    "lots_not_in_rules": Sentence(
        409, N_("Thể lệ của đợt thi này không quy định bốc thăm khi đồng hạng.")
    ),
    "judges_not_in_rules": Sentence(
        409,
        N_(
            "Thể lệ của đợt thi này quy định bốc thăm khi đồng hạng, nên Hội đồng không xác định "
            "thứ tự."
        ),
    ),
    "marks_not_in_rules": Sentence(
        409, N_("Thể lệ của đợt thi này không xếp hạng đơn vị theo điểm do Ban Giám khảo chấm.")
    ),
    "mark_unit_unknown": Sentence(
        422,
        N_(
            "Không có đơn vị nào mang mã “%(unit)s” trong cây đơn vị của cuộc thi. Hãy chọn lại "
            "đơn vị."
        ),
    ),
    "no_open_tie": Sentence(
        409,
        N_("Không còn người đồng hạng nào cần phân định ở vị trí này; có thể đã phân định xong."),
    ),
    "tie_other_people": Sentence(
        422,
        N_(
            "Hãy ghi cho mỗi người đồng hạng một thứ tự, từ 1 trở đi, không trùng và không bỏ sót "
            "ai."
        ),
    ),
    "reason_short": Sentence(422, N_("Hãy nêu rõ lý do, ít nhất %(shortest)s ký tự.")),
    "reason_long": Sentence(422, N_("Lý do dài nhất %(longest)s ký tự.")),
    "no_such_attempt": Sentence(
        422, N_("Đợt thi này không có lượt thi nào mang mã “%(attempt)s”. Xin kiểm tra lại mã.")
    ),
    "attempt_running": Sentence(
        409,
        N_("Lượt thi này đang được làm nên chưa thể hủy. Hãy quyết định sau khi bài được nộp."),
    ),
    "already_voided": Sentence(409, N_("Lượt thi này đã bị hủy từ trước.")),
    "not_voided": Sentence(409, N_("Lượt thi này không bị hủy nên không có gì để khôi phục.")),
    "ties_open": Sentence(
        422,
        N_(
            "Còn người đồng hạng mà thể lệ không phân định được ở vị trí có giải. Hãy xem lại danh "
            "sách đồng hạng và đánh dấu xác nhận trước khi công bố."
        ),
    ),
    "practice_round": Sentence(409, N_("Đợt thi thử không xếp hạng và không công bố kết quả.")),
}
