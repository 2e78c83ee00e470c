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
    "bank_code_exists": Sentence(
        409, N_("Đã có ngân hàng câu hỏi mang mã “%(bank)s”. Hãy đặt mã khác cho ngân hàng này.")
    ),
    "head_changed": Sentence(
        409,
        N_(
            "Trong lúc bạn sửa, người khác đã lưu thông tin khác. Chưa có gì bị ghi đè; "
            "hãy xem bản của người đó ở bên dưới, rồi bấm Lưu lần nữa nếu vẫn giữ bản của bạn."
        ),
    ),
    "version_empty": Sentence(
        409, N_("Ngân hàng chưa có câu hỏi nào; hãy thêm câu hỏi trước khi gửi thẩm định.")
    ),
    "version_not_newest": Sentence(
        409, N_("Ngân hàng đã có phiên bản mới hơn; hãy soạn tiếp ở phiên bản mới nhất.")
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
    "person_needed": Sentence(
        409,
        N_(
            "Việc này phải do một người cụ thể đứng tên. "
            "Trên dòng lệnh, hãy thêm --by kèm tên đăng nhập của người đó."
        ),
    ),
    "login_unknown": Sentence(
        422, N_("Không có tài khoản nào đang dùng tên đăng nhập “%(login)s”.")
    ),
    "version_approved": Sentence(
        409,
        N_("Phiên bản này đã được duyệt nên không thay đổi được nữa; hãy làm phiên bản tiếp theo."),
    ),
    "version_not_a_draft": Sentence(
        409,
        N_(
            "Phiên bản này đã gửi thẩm định nên không sửa tại chỗ được; "
            "hãy làm phiên bản tiếp theo hoặc chờ người thẩm định trả lại."
        ),
    ),
    "version_not_in_review": Sentence(
        409, N_("Phiên bản này không ở bước thẩm định; người soạn cần gửi thẩm định trước.")
    ),
    "version_not_reviewed": Sentence(
        409, N_("Phiên bản này chưa thẩm định xong nên chưa thể duyệt.")
    ),
    "version_of_another": Sentence(
        409,
        N_(
            "Bản nháp này do người khác soạn. Chỉ người đã soạn hoặc sửa bản nháp "
            "mới gửi thẩm định được."
        ),
    ),
    "version_of_your_own": Sentence(
        409,
        N_("Bạn đã soạn hoặc sửa phiên bản này; việc thẩm định và duyệt phải do người khác làm."),
    ),
    "version_unread": Sentence(
        409,
        N_("Hãy mở phiên bản này kèm đáp án và đọc các câu hỏi trước khi cho ý kiến thẩm định."),
    ),
    "rest_unread": Sentence(
        409,
        N_("Hãy đánh dấu rằng bạn đã đọc các câu còn lại trước khi chấp nhận tất cả."),
    ),
    "items_undecided": Sentence(
        409, N_("Còn câu hỏi chưa có ý kiến thẩm định; hãy xem hết các câu trước.")
    ),
    "items_to_mend": Sentence(
        409,
        N_("Còn câu hỏi cần sửa; hãy trả lại người soạn, hoặc xem lại ý kiến về những câu đó."),
    ),
    "nothing_to_mend": Sentence(
        409,
        N_("Chưa có câu nào được ghi là cần sửa; hãy nêu ít nhất một câu trước khi trả lại."),
    ),
    "comment_needed": Sentence(422, N_("Hãy ghi rõ câu này cần sửa điều gì.")),
    "comment_too_long": Sentence(422, N_("Ý kiến dài nhất %(most)s ký tự; hãy viết gọn lại.")),
    "nothing_to_revert": Sentence(
        409,
        N_("Phiên bản mới nhất (%(number)s) đã có đúng nội dung này, không cần quay lại."),
    ),
    "practice_unsealed": Sentence(
        409, N_("Đợt thi thử không xếp hạng và không công bố kết quả nên không niêm phong.")
    ),
    "seal_by_author": Sentence(
        409,
        N_("Bạn là người soạn phiên bản ngân hàng của đợt này; người khác phải niêm phong."),
    ),
    "round_open_unsealed": Sentence(
        409,
        N_("Đợt thi đã mở. Niêm phong chỉ có ý nghĩa khi làm trước giờ mở nên không còn làm được."),
    ),
}
