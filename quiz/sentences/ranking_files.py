"""What the faults of ranking files say (``quiz.offline``)."""

from quiz.sentences.sentence import N_

SENTENCES = {
    "csv_needed": N_("Tệp này không phải tệp CSV. Hãy mở bằng Excel rồi lưu lại dạng “CSV UTF-8”."),
    "cell_needed": N_("Ô ở cột “%(column)s” để trống. Hãy điền giá trị."),
    "code_bad": N_("“%(text)s” ở cột “%(column)s” có ký tự ẩn. Hãy xóa và gõ lại."),
    "number_bad": N_("“%(text)s” ở cột “%(column)s” không phải là số. Hãy ghi một số nguyên."),
    "points_bad": N_(
        "“%(text)s” không phải là điểm. Hãy ghi một số có nhiều nhất hai chữ số thập phân, "
        "ví dụ 150 hoặc 7,25."
    ),
    "moment_bad": N_(
        "“%(text)s” ở cột “%(column)s” không phải là thời điểm. Hãy ghi theo giờ Việt Nam, "
        "ví dụ 16/09/2019 10:05:00,250."
    ),
    "yes_no_bad": N_("“%(text)s” ở cột “%(column)s” không rõ nghĩa. Hãy ghi “có” hoặc “không”."),
    "ruling_bad": N_(
        "“%(text)s” không phải là một quyết định. Hãy ghi “Hủy lượt thi”, "
        "“Không công nhận kết quả” hoặc “Không xét giải”."
    ),
    "ranked_person_twice": N_(
        "Mã người dự thi “%(code)s” đã có ở dòng %(first)s. Mỗi người chỉ ghi một dòng."
    ),
    "ranked_person_unknown": N_(
        "Không có người dự thi nào mang mã “%(code)s” trong tệp người dự thi."
    ),
    "ranked_unit_unknown": N_("Không có đơn vị nào mang mã “%(code)s” trong danh sách đơn vị."),
    "attempt_twice": N_(
        "Mã lượt thi “%(code)s” đã có ở dòng %(first)s. Mỗi lượt thi có một mã riêng."
    ),
    "attempt_number_twice": N_(
        "Người này đã có lượt thi thứ %(number)s ở dòng %(first)s. Hãy kiểm tra lại số lượt."
    ),
    "attempt_backwards": N_("Lượt thi này nộp bài trước khi bắt đầu. Hãy kiểm tra lại hai giờ."),
    "answered_too_many": N_(
        "Đã trả lời %(answered)s câu nhưng đề chỉ có %(items)s câu. Hãy kiểm tra lại."
    ),
    "correct_too_many": N_(
        "Đúng %(correct)s câu nhưng chỉ trả lời %(answered)s câu. Hãy kiểm tra lại."
    ),
    "wins_bad": N_(
        "“%(text)s” ở cột “%(column)s” không rõ nghĩa. Hãy ghi số đợt và mức giải, ví dụ "
        "1:nhi, hoặc 1:nhi|3:ba nếu có nhiều giải."
    ),
    "seed_bad": N_(
        "“%(text)s” không phải là số bốc thăm. Số này gồm 64 chữ số và chữ cái từ a đến f, "
        "ghi đúng như đã công bố."
    ),
    "seed_or_reason": N_(
        "Mỗi lần phân định người đồng hạng có số bốc thăm, hoặc có lý do nếu do Hội đồng xác định. "
        "Hãy ghi đúng một trong hai."
    ),
    "draw_differs": N_(
        "Hạng, đối tượng, giải, số bốc thăm, lý do hoặc giờ của lần phân định %(number)s ở dòng "
        "này khác với các dòng trước. Hãy kiểm tra lại."
    ),
    "ruling_names_nobody": N_(
        "Quyết định chưa ghi áp dụng cho ai: hủy lượt thi cần mã lượt thi, "
        "các quyết định khác cần mã người dự thi."
    ),
    "ruling_unknown": N_("Không có lượt thi hay người dự thi nào mang mã “%(code)s”."),
    "totals_one_row": N_("Tệp tổng số phải có đúng một dòng dưới hàng tiêu đề."),
    "total_unasked": N_("Thể lệ của đợt thi không có câu dự đoán. Hãy bỏ “--total”."),
    "total_needs_file": N_(
        "Thể lệ hỏi tỷ lệ phần trăm, một con số chưa đủ để tính. Hãy ghi sau “--total” tên một tệp "
        "có đủ số lượt thi, số người dự thi và số người đúng tất cả."
    ),
    "people_file_needed": N_(
        "Thể lệ xếp hạng theo giờ đăng ký. Hãy thêm “--people” với tệp có cột “Đăng ký lúc”."
    ),
    "round_needed": N_(
        "Tệp thể lệ có nhiều đợt thi hoặc không có đợt chính thức nào. "
        "Hãy chọn một đợt bằng “--round”: %(known)s."
    ),
    "round_unknown": N_(
        "Tệp thể lệ không có đợt thi chính thức số %(number)s. Các đợt được xếp hạng: %(known)s."
    ),
}
