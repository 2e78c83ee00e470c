"""Horizontal bars drawn by the server: they print, embed and work without script."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

FULL_LENGTH = 1000


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: ``length`` is 0 to 1000, ``text`` is its value in the reader's words."""

    label: str
    text: str
    length: int


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars under one title. A table beside the chart holds the same figures."""

    title: str
    bars: tuple[Bar, ...]


def chart(
    title: str,
    figures: Iterable[tuple[str, int | Fraction, str]],
    *,
    full: int | Fraction | None = None,
) -> Chart:
    """Scale figures of (label, value, text) into bars.

    The longest bar is ``full`` long, or the greatest value when no full value is given; a value
    beyond ``full`` stops there. Values are not negative.
    """
    rows = tuple(figures)
    scale = full if full is not None else max((value for _, value, _ in rows), default=0)
    return Chart(
        title, tuple(Bar(label, text, _length(value, scale)) for label, value, text in rows)
    )


def _length(value: int | Fraction, scale: int | Fraction) -> int:
    if scale == 0:
        return 0
    return min(FULL_LENGTH, int(FULL_LENGTH * Fraction(value) / Fraction(scale)))
