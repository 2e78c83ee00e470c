"""The forty units on three levels, listed as a Vietnamese dictionary orders them."""

from dataclasses import dataclass

CELLS = (
    "Chi bộ Công an",
    "Chi bộ Quân sự",
    "Chi bộ Thôn 2",
    "Chi bộ Thôn 10",
    "Chi bộ Trạm Y tế",
    "Chi bộ Trường Tiểu học",
)
DISTRICTS = {
    "BS": ("Bắc Sơn", 6),
    "BG": ("Bình Gia", 6),
    "CL": ("Cao Lộc", 6),
    "CH": ("Chi Lăng", 5),
    "DL": ("Đình Lập", 5),
    "HL": ("Hữu Lũng", 5),
}


@dataclass(frozen=True, eq=False)
class Unit:
    """A unit of the tree; the same cells are found in every district."""

    code: str
    name: str
    kind: str
    parent: "Unit | None"

    def is_within(self, other: "Unit") -> bool:
        """Whether this is the other unit or stands below it."""
        return self is other or (self.parent is not None and self.parent.is_within(other))

    @property
    def above(self) -> str:
        """The units above, from the top down, as a reader sees them."""
        if self.parent is None:
            return ""
        way = self.parent.above
        return f"{way} › {self.parent.name}" if way else self.parent.name

    @property
    def in_words(self) -> str:
        """The unit with the one above it, which tells it from others of its name."""
        is_near_the_top = self.parent is None or self.parent.parent is None
        return self.name if is_near_the_top else f"{self.name}, {self.parent.name}"


ROOT = Unit("tinh", "Đảng bộ tỉnh Lạng Sơn", "Đảng bộ tỉnh", None)
UNAFFILIATED = Unit("khong-thuoc", "Không thuộc đơn vị nào", "", ROOT)
"""The program adds it to every tree by itself."""


def _districts() -> list[Unit]:
    units = []
    for code, (name, cells) in DISTRICTS.items():
        district = Unit(code, f"Đảng bộ huyện {name}", "Đảng bộ huyện", ROOT)
        units.append(district)
        for number, cell in enumerate(CELLS[:cells], start=1):
            units.append(Unit(f"{code}-{number}", cell, "Chi bộ", district))
    return units


UNITS: tuple[Unit, ...] = (ROOT, *_districts(), UNAFFILIATED)
LOADED = UNITS[:-1]
BY_CODE = {unit.code: unit for unit in UNITS}
