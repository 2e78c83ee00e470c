"""Which lines of a document belong to which question, and which hold a head or a table of keys."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from question_bank.fields import HEAD_FIELDS
from question_bank.findings import Finding, error
from question_bank.readers.docx.bank_tables import is_bank, numbers_in
from question_bank.readers.docx.grammar import (
    Start,
    is_bare_heading,
    is_idle,
    is_numbered_heading,
    is_typed_heading,
)
from question_bank.readers.docx.grammar import (
    field as field_of,
)
from question_bank.readers.docx.habit import Habit
from question_bank.readers.docx.key_grammar import (
    answer,
    form_named,
    is_choice,
    is_keys_heading,
    key_entries,
    worded_entry,
)
from question_bank.readers.docx.key_tables import Entry, key_table
from question_bank.readers.docx.layout_tables import arranged
from question_bank.readers.docx.questions import Section
from question_bank.readers.docx.roman import lettered
from question_bank.readers.docx.styled import Block, Line, Table
from question_bank.readers.table import headings_of
from question_bank.text import fold

_HEAD_LABELS = headings_of(HEAD_FIELDS)


@dataclass(slots=True)
class Outline:
    """A document taken apart."""

    sections: list[Section] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    head: dict[str, Line] = field(default_factory=dict)
    habit: Habit = field(default_factory=lambda: Habit(()))
    forms: set[str] = field(default_factory=set)


def outline(blocks: Iterable[Block], findings: list[Finding]) -> Outline:
    """Take a document apart."""
    found = Outline()
    lines = list(_plain_lines(lettered(tuple(blocks)), found))
    found.habit = Habit(lines)
    _Walk(found, findings).walk(lines)
    return found


class _Walk:
    """One walk through the lines."""

    def __init__(self, found: Outline, findings: list[Finding]) -> None:
        self._found = found
        self._habit = found.habit
        self._findings = findings
        self._topic = ""
        self._topic_used = True
        self._section: Section | None = None
        self._in_keys = False
        self._form = ""
        self._known = {number for table in found.tables for number in numbers_in(table)}
        self._list: Start | None = None
        self._last_option = ""

    def walk(self, lines: Sequence[Line]) -> None:
        for at, line in enumerate(lines):
            text = line.text.text
            if line.role == "guide" or (line.first and not text.strip()):
                continue
            if line.role == "topic":
                self._heading(text)
            elif line.role == "title" and not self._found.sections:
                self._preamble(line)
            elif line.role != "own" and self._is_about_keys(lines, at):
                continue
            elif (start := self._start(lines, at)) is not None:
                self._question(line, start)
            elif self._section is None:
                self._preamble(line)
            elif self._begins_keys(lines, at):
                self._in_keys, self._section = True, None
            elif self._is_heading(line):
                self._heading(text)
            else:
                self._section.lines.append(line)
                self._last_option = self._habit.letter(text) or self._last_option

    def _begins_keys(self, lines: Sequence[Line], at: int) -> bool:
        """Whether a line is the heading of the keys, and not the label of one key."""
        line, text = lines[at], lines[at].text.text
        if line.role == "own" or not self._is_complete() or not is_keys_heading(text):
            return False
        said = answer(text)
        if said is not None and said.whole:
            return False
        later = _after(lines, at)
        beside = next((next_.text.text for next_ in later if next_.text.text.strip()), "")
        return not is_choice(beside)

    def _start(self, lines: Sequence[Line], at: int) -> Start | None:
        """The start of a question, unless a numbered line is part of the question before it."""
        line = lines[at]
        start = self._habit.start(line.text.text)
        if start is None or self._habit.is_named or self._section is None or line.role == "own":
            return start
        if self._is_complete():
            return start if self._leads_to_options(lines, at) else None
        before, self._list = self._list, start
        goes_on = before and (before.number + 1, before.sign) == (start.number, start.sign)
        return start if start.number == self._section.number + 1 and not goes_on else None

    def _leads_to_options(self, lines: Sequence[Line], at: int) -> bool:
        if self._habit.has_options_inside(lines[at]):
            return True
        for later in _after(lines, at):
            text = later.text.text
            if self._habit.letter(text) == "A" or self._habit.has_options_inside(later):
                return True
            if self._habit.letter(text) or self._habit.start(text):
                return False
        return False

    def _question(self, line: Line, start: Start) -> None:
        self._in_keys, self._last_option, self._topic_used = False, "", True
        self._list = None
        rest = replace(line, text=line.text.cut(start.end))
        self._section = Section(start.number, start.bracket, self._topic, [rest])
        self._found.sections.append(self._section)
        self._known.add(start.number)

    def _is_about_keys(self, lines: Sequence[Line], at: int) -> bool:
        """Take in a line that lists keys or names the form of the paper; others are left."""
        if entries := self._entries(lines, at):
            self._in_keys, self._section = True, None
            self._found.entries += entries
            return True
        form = form_named(lines[at].text.text)
        if not form or (self._section is not None and not self._is_complete()):
            return False
        if self._in_keys:
            self._form = form
        else:
            self._found.forms.add(form)
        return True

    def _entries(self, lines: Sequence[Line], at: int) -> list[Entry]:
        """The keys that a line lists; a single one has to name a question that was there."""
        line = lines[at]
        entries = [
            Entry(*entry, line.place(), form=self._form) for entry in key_entries(line.text.text)
        ]
        worded = worded_entry(line.text.text) if line.first and not entries else None
        if worded and self._is_after(worded[0]) and not self._leads_to_options(lines, at):
            number, letters, words = worded
            return [Entry(number, letters, line.place(), words, self._form)]
        if len(entries) == 1 and not self._in_keys and entries[0].number not in self._known:
            return []
        return entries

    def _is_after(self, number: int) -> bool:
        """Whether a question was there, and the place may be one for keys."""
        return number in self._known and (self._section is None or self._is_complete())

    def _is_complete(self) -> bool:
        """Whether the question at hand has options already."""
        return bool(self._last_option) or (
            self._section is not None
            and any(map(self._habit.has_options_inside, self._section.lines))
        )

    def _is_heading(self, line: Line) -> bool:
        if not self._is_complete() or line.role == "own" or not line.first:
            return False
        if answer(line.text.text) is not None:
            return False
        if line.role == "heading":
            return True
        key = field_of(line.text.text)
        if key is not None and key[0] == "topic":
            return self._habit.topics_go_before
        return (
            key is None
            and not self._habit.letter(line.text.text)
            and (is_typed_heading(line.text.text) and not is_idle(line.text.text))
        )

    def _heading(self, text: str) -> None:
        """Begin a topic; "Phần I" on a line of its own takes its title from the next."""
        key = field_of(text)
        title = text[key[1] :].strip() if key and key[0] == "topic" else text.strip()
        is_bare = not self._topic_used and is_bare_heading(self._topic)
        self._topic = f"{self._topic.rstrip(' .:')}. {title}" if is_bare else title
        self._topic_used, self._section, self._last_option = False, None, ""

    def _preamble(self, line: Line) -> None:
        text = line.text.text
        label, sign, _ = text.partition(":")
        key = _HEAD_LABELS.get(fold(label)) if sign else None
        if (
            self._in_keys
            and not is_idle(text)
            and not is_keys_heading(text)
            and not is_typed_heading(text)
        ):
            self._findings.append(error("key_line_unread", line.place()))
        elif line.role == "title" and "title" not in self._found.head:
            self._found.head["title"] = line
        elif self._habit.letter(text) == "A" and not self._in_keys:
            self._findings.append(error("question_unnumbered", line.place()))
        elif key is not None:
            at = len(label) + 1
            self._found.head[key] = replace(line, text=line.text.cut(at).strip())
        elif not self._in_keys and not is_idle(text) and self._names_topic(line):
            self._heading(text)
        elif not self._in_keys and is_keys_heading(text) and self._known:
            self._in_keys = True

    def _names_topic(self, line: Line) -> bool:
        """Whether a line before a question is a heading; capitals at the very top are a title."""
        text, key = line.text.text, field_of(line.text.text)
        is_titled = bool(self._found.sections) or not self._topic_used
        return (
            line.role == "heading"
            or (key is not None and key[0] == "topic")
            or is_numbered_heading(text)
            or (is_titled and is_typed_heading(text))
        )


def _after(lines: Sequence[Line], at: int) -> Iterator[Line]:
    return (lines[later] for later in range(at + 1, len(lines)))


def _plain_lines(blocks: Iterable[Block], found: Outline) -> Iterator[Line]:
    """Yield the lines of text; tables of items and of keys are put aside."""
    for block in blocks:
        if isinstance(block, Line):
            yield block
        elif is_bank(block):
            found.tables.append(block)
        elif entries := key_table(block):
            found.entries += entries
        else:
            yield from arranged(block)
