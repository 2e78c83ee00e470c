"""What refusals about units, people and their codes say."""

from quiz.sentences.sentence import N_, Sentence

SENTENCES: dict[str, Sentence] = {
    "table_faulty": Sentence(
        422,
        N_("Bảng còn %(count)s lỗi nên chưa nạp được. Hãy sửa các lỗi được nêu rồi nạp lại."),
    ),
    "tree_name_needed": Sentence(
        422, N_("Chưa có cây đơn vị nào mang mã này. Hãy đặt tên cho cây đơn vị mới.")
    ),
    "tree_code_bad": Sentence(
        422,
        N_("Mã cây đơn vị chỉ gồm chữ thường không dấu, chữ số và dấu gạch nối, ví dụ: lang-son."),
    ),
    "tree_not_yours": Sentence(
        422,
        N_("Bạn chỉ được thay đổi cây đơn vị có phần thuộc phạm vi bạn được giao."),
    ),
    "unit_not_here": Sentence(
        422, N_("Không có đơn vị nào mang mã “%(unit_code)s” trong phạm vi bạn được giao.")
    ),
    "unit_not_standing": Sentence(
        422,
        N_("Đơn vị “%(unit)s” không hoạt động liên tục từ ngày này đến nay. Hãy kiểm tra lại."),
    ),
    "unit_name_missing": Sentence(422, N_("Hãy ghi tên đơn vị.")),
    "unit_name_same": Sentence(422, N_("Đơn vị đang mang đúng tên “%(name)s”.")),
    "unit_code_wrong": Sentence(
        422,
        N_(
            "Mã “%(unit_code)s” có ký tự không dùng được. "
            "Hãy dùng chữ cái không dấu, chữ số, dấu chấm, gạch nối và gạch dưới."
        ),
    ),
    "unit_below_itself_act": Sentence(
        422,
        N_("Làm như vậy thì đơn vị “%(unit)s” trực thuộc chính nó. Hãy chọn đơn vị khác."),
    ),
    "unit_there_already": Sentence(422, N_("Đơn vị “%(unit)s” đang trực thuộc “%(parent)s” rồi.")),
    "unit_is_root": Sentence(
        422, N_("“%(unit)s” là đơn vị cao nhất của cây nên chỉ đổi tên được.")
    ),
    "unit_not_below": Sentence(
        422,
        N_(
            "Không có đơn vị nào mang mã “%(unit_code)s” trực thuộc “%(unit)s”, "
            "hoặc mã được ghi hai lần."
        ),
    ),
    "units_too_few": Sentence(
        422, N_("Hãy nêu ít nhất %(least)s đơn vị được sáp nhập, ngoài đơn vị tiếp nhận.")
    ),
    "units_nested": Sentence(
        422,
        N_(
            "Đơn vị “%(unit)s” trực thuộc “%(above)s”. "
            "Hãy chỉ nêu các đơn vị không trực thuộc nhau."
        ),
    ),
    "unit_not_empty": Sentence(
        422,
        N_(
            "“%(below)s” còn trực thuộc “%(unit)s”. Hãy chuyển các đơn vị trực thuộc đi trước, "
            "hoặc sáp nhập đơn vị này vào đơn vị khác."
        ),
    ),
    "parts_too_few": Sentence(422, N_("Hãy nêu ít nhất hai đơn vị sau khi chia tách.")),
    "day_ahead": Sentence(
        422,
        N_(
            "Ngày này chưa đến. Hãy ghi nhận việc sắp xếp từ ngày quyết định có hiệu lực, "
            "khi ngày đó đã đến."
        ),
    ),
    "unit_changed_later": Sentence(
        422,
        N_(
            "Đơn vị “%(unit)s” đã có thay đổi từ ngày %(day)s, sau ngày này. "
            "Hãy ghi nhận các thay đổi theo thứ tự thời gian."
        ),
    ),
    "tree_too_deep_act": Sentence(
        422, N_("Làm như vậy thì có đơn vị nằm sâu quá %(most)s cấp. Hãy kiểm tra lại.")
    ),
    "headcount_bad": Sentence(422, N_("Hãy ghi một số nguyên từ 0 đến %(most)s.")),
    "headcount_ahead": Sentence(422, N_("Ngày số liệu chưa đến. Hãy ghi hôm nay hoặc sớm hơn.")),
    "headcount_changed": Sentence(
        422,
        N_("Đơn vị vừa khai báo lại là %(people)s người. Hãy xem lại số liệu mới rồi xác nhận."),
    ),
    "codes_too_many": Sentence(
        422,
        N_("Mỗi lần chỉ cấp được nhiều nhất %(most)s mã. Hãy chọn một đơn vị nhỏ hơn."),
    ),
    "code_for_staff": Sentence(
        403,
        N_(
            "Người này có nhiệm vụ trong Ban Tổ chức hoặc Ban Giám khảo, "
            "nên chỉ quản trị viên mới cấp được mã mới."
        ),
    ),
    "role_needs_place": Sentence(
        422, N_("Vai trò này cần gắn với một đơn vị. Hãy cho biết cây đơn vị và mã đơn vị.")
    ),
    "place_twice": Sentence(
        422, N_("Mỗi vai trò chỉ gắn với một đơn vị hoặc một cuộc thi, không gắn với cả hai.")
    ),
}
