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
