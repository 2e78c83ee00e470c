"""Aiken: a question, its lettered options and a line with the answer, as plain text.

Read more freely than the format is written: "A." and "A)", small letters, texts of several lines,
blank lines between options, and "ĐÁP ÁN: B" for "ANSWER: B".
"""

import re
from dataclasses import dataclass, field, replace

from question_bank.bank import BankHead
from question_bank.draft import Draft
from question_bank.fields import MOST_ITEMS, OPTION_FIELDS
from question_bank.findings import Finding, Place, error
from question_bank.item import LETTERS, MOST_OPTIONS
from question_bank.progress import Stage, Watch, watched
from question_bank.readers.drafts import draft_of, name_of, too_many_options
from question_bank.readers.reading import Reading, reading_of
from question_bank.text import fold

_OPTION = re.compile(r"\s*([A-Za-z])\s*[.)]\s*(.*\S)\s*")
_ANSWER = re.compile(r"\s*(?:answer|dap an(?: dung)?)\s*[:：]\s*(.*)", re.DOTALL)
_LETTERS = re.compile(r"[a-f](?:[\s,;]*[a-f])*[.)]?")


@dataclass(slots=True)
class _Question:
    """The lines of one question; `answers` are its answer lines, one in a sound file."""

    stem: list[str] = field(default_factory=list)
    options: list[str] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)
    ended: bool = False
    in_order: bool = True

    @property
    def line(self) -> int:
        return min(self.lines.values())


def read_aiken(text: str, head: BankHead | None, findings: list[Finding], watch: Watch) -> Reading:
    """Read the questions of *text* under *head*, adding to *findings* all that is wrong."""
    questions = _questions(text, findings)
    if head is None:
        findings.append(error("head_absent"))
    if not questions:
        findings.append(error("bank_empty"))
    if len(questions) > MOST_ITEMS:
        place = Place(line=questions[MOST_ITEMS].line)
        findings.append(error("items_too_many", place, limit=MOST_ITEMS))
    read = questions[:MOST_ITEMS]
    each = watched(read, watch, Stage.READING, len(read))
    drafts = [_draft(question, number, findings) for number, question in enumerate(each, start=1)]
    return reading_of(head, drafts, findings)


def looks_like_aiken(text: str) -> bool:
    """Whether some lines are an option A and its neighbour B, or an option A and an answer."""
    letters, has_answer = set(), False
    for line in text.splitlines():
        if option := _OPTION.fullmatch(line):
            letters.add(option[1].upper())
        has_answer = has_answer or answer_in(line) is not None
        if "A" in letters and ("B" in letters or has_answer):
            return True
    return False


def answer_in(line: str) -> str | None:
    """Return the letters of a line that says nothing but which answer is right."""
    answer = _ANSWER.fullmatch(fold(line))
    return answer[1] if answer and _LETTERS.fullmatch(answer[1].strip()) else None


def _questions(text: str, findings: list[Finding]) -> list[_Question]:
    """Cut a text into questions: one ends with its answer, or where the next one's text begins."""
    questions: list[_Question] = []
    now = _Question()
    after_blank = False
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            after_blank = True
            continue
        if now.ended and answer_in(line) is not None:
            findings.append(error("answer_repeated", Place(line=number)))
            continue
        begins = now.options and after_blank and not _belongs_below(line)
        if now.ended or begins:
            now = _Question()
        if not now.lines:
            questions.append(now)
        _add(now, line, number, findings)
        after_blank = False
    return questions


def _belongs_below(line: str) -> bool:
    """Whether a line after a blank one still belongs to the question above it."""
    option = _OPTION.fullmatch(line)
    return option[1].upper() != "A" if option else bool(_ANSWER.fullmatch(fold(line)))


def _add(question: _Question, line: str, number: int, findings: list[Finding]) -> None:
    answer = _ANSWER.fullmatch(fold(line))
    option = _OPTION.fullmatch(line)
    if answer and (question.options or (question.stem and answer_in(line) is not None)):
        question.answers.append(answer[1])
        question.lines["right"] = number
        question.ended = True
    elif option and question.stem and _is_next(question, option[1].upper(), number, findings):
        _add_option(question, option[2], number)
    elif question.options:
        question.options[-1] += f"\n{line}"
    else:
        question.stem.append(line)
        question.lines.setdefault("stem", number)


def _is_next(question: _Question, letter: str, number: int, findings: list[Finding]) -> bool:
    """Whether a letter begins the next option; a letter that was left out is said."""
    expected = chr(ord("A") + len(question.options))
    first = _OPTION.fullmatch(question.stem[0])
    if letter == "B" and not question.options and first and first[1].upper() == "A":
        # There is no question above the options: what was taken for it is option A.
        question.stem.clear()
        _add_option(question, first[2], question.lines.pop("stem"))
        return True
    if letter != expected and "A" < letter <= LETTERS[-1]:
        data = {"letter": letter, "expected": expected}
        findings.append(error("option_order", Place(line=number), **data))
        question.in_order = False
        return True
    return letter == expected


def _add_option(question: _Question, text: str, number: int) -> None:
    if len(question.options) < MOST_OPTIONS:
        question.lines[OPTION_FIELDS[len(question.options)]] = number
    question.options.append(text)


def _draft(question: _Question, number: int, findings: list[Finding]) -> Draft:
    here = Place(line=question.line, item=name_of("", number))
    texts = {"stem": "\n".join(question.stem), "right": ", ".join(question.answers)}
    texts |= dict(zip(OPTION_FIELDS, question.options, strict=False))
    if len(question.options) > MOST_OPTIONS:
        findings.append(too_many_options(len(question.options), here))
    found: list[Finding] = []
    draft = draft_of(
        texts,
        here,
        lambda key: replace(here, line=question.lines.get(key, question.line)),
        found,
    )
    if question.in_order and len(question.options) <= MOST_OPTIONS:
        findings += found
        return draft
    # What the letters of the answer mean is not certain.
    findings += [finding for finding in found if finding.code != "letter_without_option"]
    return replace(draft, item=None)
