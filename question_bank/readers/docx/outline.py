"""Which lines of a document belong to which question, and which hold a head or a table of keys."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from question_bank.fields import HEAD_FIELDS
from question_bank.findings import Finding, Place, error
from question_bank.readers.docx.grammar import (
    OPTION,
    Start,
    answer,
    is_bare_heading,
    is_choice,
    is_idle,
    is_keys_heading,
    is_numbered_heading,
    is_typed_heading,
    key_entries,
    letters_inside,
    named_start,
    numbered_start,
)
from question_bank.readers.docx.grammar import (
    field as field_of,
)
from question_bank.readers.docx.styled import Block, Cell, Line, Styled, Table, joined, styled
from question_bank.readers.table import headings_of, known_headings
from question_bank.text import fold

_HEAD_LABELS = headings_of(HEAD_FIELDS)


@dataclass(slots=True)
class Section:
    """The lines of one question, from the one that bears its number on."""

    number: int
    bracket: str
    topic: str
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a table of keys: the right options of a question by its number."""

    number: int
    letters: str
    place: Place


@dataclass(slots=True)
class Outline:
    """A document taken apart."""

    sections: list[Section] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    head: dict[str, Line] = field(default_factory=dict)
    habit: "Habit" = field(default_factory=lambda: Habit(()))


class Habit:
    """How this document numbers its questions and letters its options."""

    def __init__(self, lines: Sequence[Line]) -> None:
        texts = [line.text.text for line in lines]
        named = sum(named_start(text) is not None and not key_entries(text) for text in texts)
        numbered = sum(
            numbered_start(text) is not None
            and not key_entries(text)
            and any(_letter(next_) == "A" for next_ in texts[at + 1 : at + 4])
            for at, text in enumerate(texts)
        )
        self.is_named = named > 0 and 2 * named >= numbered
        begun = {_letter(text) for text in texts}
        inside = {letter for text in texts for letter in letters_inside(text)}
        self.is_small = "A" not in begun and ("a" in begun or ("a" in inside and "A" not in inside))
        self.topics_go_before = _topic_goes_before(texts)

    def start(self, text: str) -> Start | None:
        """The start of a question in the way of this document."""
        return named_start(text) if self.is_named else numbered_start(text)

    def letter(self, text: str) -> str:
        """The letter of the option that a line begins, as a capital; "" for other lines."""
        letter = _letter(text)
        return letter.upper() if letter and letter.islower() == self.is_small else ""

    def has_options_inside(self, line: Line) -> bool:
        """Whether a line seems to hold options after other text."""
        typed = "a" if self.is_small else "A"
        return line.role != "own" and letters_inside(line.text.text) == [typed]


def outline(blocks: Iterable[Block], findings: list[Finding]) -> Outline:
    """Take a document apart."""
    found = Outline()
    lines = list(_plain_lines(blocks, found))
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
        self._known: set[int] = set()
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
            elif line.role != "own" and (entries := self._entries(line)):
                self._keys(entries, line)
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

    def _entries(self, line: Line) -> list[tuple[int, str]]:
        """The keys that a line lists; a single one has to name a question that was there."""
        entries = key_entries(line.text.text)
        if len(entries) == 1 and not self._in_keys and entries[0][0] not in self._known:
            return []
        return entries

    def _keys(self, entries: list[tuple[int, str]], line: Line) -> None:
        self._in_keys, self._section = True, None
        self._found.entries += [Entry(*entry, line.place()) for entry in entries]

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
        elif not self._in_keys and is_keys_heading(text) and self._found.sections:
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
        elif _is_bank(block):
            found.tables.append(block)
        elif entries := _key_table(block):
            found.entries += entries
        else:
            yield from _table_lines(block)


def _is_bank(table: Table) -> bool:
    return any(known_headings(map(_cell_text, row)) >= 3 for row in table.rows[:3])


def _cell_text(cell: Cell) -> str:
    return "\n".join(line.text.text for line in cell).strip()


_KEY_LABELS = (
    "",
    "cau",
    "cau hoi",
    "cau so",
    "stt",
    "tt",
    "so",
    "so cau",
    "dap an",
    "da",
    "d/a",
    "chon",
    "dap an dung",
)


