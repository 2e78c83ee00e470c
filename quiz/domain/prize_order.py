"""Which of two prizes is the higher: the one order of levels that agrees with every list of them.

Each list of prizes names its levels best first. A level is higher than another where some list
names it before the other, or where others stand between them so. Lists may leave levels out; taken
together they must put all of them into one order, or a prize of one round could not be held against
one of another.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from quiz.domain.rules_model import PrizeLevel


@dataclass(frozen=True, slots=True, order=True)
class Win:
    """A prize of an earlier round; round 0 where a file does not tell which."""

    round: int
    level: str


@dataclass(frozen=True, slots=True)
class EarlierWins:
    """What each person has won in the rounds that a cap looks back on, and kept.

    ``levels`` are those of all these rounds, the highest first; a level that is none of them, as
    old files leave it, is taken for higher than any.
    """

    wins: Mapping[int, Sequence[Win]] = field(default_factory=dict)
    levels: Sequence[str] = ()

    def of(self, person: int) -> Sequence[Win]:
        """Return what somebody has."""
        return self.wins.get(person, ())

    def since(self, round: int | None) -> "EarlierWins":  # noqa: A002 - what it is called
        """Leave out what was won in rounds before this one."""
        first = round or 1
        wins = {
            person: kept
            for person, won in self.wins.items()
            if (kept := tuple(win for win in won if win.round >= first or not win.round))
        }
        return EarlierWins(wins, self.levels)

    def lesser(self, person: int, level: str) -> Win | None:
        """Return the least of what somebody has, of equals the first won, if ``level`` is higher.

        None for who has nothing lesser.
        """
        place = {one: at for at, one in enumerate(self.levels)}
        won = [(place.get(win.level, -1), -win.round, win) for win in self.of(person)]
        at, _, least = max(won, key=lambda one: one[:2], default=(-1, 0, None))
        return least if place.get(level, -1) < at else None


NOTHING_WON = EarlierWins()


class LevelsUnordered(ValueError):
    """Two levels of which the lists do not tell the higher, or tell it in both ways."""

    def __init__(self, one: str, other: str, *, is_contradictory: bool) -> None:
        super().__init__(f"{one}, {other}")
        self.one, self.other, self.is_contradictory = one, other, is_contradictory


def level_lists(prizes: Iterable[PrizeLevel]) -> list[tuple[str, ...]]:
    """Return the levels of each list of prizes, best first."""
    lists: dict[tuple[str, ...], list[str]] = {}
    for prize in prizes:
        lists.setdefault(prize.group, []).append(prize.level)
    return [tuple(levels) for levels in lists.values()]


def levels_of(rounds: Iterable[Iterable[PrizeLevel]]) -> tuple[str, ...]:
    """Return the levels of all these rounds in order, as `levels_in_order` does."""
    return levels_in_order(levels for prizes in rounds for levels in level_lists(prizes))


def levels_in_order(lists: Iterable[Sequence[str]]) -> tuple[str, ...]:
    """Return all levels, the highest first; raise ``LevelsUnordered`` where lists leave that open.

    One after the other the level is taken that no list names after another still there.
    """
    left = [list(levels) for levels in lists if levels]
    order: list[str] = []
    while left:
        behind = {level for levels in left for level in levels[1:]}
        first = list(dict.fromkeys(levels[0] for levels in left if levels[0] not in behind))
        if len(first) != 1:
            one, other = first[:2] if first else _contradicted(left)
            raise LevelsUnordered(one, other, is_contradictory=not first)
        order += first
        left = [rest for levels in left if (rest := [one for one in levels if one != first[0]])]
    return tuple(order)


def _contradicted(lists: Sequence[Sequence[str]]) -> tuple[str, str]:
    """Return a level that comes first in one list, and one that comes before it in another."""
    first = lists[0][0]
    return next((levels[0], first) for levels in lists if first in levels[1:])
