"""Sharing items among sections that compete for them: a maximum flow on a handful of groups.

Items that suit the same sections are interchangeable here. A group is named by the bit mask of the
sections it suits (bit s for section s), so that the work grows with the sections, not the bank.
"""

from collections import Counter
from collections.abc import Mapping, Sequence


class Allocation:
    """A share of the items in which as many needs are met as can be."""

    def __init__(self, needs: Sequence[int], groups: Mapping[int, int]) -> None:
        """*needs* counts items by section; *groups* maps a mask to its number of items."""
        self._needs = needs
        self._spare = Counter(groups)
        self._given: list[Counter[int]] = [Counter() for _ in needs]
        for section, need in enumerate(needs):
            while need > self._given[section].total() and self._take(section, set()):
                pass

    @property
    def lacking(self) -> tuple[int, ...]:
        """The sections that get fewer items than they need."""
        shares = zip(self._needs, self._given, strict=True)
        return tuple(at for at, (need, gets) in enumerate(shares) if gets.total() < need)

    def rivals(self, section: int) -> frozenset[int]:
        """Name the sections that hold the items which *section* lacks, itself included.

        By Hall's theorem they need more items together than suit any of them.
        """
        reached, waiting = {section}, [section]
        while waiting:
            wanting = waiting.pop()
            for rival, gets in enumerate(self._given):
                if rival not in reached and any(mask >> wanting & 1 for mask in +gets):
                    reached.add(rival)
                    waiting.append(rival)
        return frozenset(reached)

    def _take(self, section: int, tried: set[int]) -> bool:
        """Find one more item for *section*, from groups not tried yet."""
        for mask in self._spare:
            if mask >> section & 1 and mask not in tried:
                tried.add(mask)
                if self._release(mask, tried):
                    self._given[section][mask] += 1
                    return True
        return False

    def _release(self, mask: int, tried: set[int]) -> bool:
        """Free one item of a group: a spare one, or one whose section finds another."""
        if self._spare[mask]:
            self._spare[mask] -= 1
            return True
        for rival, gets in enumerate(self._given):
            if gets[mask] and self._take(rival, tried):
                gets[mask] -= 1
                return True
        return False
