"""From the lines of one question to its stem, options and fields."""

import re
from dataclasses import dataclass, field, replace

from question_bank.findings import Finding, Place, error
from question_bank.item import LETTERS
from question_bank.readers.docx.grammar import (
    OPTION,
    SIGNS,
    is_idle,
    level,
    mark_around,
    sign_of,
    spots,
)
from question_bank.readers.docx.grammar import (
    field as field_of,
)
from question_bank.readers.docx.habit import Habit
from question_bank.readers.docx.key_grammar import answer, answer_inside, is_choice, tells_key
from question_bank.readers.docx.styled import Line, Look, Styled, bare, joined

_MANY_LINES = ("explanation", "source")
_BEFORE_OPTIONS = ("code", "difficulty", "topic", "period", "use", "pinned")


@dataclass(slots=True)
class Section:
    """The lines of one question, from the one that bears its number on."""

    number: int
    bracket: str
    topic: str
    lines: list[Line]


@dataclass(slots=True)
class Choice:
    """An option: its letter, how that looks (None where Word numbers), its text and its mark.

    *mark* is the star, tick, box or cross before or after it; *is_written* where words stand for
    one.
    """

    letter: str
    label: Look | None
    text: Styled
    place: Place
    mark: str = ""
    is_written: bool = False


@dataclass(slots=True)
class Question:
    """A question as far as it was understood; *is_row* where it is a row of a table.

    *is_own* is true of one that our writer wrote. *is_key_doubted* is true where it was said
    elsewhere why nobody knows its key.
    """

    number: int
    place: Place
    stem: list[Styled] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    answer: str = ""
    findings: list[Finding] = field(default_factory=list)
    is_row: bool = False
    is_own: bool = False
    is_key_doubted: bool = False

    @property
    def stem_text(self) -> str:
        """The stem as one text."""
        return "\n".join(line.text.strip() for line in self.stem).strip()

    @property
    def letters(self) -> str:
        """The letters of the options that were found."""
        return "".join(choice.letter for choice in self.choices)


def without_mark(text: Styled) -> tuple[str, Styled]:
    """Return the mark before or after the text of an option, and the text without it."""
    mark, start, end = mark_around(text.text)
    return mark, text.cut(start, end)


def question_of(section: Section, habit: Habit) -> Question:
    """Understand the lines of a question."""
    return _Walk(section, habit).question


