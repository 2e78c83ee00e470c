"""What refusals about banks say."""

from quiz.sentences.sentence import N_, Sentence

SENTENCES: dict[str, Sentence] = {
    "bank_code_taken": Sentence(
        409,
        N_(
            "Mã ngân hàng câu hỏi “%(bank)s” đã được đơn vị khác sử dụng. "
            "Hãy đặt mã khác cho ngân hàng này."
        ),
    ),
}
