"""Reading a CSV file of any length, line by line, noting all that is wrong with it."""

import csv
from collections.abc import Callable, Iterator, Sequence
from io import TextIOWrapper
from itertools import chain
from typing import Any, BinaryIO

from question_bank.findings import Place
from question_bank.readers.csv_format import SEPARATORS
from question_bank.readers.table import column_letters
from question_bank.text import fold
from quiz.documents.table import Fault
from quiz.offline.columns import Field

_NOT_TEXT = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF-")
_FEWEST_HEADINGS = 2
_LONGEST_SAID = 40
MOST_NOTED = 20_000
"""At so many faults a file is given up; nobody mends more of them at once, and they take memory."""

Step = tuple[Callable[[str], Any], int]


class TableFile:
    """A table as it is read: its values, and its faults so far."""

    def __init__(self, name: str, fields: Sequence[Field]) -> None:
        """Read a file of this name under these columns."""
        self.name = name
        self.fields = fields
        self.faults: list[Fault] = []
        self.unread: list[str] = []
        """The headings that no column goes by."""
        self._places: dict[str, int] = {}
        self._width = 0

    def rows(self, file: BinaryIO) -> Iterator[tuple[int, list[Any]]]:
        """Yield each sound row: its line, and its values in the order of the fields."""
        start = file.read(5)
        if start.startswith(_NOT_TEXT):
            self.fault("csv_needed")
            return
        file.seek(0)
        encoding = "utf-16" if start[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
        text = TextIOWrapper(file, encoding=encoding, newline="")
        line = 1  # of what comes next
        try:
            heading = ""
            while not heading.strip() and (heading := text.readline()):
                line += 1
            above = line - 2
            separator = max(SEPARATORS, key=lambda one: self._known(heading.split(one)))
            lines = csv.reader(chain([heading], text), delimiter=separator, strict=True)
            if not self._header(next(lines, [])):
                return
            steps = self._steps()
            for cells in lines:
                values = self._values(cells, line, steps)
                if values is not None:
                    yield line, values
                elif len(self.faults) >= MOST_NOTED:
                    return
                line = above + lines.line_num + 1
        except UnicodeDecodeError:
            self.fault("encoding_broken", line)
        except csv.Error:
            self.fault("csv_broken", line)
        finally:
            text.detach()

    def fault(self, code: str, line: int | None = None, key: str = "", /, **data: Any) -> None:
        """Note what is wrong, at a line and, where ``key`` names one, a column."""
        if len(self.faults) >= MOST_NOTED:
            return
        at = self._places.get(key)
        column = "" if at is None else column_letters(at)
        self.faults.append(Fault(code, Place(file=self.name, line=line, column=column), data))

    def holds(self, key: str) -> bool:
        """Whether the file has a column; known once its first row has come."""
        return key in self._places

    def _known(self, texts: Sequence[str]) -> int:
        headings = {fold(name) for field in self.fields for name in _names(field)}
        return sum(_heading(text) in headings for text in texts)

    def _header(self, cells: Sequence[str]) -> bool:
        """Find the columns; False where the table cannot be read without one that is not there."""
        fields = {fold(name): field for field in self.fields for name in _names(field)}
        needed = [field for field in self.fields if field.is_needed]
        if self._known(cells) < min(_FEWEST_HEADINGS, len(self.fields)):
            self.fault("header_missing", columns=", ".join(f"“{one.title}”" for one in needed))
            return False
        for at, cell in enumerate(cells):
            field = fields.get(_heading(cell))
            if field is None:
                if cell.strip():
                    self.unread.append(cell.strip())
            elif field.key in self._places:
                self.fault("column_repeated", 1, field.key, column=field.title)
            else:
                self._places[field.key] = at
        self._width = len(cells)
        missing = [field for field in needed if field.key not in self._places]
        for field in missing:
            self.fault("column_missing", 1, column=field.title)
        return not missing

    def _steps(self) -> list[Step]:
        return [self._step(field) for field in self.fields]

    def _step(self, field: Field) -> Step:
        empty, read = field.empty, field.read
        if field.key not in self._places:
            return (lambda _: empty), 0
        at = self._places[field.key]
        if field.is_needed:
            return (lambda text: read(text) if text and not text.isspace() else _refuse()), at
        return (lambda text: read(text) if text and not text.isspace() else empty), at

    def _values(self, cells: list[str], line: int, steps: Sequence[Step]) -> list[Any] | None:
        if len(cells) == self._width:
            try:
                return [read(cells[at]) for read, at in steps]
            except ValueError:
                pass
        if not any(cell.strip() for cell in cells):
            return None
        if any(cell.strip() for cell in cells[self._width :]):
            self.fault("cells_beyond", line)
        return self._with_faults(cells + [""] * self._width, line, steps)

    def _with_faults(self, cells: list[str], line: int, steps: Sequence[Step]) -> list[Any] | None:
        values: list[Any] = []
        for field, (read, at) in zip(self.fields, steps, strict=True):
            try:
                values.append(read(cells[at]))
            except ValueError:
                text = cells[at].strip()
                data = {"column": field.title, "text": text[:_LONGEST_SAID]}
                self.fault(field.wrong if text else "cell_needed", line, field.key, **data)
        return values if len(values) == len(self.fields) else None


def _names(field: Field) -> tuple[str, ...]:
    return field.title, field.key, *field.also


def _heading(text: str) -> str:
    return fold(text.strip().strip('"\ufeff'))


def _refuse() -> None:
    raise ValueError
