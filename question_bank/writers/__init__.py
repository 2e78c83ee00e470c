"""Writing a question bank, or an empty template of one, in any accepted format.

The same bank gives the same bytes, and reading them gives the same bank.
"""

from collections.abc import Callable
from dataclasses import dataclass

from question_bank.bank import Bank
from question_bank.writers import csv_format, docx_format, xlsx_format, yaml_format

__all__ = ["FORMATS", "template_bank", "write_bank"]


@dataclass(frozen=True, slots=True)
class _Writer:
    bank: Callable[[Bank], bytes]
    template: Callable[[], bytes]


_WRITERS = {
    "yaml": _Writer(yaml_format.write_yaml, yaml_format.template_yaml),
    "xlsx": _Writer(xlsx_format.write_xlsx, xlsx_format.template_xlsx),
    "csv": _Writer(csv_format.write_csv, csv_format.template_csv),
    "docx": _Writer(docx_format.write_docx, docx_format.template_docx),
}
FORMATS = tuple(_WRITERS)


def write_bank(bank: Bank, format: str) -> bytes:  # noqa: A002
    """Write *bank* in one of `FORMATS`; CSV leaves the head out. `KeyError` for others."""
    return _WRITERS[format].bank(bank)


def template_bank(format: str) -> bytes:  # noqa: A002
    """Write the template of one of `FORMATS`, with examples and notes to an organizer."""
    return _WRITERS[format].template()
