"""From the lines of one question to its stem, options and fields."""

import re
from dataclasses import dataclass, field, replace

from question_bank.findings import Finding, Place, error
from question_bank.item import LETTERS
from question_bank.readers.docx.grammar import (
    OPTION,
    answer,
    answer_inside,
    is_choice,
    is_idle,
    level,
    spots,
    tells_key,
)
from question_bank.readers.docx.grammar import (
    field as field_of,
)
from question_bank.readers.docx.outline import Habit, Section
from question_bank.readers.docx.styled import Line, Look, Styled, joined

_MANY_LINES = ("explanation", "source")
_BEFORE_OPTIONS = ("code", "difficulty", "topic", "period", "use", "pinned")


@dataclass(slots=True)
class Choice:
    """An option: its letter as typed (None where Word numbers), its text, a star before it."""

    letter: str
    label: Look | None
    text: Styled
    place: Place
    starred: bool = False


@dataclass(slots=True)
class Question:
    """A question as far as it was understood."""

    number: int
    place: Place
    stem: list[Styled] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    answer: str = ""
    findings: list[Finding] = field(default_factory=list)

    @property
    def stem_text(self) -> str:
        """The stem as one text."""
        return "\n".join(line.text.strip() for line in self.stem).strip()

    @property
    def letters(self) -> str:
        """The letters of the options that were found."""
        return "".join(choice.letter for choice in self.choices)


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
        for sign in ".)/:-–":
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
        rest, sign = line, match["sign"]
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
        if len(wide) == 1:
            return wide[0].end("gap")
        is_expected = bool(until) or self._is_inline(letter, line)
        if len(found) == 1 and (is_expected or wide):
            return found[0].end("gap")
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
        self.question.choices.append(
            Choice(
                letter=match["letter"].upper(),
                label=None if label.number else label,
                text=text.cut(0, tail).strip(),
                place=line.place(self.question.place.item),
                starred=match["star"] is not None,
            )
        )
        if tail is not None:
            self._answer(replace(line, text=text.cut(tail).strip()))

    def _answer(self, line: Line) -> bool:
        said = answer(line.text.text)
        if said is None:
            return False
        place = line.place(self.question.place.item)
        options = {_bare(choice.text.text): choice.letter for choice in self.question.choices}
        letters, by_text = said.letters, options.get(_bare(said.whole))
        if by_text is not None and len(said.whole) > 1:
            letters = by_text
        elif said.letters and said.more:
            named = options.get(_bare(said.more))
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
        if any(map(tells_key, seen)) and self._lines[0].role != "own":
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


def _bare(option: str) -> str:
    return " ".join(option.split()).strip(" .;").casefold()
