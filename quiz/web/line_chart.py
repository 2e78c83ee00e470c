"""Ranks from round to round as lines, drawn by the server: first is on top.

Lengths are in units of the drawing, whole numbers. A letter stands at the end of each line, so that
nobody needs to tell colours apart, and leads to the line of the table beside the chart.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from string import ascii_uppercase

WIDTH, HEIGHT = 600, 340
LEFT, RIGHT, TOP, BOTTOM = 44, 564, 24, 296
MOST_TICKS = 13
LETTER_GAP = 17
MOST_LINES = 1 + (BOTTOM - TOP) // LETTER_GAP
"""So many letters have room one below the other."""


@dataclass(frozen=True, slots=True)
class RankLine:
    """One line: its points, the strokes between neighbours that both have a rank, its letter."""

    letter: str
    label: str
    points: tuple[tuple[int, int], ...]
    strokes: tuple[str, ...]
    letter_y: int
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class LineChart:
    """Lines over rounds; ``across`` and ``down`` are the ticks: where, and what is written there.

    A table beside the chart holds the same figures.
    """

    title: str
    lines: tuple[RankLine, ...]
    across: tuple[tuple[int, str], ...]
    down: tuple[tuple[int, int], ...]


def rank_chart(
    title: str, rounds: Sequence[str], ranks: Sequence[tuple[str, Sequence[int | None], bool]]
) -> LineChart | None:
    """Draw lines of (label, rank in each round, whether it is the reader's).

    Nothing for fewer than two rounds, or where nobody has a rank.
    """
    known = [rank for _, line, _ in ranks for rank in line if rank is not None]
    if len(rounds) < 2 or not known:
        return None
    last = max(2, *known)
    shown = [
        (label, _points(line, last), is_own)
        for label, line, is_own in ranks[:MOST_LINES]
        if any(rank is not None for rank in line)
    ]
    ends = _apart([_known(points)[-1][1] for _, points, _ in shown])
    return LineChart(
        title=title,
        lines=tuple(
            RankLine(letter, label, _known(points), tuple(_strokes(points)), end, is_own)
            for letter, (label, points, is_own), end in zip(
                ascii_uppercase, shown, ends, strict=False
            )
        ),
        across=tuple(_ticks(rounds)),
        down=tuple((_y(rank, last), rank) for rank in _numbers(last)),
    )


def _points(line: Sequence[int | None], last: int) -> list[tuple[int, int] | None]:
    return [
        None if rank is None else (_x(at, len(line)), _y(rank, last))
        for at, rank in enumerate(line)
    ]


def _known(points: Iterable[tuple[int, int] | None]) -> tuple[tuple[int, int], ...]:
    return tuple(point for point in points if point is not None)


def _strokes(points: Sequence[tuple[int, int] | None]) -> Iterable[str]:
    """Yield each unbroken run of points; a round without a rank breaks the line."""
    run: list[tuple[int, int]] = []
    for point in (*points, None):
        if point is not None:
            run.append(point)
            continue
        if len(run) > 1:
            yield " ".join(f"{x},{y}" for x, y in run)
        run = []


def _x(at: int, rounds: int) -> int:
    return LEFT + (RIGHT - LEFT) * at // (rounds - 1)


def _y(rank: int, last: int) -> int:
    return TOP + (BOTTOM - TOP) * (rank - 1) // (last - 1)


def _ticks(rounds: Sequence[str]) -> Iterable[tuple[int, str]]:
    step = -(-len(rounds) // MOST_TICKS)
    return ((_x(at, len(rounds)), rounds[at]) for at in range(0, len(rounds), step))


def _numbers(last: int) -> Iterable[int]:
    """Return the ranks that are written: the first, the last, and some between."""
    step = -(-last // 10)
    between = (rank for rank in range(step, last, step) if last - rank >= step and rank > 1)
    return (1, *between, last)


def _apart(ends: Sequence[int]) -> list[int]:
    """Move letters that would cover one another down, or up where there is no more room below.

    They stay in the order of their lines' ends; there are no more than ``MOST_LINES``.
    """
    placed = list(ends)
    above = TOP - LETTER_GAP
    for left, at in zip(
        reversed(range(len(ends))), sorted(range(len(ends)), key=lambda at: ends[at]), strict=True
    ):
        above = min(max(ends[at], above + LETTER_GAP), BOTTOM - left * LETTER_GAP)
        placed[at] = above
    return placed
