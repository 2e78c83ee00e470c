"""The progress of a branch by day as a drawing: columns for each day, a line for all so far."""

from collections.abc import Sequence

from quiz.services.unit_desk import DayTally
from quiz.web.unit.pages import DayColumn, DayRow, DaysChart

HEIGHT, STEP = 100, 10
MOST_DAYS = 120
"""Of a longer contest the last days are drawn; the table holds them all."""


def days_chart(days: Sequence[DayTally]) -> DaysChart | None:
    """Return the chart of the days, None where nobody has taken part yet."""
    if not days:
        return None
    drawn = days[-MOST_DAYS:]
    most_new = max(day.new for day in drawn) or 1
    most = drawn[-1].so_far or 1
    points = [
        f"{place * STEP + STEP // 2},{HEIGHT - day.so_far * HEIGHT // most}"
        for place, day in enumerate(drawn)
    ]
    if len(drawn) == 1:
        points = [f"0,{HEIGHT}", *points, f"{STEP},0"]
    return DaysChart(
        columns=tuple(
            DayColumn(place * STEP + 1, day.new * HEIGHT // most_new)
            for place, day in enumerate(drawn)
        ),
        line=" ".join(points),
        width=len(drawn) * STEP,
        first=drawn[0].day,
        last=drawn[-1].day,
        most_new=most_new,
        rows=tuple(DayRow(day.day, day.new, day.so_far, day.attempts) for day in days),
    )
