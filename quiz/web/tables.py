"""Tables that staff send in and take away: the form, the faults in words, the files."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Response
from flask_babel import lazy_gettext
from flask_wtf.file import FileField, FileRequired

from quiz.documents.csv_sheet import MEDIA_TYPE as CSV_TYPE
from quiz.documents.table import Column
from quiz.documents.table_template import csv_template, xlsx_template
from quiz.sentences.tables import sentence_of_fault
from quiz.services.refusal import NotYours
from quiz.services.table_faults import FaultyTable
from quiz.web.forms import Form
from quiz.web.request import language
from quiz.web.words import gettext

FORMATS = ("xlsx", "csv")
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_FAULTS = 500


@dataclass(frozen=True, slots=True)
class FaultLine:
    """A fault of a table in words: where it is, and how to mend it."""

    place: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Faults:
    """What is wrong with a file; ``more`` faults are not shown."""

    filename: str
    lines: tuple[FaultLine, ...]
    more: int = 0


class TableForm(Form):
    """The file of a table."""

    file = FileField(
        lazy_gettext("Tệp danh sách"), [FileRequired(lazy_gettext("Hãy chọn tệp cần nạp."))]
    )


def faults_of(refused: FaultyTable, filename: str) -> Faults:
    """Return the faults of a refused table in the reader's words."""
    lines = tuple(
        FaultLine(fault.place.words(language()), sentence_of_fault(fault, gettext))
        for fault in refused.faults[:MOST_FAULTS]
    )
    return Faults(filename, lines, len(refused.faults) - len(lines))


def template_file(columns: Sequence[Column], name: str, sheet: str, form: str) -> Response:
    """Return an empty table to fill in, as XLSX or CSV."""
    if form not in FORMATS:
        raise NotYours
    if form == "csv":
        return download(csv_template(columns), f"{name}.csv", CSV_TYPE)
    return download(xlsx_template(columns, sheet), f"{name}.xlsx", XLSX_TYPE)


def download(data: bytes, filename: str, media_type: str) -> Response:
    """Return a file that the browser stores under a name."""
    response = Response(data, content_type=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response
