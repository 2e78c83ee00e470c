"""The cells of a blueprint's grid: what each is called, holds and lacks."""

from collections import Counter
from dataclasses import dataclass
from hashlib import sha256

from question_bank.draw import DrawItem
from question_bank.fields import DIFFICULTY_NAMES
from question_bank.item import Difficulty
from quiz.domain.blueprint_grid import Cell, grid_of
from quiz.domain.rules import Rules
from quiz.models import Contest, Round
from quiz.web.filters import number as in_figures
from quiz.web.organizer.contests.pages import GridCell, GridRow
from quiz.web.request import language
from quiz.web.words import gettext

FIELD = "o-"
ENOUGH = 3
"""So many items in the pool for each that is drawn, and papers differ well."""
COLUMNS: tuple[Difficulty | None, ...] = (*Difficulty, None)


@dataclass(frozen=True)
class Bench:
    """A round with its pool, and the grid as it is typed: by the name of each field."""

    contest: Contest
    of: Round
    rules: Rules
    pool: tuple[DrawItem, ...]
    typed: dict[str, str]

    @property
    def topics(self) -> tuple[str | None, ...]:
        """The rows: what the pool has, what the blueprint names besides, and any topic."""
        drawn = [cell.topic for cell in grid_of(self.rules.paper) or {} if cell.topic]
        of_pool = [item.topic for item in self.pool if item.topic]
        return (*dict.fromkeys([*of_pool, *drawn]), None)

    @property
    def cells(self) -> dict[str, Cell]:
        """Every cell by the name of its field, row by row."""
        return {
            name_of(cell): cell
            for topic in self.topics
            for cell in (Cell(topic, difficulty) for difficulty in COLUMNS)
        }


def name_of(cell: Cell) -> str:
    """Return the name of a cell's field: the same for the same cell, whatever else there is."""
    topic = "" if cell.topic is None else sha256(cell.topic.encode()).hexdigest()[:12]
    return f"{FIELD}{topic}-{cell.difficulty or ''}"


def rows_of(bench: Bench, faults: dict[str, str]) -> tuple[GridRow, ...]:
    """Return the grid as typed, a row for each topic, with what is wrong by field."""
    there = Counter((item.topic, item.difficulty) for item in bench.pool)
    return tuple(
        GridRow(
            title=_topic(topic),
            cells=tuple(
                _cell(bench, Cell(topic, difficulty), _available(there, topic, difficulty), faults)
                for difficulty in COLUMNS
            ),
        )
        for topic in bench.topics
    )


def _cell(bench: Bench, cell: Cell, available: int, faults: dict[str, str]) -> GridCell:
    name = name_of(cell)
    text = bench.typed.get(name, "")
    fault = faults.get(name, "")
    return GridCell(
        name=name,
        label=label_of(cell),
        column=difficulty_words(cell.difficulty),
        text="" if text.strip() == "0" else text,
        available=available,
        fault=fault,
        note="" if fault else _thin(count_of(text), available),
    )


def _available(
    there: Counter[tuple[str, Difficulty]], topic: str | None, difficulty: Difficulty | None
) -> int:
    return sum(
        count
        for (of_topic, of_difficulty), count in there.items()
        if topic in {None, of_topic} and difficulty in {None, of_difficulty}
    )


def sum_of(bench: Bench, difficulty: Difficulty | None) -> int:
    """Return how many items of a difficulty are drawn."""
    return sum(
        count_of(text)
        for name, text in bench.typed.items()
        if (cell := bench.cells.get(name)) is not None and cell.difficulty is difficulty
    )


def count_of(text: str) -> int:
    """Return what a field counts as while it may still be wrong."""
    return int(text) if text.strip().isdecimal() and len(text) < 6 else 0


def short_of(available: int) -> str:
    """Say that the pool has too few."""
    return gettext("Trong kho chỉ có %(available)s câu.", available=in_figures(available))


def _thin(count: int, available: int) -> str:
    if available >= count * ENOUGH:
        return ""
    return gettext("Nên có từ %(least)s câu trong kho.", least=in_figures(count * ENOUGH))


def label_of(cell: Cell) -> str:
    """Name a cell."""
    return f"{_topic(cell.topic)} · {difficulty_words(cell.difficulty)}"


def _topic(topic: str | None) -> str:
    return gettext("Chủ đề bất kỳ") if topic is None else topic


def difficulty_words(difficulty: Difficulty | None) -> str:
    """Name a difficulty, or any."""
    if difficulty is None:
        return gettext("Mức bất kỳ")
    return DIFFICULTY_NAMES[language()][difficulty].capitalize()
