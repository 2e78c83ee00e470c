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
    "file_needed": Sentence(422, N_("Hãy chọn tệp cần nạp.")),
    "file_faulty": Sentence(
        422, N_("Tệp còn %(count)s lỗi nên chưa nạp được. Hãy sửa các lỗi được nêu rồi nạp lại.")
    ),
    "head_needed": Sentence(
        422,
        N_("Tệp CSV không chứa mã và tên ngân hàng. Hãy điền hai mục này rồi nạp lại."),
    ),
}
