"""CSV: one table; separator found by the header, head given by the caller."""

import csv
import re
from collections.abc import Iterator

from question_bank.bank import BankHead
from question_bank.findings import Finding, Place, error
from question_bank.progress import Watch
from question_bank.readers.reading import Reading, RefusedError, reading_of
from question_bank.readers.table import Cell, Row, known_headings, read_items

SEPARATORS = ",;\t"
_LOOK_AHEAD = 8_000
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
# The apostrophe with which a writer keeps a spreadsheet from taking the cell for a formula.
_GUARDED = re.compile(r"'+[=+\-@\t\r]")


def read_csv(text: str, head: BankHead | None, findings: list[Finding], watch: Watch) -> Reading:
    """Read the items of *text* under *head*, adding to *findings* all that is wrong.

    Raises `RefusedError` where it cannot be read on.
    """
    drafts = read_items(csv_rows(text, separator_of(text)), findings, watch)
    if head is None:
        findings.append(error("head_absent"))
    return reading_of(head, drafts, findings)


def separator_of(text: str) -> str:
    """Return the separator under which some row of the first few shows most headings."""
    return max(SEPARATORS, key=lambda separator: header_strength(text, separator))


def header_strength(text: str, separator: str) -> int:
    """Count the headings of the best row among the first few, cut at *separator*."""
    first = text[:_LOOK_AHEAD].splitlines(keepends=True)[:20]
    rows = csv.reader(first, delimiter=separator)
    try:
        return max(map(known_headings, rows), default=0)
    except csv.Error:
        return 0


def csv_rows(text: str, separator: str) -> Iterator[Row]:
    """Yield every row of a text, whatever its columns; refuse where the quotes make no sense."""
    # One line at a time: io.StringIO would hold the whole text again, four bytes a character.
    each = (line[0] for line in _LINE.finditer(text))
    lines = csv.reader(each, delimiter=separator, strict=True)
    while True:
        line = lines.line_num + 1
        try:
            texts = next(lines, None)
        except csv.Error as problem:
            raise RefusedError("csv_broken", Place(line=line)) from problem
        if texts is None:
            return
        yield Row(Place(line=line), [Cell(_unguarded(text)) for text in texts])


def _unguarded(text: str) -> str:
    return text[1:] if _GUARDED.match(text) else text
