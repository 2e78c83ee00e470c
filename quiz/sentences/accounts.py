"""What refusals about accounts, signing in and registering say."""

from quiz.sentences.sentence import N_, Sentence

SENTENCES: dict[str, Sentence] = {
    "sign_in_failed": Sentence(
        422, N_("Tên đăng nhập hoặc mật khẩu không đúng. Hãy kiểm tra lại rồi thử lần nữa.")
    ),
    "sign_in_slowed": Sentence(
        429,
        N_("Đã có nhiều lần nhập sai liên tiếp. Hãy chờ %(seconds)s giây rồi thử lại."),
    ),
    "login_empty": Sentence(422, N_("Hãy nhập tên đăng nhập hoặc số điện thoại.")),
    "login_too_short": Sentence(422, N_("Tên đăng nhập cần ít nhất 3 ký tự.")),
    "login_too_long": Sentence(422, N_("Tên đăng nhập dài nhất 80 ký tự.")),
    "login_space": Sentence(422, N_("Tên đăng nhập không được có khoảng trắng.")),
    "login_character": Sentence(
        422, N_("Tên đăng nhập có ký tự không dùng được. Hãy dùng chữ cái, chữ số, “.”, “-”, “_”.")
    ),
    "login_taken": Sentence(
        409, N_("Tên đăng nhập này đã có người dùng. Hãy chọn tên khác hoặc đăng nhập.")
    ),
    "password_too_short": Sentence(422, N_("Mật khẩu cần ít nhất %(least)s ký tự.")),
    "password_too_long": Sentence(422, N_("Mật khẩu dài nhất %(most)s ký tự.")),
    "password_common": Sentence(
        422, N_("Mật khẩu này quá dễ đoán. Hãy chọn mật khẩu khác, ví dụ một câu ngắn dễ nhớ.")
    ),
    "code_wrong": Sentence(
        422,
        N_(
            "Mã kích hoạt không đúng, đã được dùng hoặc đã hết hạn. "
            "Hãy xin mã mới từ người phụ trách đơn vị hoặc Ban Tổ chức."
        ),
    ),
    "already_registered": Sentence(409, N_("Bạn đã đăng ký tham gia cuộc thi này.")),
    "registration_closed": Sentence(
        409, N_("Cuộc thi chưa mở hoặc đã kết thúc nên không nhận đăng ký.")
    ),
    "listed_only": Sentence(
        403,
        N_(
            "Cuộc thi này chỉ dành cho người có trong danh sách do đơn vị lập. Nếu bạn đã có tài "
            "khoản, hãy đăng nhập; nếu được cấp mã kích hoạt, hãy kích hoạt tài khoản. Nếu chưa có "
            "trong danh sách, hãy báo người phụ trách đơn vị."
        ),
    ),
    "name_needed": Sentence(422, N_("Hãy nhập họ và tên đầy đủ.")),
    "name_bad": Sentence(422, N_("Họ và tên có ký tự không dùng được. Hãy kiểm tra lại.")),
    "birth_date_needed": Sentence(
        422, N_("Hãy nhập ngày sinh theo dạng ngày/tháng/năm, ví dụ 05/09/1980.")
    ),
    "birth_date_bad": Sentence(
        422, N_("Ngày sinh không đúng. Hãy nhập theo dạng ngày/tháng/năm, ví dụ 05/09/1980.")
    ),
    "too_young": Sentence(422, N_("Thể lệ quy định người dự thi từ đủ %(age)s tuổi trở lên.")),
    "too_old": Sentence(422, N_("Thể lệ quy định người dự thi không quá %(age)s tuổi.")),
    "guardian_needed": Sentence(
        422,
        N_("Người dự thi dưới %(age)s tuổi cần có họ tên và số điện thoại của người giám hộ."),
    ),
    "phone_needed": Sentence(422, N_("Hãy nhập số điện thoại.")),
    "phone_bad": Sentence(422, N_("Số điện thoại không đúng. Hãy nhập 10 chữ số, bắt đầu bằng 0.")),
    "staff_number_needed": Sentence(422, N_("Hãy nhập số hiệu cán bộ hoặc số thẻ.")),
    "unit_needed": Sentence(422, N_("Hãy chọn đơn vị của bạn trong danh sách.")),
    "category_needed": Sentence(422, N_("Hãy chọn đối tượng dự thi.")),
    "consent_needed": Sentence(
        422, N_("Cần có sự đồng ý của bạn về việc xử lý dữ liệu cá nhân thì mới đăng ký được.")
    ),
}
