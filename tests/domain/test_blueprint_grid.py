"""A blueprint as a grid, there and back."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.item import Difficulty
from quiz.domain.blueprint_grid import ANY, Cell, grid_of, sections_of, with_grid
from quiz.domain.rules import parse_rules
from quiz.domain.rules_model import Paper

EASY, HARD = Difficulty.EASY, Difficulty.HARD


def paper(items: int, blueprint: list[dict[str, Any]] | None = None) -> Paper:
    document = {
        "rules_schema": 1,
        "paper": {"items": items, "blueprint": blueprint},
        "timing": {"limit_minutes": 20},
        "attempts": {"limit": 1},
    }
    return parse_rules(document).paper


@pytest.mark.parametrize(
    ("given_paper", "grid"),
    [
        (paper(9), {ANY: 9}),
        (paper(2, [{"count": 2}]), {ANY: 2}),
        (paper(2, [{"count": 2, "topics": ["Đảng bộ"]}]), {Cell("Đảng bộ", None): 2}),
        (
            paper(5, [{"count": 3, "difficulties": ["easy"]}, {"count": 2, "topics": ["A"]}]),
            {Cell(None, EASY): 3, Cell("A", None): 2},
        ),
        (
            paper(1, [{"count": 1, "topics": ["A"], "difficulties": ["hard"]}]),
            {Cell("A", HARD): 1},
        ),
        (paper(2, [{"count": 2, "topics": ["A", "B"]}]), None),
        (paper(2, [{"count": 2, "difficulties": ["easy", "hard"]}]), None),
        (paper(2, [{"count": 2, "periods": ["1945"]}]), None),
        (paper(2, [{"count": 2, "uses": ["official"]}]), None),
        (paper(1, [{"count": 1, "codes": ["A-1"]}]), None),
        (paper(2, [{"count": 1, "topics": ["A"]}, {"count": 1, "topics": ["A"]}]), None),
    ],
)
def test_a_blueprint_is_a_grid_unless_it_says_more(given_paper, grid):
    assert grid_of(given_paper) == grid


def test_a_grid_that_takes_anything_needs_no_blueprint():
    assert sections_of({ANY: 5}) is None
    assert with_grid(paper(2, [{"count": 2, "topics": ["A"]}]), {ANY: 5}) == paper(5)


@pytest.mark.parametrize(
    "same", [paper(9), paper(2, [{"count": 2}]), paper(2, [{"count": 2, "topics": ["A"]}])]
)
def test_the_same_grid_leaves_the_paper_as_it_is(same):
    grid = grid_of(same)
    assert grid is not None
    assert with_grid(same, grid) is same


cells = st.builds(
    Cell, st.none() | st.sampled_from("ABC"), st.none() | st.sampled_from(list(Difficulty))
)


@given(st.dictionaries(cells, st.integers(1, 9), min_size=1))
def test_what_a_grid_says_is_what_the_paper_takes(grid):
    drawn = with_grid(paper(100), grid)
    assert grid_of(drawn) == grid
    assert drawn.items == sum(grid.values())
