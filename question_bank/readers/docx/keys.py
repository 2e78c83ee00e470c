"""Which options are right: said in words, by a star, in a table, or by how they look.

Never a guess. What is said in words counts, and what is marked must agree with it. Marks count
alone only in the one way that the document uses throughout; whatever is marked otherwise, twice,
in part or everywhere is an error that says how to mend it.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from question_bank.findings import Finding, error, warning
from question_bank.item import LETTERS, letters
from question_bank.readers.docx.drafting import Choice, Draft
from question_bank.readers.docx.grammar import asks_for_several, position
from question_bank.readers.docx.outline import Entry
from question_bank.readers.docx.styled import Look

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

    def __init__(self, drafts: Sequence[Draft]) -> None:
        self.colours = {kind: _usual(drafts, kind) for kind in ("colour", "highlight", "shading")}
        self.marked = {
            id(draft): {kind: self._marked(draft, kind) for kind in (*MARKS, LAST_RESORT)}
            for draft in drafts
        }

    def habit(self, drafts: Iterable[Draft], kinds: Sequence[str]) -> str:
        """The kind of mark that sets one option apart in most of *drafts*; "" for none."""
        counts = Counter(
            kind
            for draft in drafts
            for kind in kinds
            if _is_choice(draft, self.marked[id(draft)][kind].whole)
        )
        return max(kinds, key=lambda kind: counts[kind]) if counts else ""

    def _marked(self, draft: Draft, kind: str) -> _Marked:
        bears = self._test(kind)
        texts = [_share(choice, bears) for choice in draft.choices]
        whole = frozenset(at for at, (some, all_) in enumerate(texts) if some and all_)
        partly = frozenset(at for at, (some, all_) in enumerate(texts) if some and not all_)
        labels = frozenset(
            at for at, choice in enumerate(draft.choices) if choice.label and bears(choice.label)
        )
        everyone = len(draft.choices)
        if len(whole) == everyone:
            return _Marked(_UNIFORM, _UNIFORM, everywhere=True)
        in_label = labels if len(labels) < everyone else _UNIFORM
        return _Marked(whole | in_label, partly - in_label, everywhere=False)

    def _test(self, kind: str) -> Callable[[Look], bool]:
        usual = self.colours.get(kind, False)
        return lambda look: bool(getattr(look, kind) != usual)


def settle(
    drafts: Sequence[Draft], entries: Sequence[Entry], findings: list[Finding]
) -> dict[int, str]:
    """Return the right letters of each draft by its position in *drafts*.

    Every doubt goes to the findings of its draft, or to *findings* where it has none.
    """
    table = _table(drafts, entries, findings)
    document = _Document(drafts)
    said = {at: _said(draft, table) for at, draft in enumerate(drafts)}
    silent = [draft for at, draft in enumerate(drafts) if not said[at]]
    habit = document.habit(silent, MARKS)
    if not habit and len(silent) == len(drafts):
        habit = document.habit(silent, (LAST_RESORT,))
    right: dict[int, str] = {}
    ways: Counter[str] = Counter()
    for at, draft in enumerate(drafts):
        marked = document.marked[id(draft)]
        if said[at]:
            right[at] = _agreed(draft, said[at], marked)
            ways[next(iter(said[at]))] += 1
        elif len(draft.choices) > 1:
            right[at] = _by_mark(draft, habit, marked)
            ways[habit] += bool(right[at])
    findings += [
        warning("keys_recognised", way=way, count=count)
        for way, count in ways.most_common()
        if count
    ]
    return right


def _said(draft: Draft, table: Mapping[int, Entry]) -> dict[str, str]:
    """The right letters by every way in which they are said outright."""
    starred = [at for at, choice in enumerate(draft.choices) if choice.starred]
    ways = {
        "line": draft.answer,
        "star": letters(starred) if len(starred) < 7 else "",
        "table": table[draft.number].letters if draft.number in table else "",
    }
    return {way: text for way, text in ways.items() if text}


def _agreed(draft: Draft, said: Mapping[str, str], marked: Mapping[str, _Marked]) -> str:
    """What is said outright, unless it contradicts itself or a mark that stands out."""
    way, text = next(iter(said.items()))
    chosen = _positions(text)
    for other, text_there in said.items():
        if _positions(text_there) != chosen:
            _refuse(draft, "keys_disagree", first=text, second=text_there, way=other)
    for kind in MARKS:
        whole = marked[kind].whole
        if len(whole) == 1 and whole != chosen:
            _refuse(draft, "keys_disagree", first=text, second=letters(sorted(whole)), way=kind)
            break
    if way == "star" and not _is_choice(draft, chosen):
        _refuse(draft, "marks_several", letters=letters(sorted(chosen)), way="star")
    return text


def _by_mark(draft: Draft, habit: str, marked: Mapping[str, _Marked]) -> str:
    """The option that the habit of the document marks; every doubt is an error."""
    if not habit:
        _refuse(draft, "key_unmarked")
        return ""
    mine = marked[habit]
    others = {kind: marked[kind].whole for kind in MARKS if kind != habit and marked[kind].whole}
    if not mine.whole:
        if mine.everywhere:
            _refuse(draft, "marks_everywhere", way=habit)
        elif mine.partly:
            _refuse(draft, "mark_partial", letters=letters(sorted(mine.partly)), way=habit)
        elif others:
            kind, whole = next(iter(others.items()))
            _refuse(draft, "mark_unusual", letters=letters(sorted(whole)), way=kind, usual=habit)
        else:
            _refuse(draft, "key_unmarked")
        return ""
    text = letters(sorted(mine.whole))
    for kind, whole in others.items():
        if whole != mine.whole:
            _refuse(draft, "keys_disagree", first=text, second=letters(sorted(whole)), way=kind)
            return text
    if mine.partly:
        _refuse(draft, "mark_partial", letters=letters(sorted(mine.partly)), way=habit)
    elif not _is_choice(draft, mine.whole):
        _refuse(draft, "marks_several", letters=text, way=habit)
    return text


def _table(
    drafts: Sequence[Draft], entries: Sequence[Entry], findings: list[Finding]
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
    for draft in drafts:
        if draft.number in seen:
            _refuse(draft, "number_repeated", number=draft.number)
        elif draft.number not in table and not draft.answer:
            _refuse(draft, "key_entry_missing", number=draft.number)
        seen.add(draft.number)
    numbers = [draft.number for draft in drafts]
    for draft, before in zip(drafts[1:], numbers, strict=False):
        if draft.number > before + 1:
            draft.findings.append(
                warning("number_skipped", draft.place, number=draft.number, before=before)
            )
    findings += [
        error("key_entry_alone", entry.place, number=number)
        for number, entry in table.items()
        if number not in seen
    ]
    return table


def _usual(drafts: Sequence[Draft], kind: str) -> str:
    """The colour that marks nothing: none where options have none, else that of the stems."""
    of_options = {
        getattr(look, kind)
        for draft in drafts
        for choice in draft.choices
        for _, look in choice.text.seen()
    }
    of_stems = Counter(
        getattr(look, kind) for draft in drafts for line in draft.stem for _, look in line.seen()
    )
    if "" in of_options or not of_stems:
        return ""
    return str(of_stems.most_common(1)[0][0])


def _share(choice: Choice, bears: Callable[[Look], bool]) -> tuple[bool, bool]:
    """Whether some, and whether all of the text of an option bears a mark."""
    tests = [bears(look) for _, look in choice.text.seen()]
    return any(tests), bool(tests) and all(tests)


def _is_choice(draft: Draft, marked: frozenset[int]) -> bool:
    """Whether so many options may be right: one, or several where the stem asks for them."""
    return len(marked) == 1 or (len(marked) > 1 and asks_for_several(draft.stem_text))


def _positions(text: str) -> frozenset[int]:
    return frozenset(position(letter) for letter in text.upper() if letter in LETTERS)


def _refuse(draft: Draft, code: str, **data: str | int) -> None:
    draft.findings.append(error(code, draft.place, **data))
