"""The file of orders of equals: a row for each attempt of each order, the newest order first.

Lots have a seed. An order that judges have put has their reason, and is that of its rows.
"""

from dataclasses import replace
from typing import BinaryIO

from quiz.domain.lots import SEED_BYTES, Draw
from quiz.offline.table import TableFile


def read_lots(file: BinaryIO, table: TableFile) -> tuple[Draw, ...]:
    """Return the draws in the order of the file; what is wrong is noted in the table."""
    draws: dict[int, Draw] = {}
    attempts: dict[int, list[str]] = {}
    for line, values in table.rows(file):
        number, rank, group, levels, seed, reason, overall, drawn_at, attempt = values
        draw = Draw(rank, group, levels, seed, (), drawn_at, overall=overall, reason=reason)
        if seed is not None and len(seed) != SEED_BYTES:
            table.fault("seed_bad", line, "seed", text=seed.hex()[:40])
        if (seed is None) == (reason is None):
            table.fault("seed_or_reason", line)
        if draws.setdefault(number, draw) != draw:
            table.fault("draw_differs", line, "draw", number=number)
        attempts.setdefault(number, []).append(attempt)
    return tuple(replace(draw, attempts=tuple(attempts[number])) for number, draw in draws.items())
