"""Sheets as CSV, in the notation of Vietnamese Excel, which opens the file by a double click.

UTF-8 with a byte order mark, ``;`` between cells because the comma is the decimal sign, lines end
in CR LF; days are dd/mm/yyyy, moments go to the millisecond. A text that a spreadsheet could take
for a formula gets an apostrophe in front. Programs do better with the XLSX, which has types.
"""

import csv
import io
from datetime import date
from fractions import Fraction
from typing import BinaryIO

from quiz.documents.sheet import Cell, Column, Kind, Sheet, could_be_formula, local_time

MEDIA_TYPE = "text/csv; charset=utf-8"
_PLACES = {Kind.POINTS: 2, Kind.SHARE: 4, Kind.SECONDS: 3}
_SCALE = {Kind.POINTS: 100, Kind.SHARE: 1, Kind.SECONDS: 1000}


def write_csv(sheet: Sheet, file: BinaryIO) -> None:
    """Write a sheet row by row, however many there are."""
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(column.title for column in sheet.columns)
    for row in sheet.rows:
        writer.writerow(
            _text(column, cell) for column, cell in zip(sheet.columns, row, strict=True)
        )
    text.detach()


def _text(column: Column, cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return f"'{cell}" if could_be_formula(cell) else cell
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    if column.kind in _PLACES or isinstance(cell, Fraction):
        scale, places = _SCALE.get(column.kind, 1), _PLACES.get(column.kind, 4)
        return _decimal(Fraction(cell, scale), places)
    if column.kind is Kind.MOMENT:
        moment = local_time(int(cell))
        return f"{moment:%d/%m/%Y %H:%M:%S},{moment.microsecond // 1000:03}"
    return str(cell)


def _decimal(value: Fraction, places: int) -> str:
    """Write a number that is not negative, rounded half up, without needless zeros."""
    unit = 10**places
    whole, part = divmod((2 * value * unit + 1) // 2, unit)
    digits = f"{part:0{places}d}".rstrip("0")
    return f"{whole},{digits}" if digits else str(whole)
