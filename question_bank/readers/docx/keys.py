"""Which options are right: said in words, by a star, in a table, or by how they look.

Never a guess. What is said in words counts, and what is marked must agree with it. Marks count
alone only in the one way that the document uses throughout; whatever is marked otherwise, twice,
in part or everywhere is an error that says how to mend it.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from question_bank.findings import Finding, error, warning
from question_bank.item import LETTERS, letters
from question_bank.readers.docx.grammar import BOXES, CROSSES, TICKS, asks_for_several, position
from question_bank.readers.docx.key_tables import Entry
from question_bank.readers.docx.questions import Question
from question_bank.readers.docx.styled import Look, bare, beginning
from question_bank.readers.docx.written_marks import take_written_marks

MARKS = ("highlight", "shading", "colour", "underline", "bold")
LAST_RESORT = "italic"
_UNIFORM = frozenset[int]()


@dataclass(frozen=True, slots=True)
class _Marked:
    """The options that one kind of mark sets apart, and those that bear it only in part."""

    whole: frozenset[int]
    partly: frozenset[int]
    everywhere: bool


class _Document:
    """What is usual in this document."""

    def __init__(self, questions: Sequence[Question]) -> None:
        self._looks = {
            id(choice): choice.text.seen() for question in questions for choice in question.choices
        }
        self._usual = {
            kind: self._ground(questions, kind) for kind in ("colour", "highlight", "shading")
        }
        self.marked = {
            id(question): {kind: self._marked(question, kind) for kind in (*MARKS, LAST_RESORT)}
            for question in questions
        }

    def habit(self, questions: Iterable[Question], kinds: Sequence[str]) -> str:
        """The kind of mark that sets one option apart in most of *questions*; "" for none."""
        counts = Counter(
            kind
            for question in questions
            for kind in kinds
            if _is_choice(question, self.marked[id(question)][kind].whole)
        )
        return max(kinds, key=lambda kind: counts[kind]) if counts else ""

    def _marked(self, question: Question, kind: str) -> _Marked:
        bears = self._test(kind)
        tests = [set(map(bears, self._looks[id(choice)])) for choice in question.choices]
        whole = frozenset(at for at, found in enumerate(tests) if found == {True})
        partly = frozenset(at for at, found in enumerate(tests) if len(found) == 2)
        labels = frozenset(
            at for at, choice in enumerate(question.choices) if choice.label and bears(choice.label)
        )
        everyone = len(question.choices)
        if len(whole) == everyone:
            return _Marked(_UNIFORM, _UNIFORM, everywhere=True)
        in_label = labels if len(labels) < everyone else _UNIFORM
        return _Marked(whole | in_label, partly - in_label, everywhere=False)

    def _test(self, kind: str) -> Callable[[Look], bool]:
        usual = self._usual.get(kind, False)
        return lambda look: bool(getattr(look, kind) != usual)

    def _ground(self, questions: Sequence[Question], kind: str) -> str:
        """The colour that marks nothing: none where options have none, else that of the stems."""
        of_options = {getattr(look, kind) for looks in self._looks.values() for look in looks}
        of_stems = Counter(
            getattr(look, kind)
            for question in questions
            for line in question.stem
            for look in line.looks
        )
        if "" in of_options or not of_stems:
            return ""
        return str(of_stems.most_common(1)[0][0])


def settle(
    questions: Sequence[Question],
    entries: Sequence[Entry],
    forms: Collection[str],
    findings: list[Finding],
) -> dict[int, str]:
    """Return the right letters of each question by its position in *questions*.

    *forms* are the forms of the paper that the document calls itself.

    Every doubt goes to the findings of its question, or to *findings* where it has none.
    """
    chosen = of_form(entries, forms, findings)
    for question in questions:
        question.is_key_doubted = bool(entries) and not chosen
    table = _table(questions, chosen, findings)
    take_written_marks(questions, has_list=bool(entries))
    document = _Document(questions)
    said = {at: _said(question, table) for at, question in enumerate(questions)}
    silent = [question for at, question in enumerate(questions) if not said[at]]
    habit = document.habit(silent, MARKS)
    if not habit and len(silent) == len(questions):
        habit = document.habit(silent, (LAST_RESORT,))
    right: dict[int, str] = {}
    ways: Counter[str] = Counter()
    for at, question in enumerate(questions):
        marked = document.marked[id(question)]
        if said[at]:
            right[at] = _agreed(question, said[at], marked)
            ways[next(iter(said[at]))] += 1
        elif len(question.choices) > 1:
            right[at] = _by_mark(question, habit, marked)
            ways[habit] += bool(right[at])
    findings += [
        warning("keys_recognised", way=way, count=count)
        for way, count in ways.most_common()
        if count
    ]
    return right


def _said(question: Question, table: Mapping[int, Entry]) -> dict[str, str]:
    """The right letters by every way in which they are said outright."""
    entry = table.get(question.number)
    ways = {
        "column" if question.is_row else "line": question.answer,
        **_ticked(question),
        "table": entry.letters if entry else "",
    }
    if entry and entry.words and not _names(question, entry):
        place = replace(entry.place, item=question.place.item)
        data = {"letters": entry.letters, "text": beginning(entry.words)}
        question.findings.append(error("key_entry_differs", place, **data))
    return {way: text for way, text in ways.items() if text}


def _ticked(question: Question) -> dict[str, str]:
    """The options that bear a star or a tick; a cross counts where all others have empty boxes."""
    marks = [choice.mark for choice in question.choices]
    ticked = [at for at, mark in enumerate(marks) if mark and mark in TICKS]
    crossed = [at for at, mark in enumerate(marks) if mark and mark in CROSSES]
    boxes = sum(mark in BOXES for mark in marks if mark)
    if crossed and not ticked and len(crossed) + boxes == len(marks) and boxes:
        ticked = crossed
    elif crossed and not ticked:
        _refuse(question, "mark_crossed", letters=letters(crossed))
    way = "star" if any(marks[at] == "*" for at in ticked) else "tick"
    if any(question.choices[at].is_written for at in ticked):
        way = "written"
    return {way: letters(ticked)} if len(ticked) < 7 else {}


def _names(question: Question, entry: Entry) -> bool:
    """Whether the words beside a key are those of the option that it names."""
    words = {bare(entry.words), bare(entry.words.removeprefix("(").removesuffix(")"))}
    named = {choice.letter for choice in question.choices if bare(choice.text.text) in words}
    return named == {entry.letters}


def _agreed(question: Question, said: Mapping[str, str], marked: Mapping[str, _Marked]) -> str:
    """What is said outright, unless it contradicts itself or a mark that stands out."""
    way, text = next(iter(said.items()))
    chosen = _positions(text)
    for other, text_there in said.items():
        if _positions(text_there) != chosen:
            _refuse(question, "keys_disagree", first=text, second=text_there, way=other)
    for kind in MARKS:
        whole = marked[kind].whole
        if len(whole) == 1 and whole != chosen:
            _refuse(question, "keys_disagree", first=text, second=letters(sorted(whole)), way=kind)
            break
    if way in ("star", "tick", "written") and not _is_choice(question, chosen):
        _refuse(question, "marks_several", letters=letters(sorted(chosen)), way=way)
    return text


def _by_mark(question: Question, habit: str, marked: Mapping[str, _Marked]) -> str:
    """The option that the habit of the document marks; every doubt is an error."""
    if not habit:
        _say_unmarked(question)
        return ""
    mine = marked[habit]
    others = {kind: marked[kind].whole for kind in MARKS if kind != habit and marked[kind].whole}
    if not mine.whole:
        if mine.everywhere:
            _refuse(question, "marks_everywhere", way=habit)
        elif mine.partly:
            _refuse(question, "mark_partial", letters=letters(sorted(mine.partly)), way=habit)
        elif others:
            kind, whole = next(iter(others.items()))
            _refuse(question, "mark_unusual", letters=letters(sorted(whole)), way=kind, usual=habit)
        else:
            _say_unmarked(question)
        return ""
    text = letters(sorted(mine.whole))
    for kind, whole in others.items():
        if whole != mine.whole:
            _refuse(question, "keys_disagree", first=text, second=letters(sorted(whole)), way=kind)
            return text
    if mine.partly:
        _refuse(question, "mark_partial", letters=letters(sorted(mine.partly)), way=habit)
    elif not _is_choice(question, mine.whole):
        _refuse(question, "marks_several", letters=text, way=habit)
    return text


def _say_unmarked(question: Question) -> None:
    if not question.is_key_doubted:
        _refuse(question, "key_unmarked")


def of_form(
    entries: Sequence[Entry], own: Collection[str], findings: list[Finding]
) -> Sequence[Entry]:
    """The keys for the form of the paper that the document is; none where that is uncertain."""
    forms = list(dict.fromkeys(entry.form for entry in entries))
    if len(forms) < 2 and (not own or not any(forms) or set(forms) == set(own)):
        return entries
    mine = [entry for entry in entries if len(own) == 1 and entry.form in own]
    if mine and "" not in forms:
        return mine
    keys = {(entry.number, entry.letters) for entry in entries}
    if not own and len(keys) == len({number for number, _ in keys}):
        return list({entry.number: entry for entry in entries}.values())
    named = ", ".join(form for form in forms if form)
    code = "key_forms_other" if own else "key_forms_several"
    findings.append(error(code, entries[0].place, forms=named, own=", ".join(sorted(own))))
    return ()


def _table(
    questions: Sequence[Question], entries: Sequence[Entry], findings: list[Finding]
) -> dict[int, Entry]:
    """The table of keys by number, if every number means one question and one entry."""
    table: dict[int, Entry] = {}
    for entry in entries:
        if entry.number in table:
            findings.append(error("key_entry_repeated", entry.place, number=entry.number))
        table.setdefault(entry.number, entry)
    if not table:
        return table
    seen: set[int] = set()
    for question in questions:
        if question.number in seen:
            _refuse(question, "number_repeated", number=question.number)
        elif question.number not in table and not question.answer:
            _refuse(question, "key_entry_missing", number=question.number)
        seen.add(question.number)
    numbers = [question.number for question in questions]
    for question, before in zip(questions[1:], numbers, strict=False):
        if question.number > before + 1:
            question.findings.append(
                warning("number_skipped", question.place, number=question.number, before=before)
            )
    findings += [
        error("key_entry_alone", entry.place, number=number)
        for number, entry in table.items()
        if number not in seen
    ]
    return table


def _is_choice(question: Question, marked: frozenset[int]) -> bool:
    """Whether so many options may be right: one, or several where the stem asks for them."""
    return len(marked) == 1 or (len(marked) > 1 and asks_for_several(question.stem_text))


def _positions(text: str) -> frozenset[int]:
    return frozenset(position(letter) for letter in text.upper() if letter in LETTERS)


def _refuse(question: Question, code: str, **data: str | int) -> None:
    question.findings.append(error(code, question.place, **data))
