"""How alike the papers of a blueprint are: what each item's chance is, and what two papers share.

Both are exact, for the drawing of `draw.py` and two papers of independent seeds. Sections that have
no item in common do not touch each other: in each, every choice of so many items is equally likely,
so that an item's chance is its section's share of them, and the number of shared items is
hypergeometric; over sections these distributions are convolved.

Sections that compete for items are followed through the drawing instead. Items that suit the same
sections are interchangeable, so it is enough to know how many of each such group a paper takes: the
next candidate is one of those left in the groups that may still be taken from, each equally likely.
That a group may not (too few would be left for other sections) stays so until the section is full,
for what was passed over is never offered again. Where such sections can divide the groups in too
many ways to follow, there is no answer rather than a guess.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import comb, prod

from question_bank.allocation import Allocation
from question_bank.draw import CannotDrawError
from question_bank.exam_blueprint import ExamBlueprint, Selectable, section_masks, shortfalls

MOST_DIVISIONS = 100
"""In how many ways competing sections may divide their groups of items and still be followed."""

Chances = tuple[Fraction, ...]
"""The chance of 0, 1, 2 … ; together 1."""
Division = tuple[int, ...]
"""How many items a paper takes from each group."""


@dataclass(frozen=True, slots=True)
class Exposure:
    """``items`` is each item's chance to be on a paper, ``shared`` the chances of shared items."""

    items: tuple[Fraction, ...]
    shared: Chances

    @property
    def expected(self) -> Fraction:
        """How many items two papers share on average."""
        return sum((chance * count for count, chance in enumerate(self.shared)), Fraction(0))


def exposure(items: Sequence[Selectable], blueprint: ExamBlueprint) -> Exposure | None:
    """Compute both for papers drawn from *items*; None where too much competes to be followed.

    Raise `CannotDrawError` where the items cannot fill the blueprint.
    """
    if missing := shortfalls(blueprint, items):
        raise CannotDrawError(missing)
    masks = section_masks(blueprint, items)
    groups = Counter(mask for mask in masks if mask)
    needs = [section.count for section in blueprint.sections]
    chances: dict[int, Fraction] = {0: Fraction(0)}
    shared: Chances = (Fraction(1),)
    for party in _parties(groups):
        divisions = _divisions(needs, {mask: groups[mask] for mask in party})
        if divisions is None:
            return None
        sizes = [groups[mask] for mask in party]
        for at, mask in enumerate(party):
            taken = sum(chance * division[at] for division, chance in divisions.items())
            chances[mask] = Fraction(taken) / sizes[at]
        shared = _convolved(shared, _shared(sizes, divisions))
    return Exposure(tuple(chances[mask] for mask in masks), shared)


def _parties(groups: Iterable[int]) -> Iterator[tuple[int, ...]]:
    """Yield the groups that hang together through the sections they suit."""
    joined: list[int] = []
    for mask in sorted(groups):
        together = mask
        for other in [one for one in joined if one & mask]:
            joined.remove(other)
            together |= other
        joined.append(together)
    for together in joined:
        yield tuple(mask for mask in sorted(groups) if mask & together)


def _divisions(needs: Sequence[int], groups: Mapping[int, int]) -> dict[Division, Fraction] | None:
    """Follow the drawing of some groups: each division of a paper among them with its chance."""
    masks = tuple(groups)
    states: dict[Division, Fraction] = {(0,) * len(masks): Fraction(1)}
    suited = [section for section in range(len(needs)) if any(m >> section & 1 for m in masks)]
    left = [need if section in suited else 0 for section, need in enumerate(needs)]
    for section in suited:
        for _ in range(needs[section]):
            left[section] -= 1
            after: defaultdict[Division, Fraction] = defaultdict(Fraction)
            for taken, chance in states.items():
                stock = {mask: groups[mask] - taken[at] for at, mask in enumerate(masks)}
                open_to = [
                    at for at, mask in enumerate(masks) if _may_take(mask, section, left, stock)
                ]
                candidates = sum(stock[masks[at]] for at in open_to)
                for at in open_to:
                    one_more = (*taken[:at], taken[at] + 1, *taken[at + 1 :])
                    after[one_more] += chance * Fraction(stock[masks[at]], candidates)
            states = dict(after)
            if len(states) > MOST_DIVISIONS:
                return None
    return states


def _may_take(mask: int, section: int, left: Sequence[int], stock: Mapping[int, int]) -> bool:
    """Whether a group has an item for a section without which the others can still be filled."""
    if not (mask >> section & 1 and stock[mask]):
        return False
    rest = {**stock, mask: stock[mask] - 1}
    return not Allocation(left, rest).lacking


def _shared(sizes: Sequence[int], divisions: Mapping[Division, Fraction]) -> Chances:
    """Return how many items two papers share that divide these groups so."""
    total: Chances = (Fraction(0),)
    for second, chance in divisions.items():
        ways: list[Fraction] = [Fraction(0)] * (sum(second) + 1)
        for first, likely in divisions.items():
            for count, found in enumerate(_ways(sizes, first, second)):
                ways[count] += likely * found
        choices = prod(comb(size, taken) for size, taken in zip(sizes, second, strict=True))
        total = _summed(total, [way * chance / choices for way in ways])
    return total


def _ways(sizes: Sequence[int], first: Division, second: Division) -> list[int]:
    """Count the second papers that share 0, 1, 2 … items with a given first one."""
    ways = [1]
    for size, one, other in zip(sizes, first, second, strict=True):
        of_group = [comb(one, s) * comb(size - one, other - s) for s in range(min(one, other) + 1)]
        ways = [
            sum(ways[at] * of_group[total - at] for at in _places(total, ways, of_group))
            for total in range(len(ways) + len(of_group) - 1)
        ]
    return ways


def _convolved(one: Chances, other: Chances) -> Chances:
    """Return the chances of a sum of two independent numbers."""
    return tuple(
        sum((one[at] * other[total - at] for at in _places(total, one, other)), Fraction(0))
        for total in range(len(one) + len(other) - 1)
    )


def _places(total: int, one: Sequence[object], other: Sequence[object]) -> range:
    return range(max(0, total - len(other) + 1), min(total + 1, len(one)))


def _summed(one: Sequence[Fraction], other: Sequence[Fraction]) -> Chances:
    longer, shorter = (one, other) if len(one) >= len(other) else (other, one)
    return tuple(
        value + (shorter[at] if at < len(shorter) else 0) for at, value in enumerate(longer)
    )