class _Walk:
    """One walk through the lines of a question."""

    def __init__(self, section: Section, habit: Habit) -> None:
        self._habit = habit
        self._lines = section.lines
        self._field = ""
        self._has_answer = False
        self._awaits_letters = False
        name = section.bracket if section.bracket and not level(section.bracket) else ""
        place = section.lines[0].place(name or str(section.number))
        self.question = Question(section.number, place)
        self.question.is_own = section.lines[0].role == "own"
        if section.topic:  # without headings a document is silent about topics
            self.question.texts["topic"] = section.topic
        if name:
            self._put("code", name, place)
        if section.bracket and not name:
            self._put("difficulty", level(section.bracket), place)
        for at, line in enumerate(section.lines):
            self._line(at, line)
        self._conclude()

    def _line(self, at: int, line: Line) -> None:
        text = line.text.text
        letter = self._habit.letter(text) if at else ""
        if letter and not self._field and not self._has_answer:
            self._options(at, line)
        elif letter == "A" and self.question.choices:
            self._refuse("question_unnumbered", line)
        elif self._awaits_letters and is_choice(text):
            self.question.answer, self._awaits_letters = text.strip(" .").upper(), False
        elif at and ((self.question.choices and self._answer(line)) or self._is_field(line)):
            return
        elif not self.question.choices and not self._field:
            self._stem(at, line)
        elif is_idle(text):
            return
        else:
            self._continue(at, line)

    def _stem(self, at: int, line: Line) -> None:
        """A line of the stem, which may hold options as well."""
        first = None
        if line.role != "own" and self._next_letter(at) in ("", "B", "C", "D"):
            first = self._first_inside(line)
        if first is None:
            self.question.stem.append(line.text)
            return
        self.question.stem.append(line.text.cut(0, first))
        self._options(at, replace(line, text=line.text.cut(first)))

    def _first_inside(self, line: Line) -> int | None:
        """Where option A begins inside a line, if B follows it there or on the next lines."""
        text = f" {line.text.text}"
        for sign in SIGNS:
            small = self._habit.is_small
            found = spots(text, "a" if small else "A", sign, 0)
            then = spots(text, "b" if small else "B", sign, found[0].end()) if found else []
            if len(found) == 1 and then:
                return max(0, found[0].end("gap") - 1)
        return None

    def _options(self, at: int, line: Line) -> None:
        """One option, or several on one line: as many as lead to the next line's letter."""
        match = OPTION.match(line.text.text)
        assert match is not None  # noqa: S101 - the caller saw it
        until = self._next_letter(at)
        rest, sign = line, sign_of(match)
        while True:
            match = OPTION.match(rest.text.text)
            if match is None:
                return
            letter = match["letter"].upper()
            cut = self._cut(rest, match.end(), letter, sign, until)
            self._choice(rest, match, cut)
            if cut is None:
                return
            rest = replace(rest, text=rest.text.cut(cut).strip())

    def _cut(self, line: Line, start: int, letter: str, sign: str, until: str) -> int | None:
        """Where the next option begins inside the line; None where the line is one option."""
        following = chr(ord(letter) + 1)
        if line.role == "own" or following not in LETTERS or following == until:
            return None
        typed = following.lower() if self._habit.is_small else following
        found = spots(line.text.text, typed, sign, start - 1)
        wide = [match for match in found if match["gap"] != " "]
        is_expected = bool(until) or self._is_inline(letter, line)
        one = wide if len(wide) == 1 else found
        if (
            len(one) == 1
            and (is_expected or wide)
            and (cut := _cut_beside_mark(one[0])) is not None
        ):
            return cut
        if found:
            self._refuse("option_uncertain", line, letter=following)
        return None

    def _is_inline(self, letter: str, line: Line) -> bool:
        """Whether options share lines in this question."""
        paragraphs = [choice.place.paragraph for choice in self.question.choices]
        shared = len(set(paragraphs)) < len(paragraphs)
        return letter == "A" or shared or line.paragraph in paragraphs

    def _choice(self, line: Line, match: re.Match[str], cut: int | None) -> None:
        at = match.start("letter")
        label = line.text.looks[at]
        text = line.text.cut(match.end(), cut)
        tail = answer_inside(text.text) if cut is None and line.role != "own" else None
        mark, inside = "", text.cut(0, tail).strip()
        if line.role != "own":
            mark, inside = without_mark(inside)
        self.question.choices.append(
            Choice(
                letter=match["letter"].upper(),
                label=None if label.number else label,
                text=inside,
                place=line.place(self.question.place.item),
                mark=(match["mark"] or mark)[:1],
            )
        )
        if tail is not None:
            self._answer(replace(line, text=text.cut(tail).strip()))

    def _answer(self, line: Line) -> bool:
        said = answer(line.text.text)
        if said is None:
            return False
        place = line.place(self.question.place.item)
        options = {bare(choice.text.text): choice.letter for choice in self.question.choices}
        letters, by_text = said.letters, options.get(bare(said.whole))
        if by_text is not None and len(said.whole) > 1:
            letters = by_text
        elif said.letters and said.more:
            named = options.get(bare(said.more))
            if named is None:
                self._more(line, said.at, said.more)
            elif named not in said.letters:
                self.question.findings.append(
                    error("key_text_differs", place, letters=letters, letter=named)
                )
        elif not letters:
            letters, self._awaits_letters = said.whole or "?", not said.whole
        if self._has_answer:
            self.question.findings.append(error("key_repeated_line", place))
        self._has_answer, self._field = True, ""
        self.question.answer = letters
        self.question.places["right"] = place
        return True

    def _more(self, line: Line, at: int, more: str) -> None:
        """What follows the letters on their line: another field, or why they are right."""
        rest = replace(line, text=line.text.cut(at).strip())
        if not self._is_field(rest):
            self._put("explanation", more.strip("()"), line.place(self.question.place.item))

    def _is_field(self, line: Line) -> bool:
        found = field_of(line.text.text)
        if found is None:
            return False
        key, start = found
        if not self.question.choices and (key not in _BEFORE_OPTIONS or not line.first):
            return False
        text = line.text.text[start:].strip()
        if key == "difficulty":
            text = level(text) or text
        self._put(key, text, line.place(self.question.place.item))
        self._field = key if self.question.choices else ""
        return True

    def _put(self, key: str, text: str, place: Place) -> None:
        if key in self.question.places and self.question.texts[key] != text:
            self.question.findings.append(error("field_repeated", place, field=key))
        self.question.texts[key], self.question.places[key] = text, place

    def _continue(self, at: int, line: Line) -> None:
        """A line that bears no label: it goes on what stands before it, or nobody knows."""
        text = line.text.text.strip()
        if self._field in _MANY_LINES:
            self.question.texts[self._field] += f"\n{text}"
        elif self._field or self._has_answer:
            if line.first:
                self._refuse("line_unplaced", line)
            elif self._field:
                self.question.texts[self._field] += f" {text}"
        elif not line.first or self._next_letter(at):
            last = self.question.choices[-1]
            last.text = joined([last.text, line.text.strip()], "\n")
        else:
            self._refuse("line_unplaced", line)

    def _next_letter(self, at: int) -> str:
        """The letter of the next line that begins an option; "" before any other label."""
        for line in self._lines[at + 1 :]:
            text = line.text.text
            if letter := self._habit.letter(text):
                return letter
            if self.question.choices and (answer(text) or field_of(text)):
                return ""
        return ""

    def _conclude(self) -> None:
        question = self.question
        seen = [question.stem_text, *(choice.text.text for choice in question.choices)]
        if any(map(tells_key, seen)) and not question.is_own:
            question.findings.append(error("key_told", question.place))
        expected = LETTERS[: len(question.choices)]
        if question.choices and question.letters != expected:
            wrong = next(
                c
                for c, letter in zip(question.choices, expected + "?" * 99, strict=False)
                if c.letter != letter
            )
            question.findings.append(
                error("options_out_of_order", wrong.place, letters=", ".join(question.letters))
            )

    def _refuse(self, code: str, line: Line, **data: str) -> None:
        self.question.findings.append(error(code, line.place(self.question.place.item), **data))


def _cut_beside_mark(spot: re.Match[str]) -> int | None:
    """Where one option ends and the next begins, if the mark between them is nearer to one."""
    mark = spot["mark"] or ""
    before, after = _width(spot["gap"]), _width(mark[len(mark.rstrip()) :])
    if mark and before == after:
        return None
    return spot.end("mark") if mark and after > before else spot.end("gap")


def _width(space: str) -> int:
    return len(space.expandtabs(4))
