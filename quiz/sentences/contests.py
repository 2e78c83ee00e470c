"""What refusals about contests say."""

from quiz.sentences.sentence import N_, Sentence

SENTENCES: dict[str, Sentence] = {
    "contest_problems": Sentence(
        422,
        N_("Bản mô tả cuộc thi còn %(count)s điểm cần sửa; từng điểm được nêu cụ thể bên dưới."),
    ),
    "portals_too_many": Sentence(422, N_("Khai nhiều nhất %(most)s trang.")),
    "portal_wrong": Sentence(
        422,
        N_("“%(address)s” không phải địa chỉ https của một trang, thí dụ https://langson.gov.vn."),
    ),
    "portal_not_let": Sentence(
        422,
        N_(
            "Máy chủ không cho phép nhúng ở %(portal)s; cài đặt QUIZ_PORTALS chỉ cho phép: "
            "%(limit)s."
        ),
    ),
}
