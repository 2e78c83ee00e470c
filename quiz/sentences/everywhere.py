"""What refusals say that can happen on any page."""

from quiz.sentences.sentence import N_, Sentence

SENTENCES: dict[str, Sentence] = {
    "not_found": Sentence(404, N_("Không tìm thấy nội dung này, hoặc bạn không có quyền xem.")),
    "forbidden": Sentence(403, N_("Tài khoản của bạn không có quyền thực hiện việc này.")),
    "signed_out": Sentence(401, N_("Bạn chưa đăng nhập hoặc phiên đăng nhập đã hết hạn.")),
    "bad_form": Sentence(
        400,
        N_("Trang đã mở quá lâu hoặc phiên đăng nhập đã thay đổi. Hãy tải lại trang rồi gửi lại."),
    ),
    "bad_json": Sentence(422, N_("Dữ liệu gửi lên không đúng định dạng.")),
    "too_large": Sentence(413, N_("Dữ liệu gửi lên quá lớn.")),
    "upload_too_large": Sentence(
        413,
        N_(
            "Tệp vừa chọn lớn hơn %(most)s MB nên hệ thống không nhận; chưa có gì được nạp. "
            "Hãy chia thành nhiều tệp nhỏ hơn, hoặc chép riêng bảng dữ liệu sang tệp mẫu."
        ),
    ),
    "file_too_heavy": Sentence(
        422,
        N_(
            "Đọc tệp này cần quá nhiều thời gian hoặc bộ nhớ nên đã dừng lại; chưa có gì được nạp. "
            "Hãy chia thành nhiều tệp nhỏ hơn, hoặc chép riêng bảng dữ liệu sang tệp mẫu rồi "
            "chọn lại."
        ),
    ),
    "file_unreadable": Sentence(
        422,
        N_(
            "Không đọc được tệp này; chưa có gì được nạp. Hãy chép riêng bảng dữ liệu sang tệp mẫu "
            "rồi chọn lại."
        ),
    ),
    "import_busy": Sentence(
        503,
        N_(
            "Hệ thống đang đọc các tệp khác nên chưa nhận tệp này. "
            "Hãy thử lại sau ít phút; những gì bạn đã điền vẫn còn dưới đây."
        ),
    ),
    "wrong_method": Sentence(405, N_("Địa chỉ này không nhận kiểu yêu cầu vừa gửi.")),
    "busy": Sentence(
        503,
        N_("Hệ thống đang bận, nội dung vừa gửi chưa được lưu. Hãy thử lại sau ít giây."),
    ),
    "broken": Sentence(
        500,
        N_("Hệ thống gặp lỗi ngoài dự kiến. Ban Tổ chức có thể tra cứu theo mã sự cố bên dưới."),
    ),
}
