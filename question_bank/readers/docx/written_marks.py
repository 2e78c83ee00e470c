"""Right options that are named by what is written behind them: "(đúng)", "(x)", or an x set apart.

Such a mark is a text that might as well belong to the option. It is taken for a mark only where
nothing speaks for the other; everywhere else it stays, and the key is said to be missing.
"""

import re
from collections.abc import Iterable, Sequence

from question_bank.readers.docx.grammar import TICKS
from question_bank.readers.docx.questions import Choice, Question
from question_bank.text import fold

WRITTEN = "✓"
_FEWEST = 2
_WORD = re.compile(
    r"(?P<text>.*\S)\s*[(\[]\s*(?:(?:đáp\s*án|phương\s*án|câu|ý)\s*)?đúng\s*[)\]][\s.]*",
    re.IGNORECASE | re.DOTALL,
)
_WRONG = re.compile(r".*[(\[]\s*sai\s*[)\]][\s.]*", re.IGNORECASE | re.DOTALL)
_IN_BRACKETS = re.compile(r"(?P<text>.*\S)\s+(?:\(\s*[xX]\s*\)|\[\s*[xX]\s*\])\s*", re.DOTALL)
_BARE = re.compile(r"(?P<text>.*\S)(?:\s+x|(?:\t|\s{3,})X)\s*", re.DOTALL)
_NUMERAL = re.compile(r"(?:.*\W)?[ivxlc]+[\s.]*", re.IGNORECASE | re.DOTALL)
_NUMERAL_IN_BRACKETS = re.compile(r".*[(\[]\s*[ivxlc]+\s*[)\]][\s.]*", re.IGNORECASE | re.DOTALL)
_ASKS_FOR_WRONG = re.compile(r"\b(?:sai|khong|chua|ngoai tru|tru)\b")


def take_written_marks(questions: Sequence[Question], *, has_list: bool) -> None:
    """Turn what is written behind right options into their mark; *has_list* is true beside keys."""
    typed = [question for question in questions if not question.is_own]
    for question in typed:
        _take(question.choices, _words(question))
    if not has_list and not any(map(_is_said, questions)):
        _take_crosses(typed)


def _words(question: Question) -> list[re.Match[str] | None]:
    """Which options "(đúng)" names; none where options are called wrong, or the stem asks so."""
    found = [_WORD.fullmatch(choice.text.text) for choice in question.choices]
    is_content = all(found) or any(
        _WRONG.fullmatch(choice.text.text) for choice in question.choices
    )
    if is_content or _ASKS_FOR_WRONG.search(fold(question.stem_text)):
        return []
    return found


def _is_said(question: Question) -> bool:
    """Whether the key of a question is told in another way than by an x."""
    marks = (choice.mark for choice in question.choices)
    return bool(question.answer) or any(mark and mark in TICKS for mark in marks)


def _take_crosses(questions: Sequence[Question]) -> None:
    """Take the x behind options for their mark where that is the habit of the whole document."""
    for way, numeral in ((_IN_BRACKETS, _NUMERAL_IN_BRACKETS), (_BARE, _NUMERAL)):
        found = [_crosses(question, way, numeral) for question in questions]
        marked = sum(map(any, found))
        if marked >= _FEWEST and 2 * marked > len(questions):
            for question, matches in zip(questions, found, strict=True):
                _take(question.choices, matches)
            return


def _crosses(
    question: Question, way: re.Pattern[str], numeral: re.Pattern[str]
) -> list[re.Match[str] | None]:
    """Which options bear an x; none where it may be a ten among other numerals."""
    found = [way.fullmatch(choice.text.text) for choice in question.choices]
    words = (
        match["text"] if match else choice.text.text
        for match, choice in zip(found, question.choices, strict=True)
    )
    return [] if any(map(numeral.fullmatch, words)) else found


def _take(choices: Sequence[Choice], found: Iterable[re.Match[str] | None]) -> None:
    for choice, match in zip(choices, found, strict=False):
        if match:
            choice.text = choice.text.cut(0, match.end("text"))
            choice.mark = choice.mark or WRITTEN
            choice.is_written = True
