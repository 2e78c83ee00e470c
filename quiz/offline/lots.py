"""The file of lots drawn between equals: a row for each attempt of each draw, newest draw first."""

from dataclasses import replace
from typing import BinaryIO

from quiz.domain.lots import SEED_BYTES, Draw
from quiz.offline.table import TableFile


def read_lots(file: BinaryIO, table: TableFile) -> tuple[Draw, ...]:
    """Return the draws in the order of the file; what is wrong is noted in the table."""
    draws: dict[int, Draw] = {}
    attempts: dict[int, list[str]] = {}
    for line, (number, rank, group, levels, seed, overall, drawn_at, attempt) in table.rows(file):
        draw = Draw(rank, group, levels, seed, (), drawn_at, overall=overall)
        if len(seed) != SEED_BYTES:
            table.fault("seed_bad", line, "seed", text=seed.hex()[:40])
        if draws.setdefault(number, draw) != draw:
            table.fault("draw_differs", line, "draw", number=number)
        attempts.setdefault(number, []).append(attempt)
    return tuple(replace(draw, attempts=tuple(attempts[number])) for number, draw in draws.items())
