"""How Vietnamese organizers type questions: the beginnings of lines, and what they begin."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from question_bank.item import LETTERS
from question_bank.text import fold

_BRACKET = r"(?:\s*[(\[](?P<bracket>[^()\[\]\n]{1,64})[)\]])?"
_NAMED = re.compile(
    rf"\s*(?:câu(?:\s+hỏi)?|question)(?:\s+số)?\s*(?P<number>\d{{1,5}})(?=[\s.:)/\]\-–(\[]|$)"
    rf"{_BRACKET}\s*[.:)/\]\-–]*\s*",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    rf"\s*(?P<number>\d{{1,4}})\s*{_BRACKET}\s*(?:[.)/:]+|[-–](?=\s))(?!\d)\s*", re.IGNORECASE
)
TICKS, BOXES, CROSSES = "*✓✔☑🗹✅", "☐□▢", "☒✗✘❌"
_MARK = f"[{TICKS}{BOXES}{CROSSES}]\ufe0f?"
OPTION = re.compile(
    rf"\s*(?:(?P<mark>{_MARK})\s*)?(?P<open>\((?=[A-Fa-f]\s*\))|\[(?=[A-Fa-f]\s*\]))?"
    r"(?P<letter>[A-Fa-f])\s*(?P<sign>(?(open)[)\]]|(?:[.)/:]|[-–](?=\s))))\s*"
)
SIGNS = (".", ")", "/", ":", "-", "–", "()", "[]")
"""What may stand after the letter of an option, or around it."""
_SPOT = rf"(?P<gap>\s+)(?P<mark>{_MARK}\s*)?(?P<label>%s)(?=\s*\S)"
_MARKED = re.compile(
    rf"\s*(?:(?P<before>{_MARK})\s*)?(?P<text>.*?)(?:\s*(?P<after>(?!\*){_MARK}))?\s*", re.DOTALL
)
_BEGUN = rf"\s(?:{_MARK}\s?)?[(\[]?%s\s?(?:[.)\]/:]|[-–]\s)"
_INSIDE = re.compile(f"{_BEGUN % '(?P<letter>[Aa])'}.*{_BEGUN % '[Bb]'}", re.DOTALL)

_TYPED_HEADING = re.compile(
    r"\s*(?:(?:phần|chương|bài|mục|chuyên\s*đề|chủ\s*đề)\s+(?:thứ\s+\S+|[IVXLC]+|\d+|[A-Z])\b|[IVX]+\s*[.)/-]\s)",
    re.IGNORECASE,
)
_END = re.compile(r"[\W_]*(?:het|the end|end)?[\W_]*")

_LABELS: Mapping[str, str] = {
    "explanation": "giai thich|giai thich dap an|loi giai|loi giai chi tiet|huong dan giai|"
    "huong dan|giai|hdg|hd|goi y|explanation|ly do",
    "source": "nguon|nguon trich dan|nguon trich|nguon tai lieu|trich|trich dan|trich nguon|"
    "trich tu|can cu|tai lieu|tai lieu tham khao|tham khao|dan nguon|source",
    "difficulty": "muc do|muc do nhan thuc|do kho|muc|difficulty",
    "topic": "chu de|chuyen de|topic",
    "period": "giai doan|thoi ky|period",
    "code": "ma cau|ma cau hoi|ma|code",
    "use": "nhom|su dung|use",
    "pinned": "giu cuoi|giu cuoi cung|pinned",
}
_FIELD_OF = {label: key for key, labels in _LABELS.items() for label in labels.split("|")}
_FIELD = re.compile(
    r"[\s\-–*+•(\[]*(?P<label>[^\W\d_]+(?: [^\W\d_]+){0,3})\s*[:：]\s*(?P<rest>.*)", re.DOTALL
)
_LEVEL_WORDS = {
    "Dễ": "nhan biet|nb|biet|de|easy|1|muc 1|muc do 1",
    "Trung bình": "thong hieu|th|hieu|trung binh|medium|2|muc 2|muc do 2",
    "Khó": "van dung|vd|van dung thap|vdt|van dung cao|vdc|kho|hard|3|4|muc 3|muc 4|muc do 3"
    "|muc do 4",
}
_LEVELS = {word: level for level, words in _LEVEL_WORDS.items() for word in words.split("|")}
_CODE = re.compile(r"(?=.*\d)(?=.*[^\W\d_])[\w./-]+")
_SEVERAL = re.compile(
    r"chon (?:cac|nhung|nhieu|hai|ba|bon|2|3|4|tat ca)\b|nhieu (?:dap an|phuong an|lua chon)|"
    r"(?:cac|nhung) (?:dap an|phuong an) (?:dung|nao)|co the chon"
)


@dataclass(frozen=True, slots=True)
class Start:
    """The beginning of a question: its number, what stands in brackets, where its stem begins.

    *sign* is what stands between the number and the stem.
    """

    number: int
    bracket: str
    end: int
    sign: str


def named_start(text: str) -> Start | None:
    """Recognise "Câu 12:"."""
    return _start(_NAMED.match(text))


def numbered_start(text: str) -> Start | None:
    """Recognise "12." and "12/"; not dates or decimals."""
    return _start(_NUMBERED.match(text))


def _start(match: re.Match[str] | None) -> Start | None:
    if match is None:
        return None
    bracket = (match["bracket"] or "").strip()
    if bracket and not (level(bracket) or _CODE.fullmatch(bracket)):
        return Start(int(match["number"]), "", match.start("bracket") - 1, "")
    sign = match.string[match.end("number") : match.end()].strip()
    return Start(int(match["number"]), bracket, match.end(), sign)


def sign_of(option: re.Match[str]) -> str:
    """Which of `SIGNS` an option bears."""
    return (option["open"] or "") + option["sign"]


def spots(text: str, letter: str, sign: str, start: int) -> list[re.Match[str]]:
    """Find where the label of an option may stand inside a line, after white space."""
    before, after = sign[:-1], sign[-1]
    label = rf"{re.escape(before)}{re.escape(letter)}\s?{re.escape(after)}"
    pattern = re.compile(_SPOT % label)
    return [match for match in pattern.finditer(text, start) if _is_apart(match, sign)]


def letters_inside(text: str) -> list[str]:
    """The letters of which a line seems to hold options, after other text."""
    found = _INSIDE.search(text)
    return [found["letter"]] if found else []


def mark_around(text: str) -> tuple[str, int, int]:
    """The mark that stands before or after the text of an option, and where the text is.

    A star counts only in front: behind it may be the sign of a note.
    """
    match = _MARKED.fullmatch(text)
    assert match is not None  # noqa: S101 - anything matches
    return (match["before"] or match["after"] or "")[:1], match.start("text"), match.end("text")


def _is_apart(match: re.Match[str], sign: str) -> bool:
    following = match.string[match.end() : match.end() + 1]
    return sign not in "-–" or following.isspace()


def is_numbered_heading(text: str) -> bool:
    """Recognise "Phần I. …" and "Chương 2"."""
    return _TYPED_HEADING.match(text) is not None


def is_bare_heading(text: str) -> bool:
    """Recognise "Phần I" without a title."""
    match = _TYPED_HEADING.match(f"{text} ")
    return match is not None and not text[match.end() :].strip(" .:-–")


def is_typed_heading(text: str) -> bool:
    """Recognise "Phần I. …", "Chương 2", and titles all in capitals."""
    letters = [letter for letter in text if letter.isalpha()]
    is_capital = len(text.split()) > 1 and len(letters) > 5 and all(map(str.isupper, letters))
    return is_capital or is_numbered_heading(text)


def is_idle(text: str) -> bool:
    """Whether a line says nothing: blank, a rule, "HẾT"."""
    return _END.fullmatch(fold(text)) is not None


def field(text: str) -> tuple[str, int] | None:
    """Recognise "Giải thích: …": the key of the field and where its text begins."""
    match = _FIELD.fullmatch(text)
    key = _FIELD_OF.get(fold(match["label"])) if match else None
    return (key, match.start("rest")) if match and key else None


def level(text: str) -> str:
    """The difficulty that words such as "Thông hiểu" or "NB" mean; "" for others."""
    return _LEVELS.get(fold(text).strip(" .;"), "")


def asks_for_several(stem: str) -> bool:
    """Whether a stem says that more than one option is to be chosen."""
    return _SEVERAL.search(fold(stem)) is not None


def position(letter: str) -> int:
    """The place of an option letter, from zero."""
    return LETTERS.index(letter.upper())
