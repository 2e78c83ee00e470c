"""Reading a question bank from a file of any accepted format, known by its content.

A reader that brings a parser along is imported by the first file that needs it: a process that
reads one file (``quiz.import_room``) starts in half the time.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module

from question_bank.bank import BankHead
from question_bank.findings import Finding, Place
from question_bank.progress import Watch, unwatched
from question_bank.readers.aiken_format import looks_like_aiken, read_aiken
from question_bank.readers.content import (
    LARGEST_FILE,
    is_archive,
    is_document,
    is_unicode,
    text_of,
)
from question_bank.readers.csv_format import header_strength, read_csv, separator_of
from question_bank.readers.gift_format import looks_like_gift, read_gift
from question_bank.readers.legacy import text_in_unicode
from question_bank.readers.reading import HEAD, Reading, RefusedError, Unsaid

__all__ = ["HEAD", "LARGEST_FILE", "Reading", "Unsaid", "prepare_for", "read_bank"]

_YAML_KEY = re.compile(r"^[ {]*[\"']?(?:bank_schema|items)[\"']?\s*:", re.MULTILINE)
_JSON_START = re.compile(r'\s*\{\s*["}]')
_FEWEST_HEADINGS = 2


_NATIVE = ("json", "yaml", "yml")
"""Written by programs, or by people who know what UTF-8 is: what they hold is what they mean."""


def prepare_for(data: bytes) -> None:
    """Import every reader that *data* may need, for a process that can soon import nothing more.

    Nothing is parsed for it: the names of its members stand in an archive as they are.
    """
    for name in _readers_for(data):
        import_module(f"{__name__}.{name}")


def _readers_for(data: bytes) -> Iterator[str]:
    if not is_archive(data):
        yield from ("json_format", "yaml_format")
        return
    if b"word/" in data:
        yield "docx"
    if b"xl/" in data:
        yield "xlsx_format"


def read_bank(
    data: bytes,
    filename: str,
    *,
    defaults: BankHead | None = None,
    watch: Watch = unwatched,
) -> Reading:
    """Read the bank in *data*; never raises, however broken the file is.

    What only shows across questions is left to `examine_file`. *filename* names the file in
    findings and helps only where the content is ambiguous. *defaults* is the head for files that
    hold none: CSV, Aiken and GIFT. *watch* is told of every question.
    """
    found: list[Finding] = []
    try:
        reading = _read(data, filename, defaults, found, watch)
    except RefusedError as refused:
        reading = Reading(None, (), (*found, refused.finding))
    findings = (replace(each, place=_in(filename, each.place)) for each in reading.findings)
    drafts = (replace(each, place=_in(filename, each.place)) for each in reading.drafts)
    is_head_unsaid = defaults is not None and reading.head is defaults
    unsaid = (HEAD, *reading.unsaid) if is_head_unsaid else reading.unsaid
    return replace(reading, drafts=tuple(drafts), findings=tuple(findings), unsaid=unsaid)


def _read(
    data: bytes, filename: str, defaults: BankHead | None, found: list[Finding], watch: Watch
) -> Reading:
    if is_document(data):
        from question_bank.readers.docx import read_docx

        return read_docx(data, defaults, found, watch)
    text = text_of(data)
    if text is None:
        from question_bank.readers.xlsx_format import read_xlsx

        return read_xlsx(data, defaults, found, watch)
    ending = filename.casefold().rpartition(".")[2]
    shown = _shown(text, ending)
    if shown not in _NATIVE or not is_unicode(data):
        text = text_in_unicode(text, found)
        shown = _shown(text, ending)
    match shown:
        case "csv":
            return read_csv(text, defaults, found, watch)
        case "json":
            from question_bank.readers.json_format import read_json

            return read_json(text, found, watch)
        case "yaml" | "yml":
            from question_bank.readers.yaml_format import read_yaml

            return read_yaml(text, found, watch)
        case "aiken":
            return read_aiken(text, defaults, found, watch)
        case "gift":
            return read_gift(text, defaults, found, watch)
    raise RefusedError("format_unknown")


def _shown(text: str, ending: str) -> str:
    """Name the format that a text shows; where it shows none, the ending of its file's name."""
    if header_strength(text, separator_of(text)) >= _FEWEST_HEADINGS:
        return "csv"
    if _JSON_START.match(text) and ending not in ("yaml", "yml"):
        return "json"
    if _YAML_KEY.search(text):
        return "yaml"
    if looks_like_aiken(text) and ending != "gift":
        return "aiken"
    return "gift" if looks_like_gift(text) else ending


def _in(filename: str, place: Place) -> Place:
    return replace(place, file=filename)
