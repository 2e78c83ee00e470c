"""Tables on the command line: read with all their faults said at once, written as CSV or XLSX."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from quiz.documents.table import Column, Table
from quiz.documents.table_reader import read_table
from quiz.documents.table_template import csv_template, xlsx_template
from quiz.sentences.tables import sentence_of_fault
from quiz.services.table_faults import FaultyTable

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
NEW_FILE = click.Path(dir_okay=False, path_type=Path)


def table_in(path: Path, columns: Sequence[Column]) -> Table:
    """Return the table in a file, with its faults."""
    return read_table(path.read_bytes(), path.name, columns)


@contextmanager
def saying_faults() -> Iterator[None]:
    """Print every fault of a refused table, then let the refusal go on."""
    try:
        yield
    except FaultyTable as refused:
        for fault in refused.faults:
            click.echo(f"{fault.place.words('vi')}: {sentence_of_fault(fault, str)}", err=True)
        raise


def write_template(path: Path, columns: Sequence[Column], sheet: str) -> None:
    """Write an empty table to a file: CSV when its name says so, else XLSX."""
    is_csv = path.suffix.casefold() == ".csv"
    path.write_bytes(csv_template(columns) if is_csv else xlsx_template(columns, sheet))
    click.echo(f"Đã ghi tệp mẫu vào {path}.")
