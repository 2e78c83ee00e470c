"""Prizes handed out slowly, from the text of a regulation alone.

One list of prizes after the other, one rank after the other. Equals are tried in every order in
which they could stand: where that makes a difference, nobody chooses, unless lots were drawn.
"""

from dataclasses import dataclass, field
from itertools import permutations


@dataclass
class Handed:
    """What became of prizes: by reference who has which, and who gave up which of which round."""

    prizes: dict[str, str] = field(default_factory=dict)
    given_up: dict[str, tuple[int, str]] = field(default_factory=dict)
    ties: list[tuple[int, frozenset[str], tuple[str, ...]]] = field(default_factory=list)
    left_over: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    waiting: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    cut: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)


@dataclass
class Someone:
    """Who may win: a rank (None for who only counts as a contestant), and what caps look at.

    ``home`` is the unit that a cap per unit counts by, ``won`` the prizes (round and level) that
    count against a cap per person.
    """

    rank: int | None
    category: str | None = None
    home: int | None = None
    won: list[tuple[int, str]] = field(default_factory=list)


def hand_out(prizes, caps, people, draws, levels):
    """Hand out lists of prizes to people by reference; ``levels`` are named the highest first."""
    handed = Handed()
    for group in {tuple(sorted(prize.get("categories", ()))) for prize in prizes}:
        seats = [
            prize["level"]
            for prize in prizes
            if tuple(sorted(prize.get("categories", ()))) == group
            for _ in range(prize["count"])
        ]
        inside = {
            one: about for one, about in people.items() if not group or about.category in group
        }
        if caps.get("percent_of_people"):
            there = len(inside) * caps["percent_of_people"] // 100
            handed.cut += [(level, group) for level in seats[there:]]
            seats = seats[:there]
        _List(inside, caps, draws, levels).hand_out(seats, group, handed)
    return handed


class _List:
    def __init__(self, people, caps, draws, levels):
        self.people, self.caps, self.draws, self.levels = people, caps, draws, levels
        self.passes_on = caps.get("refused", "passes_on") == "passes_on"
        self.of_unit = {}

    def hand_out(self, seats, group, handed):
        ranks = {about.rank for about in self.people.values()} - {None}
        for rank in range(1, max(ranks, default=0) + 1):
            equals = [one for one, about in self.people.items() if about.rank == rank]
            if not seats or not equals:
                continue
            # A prize that is refused passes on: who may not even have the best is out of it.
            concerned = [
                one
                for one in equals
                if not self.passes_on or not self.refused(one, seats[0], self.of_unit)
            ]
            outcomes = [self.in_order(order, seats) for order in self.orders(concerned)]
            if all(outcome == outcomes[0] for outcome in outcomes):
                prizes, given_up, empty, seats, self.of_unit = outcomes[0]
                handed.prizes |= prizes
                handed.given_up |= given_up
                handed.left_over += [(level, group) for level in empty]
                continue
            stake, seats = seats[: len(concerned)], seats[len(concerned) :]
            handed.ties.append((rank, frozenset(concerned), tuple(stake)))
            declines = any(self.refused(one, stake[-1], self.of_unit) for one in concerned)
            if self.caps.get("per_unit") or (declines and self.passes_on):
                handed.waiting += [(level, group) for level in seats]
                return
        handed.left_over += [(level, group) for level in seats]

    def orders(self, concerned):
        """Give every order in which equals could stand, or the one that was drawn last."""
        for drawn in self.draws:
            if set(concerned) <= set(drawn):
                return [[one for one in drawn if one in concerned]]
        return list(permutations(concerned))

    def in_order(self, order, seats):
        """Hand out prizes one by one, as if nobody were equal."""
        prizes, given_up, empty, seats, of_unit = {}, {}, [], list(seats), dict(self.of_unit)
        for one in order:
            if not seats:
                break
            about = self.people[one]
            if self.refused(one, seats[0], of_unit):
                empty += [] if self.passes_on else [seats.pop(0)]
                continue
            prizes[one] = seats.pop(0)
            if about.home is not None:
                of_unit[about.home] = of_unit.get(about.home, 0) + 1
            if self.has_enough(one):
                given_up[one] = self.least(about.won)
        return prizes, given_up, empty, seats, of_unit

    def has_enough(self, one):
        most = self.caps.get("per_person")
        return most is not None and len(self.people[one].won) >= most

    def refused(self, one, level, of_unit):
        about = self.people[one]
        if self.has_enough(one):
            lesser = [won for won in about.won if self.is_higher(level, won[1])]
            if self.caps.get("keeps") != "higher" or not lesser:
                return True
        most = self.caps.get("per_unit")
        return most is not None and of_unit.get(about.home, 0) >= most

    def is_higher(self, one, other):
        return self.levels.index(one) < self.levels.index(other)

    def least(self, won):
        """Of the prizes than which none is lower, the one won first."""
        lowest = [one for one in won if not any(self.is_higher(one[1], of[1]) for of in won)]
        return min(lowest)
