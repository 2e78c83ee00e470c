"""The file of special prizes, which judges give outside the ranking."""

from typing import BinaryIO

from quiz.domain.prizes import SpecialPrize
from quiz.offline.table import TableFile


def read_special(file: BinaryIO, table: TableFile) -> tuple[SpecialPrize, ...]:
    """Return the prizes in the order of the file; what is wrong is noted in the table."""
    return tuple(SpecialPrize(*values) for _, values in table.rows(file))
