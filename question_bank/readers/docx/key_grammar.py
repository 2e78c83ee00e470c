"""How Vietnamese organizers write keys: a line under each question, or a list of them."""

import re
from dataclasses import dataclass

from question_bank.text import fold

_CHOICE = r"[A-Fa-f](?:\s*(?:[,;&+/]|và|and)\s*[A-Fa-f])*"
_ANSWER = re.compile(
    r"[\s\-–*=>→⇒➔➜•]*(?P<label>(?:đáp\s*án|đ\s*/\s*a|đa|answer|key|phương\s*án\s*đúng|"
    r"câu\s*trả\s*lời\s*đúng|trả\s*lời|"
    r"chọn(?:\s+(?:đáp\s*án|phương\s*án|câu|ý))?)(?:\s+(?:đúng|chính\s*xác))?(?:\s+là)?)"
    r"\s*(?P<sign>[:=.\-–]?)\s*(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_ARROW = re.compile(r"\s*(?:[=\-–]+>|[→⇒➔➜])\s*(?P<rest>.*)", re.DOTALL)
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
_NUMBERED = re.compile(
    r"\s*(?:câu\s*(?:hỏi\s*)?(?:số\s*)?)?(?P<number>\d{1,5})(?:\s*[.:)\-–=/]+\s*|\s+)(?P<rest>\D.*)",
    re.IGNORECASE | re.DOTALL,
)
_FORM = re.compile(
    r"\b(?:ma de|de so)(?: thi)?(?: so)?[ :.\-–]*(?P<form>[a-z]{0,2}\d{1,5}[a-z]?)\b"
)
_KEYS_HEADING = re.compile(
    r"(?:[ivx\d]{1,4}[.)] *)?(?:bang |phan |huong dan (?:cham )?(?:va )?)?dap an"
    r"(?: (?:va|tham khao|tong hop|trac nghiem|de|phan|cac|chi tiet|dung|cham|cua|bo|ngan hang|mon)"
    r"\b.{0,80})?"
    r"[ :.]*"
)


@dataclass(frozen=True, slots=True)
class Answer:
    """A line that names the right options; *letters* is "" where it does so in other words.

    *whole* is all that stands after the label, *more* what stands after the letters, from *at* on.
    """

    letters: str
    more: str
    at: int
    whole: str


def answer(text: str) -> Answer | None:
    """Recognise "Đáp án: B" and "→ B"; *letters* is empty where it is said in other words."""
    match = _ANSWER.fullmatch(text)
    if match is None:
        arrow = _ARROW.fullmatch(text)
        return _letters_at(arrow) if arrow else None
    is_certain = fold(match["label"]).startswith(("dap an", "d/a", "da", "answer", "key"))
    said = _letters_at(match)
    if said is not None and (match["sign"] or is_certain or not said.more):
        return said
    if is_certain and match["sign"] in (":", "="):
        whole = match["rest"].strip()
        return Answer("", whole, match.start("rest"), whole)
    return None


def _letters_at(match: re.Match[str]) -> Answer | None:
    """The letters with which the rest of a line begins."""
    first = _LETTERS_FIRST.fullmatch(match["rest"])
    if first is None:
        return None
    at = match.start("rest") + first.start("more")
    return Answer(_listed(first["letters"]), first["more"].strip(), at, match["rest"].strip())


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


def worded_entry(text: str) -> tuple[int, str, str] | None:
    """Read "Câu 1: B. Hà Nội" and "1. Chọn B": a number, letters, and what is said of them."""
    match = _NUMBERED.fullmatch(text)
    if match is None:
        return None
    said = answer(match["rest"]) or _letters_at(match)
    return (int(match["number"]), said.letters, said.more) if said and said.letters else None


def worded_choice(text: str) -> tuple[str, str] | None:
    """Read "B" and "B. Hà Nội": letters, and what is said of them."""
    first = _LETTERS_FIRST.fullmatch(text.strip())
    return (_listed(first["letters"]), first["more"].strip()) if first else None


def form_named(text: str) -> str:
    """The form of the paper that a text names, as "Mã đề thi 101" does; "" for none."""
    found = _FORM.search(fold(text))
    return found["form"] if found else ""


def is_choice(text: str) -> bool:
    """Whether a text is nothing but the letters of options."""
    return re.fullmatch(rf"\s*{_CHOICE}[\s.]*", text) is not None


def _listed(choice: str) -> str:
    """Write "a và c" as "A, C"."""
    return ", ".join(re.findall(r"\b[A-F]\b", choice.upper()))


def is_keys_heading(text: str) -> bool:
    """Recognise "BẢNG ĐÁP ÁN" and the like."""
    return _KEYS_HEADING.fullmatch(fold(text)) is not None
