"""Two wordings of one text side by side: which words of each the other does not have."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_PIECE = re.compile(r"\w+|\s+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a text; `is_changed` where the other wording differs."""

    text: str
    is_changed: bool


def words_changed(one: str, other: str) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """Cut both wordings into runs; put together again, each gives its own text."""
    mine, theirs = _PIECE.findall(one), _PIECE.findall(other)
    matcher = SequenceMatcher(a=mine, b=theirs, autojunk=False)
    blocks = matcher.get_matching_blocks()
    return (
        tuple(_runs(mine, [(block.a, block.size) for block in blocks])),
        tuple(_runs(theirs, [(block.b, block.size) for block in blocks])),
    )


def _runs(pieces: Sequence[str], same: Sequence[tuple[int, int]]) -> Iterator[Run]:
    at = 0
    for start, size in same:
        if start > at:
            yield Run("".join(pieces[at:start]), is_changed=True)
        if size:
            yield Run("".join(pieces[start : start + size]), is_changed=False)
        at = start + size
