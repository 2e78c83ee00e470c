"""GIFT, the text format of Moodle: its multiple-choice questions, each with its line.

The title is the code, the last part of the category the topic, the general feedback (else that of
the right option) the explanation. Questions of other kinds are refused one by one.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from question_bank.bank import BankHead
from question_bank.draft import Draft
from question_bank.fields import ITEM_FIELDS, MOST_ITEMS, OPTION_FIELDS
from question_bank.findings import Finding, Place, error, has_errors, warning
from question_bank.item import MOST_OPTIONS, letters
from question_bank.progress import Stage, Watch, watched
from question_bank.readers.drafts import draft_of, name_of, too_many_options
from question_bank.readers.html_text import MarkedUpError, plain_of_html, plain_of_markdown
from question_bank.readers.reading import Reading, reading_of
from question_bank.text import one_line, tidy

_COMMENT = re.compile(r"\s*//")
_CATEGORY = re.compile(r"\s*\$CATEGORY:(.*)")
_BEGINNING = re.compile(r"\s*(?:::|\$CATEGORY:)")
_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)
_TITLE = re.compile(r"\s*::((?:\\.|(?!::)[^\\])*)::", re.DOTALL)
_FORMAT = re.compile(r"\s*\[(html|moodle|plain|markdown)\]")
_SIGN = re.compile(r"\\.|[=~]", re.DOTALL)
_FEEDBACK = re.compile(r"\\.|#", re.DOTALL)
_GENERAL = re.compile(r"\\.|####", re.DOTALL)
_ARROW = re.compile(r"\\.|->", re.DOTALL)
_WEIGHT = re.compile(r"\s*%(-?[0-9]{1,3}(?:[.,][0-9]{1,9})?)%")
_ESCAPE = re.compile(r"\\([\\~=#{}:n])")
_LINE_END = re.compile(r"[ \t]*\r?\n[ \t]*")
_TRUTH = re.compile(r"(T|TRUE|F|FALSE)\s*(?:#.*)?", re.DOTALL | re.IGNORECASE)
_TOP = re.compile(r"(?:\$[a-z0-9]+\$/?)?(?:top(?:/|$))?")
_SHOWN = re.compile(r"^\s*::|\{[^{}]*[~=]", re.MULTILINE)
_OPTIONAL = ("topic", "explanation")
_TRUTH_WORDS = {"vi": ("Đúng", "Sai"), "en": ("True", "False")}
_WHOLE, _TOLERANCE = Decimal(100), Decimal("0.1")
_BLANK = "_____"


@dataclass(frozen=True, slots=True)
class _Block:
    """The text of one question, the line on which it begins, and the topic it stands under."""

    line: int
    text: str
    topic: str

    def line_of(self, position: int) -> int:
        return self.line + self.text.count("\n", 0, position)


@dataclass(frozen=True, slots=True)
class _Answer:
    """One answer of a question as it is written."""

    is_right: bool
    weight: Decimal | None
    text: str
    feedback: str
    line: int


def read_gift(text: str, head: BankHead | None, findings: list[Finding], watch: Watch) -> Reading:
    """Read the questions of *text* under *head*, adding to *findings* all that is wrong."""
    if head is None:
        findings.append(error("head_absent"))
    language = head.language if head else "vi"
    drafts: list[Draft] = []
    blocks = watched(_blocks(text), watch, Stage.READING)
    for number, block in enumerate(blocks, start=1):
        if number > MOST_ITEMS:
            findings.append(error("items_too_many", Place(line=block.line), limit=MOST_ITEMS))
            break
        drafts.append(_Question(block, number, language, findings).draft())
    if not drafts:
        findings.append(error("bank_empty"))
    return reading_of(head, drafts, findings)


def looks_like_gift(text: str) -> bool:
    """Whether some line begins with a title, or some answers stand in braces."""
    return bool(_SHOWN.search(text))


def _blocks(text: str) -> Iterator[_Block]:
    """Cut a text at its blank lines, but not within braces."""
    lines = text.splitlines()
    topic, start, depth = "", 0, 0
    kept: list[str] = []
    for at, line in enumerate([*lines, "", "::"]):
        is_comment = bool(_COMMENT.match(line))
        if kept and _is_end(line, kept[-1], depth):
            yield _Block(start + 1, "\n".join(kept), topic)
            kept, depth = [], 0
        if category := _CATEGORY.match(line):
            topic = _topic(category[1])
        elif kept or (line.strip() and not is_comment):
            start = start if kept else at
            kept.append("" if is_comment else line)
            depth += _depth(kept[-1])


def _is_end(line: str, before: str, depth: int) -> bool:
    """Whether a question ends before *line*: a new title ends even one with an open brace."""
    if _BEGINNING.match(line):
        return not before.strip() or (depth <= 0 and before.rstrip().endswith("}"))
    return not line.strip() and depth <= 0


def _depth(line: str) -> int:
    braces = [brace[0] for brace in _BRACE.finditer(line)]
    return braces.count("{") - braces.count("}")


def _topic(path: str) -> str:
    """Return the last part of a category; a double slash is part of a name."""
    below = _TOP.sub("", path.strip(), count=1)
    return below.replace("//", "\0").rpartition("/")[2].replace("\0", "/").strip()


class _Question:
    """One question being understood; what is wrong with it goes to the findings."""

    def __init__(self, block: _Block, number: int, language: str, findings: list[Finding]) -> None:
        self._block = block
        self._number = number
        self._language = language
        self._all = findings
        self._found: list[Finding] = []
        self._format = "moodle"
        self._here = Place(line=block.line)

    def draft(self) -> Draft:
        """Make a draft of the question."""
        code, rest = self._code()
        self._here = replace(self._here, item=name_of(code, self._number))
        before, inside, after = self._parts(rest)
        stem = self._plain(before, self._block.line, is_stem=True)
        if after.strip():
            stem = f"{stem} {_BLANK} {self._plain(after, self._block.line)}"
        texts = {"code": code, "stem": stem, "topic": self._block.topic}
        draft = self._with_answers(texts, *inside) if inside else self._faulty(texts)
        self._all += self._found
        return draft

    def _code(self) -> tuple[str, int]:
        """Return the title where it can be a code, and where the question goes on."""
        title = _TITLE.match(self._block.text)
        if title is None:
            return "", 0
        code = one_line(tidy(_unescaped(title[1])))
        if len(code) <= ITEM_FIELDS["code"].longest:
            return code, title.end()
        self._found.append(warning("gift_title_long", self._here, title=f"{code[:39]}…"))
        return "", title.end()

    def _parts(self, start: int) -> tuple[str, tuple[str, int] | None, str]:
        """Return the text before the braces, what they hold and where, and the text after them."""
        text = self._block.text
        braces = [brace for brace in _BRACE.finditer(text, start) if brace[0] in "{}"]
        if not braces:
            self._say("gift_description", self._block.line)
            return text[start:], None, ""
        signs = "".join(brace[0] for brace in braces)
        if signs != "{}":
            at = braces[0] if not signs.startswith("{}") else braces[2]
            self._say("gift_braces", self._block.line_of(at.start()))
            return text[start : braces[0].start()], None, ""
        first, last = braces
        inside = text[first.end() : last.start()], first.end()
        return text[start : first.start()], inside, text[last.end() :]

    def _with_answers(self, texts: dict[str, str], inside: str, start: int) -> Draft:
        general = _first(_GENERAL, inside)
        answers = inside if general is None else inside[: general.start()]
        feedback = "" if general is None else inside[general.end() :]
        line = self._block.line_of(start)
        explanation = self._plain(feedback, line)
        if truth := _TRUTH.fullmatch(answers.strip()):
            return self._truth(texts | {"explanation": explanation}, truth[1])
        signs = [sign for sign in _SIGN.finditer(answers) if sign[0] in "=~"]
        if all(sign[0] == "=" for sign in signs):
            self._say(_other_kind(answers), line)
            return self._faulty(texts)
        if before := answers[: signs[0].start()].strip():
            self._say("gift_before_answers", line, text=before[:40])
        ends = [*(sign.start() for sign in signs[1:]), len(answers)]
        read = [
            self._answer(
                answers[sign.end() : end], sign[0], self._block.line_of(start + sign.start())
            )
            for sign, end in zip(signs, ends, strict=True)
        ]
        right = self._right(read)
        lessons = [answer.feedback for at, answer in enumerate(read) if at in right]
        dropped = [answer for at, answer in enumerate(read) if at not in right and answer.feedback]
        if dropped:
            self._found.append(warning("gift_feedback", replace(self._here, line=dropped[0].line)))
        lesson = explanation or "\n".join(filter(None, lessons))
        return self._choice(texts | {"explanation": lesson}, read, right)

    def _truth(self, texts: dict[str, str], said: str) -> Draft:
        self._found.append(warning("gift_true_false", self._here))
        options = dict(zip(OPTION_FIELDS, _TRUTH_WORDS[self._language], strict=False))
        right = "A" if said.upper().startswith("T") else "B"
        return self._made(texts | options | {"right": right}, lambda _key: self._here)

    def _choice(self, texts: dict[str, str], read: list[_Answer], right: list[int]) -> Draft:
        if len(read) > MOST_OPTIONS:
            self._found.append(too_many_options(len(read), self._here))
            return self._faulty(texts)
        lines = {key: answer.line for key, answer in zip(OPTION_FIELDS, read, strict=False)}
        texts |= dict(zip(OPTION_FIELDS, (answer.text for answer in read), strict=False))
        texts["right"] = letters(right)
        return self._made(
            texts, lambda key: replace(self._here, line=lines.get(key, self._block.line))
        )

    def _made(self, texts: dict[str, str], place: Callable[[str], Place]) -> Draft:
        is_sound = not has_errors(self._found)
        found: list[Finding] = []
        given = {key: text for key, text in texts.items() if text or key not in _OPTIONAL}
        draft = draft_of(given, self._here, place, found)
        unkeyed = {"right_missing"} if not is_sound else set()
        self._found += [finding for finding in found if finding.code not in unkeyed]
        return draft if is_sound else replace(draft, item=None)

    def _faulty(self, texts: dict[str, str]) -> Draft:
        return Draft(self._here, texts["code"], tidy(texts["stem"]), ())

    def _answer(self, text: str, sign: str, line: int) -> _Answer:
        weight = _WEIGHT.match(text)
        rest = text[weight.end() :] if weight else text
        mark = _first(_FEEDBACK, rest)
        feedback = rest[mark.end() :] if mark else ""
        return _Answer(
            is_right=sign == "=",
            weight=Decimal(weight[1].replace(",", ".")) if weight else None,
            text=self._plain(rest[: mark.start()] if mark else rest, line),
            feedback=self._plain(feedback, line),
            line=line,
        )

    def _right(self, answers: list[_Answer]) -> list[int]:
        """Return the positions of right options, or say why they are not certain."""
        marked = [at for at, answer in enumerate(answers) if answer.is_right]
        weighed = [
            at
            for at, answer in enumerate(answers)
            if not answer.is_right and answer.weight is not None and answer.weight > 0
        ]
        if len(marked) > 1:
            self._say("gift_two_keys", answers[marked[1]].line, count=len(marked))
            return []
        if marked:
            if answers[marked[0]].weight not in (None, _WHOLE):
                self._say("gift_weights", answers[marked[0]].line)
            if weighed:
                place = replace(self._here, line=answers[weighed[0]].line)
                self._found.append(warning("gift_partial", place))
            return marked
        total = sum((answers[at].weight or Decimal(0) for at in weighed), Decimal(0))
        if weighed and abs(total - _WHOLE) > _TOLERANCE:
            self._say("gift_weights", answers[weighed[0]].line)
        return weighed

    def _plain(self, text: str, line: int, *, is_stem: bool = False) -> str:
        """Return a text without escapes and markup; the stem's format is that of all others."""
        marker = _FORMAT.match(text)
        kind = marker[1] if marker else self._format
        if is_stem:
            self._format = kind
        raw = _unescaped(_LINE_END.sub("\n", text[marker.end() :] if marker else text).strip())
        if len(raw) > 2 * ITEM_FIELDS["stem"].longest:
            return raw
        try:
            if kind == "html":
                return plain_of_html(raw)
            return plain_of_markdown(raw) if kind == "markdown" else raw
        except MarkedUpError as problem:
            self._say("markup_refused", line, what=problem.what)
            return raw

    def _say(self, code: str, line: int, **data: str | int) -> None:
        self._found.append(error(code, replace(self._here, line=line), **data))


def _other_kind(answers: str) -> str:
    """Name the finding for what stands in braces without one wrong answer."""
    bare = answers.strip()
    if not bare:
        return "gift_essay"
    if bare.startswith("#"):
        return "gift_numeric"
    return "gift_matching" if _first(_ARROW, answers) else "gift_short_answer"


def _first(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """Return the first match that is not an escaped character."""
    return next((found for found in pattern.finditer(text) if found[0][0] != "\\"), None)


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda escape: "\n" if escape[1] == "n" else escape[1], text)
