"""Reading a question bank from a file of any accepted format, known by its content."""

import re
from dataclasses import replace

from question_bank.bank import BankHead
from question_bank.findings import Finding, Place
from question_bank.readers.content import LARGEST_FILE, is_document, text_of
from question_bank.readers.csv_format import header_strength, read_csv, separator_of
from question_bank.readers.docx import read_docx
from question_bank.readers.legacy import text_in_unicode
from question_bank.readers.reading import Reading, RefusedError
from question_bank.readers.xlsx_format import read_xlsx
from question_bank.readers.yaml_format import read_yaml

__all__ = ["LARGEST_FILE", "Reading", "read_bank"]

_YAML_KEY = re.compile(r"^[ {]*[\"']?(?:bank_schema|items)[\"']?\s*:", re.MULTILINE)
_FEWEST_HEADINGS = 2


def read_bank(data: bytes, filename: str, *, defaults: BankHead | None = None) -> Reading:
    """Read the bank in *data*; never raises, however broken the file is.

    *filename* names the file in findings and helps only where the content is ambiguous. *defaults*
    is the head for files that hold none, as CSV files do.
    """
    found: list[Finding] = []
    try:
        reading = _read(data, filename, defaults, found)
    except RefusedError as refused:
        reading = Reading(None, (*found, refused.finding))
    findings = tuple(replace(each, place=_in(filename, each.place)) for each in reading.findings)
    places = {code: _in(filename, place) for code, place in reading.places.items()}
    return Reading(reading.bank, findings, places)


def _read(data: bytes, filename: str, defaults: BankHead | None, found: list[Finding]) -> Reading:
    if is_document(data):
        return read_docx(data, defaults, found)
    text = text_of(data)
    if text is None:
        return read_xlsx(data, defaults, found)
    text = text_in_unicode(text, found)
    ending = filename.casefold().rpartition(".")[2]
    if header_strength(text, separator_of(text)) >= _FEWEST_HEADINGS:
        return read_csv(text, defaults, found)
    if _YAML_KEY.search(text) or ending in ("yaml", "yml"):
        return read_yaml(text, found)
    if ending == "csv":
        return read_csv(text, defaults, found)
    raise RefusedError("format_unknown")


def _in(filename: str, place: Place) -> Place:
    return replace(place, file=filename)
