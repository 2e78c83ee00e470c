"""The bank that templates show: one plain item and one with an option that stays last."""

from question_bank.bank import Bank
from question_bank.item import Difficulty, Item, Use

EXAMPLE = Bank(
    code="ngan-hang-mau",
    title="Ngân hàng câu hỏi mẫu",
    language="vi",
    notice="Câu hỏi ví dụ để hướng dẫn cách điền; hãy thay bằng câu hỏi của đơn vị.",
    items=(
        Item(
            code="VD-001",
            stem="Ngày thành lập Đảng Cộng sản Việt Nam là ngày nào?",
            options=("19/5/1941", "3/2/1930", "2/9/1945", "7/5/1954"),
            right=(1,),
            topic="Thành lập Đảng",
            period="1930–1945",
            difficulty=Difficulty.EASY,
            use=Use.OFFICIAL,
            explanation="Đại hội đại biểu toàn quốc lần thứ III (tháng 9/1960) quyết nghị lấy ngày"
            " 3/2 dương lịch hằng năm làm ngày kỷ niệm thành lập Đảng.",
            source="Văn kiện Đại hội đại biểu toàn quốc lần thứ III của Đảng",
        ),
        Item(
            code="VD-002",
            stem="Hội nghị thành lập Đảng đầu năm 1930 đã thông qua văn kiện nào?",
            options=(
                "Chánh cương vắn tắt của Đảng",
                "Sách lược vắn tắt của Đảng",
                "Điều lệ vắn tắt của Đảng",
                "Cả ba phương án trên",
            ),
            right=(3,),
            pinned=(3,),
            topic="Thành lập Đảng",
            period="1930–1945",
            difficulty=Difficulty.MEDIUM,
            use=Use.PRACTICE,
            explanation="Hội nghị thông qua Chánh cương vắn tắt, Sách lược vắn tắt, Chương trình"
            " tóm tắt và Điều lệ vắn tắt của Đảng.",
            source="Văn kiện Đảng toàn tập, tập 2, Nhà xuất bản Chính trị quốc gia",
        ),
    ),
)
