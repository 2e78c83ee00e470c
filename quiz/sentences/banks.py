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
    "version_not_a_draft": Sentence(
        409,
        N_(
            "Phiên bản này không còn là bản nháp đang soạn nên không sửa tại chỗ được; "
            "hãy soạn phiên bản tiếp theo."
        ),
    ),
    "version_written_by_you": Sentence(
        409,
        N_("Bạn đã tham gia soạn phiên bản này; việc duyệt phải do người khác làm."),
    ),
    "item_changed": Sentence(
        409,
        N_("Người khác vừa sửa hoặc bỏ câu này. Chưa có gì bị ghi đè; hãy xem lại rồi lưu."),
    ),
    "item_code_taken": Sentence(
        409, N_("Mã “%(item)s” đã dùng cho câu khác trong phiên bản này. Hãy đặt mã khác.")
    ),
    "items_too_many": Sentence(
        409, N_("Một phiên bản có nhiều nhất %(limit)s câu. Hãy lập thêm ngân hàng khác.")
    ),
    "last_item": Sentence(
        409, N_("Ngân hàng phải còn ít nhất một câu. Hãy thêm câu khác trước khi bỏ câu này.")
    ),
    "place_unreadable": Sentence(
        422, N_("Vị trí phải là một số nguyên dương. Hãy quay lại và ghi số thứ tự của câu.")
    ),
    "pictures_too_heavy": Sentence(
        409,
        N_(
            "Các hình của phiên bản này có dung lượng tổng cộng hơn %(limit)s MB. "
            "Hãy chọn hình nhỏ hơn hoặc bỏ bớt hình."
        ),
    ),
}
