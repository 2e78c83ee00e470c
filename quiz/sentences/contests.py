"""What refusals about contests say."""

from quiz.sentences.sentence import N_, Sentence

SENTENCES: dict[str, Sentence] = {
    "contest_problems": Sentence(
        422,
        N_("Bản mô tả cuộc thi còn %(count)s điểm cần sửa; từng điểm được nêu cụ thể bên dưới."),
    ),
}
