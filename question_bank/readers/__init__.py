"""Reading a question bank from a file of any accepted format, known by its content."""

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from dataclasses import replace

from question_bank.bank import BankHead
from question_bank.findings import Finding, Place
from question_bank.readers.archive import member_names
from question_bank.readers.csv_format import header_strength, read_csv, separator_of
from question_bank.readers.reading import Reading, RefusedError
from question_bank.readers.xlsx_format import read_xlsx
from question_bank.readers.yaml_format import read_yaml

__all__ = ["LARGEST_FILE", "Reading", "read_bank"]

LARGEST_FILE = 20 * 2**20

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_PDF = b"%PDF-"
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
    if len(data) > LARGEST_FILE:
        raise RefusedError("file_too_large", limit=LARGEST_FILE // 2**20)
    if data.startswith(_OLE):
        raise RefusedError("format_legacy")
    if data.startswith(_ZIP):
        if not any(name.startswith("xl/") for name in member_names(data)):
            raise RefusedError("format_unknown")
        return read_xlsx(data, defaults, found)
    if data.startswith(_PDF):
        raise RefusedError("format_unknown")
    text = _decoded(data)
    if not text.strip():
        raise RefusedError("file_empty")
    ending = filename.casefold().rpartition(".")[2]
    if header_strength(text, separator_of(text)) >= _FEWEST_HEADINGS:
        return read_csv(text, defaults, found)
    if _YAML_KEY.search(text) or ending in ("yaml", "yml"):
        return read_yaml(text, found)
    if ending == "csv":
        return read_csv(text, defaults, found)
    raise RefusedError("format_unknown")


def _decoded(data: bytes) -> str:
    """Decode UTF-8, or UTF-16 with its byte order mark; refuse by line what is neither."""
    encoding = "utf-16" if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) else "utf-8"
    try:
        return data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as problem:
        if b"\x00" in data and encoding == "utf-8":
            raise RefusedError("format_unknown") from problem
        before = data[: problem.start].decode(encoding, "replace")
        raise RefusedError("encoding_broken", Place(line=before.count("\n") + 1)) from problem


def _in(filename: str, place: Place) -> Place:
    return replace(place, file=filename)
