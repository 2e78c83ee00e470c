"""Prizes for units in the reader's words: the same lines wherever they are shown."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from flask_babel import gettext

from quiz.domain.rules import Rules, UnitPrizes, UnitRules
from quiz.domain.unit_prizes import UnitAwards, UnitPlace
from quiz.sentences.prize_rules import unit_prize_name, unit_prize_rules
from quiz.sentences.prize_worth import worth
from quiz.sentences.standings import prize_title
from quiz.sentences.unit_rules import unit_criteria, unit_gates
from quiz.services.results import UnitLine
from quiz.web.filters import number
from quiz.web.ranking import unit_figures
from quiz.web.unit_choices import unit_name


@dataclass(frozen=True, slots=True)
class WinningUnit:
    """A unit with a prize, and the figures that brought it: a heading and a value each."""

    name: str
    figures: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class UnitPrizeLevel:
    """A level of prizes, what one is worth, and the units that have it, in order."""

    title: str
    worth: str
    winners: tuple[WinningUnit, ...]


@dataclass(frozen=True, slots=True)
class UnitTieLine:
    """Equals whom the rules cannot part: none of these units has one of these prizes yet."""

    rank: int
    units: tuple[str, ...]
    prizes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnitPrizeList:
    """What became of one list of prizes for units, and by which rules.

    ``title`` is empty for the list of the boards. A list that ``waits`` depends on a tie between
    people.
    """

    title: str
    criteria: tuple[str, ...]
    gates: tuple[str, ...]
    rules: tuple[str, ...]
    levels: tuple[UnitPrizeLevel, ...]
    ties: tuple[UnitTieLine, ...]
    left_over: tuple[str, ...]
    waits: bool


def unit_ids(awards: Iterable[UnitAwards]) -> set[int]:
    """Return the units that are named where these lists are told."""
    tied = {unit for of_list in awards for tie in of_list.ties for unit in tie.units[:MOST_NAMED]}
    return tied.union(place.unit for of_list in awards for place in of_list.winners)


MOST_NAMED = 50
"""How many of the units in one tie are named; a badly chosen regulation can leave thousands."""


def unit_prize_lists(
    awards: Sequence[UnitAwards], rules: Rules, names: Mapping[int, str], *, is_public: bool = False
) -> tuple[UnitPrizeList, ...]:
    """Return each list with its winners; in ``public`` no figure tells the points of few people."""
    by_title = {_title(part): part for part in rules.unit_lists}
    return tuple(
        _list(of_list, by_title[of_list.title], names, is_public=is_public)
        for of_list in awards
        if of_list.title in by_title
    )


def unit_prize_names(line: UnitLine) -> tuple[str, ...]:
    """Return what the prizes of a unit are called."""
    return tuple(unit_prize_name(title, level, gettext) for title, level in line.prizes)


def _title(part: UnitRules) -> str | None:
    return part.title if isinstance(part, UnitPrizes) else None


def _list(
    awards: UnitAwards, part: UnitRules, names: Mapping[int, str], *, is_public: bool
) -> UnitPrizeList:
    order = [prize.level for prize in part.prizes]
    worths = {prize.level: worth(prize, gettext) for prize in part.prizes}
    won = sorted(awards.winners, key=lambda place: order.index(place.level or ""))
    left = Counter(prize_title(level, gettext) for level in awards.left_over)
    return UnitPrizeList(
        title=awards.title or "",
        criteria=unit_criteria(part, gettext),
        gates=unit_gates(part, gettext),
        rules=unit_prize_rules(part, gettext),
        levels=tuple(
            UnitPrizeLevel(
                title=prize_title(level or "", gettext),
                worth=worths[level or ""],
                winners=tuple(_winner(place, names, is_public=is_public) for place in places),
            )
            for level, places in groupby(won, key=lambda place: place.level)
        ),
        ties=tuple(
            UnitTieLine(
                rank=tie.rank,
                units=tuple(unit_name(names[unit]) for unit in tie.units[:MOST_NAMED]),
                prizes=tuple(prize_title(level, gettext) for level in tie.levels),
            )
            for tie in awards.ties
        ),
        left_over=tuple(f"{name} ({number(n)})" if n > 1 else name for name, n in left.items()),
        waits=awards.waits,
    )


def _winner(place: UnitPlace, names: Mapping[int, str], *, is_public: bool) -> WinningUnit:
    figures = unit_figures(place.values, tells_points=not is_public)
    return WinningUnit(unit_name(names[place.unit]), figures)
