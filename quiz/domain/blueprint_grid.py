"""The exam blueprint as a grid of topic and difficulty, the shape in which regulations print it.

A cell may leave its topic or its difficulty open (None): whichever the pool has. A blueprint whose
sections say more than that (several topics at once, periods, codes) has no grid.
"""

from collections.abc import Mapping
from typing import NamedTuple

from question_bank.item import Difficulty
from quiz.domain.rules_model import Paper, PaperSection


class Cell(NamedTuple):
    """One sort of item; None stands for any."""

    topic: str | None
    difficulty: Difficulty | None


Grid = Mapping[Cell, int]
"""How many items a paper takes of each sort; cells that take none are left out."""

ANY = Cell(None, None)


def grid_of(paper: Paper) -> Grid | None:
    """Return the grid that a paper is drawn by; None where its blueprint is no grid."""
    if paper.blueprint is None:
        return {ANY: paper.items}
    cells = [_cell(section) for section in paper.blueprint]
    grid = {
        cell: section.count
        for cell, section in zip(cells, paper.blueprint, strict=True)
        if cell is not None
    }
    return grid if len(grid) == len(cells) else None


def sections_of(grid: Grid) -> tuple[PaperSection, ...] | None:
    """Return the blueprint of a grid, in its order; None where any items will do."""
    if not grid.keys() - {ANY}:
        return None
    return tuple(
        PaperSection(
            count=count,
            topics=() if cell.topic is None else (cell.topic,),
            difficulties=() if cell.difficulty is None else (cell.difficulty,),
        )
        for cell, count in grid.items()
    )


def with_grid(paper: Paper, grid: Grid) -> Paper:
    """Return the paper with a grid; one whose grid is the same stays as it is, to the last byte."""
    if grid == grid_of(paper):
        return paper
    changed = {"items": sum(grid.values()), "blueprint": sections_of(grid)}
    return paper.model_copy(update=changed)


def _cell(section: PaperSection) -> Cell | None:
    says_more = section.periods or section.uses or section.codes
    if says_more or len(section.topics) > 1 or len(section.difficulties) > 1:
        return None
    return Cell(
        section.topics[0] if section.topics else None,
        section.difficulties[0] if section.difficulties else None,
    )
