"""Texts without fonts (plain text, CSV, XLSX) that were written in TCVN3 or VNI, in Unicode.

Only where the words of the file leave no doubt; a line whose words could be either goes as the
suspect line before it went.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain, islice

from question_bank.findings import Finding, warning
from question_bank.legacy_text import (
    Encoding,
    encoding_of_texts,
    is_suspect,
    syllables_gained,
    to_unicode,
)
from question_bank.readers.table import Row

_LOOK_AHEAD = 200


def text_in_unicode(text: str, findings: list[Finding]) -> str:
    """Return *text* in Unicode, line by line; says so in *findings* where that changed it."""
    if text.isascii():
        return text
    lines = text.splitlines(keepends=True)
    encoding = encoding_of_texts(lines)
    if encoding is None:
        return text
    choice = _Choice(encoding)
    made = [to_unicode(line, encoding) if choice.takes([line]) else line for line in lines]
    findings.append(warning("legacy_converted", count=choice.taken))
    return "".join(made)


def rows_in_unicode(rows: Iterable[Row], findings: list[Finding]) -> Iterator[Row]:
    """Yield *rows* in Unicode; says so in *findings* where that changed any."""
    waiting = iter(rows)
    first = list(islice(waiting, _LOOK_AHEAD))
    encoding = encoding_of_texts(cell.text for row in first for cell in row.cells)
    if encoding is None:
        yield from chain(first, waiting)
        return
    choice = _Choice(encoding)
    for row in chain(first, waiting):
        suspects = [cell.text for cell in row.cells if is_suspect(cell.text)]
        yield _recoded(row, encoding) if choice.takes(suspects) else row
    findings.append(warning("legacy_converted", count=choice.taken))


class _Choice:
    """Which lines are in the encoding of the file."""

    def __init__(self, encoding: Encoding) -> None:
        self._encoding = encoding
        self._last = False
        self.taken = 0

    def takes(self, texts: Iterable[str]) -> bool:
        text = " ".join(texts)
        if not is_suspect(text):
            return False
        gain = syllables_gained(text, self._encoding)
        self._last = gain > 0 if gain else self._last
        self.taken += self._last
        return self._last


def _recoded(row: Row, encoding: Encoding) -> Row:
    cells = [
        replace(cell, text=to_unicode(cell.text, encoding)) if is_suspect(cell.text) else cell
        for cell in row.cells
    ]
    return replace(row, cells=cells)
