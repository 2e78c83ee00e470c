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
OPTION = re.compile(r"\s*(?P<star>\*\s*)?(?P<letter>[A-Fa-f])\s*(?P<sign>[.)/:]|[-–](?=\s))\s*")
_SPOT = r"(?P<gap>\s+)(?P<star>\*\s*)?(?P<label>%s\s?%s)(?=\s*\S)"

_INSIDE = re.compile(
    r"\s\*?(?P<letter>[Aa])\s?(?:[.)/:]|[-–]\s).*\s\*?[Bb]\s?(?:[.)/:]|[-–]\s)", re.DOTALL
)

_CHOICE = r"[A-Fa-f](?:\s*(?:[,;&+/]|và|and)\s*[A-Fa-f])*"
_ANSWER = re.compile(
    r"[\s\-–*=>→•]*(?P<label>(?:đáp\s*án|đ\s*/\s*a|đa|answer|key|phương\s*án\s*đúng|"
    r"câu\s*trả\s*lời\s*đúng|trả\s*lời|chọn)(?:\s+(?:đúng|chính\s*xác))?(?:\s+là)?)"
    r"\s*(?P<sign>[:=.\-–]?)\s*(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_LETTERS_FIRST = re.compile(
    rf"\(?(?P<letters>{_CHOICE})\)?(?:\s*$|\s*[.:);,]\s*|\s*[\-–]\s+|\s+(?=\())(?P<more>.*)",
    re.DOTALL,
)
_TAIL = re.compile(r"\s(?=đáp\s*án(?:\s+đúng)?(?:\s+là)?\s*:\s*[A-F]\b)", re.IGNORECASE)
_TOLD = re.compile(r"đáp\s*án(?:\s+(?:đúng|là)){0,2}\s*:\s*[A-F]\b", re.IGNORECASE)

_ENTRY = re.compile(
    rf"(?:câu\s*(?:hỏi\s*)?)?(?P<number>\d{{1,5}})\s*[.:)\-–=/]?\s*(?P<letters>{_CHOICE})(?![^\W\d_])[\s.,;|]*",
    re.IGNORECASE,
)
_KEYS_HEADING = re.compile(
    r"(?:[ivx\d]{1,4}[.)] *)?(?:bang |phan |huong dan (?:cham )?(?:va )?)?dap an"
    r"(?: (?:va|tham khao|tong hop|trac nghiem|de|phan|cac|chi tiet|dung|cham|cua|bo|ngan hang|mon)"
    r"\b.{0,80})?"
    r"[ :.]*"
)
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


@dataclass(frozen=True, slots=True)
class Answer:
    """A line that names the right options; *letters* is "" where it does so in other words.

    *whole* is all that stands after the label, *more* what stands after the letters, from *at* on.
    """

    letters: str
    more: str
    at: int
    whole: str


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


def spots(text: str, letter: str, sign: str, start: int) -> list[re.Match[str]]:
    """Find where the label of an option may stand inside a line, after white space."""
    pattern = re.compile(_SPOT % (re.escape(letter), re.escape(sign)))
    return [match for match in pattern.finditer(text, start) if _is_apart(match, sign)]


def letters_inside(text: str) -> list[str]:
    """The letters of which a line seems to hold options, after other text."""
    found = _INSIDE.search(text)
    return [found["letter"]] if found else []


def _is_apart(match: re.Match[str], sign: str) -> bool:
    following = match.string[match.end() : match.end() + 1]
    return sign not in "-–" or following.isspace()


def answer(text: str) -> Answer | None:
    """Recognise "Đáp án: B"; *letters* is empty where it is said in other words."""
    match = _ANSWER.fullmatch(text)
    if match is None:
        return None
    is_certain = fold(match["label"]).startswith(("dap an", "d/a", "da", "answer", "key"))
    whole = match["rest"].strip()
    first = _LETTERS_FIRST.fullmatch(match["rest"])
    if first is not None and (match["sign"] or is_certain or not first["more"]):
        at = match.start("rest") + first.start("more")
        return Answer(_listed(first["letters"]), first["more"].strip(), at, whole)
    if is_certain and match["sign"] in (":", "="):
        return Answer("", whole, match.start("rest"), whole)
    return None


def answer_inside(text: str) -> int | None:
    """Where "Đáp án: B" begins inside the line of an option."""
    match = _TAIL.search(text)
    return match.start() if match else None


def tells_key(text: str) -> bool:
    """Whether a text that contestants would see names the right option."""
    return _TOLD.search(text) is not None


def key_entries(text: str) -> list[tuple[int, str]]:
    """Read a line that holds nothing but "1.A 2.B 3.C"; empty for any other."""
    entries, at = [], 0
    text = text.strip()
    while at < len(text):
        match = _ENTRY.match(text, at)
        if match is None or match.end() == at:
            return []
        entries.append((int(match["number"]), _listed(match["letters"])))
        at = match.end()
    return entries


def is_choice(text: str) -> bool:
    """Whether a text is nothing but the letters of options."""
    return re.fullmatch(rf"\s*{_CHOICE}[\s.]*", text) is not None


def _listed(choice: str) -> str:
    """Write "a và c" as "A, C"."""
    return ", ".join(re.findall(r"\b[A-F]\b", choice.upper()))


def is_keys_heading(text: str) -> bool:
    """Recognise "BẢNG ĐÁP ÁN" and the like."""
    return _KEYS_HEADING.fullmatch(fold(text)) is not None


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
