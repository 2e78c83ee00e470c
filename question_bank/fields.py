"""The fields of a bank: their names in files and sentences, and how long they may be.

One table for readers, writers, findings and the schema, so that none of them can disagree.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from question_bank.item import LETTERS, Difficulty, Use

BANK_SCHEMA = 1
LANGUAGES = ("vi", "en")
MOST_ITEMS = 20_000


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its key in YAML, its heading in tables, and its longest text in characters."""

    key: str
    vi: str
    en: str
    longest: int
    one_line: bool = True
    also: tuple[str, ...] = ()

    def title(self, language: str) -> str:
        """The heading in "vi" or "en"."""
        return self.en if language == "en" else self.vi


_HEAD = (
    Field("code", "Mã ngân hàng", "Bank code", 64, also=("code", "ma")),
    Field("title", "Tên ngân hàng", "Bank title", 300, also=("title", "ten")),
    Field("language", "Ngôn ngữ", "Language", 8),
    Field("notice", "Lưu ý", "Notice", 4_000, one_line=False),
)
_OPTIONS = tuple(
    Field(f"option_{letter.lower()}", f"Phương án {letter}", f"Option {letter}", 1_000, False)
    for letter in LETTERS
)
_ITEM = (
    Field("code", "Mã câu", "Code", 40, also=("ma cau hoi", "item code")),
    Field("stem", "Nội dung câu hỏi", "Question", 4_000, False, ("cau hoi", "noi dung", "stem")),
    *_OPTIONS,
    Field("right", "Đáp án", "Key", 64, also=("dap an dung", "phuong an dung", "right")),
    Field("pinned", "Giữ cuối", "Pinned", 64, also=("giu cuoi cung", "keep last")),
    Field("topic", "Chủ đề", "Topic", 200),
    Field("period", "Giai đoạn", "Period", 80, also=("thoi ky",)),
    Field("difficulty", "Độ khó", "Difficulty", 64, also=("muc do",)),
    Field("use", "Nhóm", "Use", 64, also=("su dung",)),
    Field("explanation", "Giải thích", "Explanation", 4_000, False),
    Field("source", "Nguồn", "Source", 2_000, False, ("nguon trich dan",)),
)

HEAD_FIELDS = {field.key: field for field in _HEAD}
ITEM_FIELDS = {field.key: field for field in _ITEM}
NAMED_FIELDS = ITEM_FIELDS | {f"bank_{field.key}": field for field in _HEAD}
OPTION_FIELDS = tuple(field.key for field in _OPTIONS)
NEEDED_FIELDS = ("stem", "option_a", "option_b", "right")

ITEMS_SHEET = "Câu hỏi"
HEAD_SHEET = "Ngân hàng"
EXAMPLE_SHEET = "Ví dụ"

DIFFICULTY_NAMES: Mapping[str, Mapping[Difficulty, str]] = {
    "vi": {Difficulty.EASY: "Dễ", Difficulty.MEDIUM: "Trung bình", Difficulty.HARD: "Khó"},
    "en": {Difficulty.EASY: "easy", Difficulty.MEDIUM: "medium", Difficulty.HARD: "hard"},
}
USE_NAMES: Mapping[str, Mapping[Use, str]] = {
    "vi": {Use.OFFICIAL: "Chính thức", Use.PRACTICE: "Ôn tập"},
    "en": {Use.OFFICIAL: "official", Use.PRACTICE: "practice"},
}
