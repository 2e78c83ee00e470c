"""CSV that a Vietnamese Excel opens by a double click and never takes for formulas."""

import csv
import io
import re
from collections.abc import Iterable

from question_bank.bank import Bank
from question_bank.item import Item
from question_bank.writers.example import EXAMPLE
from question_bank.writers.losses import Loses
from question_bank.writers.rows import HEADINGS, row_of

LOSES = Loses(head=True)

# Excel would calculate such a cell; an apostrophe in front of it keeps it text. Texts that begin
# with apostrophes before such a character get one more, so that the reader takes off exactly one.
_TAKEN_FOR_FORMULA = re.compile(r"'*[=+\-@\t\r]")


def write_csv(bank: Bank) -> bytes:
    """Write the items of *bank*, UTF-8 with byte order mark; the head is not held."""
    return _table(bank.items)


def template_csv() -> bytes:
    """Write the header and the example rows."""
    return _table(EXAMPLE.items)


def _table(items: Iterable[Item]) -> bytes:
    text = io.StringIO(newline="")
    table = csv.writer(text)
    table.writerow(HEADINGS)
    table.writerows([_guarded(cell) for cell in row_of(item)] for item in items)
    return text.getvalue().encode("utf-8-sig")


def _guarded(text: str) -> str:
    return f"'{text}" if _TAKEN_FOR_FORMULA.match(text) else text
