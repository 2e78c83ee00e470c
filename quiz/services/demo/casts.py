"""Who plays in each demonstration contest: which units, how many of their people, how well."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Cast:
    """A contest of the demonstration.

    The dates of the contest are moved so that today looks like ``as_if_today``. ``branches`` are
    the first so many units below the root whose people are listed; of a branch at most ``listed``
    people are, and in turn so many of a hundred of them take part as ``shares`` says.
    """

    slug: str
    tree: str
    tree_name: str
    bank: str
    as_if_today: date
    branches: int
    listed: int
    shares: tuple[int, ...]


CASTS = (
    Cast(
        slug="lang-son-90-nam",
        tree="lang-son",
        tree_name="Đảng bộ tỉnh Lạng Sơn",
        bank="lang-son",
        as_if_today=date(2023, 4, 19),
        branches=11,
        listed=24,
        shares=(92, 75, 80, 58, 66),
    ),
    Cast(
        slug="thai-nguyen-khoi-70-nam",
        tree="thai-nguyen-khoi",
        tree_name="Đảng bộ Khối các cơ quan tỉnh Thái Nguyên",
        bank="thai-nguyen-khoi",
        as_if_today=date(2024, 9, 17),
        branches=9,
        listed=80,
        shares=(96, 61, 84, 52, 43, 78, 70),
    ),
    Cast(
        slug="hai-duong-khoi-on-tap",
        tree="hai-duong-khoi",
        tree_name="Đảng bộ Khối các cơ quan tỉnh Hải Dương",
        bank="hai-duong-khoi",
        as_if_today=date(2022, 2, 20),
        branches=6,
        listed=60,
        shares=(88, 67, 54, 73),
    ),
)
"""The three histories, each with a round open, one published and one ahead."""

EXTRA_BANKS = ("dang-cong-san-viet-nam",)
