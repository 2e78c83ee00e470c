"""Lines of ranks: where they run, where they break, and what is written beside them."""

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from quiz.web import line_chart
from quiz.web.line_chart import BOTTOM, LEFT, RIGHT, TOP, LineChart, rank_chart

ranks = st.lists(st.none() | st.integers(1, 500), min_size=3, max_size=3)


def chart(*lines: list[int | None], rounds: int = 3) -> LineChart | None:
    names = [str(number) for number in range(1, rounds + 1)]
    return rank_chart("", names, [(f"unit {at}", line, False) for at, line in enumerate(lines)])


@pytest.mark.parametrize(
    ("rounds", "lines"), [(1, [[1]]), (3, []), (3, [[None, None, None]]), (0, [])]
)
def test_there_is_no_chart_of_nothing(rounds: int, lines: list[list[int | None]]) -> None:
    assert chart(*lines, rounds=rounds) is None


def test_the_first_is_on_top_and_time_goes_to_the_right() -> None:
    drawn = chart([1, 2, 3], [3, 2, 1])
    assert drawn is not None
    middle = ((LEFT + RIGHT) // 2, (TOP + BOTTOM) // 2)
    assert [line.points for line in drawn.lines] == [
        ((LEFT, TOP), middle, (RIGHT, BOTTOM)),
        ((LEFT, BOTTOM), middle, (RIGHT, TOP)),
    ]
    assert [line.letter for line in drawn.lines] == ["A", "B"]


@pytest.mark.parametrize(
    ("line", "strokes"),
    [([1, 2, None, 4], 1), ([1, None, 2, None], 0), ([1, 2, None, None], 1), ([1, 2, 3, 4], 1)],
)
def test_a_round_without_a_rank_breaks_the_line(line: list[int | None], strokes: int) -> None:
    drawn = chart(line, rounds=4)
    assert drawn is not None
    assert len(drawn.lines[0].strokes) == strokes
    assert len(drawn.lines[0].points) == 4 - line.count(None)


@given(st.lists(ranks, min_size=1, max_size=20))
@example([[None, None, rank] for rank in (139, 131, 128, 131, 139)])
@example([[1, 1, 1]] * 17)
@example([[1, 1, 500]] * 20)
def test_everything_lies_within_the_drawing_and_no_letter_covers_another(lines) -> None:
    drawn = chart(*lines)
    if drawn is None:
        assert all(rank is None for line in lines for rank in line)
        return
    for line in drawn.lines:
        for x, y in line.points:
            assert LEFT <= x <= RIGHT
            assert TOP <= y <= BOTTOM
    letters = sorted(line.letter_y for line in drawn.lines)
    gaps = [low - high for high, low in pairwise(letters)]
    assert all(gap >= line_chart.LETTER_GAP for gap in gaps)
    assert letters[0] >= TOP
    assert letters[-1] <= BOTTOM


@given(st.integers(2, 100_000))
def test_few_ranks_are_written_and_the_first_and_last_are_among_them(last: int) -> None:
    drawn = chart([1, last, 1])
    assert drawn is not None
    written = [rank for _, rank in drawn.down]
    assert (written[0], written[-1]) == (1, last)
    assert written == sorted(set(written))
    assert len(written) <= 12


def test_few_rounds_are_written_below_a_long_contest() -> None:
    drawn = chart([1] * 52, rounds=52)
    assert drawn is not None
    assert len(drawn.across) <= line_chart.MOST_TICKS
