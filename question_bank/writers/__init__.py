"""Writing a question bank, or an empty template of one, in any accepted format.

The same bank gives the same bytes, and reading them gives the same bank, but for what `losses`
says beforehand.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePath

from question_bank.bank import Bank
from question_bank.findings import Finding
from question_bank.writers import (
    aiken_format,
    csv_format,
    docx_format,
    gift_format,
    json_format,
    xlsx_format,
    yaml_format,
)
from question_bank.writers.losses import NOTHING, Loses, losses_of

__all__ = [
    "ENDINGS",
    "FORMATS",
    "PICTURE_FORMATS",
    "format_of",
    "holds_codes",
    "losses",
    "template_bank",
    "write_bank",
]


@dataclass(frozen=True, slots=True)
class _Writer:
    """How a format is written; `name` is what people call it, `ending` that of its files."""

    bank: Callable[[Bank], bytes]
    template: Callable[[], bytes]
    name: str
    ending: str
    loses: Loses = NOTHING


_WRITERS = {
    "docx": _Writer(
        docx_format.write_docx, docx_format.template_docx, "Word", "docx", docx_format.LOSES
    ),
    "xlsx": _Writer(
        xlsx_format.write_xlsx, xlsx_format.template_xlsx, "Excel", "xlsx", xlsx_format.LOSES
    ),
    "csv": _Writer(csv_format.write_csv, csv_format.template_csv, "CSV", "csv", csv_format.LOSES),
    "yaml": _Writer(yaml_format.write_yaml, yaml_format.template_yaml, "YAML", "yaml"),
    "json": _Writer(json_format.write_json, json_format.template_json, "JSON", "json"),
    "gift": _Writer(
        gift_format.write_gift, gift_format.template_gift, "GIFT", "gift", gift_format.LOSES
    ),
    "aiken": _Writer(
        aiken_format.write_aiken, aiken_format.template_aiken, "Aiken", "txt", aiken_format.LOSES
    ),
}
FORMATS = tuple(_WRITERS)
ENDINGS: Mapping[str, str] = {key: writer.ending for key, writer in _WRITERS.items()}
_FORMAT_BY_ENDING = {ending: key for key, ending in ENDINGS.items()} | {"yml": "yaml"}
PICTURE_FORMATS = tuple(
    key for key, writer in _WRITERS.items() if "picture" not in writer.loses.fields
)
"""The formats that hold pictures; the others leave them out."""


def write_bank(bank: Bank, format: str) -> bytes:  # noqa: A002
    """Write *bank* in one of `FORMATS`, without what `losses` names. `KeyError` for others."""
    return _WRITERS[format].bank(bank)


def template_bank(format: str) -> bytes:  # noqa: A002
    """Write the template of a format, with examples and notes to an organizer."""
    return _WRITERS[format].template()


def losses(bank: Bank, format: str) -> tuple[Finding, ...]:  # noqa: A002
    """Say what of *bank* the format cannot hold; nothing where it reads back as it is."""
    writer = _WRITERS[format]
    return losses_of(bank, writer.loses, writer.name)


def holds_codes(format: str) -> bool:  # noqa: A002
    """Whether the items of a file in this format keep their codes."""
    return "code" not in _WRITERS[format].loses.fields


def format_of(filename: str) -> str | None:
    """Name the format that a file of this name is written in; None for an unknown ending."""
    ending = PurePath(filename).suffix.casefold().removeprefix(".")
    return ending if ending in FORMATS else _FORMAT_BY_ENDING.get(ending)
