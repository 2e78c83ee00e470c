"""Invented people: names that could be anybody's, birth dates, telephone numbers of no network."""

from datetime import date, timedelta
from random import Random

FAMILIES = """
    Nguyễn Nguyễn Nguyễn Trần Trần Lê Lê Phạm Hoàng Hoàng Vũ Đặng Bùi Đỗ Hồ Ngô Dương Lý Nông Nông
    Lương Hà Triệu Vi Chu Phùng Đinh Mai Tô Đàm
    """.split()
MIDDLES = {
    "f": "Thị Thị Thị Thu Thanh Minh Ngọc Hồng Bích Kim Phương Thùy".split(),
    "m": "Văn Văn Đức Hữu Quang Minh Xuân Công Đình Quốc Trọng Mạnh".split(),
}
GIVENS = {
    "f": """
        An Anh Bình Chi Dung Duyên Giang Hà Hạnh Hằng Hiền Hoa Hòa Hồng Huệ Hương Lan Liên Linh
        Loan Mai My Nga Ngân Nhung Oanh Phương Quyên Tâm Thảo Thủy Trang Tuyết Vân Xuân Yến
        """.split(),
    "m": """
        An Bách Bảo Bình Chiến Cường Dũng Duy Đạt Đông Giang Hải Hiếu Hoàn Hùng Huy Khánh Khoa
        Kiên Lâm Long Lực Minh Nam Nghĩa Phong Phúc Quân Sơn Tài Thành Thắng Toàn Trung Tuấn Việt
        """.split(),
}
OLDEST, YOUNGEST = date(1958, 1, 1), date(2004, 12, 31)


def full_name(chance: Random) -> str:
    """Return an invented name."""
    kind = chance.choice("fm")
    parts = (chance.choice(FAMILIES), chance.choice(MIDDLES[kind]), chance.choice(GIVENS[kind]))
    return " ".join(parts)


def birth_date(chance: Random) -> date:
    """Return an invented birth date of somebody of working age."""
    return OLDEST + timedelta(days=chance.randrange((YOUNGEST - OLDEST).days))


def phone(number: int) -> str:
    """Return an invented telephone number; every person of a demo has another one."""
    return f"0900{number:06}"
