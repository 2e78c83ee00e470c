"""What refusals about results say."""

from quiz.sentences.sentence import N_, Sentence

SENTENCES: dict[str, Sentence] = {
    "round_not_over": Sentence(
        409,
        N_("Đợt thi chưa kết thúc hẳn: vẫn có thể còn người đang làm bài. Chưa thể công bố."),
    ),
    "ties_open": Sentence(
        422,
        N_(
            "Còn người đồng hạng mà thể lệ không phân định được ở vị trí có giải. Hãy xem lại danh "
            "sách đồng hạng và đánh dấu xác nhận trước khi công bố."
        ),
    ),
    "practice_round": Sentence(409, N_("Đợt thi thử không xếp hạng và không công bố kết quả.")),
}
