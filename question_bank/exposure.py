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
from itertools import combinations
from math import comb, lcm, prod

from question_bank.draw import CannotDrawError
from question_bank.exam_blueprint import ExamBlueprint, Selectable, section_masks, shortfalls

MOST_DIVISIONS = 100
"""In how many ways competing sections may divide their groups of items and still be followed."""

MOST_RIVALS = 8
"""How many sections may compete for items and still be followed."""

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
    shared = [1]
    for party in _parties(groups):
        divisions = _divisions(needs, {mask: groups[mask] for mask in party})
        if divisions is None:
            return None
        sizes = [groups[mask] for mask in party]
        for at, mask in enumerate(party):
            taken = sum(chance * division[at] for division, chance in divisions.items())
            chances[mask] = Fraction(taken) / sizes[at]
        shared = _convolved(shared, _shared(sizes, divisions))
    total = sum(shared)
    return Exposure(
        items=tuple(chances[mask] for mask in masks),
        shared=tuple(Fraction(weight, total) for weight in shared),
    )


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
    suited = [section for section in range(len(needs)) if any(m >> section & 1 for m in masks)]
    if len(suited) > MOST_RIVALS:
        return None
    states: dict[Division, Fraction] = {(0,) * len(masks): Fraction(1)}
    for section in suited:
        rivals = _unions([rival for rival in suited if rival > section])
        for _ in range(needs[section]):
            states = _one_more(states, groups, section, needs, rivals)
            if len(states) > MOST_DIVISIONS:
                return None
    return states


def _one_more(
    states: Mapping[Division, Fraction],
    groups: Mapping[int, int],
    section: int,
    needs: Sequence[int],
    rivals: Sequence[tuple[int, ...]],
) -> dict[Division, Fraction]:
    """Let a section take its next item in every state."""
    masks = tuple(groups)
    after: defaultdict[Division, Fraction] = defaultdict(Fraction)
    for taken, chance in states.items():
        stock = {mask: groups[mask] - taken[at] for at, mask in enumerate(masks)}
        open_to = [
            at
            for at, mask in enumerate(masks)
            if mask >> section & 1 and stock[mask] and _is_spare(mask, stock, needs, rivals)
        ]
        candidates = sum(stock[masks[at]] for at in open_to)
        for at in open_to:
            one_more = (*taken[:at], taken[at] + 1, *taken[at + 1 :])
            after[one_more] += chance * Fraction(stock[masks[at]], candidates)
    return dict(after)


def _is_spare(
    mask: int,
    stock: Mapping[int, int],
    needs: Sequence[int],
    rivals: Sequence[tuple[int, ...]],
) -> bool:
    """Whether later sections can still be filled with one item of a group less.

    By Hall's theorem: whether every union of them keeps as many items as it needs. The section that
    takes the item needs one less itself, so that unions with it stay as they were.
    """
    for union in rivals:
        suits = sum(1 << rival for rival in union)
        if mask & suits:
            needed = sum(needs[rival] for rival in union)
            if needed >= sum(count for group, count in stock.items() if group & suits):
                return False
    return True


def _unions(sections: Sequence[int]) -> list[tuple[int, ...]]:
    return [one for size in range(len(sections)) for one in combinations(sections, size + 1)]


def _shared(sizes: Sequence[int], divisions: Mapping[Division, Fraction]) -> list[int]:
    """Weigh how many items two papers share that divide these groups so.

    All in integers, over whatever the weights add up to: fractions would be reduced at every step.
    """
    choices = {
        division: prod(comb(size, taken) for size, taken in zip(sizes, division, strict=True))
        for division in divisions
    }
    common = lcm(*(chance.denominator for chance in divisions.values()), *choices.values())
    likely = {division: int(chance * common) for division, chance in divisions.items()}
    weights = [0] * (max(map(sum, divisions)) + 1)
    for second in divisions:
        weight = likely[second] * (common // choices[second])
        for first in divisions:
            for count, ways in enumerate(_ways(sizes, first, second)):
                weights[count] += weight * likely[first] * ways
    return weights


def _ways(sizes: Sequence[int], first: Division, second: Division) -> list[int]:
    """Count the second papers that share 0, 1, 2 … items with a given first one."""
    ways = [1]
    for size, one, other in zip(sizes, first, second, strict=True):
        of_group = [comb(one, s) * comb(size - one, other - s) for s in range(min(one, other) + 1)]
        ways = _convolved(ways, of_group)
    return ways


def _convolved(one: Sequence[int], other: Sequence[int]) -> list[int]:
    """Return the weights of a sum of two independent numbers."""
    weights = [0] * (len(one) + len(other) - 1)
    for first, weight in enumerate(one):
        for second, factor in enumerate(other):
            weights[first + second] += weight * factor
    return weights
