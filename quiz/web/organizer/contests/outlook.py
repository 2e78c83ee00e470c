"""How alike the papers of a round will be, told before it opens: as charts, and as tables."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from question_bank.draw import DrawItem
from question_bank.exam_blueprint import shortfalls
from question_bank.exposure import Chances, exposure
from question_bank.fields import DIFFICULTY_NAMES
from quiz.domain.rules import Rules, blueprint_of
from quiz.web.chart import Chart, chart
from quiz.web.filters import number, rate
from quiz.web.request import language
from quiz.web.words import gettext

BARS = 10
LEAST_SHOWN = Fraction(1, 2_000)
"""Chances below it, which would be written as nought, are told together with their neighbour."""


@dataclass(frozen=True, slots=True)
class SharedLine:
    """So many shared items: how likely, and how likely so many or more."""

    label: str
    chance: str
    at_least: str


@dataclass(frozen=True, slots=True)
class ChanceLine:
    """Items of one sort, each with the same chance to be on a paper."""

    topic: str
    difficulty: str
    items: int
    chance: str


@dataclass(frozen=True, slots=True)
class Outlook:
    """What two papers share, and how often each item is met; ``unused`` items never are."""

    expected: str
    shared: Chart
    shared_lines: tuple[SharedLine, ...]
    chances: Chart
    chance_lines: tuple[ChanceLine, ...]
    unused: int


def outlook(rules: Rules, items: Sequence[DrawItem], pool: int) -> Outlook | None:
    """Tell how alike papers will be; None where they cannot be drawn, or not be told exactly.

    ``pool`` counts the items that the rules allow at all.
    """
    blueprint = blueprint_of(rules)
    found = None if shortfalls(blueprint, items) else exposure(items, blueprint)
    if found is None:
        return None
    sorts = Counter(
        (chance, item.topic, item.difficulty)
        for item, chance in zip(items, found.items, strict=True)
        if chance
    )
    names = DIFFICULTY_NAMES[language()]
    likely = sorted(sorts.items(), key=lambda sort: (-sort[0][0], *sort[0][1:]))
    lines = tuple(
        ChanceLine(topic or gettext("Chưa ghi chủ đề"), names[difficulty], count, rate(chance))
        for (chance, topic, difficulty), count in likely
    )
    bars = [
        (f"{line.difficulty.capitalize()} · {line.topic}", chance, line.chance)
        for line, ((chance, _, _), _) in zip(lines, likely, strict=True)
    ]
    spread = list(_spread(found.shared))
    return Outlook(
        expected=_decimal(found.expected),
        shared=chart(
            gettext("Số câu chung của hai đề bất kỳ"),
            [(label, chance, rate(chance)) for label, chance, _ in spread],
        ),
        shared_lines=tuple(
            SharedLine(label, rate(chance), rate(at_least)) for label, chance, at_least in spread
        ),
        chances=chart(gettext("Khả năng một câu có mặt trong đề"), bars[:BARS], full=1),
        chance_lines=lines,
        unused=pool - sum(sorts.values()),
    )


def _spread(shared: Chances) -> Iterator[tuple[str, Fraction, Fraction]]:
    """Yield how many items are shared, how likely so, and so or more; rare ends are folded in."""
    told = [count for count, chance in enumerate(shared) if chance >= LEAST_SHOWN]
    first, last = told[0], told[-1]
    for count in range(first, last + 1):
        at_least = sum(shared[count:], Fraction(0))
        if count == first and any(shared[:first]):
            folded = sum(shared[: first + 1], Fraction(0))
            yield gettext("không quá %(count)s câu", count=number(count)), folded, Fraction(1)
        elif count == last and any(shared[last + 1 :]):
            yield gettext("từ %(count)s câu trở lên", count=number(count)), at_least, at_least
        else:
            yield gettext("%(count)s câu", count=number(count)), shared[count], at_least


def _decimal(value: Fraction) -> str:
    """Write a number with one place, in the reader's notation."""
    tenths = int(value * 10 + Fraction(1, 2))
    comma = "." if language() == "en" else ","
    return f"{number(tenths // 10)}{comma}{tenths % 10}"
