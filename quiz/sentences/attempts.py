"""What refusals about taking a round say."""

from quiz.sentences.sentence import N_, Sentence

SENTENCES: dict[str, Sentence] = {
    "not_participating": Sentence(403, N_("Bạn chưa đăng ký tham gia cuộc thi này.")),
    "excluded": Sentence(403, N_("Theo thể lệ, bạn không thuộc đối tượng dự thi.")),
    "staff_refused": Sentence(
        403,
        N_(
            "Theo thể lệ, thành viên các ban của cuộc thi không được dự thi, mà bạn giữ nhiệm vụ "
            "trong cuộc thi này. Nếu có nhầm lẫn, xin báo Ban Tổ chức."
        ),
    ),
    "round_ahead": Sentence(409, N_("Đợt thi chưa mở.")),
    "round_over": Sentence(409, N_("Đợt thi đã đóng, không bắt đầu lượt mới được nữa.")),
    "limit_reached": Sentence(
        409, N_("Bạn đã dùng hết %(limit)s lượt thi của đợt này theo thể lệ.")
    ),
    "limit_of_day": Sentence(
        409, N_("Bạn đã dùng hết %(limit)s lượt thi của ngày hôm nay theo thể lệ.")
    ),
    "limit_of_contest": Sentence(
        409, N_("Bạn đã dùng hết %(limit)s lượt thi của cả cuộc thi theo thể lệ.")
    ),
    "outside_hours": Sentence(
        409,
        N_(
            "Theo thể lệ, lượt thi chỉ được bắt đầu từ %(opens)s đến trước %(closes)s trong những "
            "ngày đã quy định. Mời bạn quay lại trong khung giờ đó."
        ),
    ),
    "not_admitted": Sentence(
        403,
        N_(
            "Theo thể lệ, đợt thi này chỉ dành cho một số đối tượng hoặc cho người đạt thứ hạng "
            "cao ở đợt trước; bạn không thuộc diện đó."
        ),
    ),
    "attempt_moved_on": Sentence(
        409, N_("Lượt thi này đã bắt đầu hoặc đã xong trước đó. Hãy tải lại trang của đợt thi.")
    ),
    "no_such_receipt": Sentence(
        404,
        N_(
            "Không có bài thi nào mang mã xác nhận này. Mã gồm 16 chữ và số; "
            "xin so lại từng ký tự với mã đã ghi hoặc chụp khi nộp bài."
        ),
    ),
    "finished": Sentence(
        409, N_("Bài thi đã nộp hoặc đã hết giờ, nên không nhận thêm thay đổi nào.")
    ),
    "late": Sentence(
        409, N_("Đã hết giờ làm bài. Những câu trả lời đã lưu trước đó vẫn được giữ và chấm.")
    ),
    "item_over": Sentence(
        409,
        N_(
            "Câu trả lời cho câu %(item)s đến sau khi hết thời gian của câu, nên không được nhận. "
            "Câu trả lời đã lưu trước đó vẫn được giữ và chấm."
        ),
    ),
    "not_this_item": Sentence(
        409,
        N_(
            "Theo thể lệ, các câu được trả lời lần lượt. Lúc này chỉ trả lời được câu %(item)s; "
            "những câu đã qua không sửa được nữa."
        ),
    ),
    "items_passed": Sentence(
        409, N_("Bạn đã qua hết các câu hỏi, nên không sửa câu trả lời được nữa. Hãy nộp bài.")
    ),
    "item_blank": Sentence(
        422,
        N_(
            "Câu %(item)s chưa có câu trả lời, mà sang câu sau thì không quay lại được. Hãy chọn "
            "phương án, hoặc bấm “Bỏ qua câu này”."
        ),
    ),
    "item_needed": Sentence(
        422,
        N_(
            "Thể lệ yêu cầu trả lời đủ mọi câu. Hãy chọn phương án cho câu %(item)s trước khi sang "
            "câu sau."
        ),
    ),
    "lease": Sentence(
        409,
        N_(
            "Bài thi đang được làm tiếp trên thiết bị khác. "
            "Chọn “Làm tiếp ở máy này” nếu bạn muốn trở lại đây."
        ),
    ),
    "stale": Sentence(
        409, N_("Bài thi đã có thay đổi mới hơn từ một cửa sổ khác. Trang đang cập nhật lại.")
    ),
    "bad_answer": Sentence(422, N_("Câu %(item)s: phương án gửi lên không có trong đề.")),
    "one_option_only": Sentence(422, N_("Câu %(item)s chỉ được chọn một phương án.")),
    "prediction_bad": Sentence(
        422, N_("Số dự đoán phải là số nguyên từ 0 đến 1.000.000.000, ví dụ 1250.")
    ),
    "all_needed": Sentence(
        422,
        N_("Thể lệ yêu cầu trả lời đủ mọi câu, kể cả câu dự đoán. Còn %(blank)s câu chưa trả lời."),
    ),
    "confirm_needed": Sentence(
        422, N_("Còn %(blank)s câu chưa trả lời. Hãy xác nhận nếu bạn vẫn muốn nộp bài.")
    ),
}
