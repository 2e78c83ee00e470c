"""Handing out prizes along the ranking, without ever choosing between equals."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from quiz.domain.ranking import Placing, Standings
from quiz.domain.rules import PrizeLevel, RankingKey, Rules


@dataclass(frozen=True, slots=True)
class UnresolvedTie:
    """Equals on a border between levels, or more equals than prizes are left.

    ``levels`` are the prizes at stake, best first; there may be fewer than ``placings``.
    """

    placings: tuple[Placing, ...]
    levels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Awards:
    """Prize levels by public reference of the attempt, the ties left to people, prizes left over.

    Nobody in an unresolved tie has a level yet.
    """

    levels: Mapping[str, str]
    unresolved: tuple[UnresolvedTie, ...]
    left_over: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OpenTie:
    """A tie that a result left to people: the rank, how many share it, and the prizes at stake."""

    rank: int
    people: int
    levels: tuple[str, ...]


def may_go_to_nothing(rules: Rules) -> bool:
    """Whether the rules let somebody with no point at all win, where too few do better."""
    return bool(rules.prizes) and RankingKey.ALL_CORRECT_ONLY not in rules.ranking


def open_ties(
    people_without: Mapping[int, int], prizes: Iterable[PrizeLevel]
) -> tuple[OpenTie, ...]:
    """Return the ties that a result left open, read from the result itself.

    ``people_without`` counts people by rank, only for ranks at which nobody has a prize. Whoever
    stands at a rank that a prize is meant for would have it, were it not for a tie.
    """
    seats = _seats(prizes)
    return tuple(
        OpenTie(rank, count, tuple(seats[rank - 1 : rank - 1 + count]))
        for rank, count in sorted(people_without.items())
        if rank <= len(seats)
    )


def award(
    standings: Standings, prizes: Iterable[PrizeLevel], decided: Sequence[str] = ()
) -> Awards:
    """Give the prizes, best level first, to the placings in order.

    Equals who would get different levels are reported, unless ``decided`` (public references, best
    first; a ruling or a draw of lots) orders all of them.
    """
    seats = _seats(prizes)
    levels: dict[str, str] = {}
    unresolved: list[UnresolvedTie] = []
    first = 0
    for _, group in groupby(standings.placings, key=lambda placing: placing.rank):
        equals = tuple(group)
        at_stake = tuple(seats[first : first + len(equals)])
        first += len(equals)
        if not at_stake:
            break
        ordered = _in_decided_order(equals, decided)
        if ordered is None and not _all_alike(at_stake, len(equals)):
            unresolved.append(UnresolvedTie(equals, at_stake))
            continue
        for placing, level in zip(ordered or equals, at_stake, strict=False):
            levels[placing.entry.attempt] = level
    return Awards(levels, tuple(unresolved), tuple(seats[first:]))


def _seats(prizes: Iterable[PrizeLevel]) -> list[str]:
    """Return a level for each prize there is, best first."""
    return [prize.level for prize in prizes for _ in range(prize.count)]


def _all_alike(levels: Sequence[str], people: int) -> bool:
    return len(levels) == people and len(set(levels)) == 1


def _in_decided_order(
    equals: Sequence[Placing], decided: Sequence[str]
) -> tuple[Placing, ...] | None:
    """Sort equals as decided; None unless every one of them is named."""
    places = {attempt: place for place, attempt in enumerate(decided)}
    if any(placing.entry.attempt not in places for placing in equals):
        return None
    return tuple(sorted(equals, key=lambda placing: places[placing.entry.attempt]))
