"""Which words of a text changed, as a reader marks them: kept, struck out, written in.

The kept and struck-out pieces joined give the old text, the kept and written-in ones the new.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from enum import StrEnum
from typing import NamedTuple

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
# Matching takes the product of both lengths at the worst; beyond this a text is new as a whole.
_MOST_PAIRS = 60_000

Stretch = tuple[str, str]
"""What stood in the old text, and what stands in its place; the same twice where it was kept."""


class PieceKind(StrEnum):
    """What happened to a piece of text."""

    SAME = "same"
    DELETED = "deleted"
    INSERTED = "inserted"


class Piece(NamedTuple):
    """A run of text with one fate."""

    kind: PieceKind
    text: str


def word_diff(old: str, new: str) -> tuple[Piece, ...]:
    """Return the pieces of both texts in reading order, what is struck out before its substitute.

    No piece is empty and no two neighbours have one fate. A space alone between two changes belongs
    to them: two new words in a row are one piece.
    """
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    head = _alike(before, after)
    tail = _alike(before[head:][::-1], after[head:][::-1])
    left, right = before[head : len(before) - tail], after[head : len(after) - tail]
    kept_before, kept_after = "".join(before[:head]), "".join(before[len(before) - tail :])
    stretches = [(kept_before, kept_before), *_matched(left, right), (kept_after, kept_after)]
    return tuple(_pieces(_without_lone_spaces(stretches)))


def _alike(before: Sequence[str], after: Sequence[str]) -> int:
    """Count the tokens at the beginning that are the same."""
    count = 0
    for one, other in zip(before, after, strict=False):
        if one != other:
            break
        count += 1
    return count


def _matched(left: Sequence[str], right: Sequence[str]) -> Iterator[Stretch]:
    if len(left) * len(right) > _MOST_PAIRS:
        yield "".join(left), "".join(right)
        return
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    for _, at, end, other_at, other_end in matcher.get_opcodes():
        yield "".join(left[at:end]), "".join(right[other_at:other_end])


def _without_lone_spaces(stretches: Iterable[Stretch]) -> Iterator[Stretch]:
    """Join changes that only white space parts."""
    changed: Stretch = ("", "")
    space = ""
    for was, is_ in stretches:
        if was != is_:
            changed = (changed[0] + space + was, changed[1] + space + is_)
            space = ""
        elif was.isspace() and changed != ("", ""):
            space += was
        elif was:
            yield from (changed, (space, space), (was, was))
            changed, space = ("", ""), ""
    yield from (changed, (space, space))


def _pieces(stretches: Iterable[Stretch]) -> Iterator[Piece]:
    same = ""
    for was, is_ in stretches:
        if was == is_:
            same += was
            continue
        if same:
            yield Piece(PieceKind.SAME, same)
            same = ""
        if was:
            yield Piece(PieceKind.DELETED, was)
        if is_:
            yield Piece(PieceKind.INSERTED, is_)
    if same:
        yield Piece(PieceKind.SAME, same)