def _key_table(table: Table) -> list[Entry]:
    """Read a table of numbers and letters, whichever way it lies; empty for any other table."""
    texts = [[_cell_text(cell) for cell in row] for row in table.rows]
    filled = [text for row in texts for text in row if fold(text).strip(" .:") not in _KEY_LABELS]
    entries: list[Entry] = []
    if not filled or (not any(map(is_choice, filled)) and not any(map(key_entries, filled))):
        return []
    if all(key_entries(text) for text in filled):
        for row in table.rows:
            for cell in row:
                for line in cell:
                    entries += [Entry(*each, line.place()) for each in key_entries(line.text.text)]
        return entries
    if not all(_number(text) or is_choice(text) for text in filled):
        return []
    for pairs in (_pairs_across(table, texts), _pairs_down(table, texts)):
        if pairs is not None:
            return pairs
    return []


def _pairs_down(table: Table, texts: list[list[str]]) -> list[Entry] | None:
    """A row of numbers over a row of letters."""
    entries: list[Entry] = []
    rows = [at for at, row in enumerate(texts) if any(_number(t) or is_choice(t) for t in row)]
    if len(rows) % 2:
        return None
    for upper, lower in zip(rows[::2], rows[1::2], strict=True):
        if len(texts[upper]) != len(texts[lower]):
            return None
        for column, (number, letters) in enumerate(zip(texts[upper], texts[lower], strict=True)):
            if bool(_number(number)) != bool(is_choice(letters)):
                return None
            if _number(number):
                place = table.rows[lower][column][0].place()
                entries.append(Entry(_number(number), letters.upper(), place))
    return entries


def _pairs_across(table: Table, texts: list[list[str]]) -> list[Entry] | None:
    """Numbers with their letters beside them, in one or more pairs of columns."""
    entries: list[Entry] = []
    for at, row in enumerate(texts):
        said = [
            (column, text) for column, text in enumerate(row) if _number(text) or is_choice(text)
        ]
        if len(said) % 2:
            return None
        for (column, number), (beside, letters) in zip(said[::2], said[1::2], strict=True):
            if not _number(number) or not is_choice(letters) or beside != column + 1:
                return None
            entries.append(
                Entry(_number(number), letters.upper(), table.rows[at][beside][0].place())
            )
    return entries


def _number(text: str) -> int:
    digits = fold(text).removeprefix("cau ").strip(" .:")
    return int(digits) if digits.isdecimal() and len(digits) < 6 else 0


def _table_lines(table: Table) -> Iterator[Line]:
    """Yield the lines of a table that merely arranges text.

    A cell that holds only "A." or "Câu 5" is the label of the one beside it.
    """
    for row in table.rows:
        label: Line | None = None
        for cell in row:
            lines = [line for line in cell if line.text.text.strip()]
            if label is not None and lines:
                first = lines[0]
                whole = joined([label.text.strip(), first.text.strip()], " ")
                lines[0] = replace(first, text=whole, paragraph=label.paragraph)
                label = None
            if len(lines) == 1 and _is_label(lines[0].text.text):
                label = replace(lines[0], text=_with_sign(lines[0].text.strip()))
            else:
                yield from lines
        if label is not None:
            yield label


def _is_label(text: str) -> bool:
    bare = fold(text).strip(" .:)/*-–")
    start = named_start(text)
    return (
        bare.isdecimal()
        or (len(bare) == 1 and bare in "abcdef")
        or (start is not None and not text[start.end :].strip())
        or bare in ("dap an", "da", "giai thich", "nguon", "muc do")
    )


def _with_sign(label: Styled) -> Styled:
    return (
        label
        if label.text[-1:] in ".:)/-–"
        else joined([label, styled(":" if len(label.text) > 6 else ".")])
    )


def _letter(text: str) -> str:
    match = OPTION.match(text)
    return match["letter"] if match else ""


def _topic_goes_before(texts: Sequence[str]) -> bool:
    """Whether "Chủ đề: …" stands over the questions that follow, not under the one before."""
    topic = next(
        (at for at, text in enumerate(texts) if (field_of(text) or ("",))[0] == "topic"), None
    )
    first = next((at for at, text in enumerate(texts) if _letter(text) in ("A", "a")), None)
    return topic is not None and (first is None or topic < first)
