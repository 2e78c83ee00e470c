"""Automatic numbering: the labels that Word shows before paragraphs and stores nowhere."""

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from question_bank.readers.docx.parts import Parts, child, value

_HOLE = re.compile(r"%([1-9])")
_UNSHOWN = ("bullet", "none")
_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L")),
    *((40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
_MOST = 100_000


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    kind: str
    text: str
    restart: int | None
    legal: bool
    style: str


@dataclass(slots=True)
class _List:
    """The counters of one list; several numbers of Word may share it."""

    levels: dict[int, _Level]
    counts: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class _Number:
    """What paragraphs refer to: a list, with levels and starts of its own."""

    list: _List
    levels: dict[int, _Level]
    starts: dict[int, int]


class Numbering:
    """The lists of a document, counted on from label to label."""

    def __init__(self, parts: Parts) -> None:
        root = parts.numbering
        self._numbers: dict[str, _Number] = {}
        if root is None:
            return
        abstracts = {value(each, "abstractNumId"): each for each in root.iterfind("abstractNum")}
        by_style = {
            value(child(each, "styleLink")): each
            for each in abstracts.values()
            if child(each, "styleLink") is not None
        }
        lists: dict[str | None, _List] = {}
        for key, abstract in abstracts.items():
            linked = by_style.get(value(child(abstract, "numStyleLink")), abstract)
            lists[key] = lists.get(value(linked, "abstractNumId")) or _List(_levels(linked))
        for number in root.iterfind("num"):
            shared = lists.get(value(child(number, "abstractNumId")))
            if shared is not None:
                self._numbers[value(number, "numId") or ""] = _number(number, shared)

    def level_of_style(self, number: str, style: str) -> int:
        """The level that a list ties to a paragraph style; the first if none."""
        levels = self._numbers[number].levels if number in self._numbers else {}
        return next((at for at, level in levels.items() if level.style == style), 0)

    def label(self, number: str, at: int) -> str:
        """Count the next paragraph of a list and return its label; "" for bullets and no list."""
        if number not in self._numbers:
            return ""
        numbered = self._numbers[number]
        level = numbered.levels.get(at)
        if level is None:
            return ""
        counts = numbered.list.counts
        start = numbered.starts.pop(at, None)
        if start is not None:
            counts[at] = start
        else:
            counts[at] = min(counts.get(at, level.start - 1) + 1, _MOST)
        for deeper in [each for each in counts if each > at]:
            restart = numbered.levels[deeper].restart if deeper in numbered.levels else None
            if restart is None or at < restart:
                del counts[deeper]
        if level.kind in _UNSHOWN:
            return ""
        return _HOLE.sub(lambda hole: _shown(numbered, level, int(hole[1]) - 1), level.text)


def _shown(numbered: _Number, asking: _Level, at: int) -> str:
    level = numbered.levels.get(at)
    if level is None:
        return ""
    count = numbered.list.counts.get(at, level.start)
    return written(count, "decimal" if asking.legal else level.kind)


def written(count: int, kind: str) -> str:
    """Write a number as a numbering format of Word does."""
    match kind:
        case "upperLetter" | "lowerLetter" if count > 0:
            again, letter = divmod(count - 1, 26)
            text = chr(ord("A") + letter) * (again + 1)
            return text if kind == "upperLetter" else text.lower()
        case "upperRoman" | "lowerRoman" if 0 < count < 4000:
            text = ""
            for amount, sign in _ROMAN:
                text += sign * (count // amount)
                count %= amount
            return text if kind == "upperRoman" else text.lower()
        case "decimalZero":
            return f"{count:02}"
        case "bullet" | "none":
            return ""
        case _:
            return str(count)


def _levels(parent: Element) -> dict[int, _Level]:
    return {
        _whole(value(each, "ilvl"), 0): _Level(
            start=_integer(child(each, "start"), 0),
            kind=value(child(each, "numFmt")) or "decimal",
            text=value(child(each, "lvlText")) or "",
            restart=_restart(child(each, "lvlRestart")),
            legal=child(each, "isLgl") is not None,
            style=value(child(each, "pStyle")) or "",
        )
        for each in parent.iterfind("lvl")
    }


def _number(element: Element, shared: _List) -> _Number:
    levels, starts = dict(shared.levels), {}
    for override in element.iterfind("lvlOverride"):
        at = _whole(value(override, "ilvl"), 0)
        levels |= _levels(override)
        if (start := child(override, "startOverride")) is not None:
            starts[at] = _integer(start, 0)
    return _Number(shared, levels, starts)


def _restart(element: Element | None) -> int | None:
    return None if element is None else _integer(element, 0)


def _integer(element: Element | None, otherwise: int) -> int:
    return _whole(value(element), otherwise)


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and re.fullmatch(r"-?[0-9]{1,9}", text) else otherwise
