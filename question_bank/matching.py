"""Codes for items of files that hold none: the code of the item in an older bank, or a new one.

Nothing is decided in secret: every match says how it was found, and what else it might have been.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from itertools import count
from typing import Any

from question_bank.bank import Bank
from question_bank.carrying import carried
from question_bank.fields import ITEM_FIELDS
from question_bank.item import Item
from question_bank.likeness import Likeness, likenesses, share_of
from question_bank.readers import Reading
from question_bank.text import fold

MOST_CANDIDATES = 5
NEW = ""
"""What a person chooses instead of an older code: the item is a new one."""

_NUMBERED = re.compile(r"(.*?)([0-9]{1,9})")
_LONGEST_INITIALS = 20


class How(StrEnum):
    """How the code of an item was found."""

    GIVEN = "given"
    SAME = "same"
    STEM = "stem"
    ALIKE = "alike"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Candidate:
    """An older item that this one may be, and the share of their words that both have."""

    code: str
    percent: int


@dataclass(frozen=True, slots=True)
class Match:
    """What one item most likely is; `code` is blank for a new one.

    `candidates` are the older items a person may choose instead, likest first.
    """

    how: How
    code: str = NEW
    percent: int = 0
    candidates: tuple[Candidate, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether a person has something to decide."""
        return bool(self.candidates)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the items of a reading most likely are among those of an older bank."""

    reading: Reading
    old: Bank | None
    matches: tuple[Match, ...]

    def coded(self, chosen: Mapping[int, str] | None = None) -> Reading:
        """Give every item its code, and what its file has no place for (`carrying.py`).

        New codes continue those that are there.

        *chosen* holds, by position in `matches`, what a person decided otherwise: an older code, or
        `NEW`.
        """
        wanted = [(chosen or {}).get(at, match.code) for at, match in enumerate(self.matches)]
        items = (*(self.old.items if self.old else ()), *self.reading.items)
        known = [item.code for item in items if item.code]
        bank_code = self.reading.head.code if self.reading.head else ""
        fresh = _new_codes(known, bank_code, wanted.count(NEW))
        coded = self.reading.with_codes([code or next(fresh) for code in wanted])
        return carried(coded, self.old)


def propose_codes(reading: Reading, old: Bank | None) -> Proposal:
    """Match the items of a reading with those of an older bank."""
    return Proposal(reading, old, match_items(reading.items, old, reading.unsaid))


def match_items(
    items: Sequence[Item], old: Bank | None, unsaid: Collection[str] = ()
) -> tuple[Match, ...]:
    """Find for each item the older one that it continues, no older item twice.

    Items with a code keep it. The others are, in this order: the same content, the same stem, alike
    (`likeness.py`); among several the likest counts, then the order of the file. Content
    that the file has no place for (*unsaid*) does not tell items apart.
    """
    found = {at: Match(How.GIVEN, item.code) for at, item in enumerate(items) if item.code}
    given = {match.code for match in found.values()}
    free = [item for item in old.items if item.code not in given] if old else []
    found |= _same(items, free, found, unsaid)
    taken = {match.code for match in found.values()}
    free = [item for item in free if item.code not in taken]
    rest = [at for at in range(len(items)) if at not in found]
    found |= _alike(items, rest, free)
    return tuple(found[at] for at in range(len(items)))


def _same(
    items: Sequence[Item],
    free: Iterable[Item],
    found: Mapping[int, Match],
    unsaid: Collection[str],
) -> dict[int, Match]:
    waiting: dict[str, list[str]] = defaultdict(list)
    for item in free:
        waiting[_content(item, unsaid)].append(item.code)
    same = {}
    for at in [at for at in range(len(items)) if at not in found and waiting]:
        codes = waiting.get(_content(items[at], unsaid), [])
        is_certain = len(codes) == 1 or not _unsaid_content(unsaid)
        if codes and is_certain:
            same[at] = Match(How.SAME, codes.pop(0), 100)
    return same


def _unsaid_content(unsaid: Collection[str]) -> dict[str, Any]:
    """The fields of the content that a file has no place for, as they are where it is blank."""
    blank: dict[str, Any] = {"pinned": (), "picture": None}
    return {field: value for field, value in blank.items() if field in unsaid}


def _content(item: Item, unsaid: Collection[str]) -> str:
    blank = _unsaid_content(unsaid)
    return (replace(item, **blank) if blank else item).content_digest


def _alike(items: Sequence[Item], rest: Sequence[int], free: Sequence[Item]) -> dict[int, Match]:
    open_ = [items[at] for at in rest]
    stems = _same_stems(open_, free)
    near = likenesses([_text(item) for item in open_], [_text(item) for item in free])
    others = [pair for pair in near if (pair.one, pair.other) not in stems]
    candidates = defaultdict(list)
    for pair in sorted((*stems.values(), *others), key=_likest_first):
        candidates[pair.one].append(Candidate(free[pair.other].code, pair.share.percent))
    alike = [pair for pair in others if pair.is_alike]
    chosen = _one_to_one(
        [(How.STEM, pair) for pair in sorted(stems.values(), key=_likest_first)]
        + [(How.ALIKE, pair) for pair in sorted(alike, key=_likest_first)]
    )
    return {at: _match(chosen.get(one), free, candidates[one]) for one, at in enumerate(rest)}


def _same_stems(items: Sequence[Item], free: Sequence[Item]) -> dict[tuple[int, int], Likeness]:
    """Return the pairs that ask the same, whatever their options."""
    by_stem = defaultdict(list)
    for other, item in enumerate(free):
        by_stem[fold(item.stem)].append(other)
    return {
        (one, other): Likeness(one, other, share_of(_text(item), _text(free[other])), True)
        for one, item in enumerate(items)
        for other in by_stem.get(fold(item.stem), ())
    }


def _one_to_one(pairs: Iterable[tuple[How, Likeness]]) -> dict[int, tuple[How, Likeness]]:
    """Take pairs in their order, each text and each other text once."""
    chosen: dict[int, tuple[How, Likeness]] = {}
    taken: set[int] = set()
    for how, pair in pairs:
        if pair.one not in chosen and pair.other not in taken:
            chosen[pair.one] = how, pair
            taken.add(pair.other)
    return chosen


def _match(
    chosen: tuple[How, Likeness] | None, free: Sequence[Item], candidates: Sequence[Candidate]
) -> Match:
    if chosen is None:
        return Match(How.NEW, candidates=tuple(candidates[:MOST_CANDIDATES]))
    how, pair = chosen
    own = Candidate(free[pair.other].code, pair.share.percent)
    others = [candidate for candidate in candidates if candidate != own]
    return Match(how, own.code, own.percent, (own, *others[: MOST_CANDIDATES - 1]))


def _text(item: Item) -> str:
    return f"{item.stem} {' '.join(item.options)}"


def _likest_first(pair: Likeness) -> tuple[Fraction, int, int]:
    return -Fraction(pair.share.shared, pair.share.of), pair.one, pair.other


def first_code(bank_code: str) -> str:
    """Return the code that the first item of a bank is given: "lang-son" has "LS-001"."""
    return next(_new_codes((), bank_code, 1))


def _new_codes(known: Sequence[str], bank_code: str, wanted: int) -> Iterator[str]:
    """Yield codes that nobody has, in the pattern of most that are there or of the bank's code."""
    prefix, first, width = _pattern(known, bank_code, wanted)
    taken = set(known)
    return (code for number in count(first) if (code := f"{prefix}{number:0{width}d}") not in taken)


def _pattern(known: Sequence[str], bank_code: str, wanted: int) -> tuple[str, int, int]:
    """Return a prefix, the first number after those in use, and how many digits to fill."""
    parts = [part for code in known if (part := _NUMBERED.fullmatch(code))]
    prefixes = Counter(part[1] for part in parts)
    if prefixes:
        prefix = prefixes.most_common(1)[0][0]
        digits = [part[2] for part in parts if part[1] == prefix]
        first = max(map(int, digits)) + 1
        width = max((len(text) for text in digits if text.startswith("0")), default=1)
        if len(prefix) + max(width, len(str(first + wanted))) <= ITEM_FIELDS["code"].longest:
            return prefix, first, width
    return f"{_initials(bank_code)}-", 1, max(3, len(str(wanted)))


def _initials(bank_code: str) -> str:
    """Shorten a bank's code: "lang-son-2026" is "LS2026", "mau" is "MAU"."""
    parts = bank_code.split("-")
    if len(parts) == 1:
        return bank_code[:_LONGEST_INITIALS].upper()
    short = (part if part.isdigit() else part[:1] for part in parts)
    return "".join(short)[:_LONGEST_INITIALS].upper()
