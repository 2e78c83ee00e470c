"""Handing out prizes along the ranking, without ever choosing between equals.

A list of prizes is for everybody or for a group of categories; each list is handed out by itself.
Caps keep prizes from people and units that have had theirs, and everybody whom a cap passes over is
told so. Equals whom the rules cannot part are left to judges, or to lots that were drawn.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby

from quiz.domain.prize_order import NOTHING_WON, EarlierWins, Win
from quiz.domain.ranking import Placing, Standings, Unranked
from quiz.domain.rules import LastResort, PrizeCaps, PrizeLevel, RankingKey, Rules

Group = tuple[str, ...]
"""The categories that a list of prizes is for; empty for everybody."""
Draws = Sequence[Sequence[str]]
"""Orders of equals by the public references of their attempts, best first; the newest first."""


class NoPrize(StrEnum):
    """Why somebody whose turn it was for a prize has none."""

    OPEN_TIE = "open_tie"  # equals whom the rules cannot part
    LOT_LOST = "lot_lost"  # lots were drawn between equals
    ORDER_LOST = "order_lost"  # judges put equals in order
    PERSON_CAP = "person_cap"
    UNIT_CAP = "unit_cap"
    SHARE_CAP = "share_cap"  # the prize is one too many for so few contestants
    NO_GROUP = "no_group"  # no list of prizes is for this category


@dataclass(frozen=True, slots=True)
class Seat:
    """One prize of a list."""

    level: str
    group: Group = ()


@dataclass(frozen=True, slots=True)
class OpenTie:
    """A tie that a result left to people: the rank, how many share it, and the prizes at stake."""

    rank: int
    people: int
    levels: tuple[str, ...]
    group: Group = ()


@dataclass(frozen=True, slots=True)
class UnresolvedTie:
    """Equals on a border between levels, or more equals than prizes are left.

    ``levels`` are the prizes at stake, best first; there may be fewer than ``placings``.
    """

    placings: tuple[Placing, ...]
    levels: tuple[str, ...]
    group: Group = ()

    @property
    def summary(self) -> OpenTie:
        """The tie without the names of those in it."""
        return OpenTie(self.placings[0].rank, len(self.placings), self.levels, self.group)


@dataclass(frozen=True, slots=True)
class SpecialPrize:
    """A prize that judges give outside the ranking: what it is called, who has it, and why."""

    title: str
    recipient: str
    reason: str

    def document(self) -> dict[str, str]:
        """Return the prize as it is stored with a publication and hashed."""
        return {"title": self.title, "recipient": self.recipient, "reason": self.reason}


@dataclass(frozen=True, slots=True)
class Awards:
    """Prize levels by public reference of the attempt, and all that became of the other prizes.

    Nobody in an ``unresolved`` tie has a level yet; ``waiting`` prizes come after such a tie and
    depend on who wins it. ``left_over`` prizes nobody reached or a cap keeps empty, ``cut`` ones
    are too many for so few contestants. ``reasons`` tell people whose turn it was why they have
    none. ``given_up`` are prizes of earlier rounds whose winners have a higher one here instead.
    """

    levels: Mapping[str, str]
    unresolved: tuple[UnresolvedTie, ...]
    left_over: tuple[Seat, ...]
    waiting: tuple[Seat, ...] = ()
    cut: tuple[Seat, ...] = ()
    reasons: Mapping[str, NoPrize] = field(default_factory=dict)
    given_up: Mapping[str, Win] = field(default_factory=dict)


def may_go_to_nothing(rules: Rules) -> bool:
    """Whether the rules let somebody with no point at all win, where too few do better."""
    return bool(rules.prizes) and RankingKey.ALL_CORRECT_ONLY not in rules.ranking


def groups_of(prizes: Iterable[PrizeLevel]) -> tuple[Group, ...]:
    """Return the groups that have prizes of their own, in the order of the rules."""
    return tuple(dict.fromkeys(prize.group for prize in prizes))


def group_for(category: str | None, prizes: Iterable[PrizeLevel]) -> Group | None:
    """Return the group in which a person of this category may win; None for no group."""
    fitting = (group for group in groups_of(prizes) if not group or category in group)
    return next(fitting, None)


def place_of(level: str, category: str | None, prizes: Sequence[PrizeLevel]) -> int:
    """Return where the rules list the prize that a person of this category has won."""
    fitting = (
        at
        for at, prize in enumerate(prizes)
        if prize.level == level and (not prize.categories or category in prize.categories)
    )
    return next(fitting, len(prizes))


def prize_of(
    level: str | None, category: str | None, prizes: Sequence[PrizeLevel]
) -> PrizeLevel | None:
    """Return the prize that a person of this category has won; None for who has none."""
    at = len(prizes) if level is None else place_of(level, category, prizes)
    return prizes[at] if at < len(prizes) else None


def open_ties(
    people_without: Mapping[int, int], prizes: Iterable[PrizeLevel]
) -> tuple[OpenTie, ...]:
    """Return the ties that a result left open, read from the result itself.

    Only for rules without groups and caps. ``people_without`` counts people by rank, only for ranks
    at which nobody has a prize. Whoever stands at a rank that a prize is meant for would have it,
    were it not for a tie.
    """
    seats = [seat.level for seat in _seats(prizes, ())]
    return tuple(
        OpenTie(rank, count, tuple(seats[rank - 1 : rank - 1 + count]))
        for rank, count in sorted(people_without.items())
        if rank <= len(seats)
    )


def award(
    standings: Standings,
    rules: Rules,
    *,
    earlier: EarlierWins = NOTHING_WON,
    draws: Draws = (),
    homes: Mapping[int, int] | None = None,
) -> Awards:
    """Give the prizes of every list, best level first, to the placings in order.

    ``earlier`` are the prizes that people have from the rounds before, at least those that the cap
    looks back on. Equals who would get
    different prizes are reported, unless one of ``draws`` orders all of them. ``homes`` are the
    units that a cap per unit counts by, where that is not people's own.
    """
    return hand_out(
        standings,
        rules.prizes,
        rules.prize_caps,
        earlier=earlier.since(rules.prize_caps.from_round),
        draws=draws,
        homes=homes,
        last_resort=rules.last_resort,
    )


def hand_out(
    standings: Standings,
    prizes: Sequence[PrizeLevel],
    caps: PrizeCaps,
    *,
    earlier: EarlierWins = NOTHING_WON,
    draws: Draws = (),
    homes: Mapping[int, int] | None = None,
    last_resort: LastResort = LastResort.JUDGES,
) -> Awards:
    """Give lists of prizes within caps, as `award` does for a round."""
    reasons: dict[str, NoPrize] = {}
    lists = []
    for group in groups_of(prizes):
        seats, share = _seats(prizes, group), caps.percent_of_people
        there = len(seats) if share is None else _contestants(standings, group) * share // 100
        handing = _Handing(
            seats, there, caps, earlier=earlier, draws=draws, homes=homes, lost=_LOST[last_resort]
        )
        handing.run(placing for placing in standings.placings if _is_in(placing, group))
        lists.append(handing)
        reasons |= handing.reasons
    if lists:
        reasons |= _outside(standings, prizes)
    return Awards(
        levels={attempt: level for one in lists for attempt, level in one.levels.items()},
        unresolved=tuple(tie for one in lists for tie in one.unresolved),
        left_over=tuple(seat for one in lists for seat in one.left_over),
        waiting=tuple(seat for one in lists for seat in one.waiting),
        cut=tuple(seat for one in lists for seat in one.cut),
        reasons=reasons,
        given_up={attempt: win for one in lists for attempt, win in one.given_up.items()},
    )


_LOST = {LastResort.LOTS: NoPrize.LOT_LOST, LastResort.JUDGES: NoPrize.ORDER_LOST}
"""What becomes of the last in an order of equals, by what has put them in order."""


def none_yet(prizes: Sequence[PrizeLevel]) -> Awards:
    """Give no prize of any list, for all of them wait for something else."""
    waiting = [seat for group in groups_of(prizes) for seat in _seats(prizes, group)]
    return Awards({}, (), (), tuple(waiting))


class _Handing:
    """The handing out of one list of prizes, from the first rank down."""

    def __init__(
        self,
        seats: Sequence[Seat],
        there: int,
        caps: PrizeCaps,
        *,
        earlier: EarlierWins,
        draws: Draws,
        homes: Mapping[int, int] | None,
        lost: NoPrize,
    ) -> None:
        """Begin with the first ``there`` of the seats; the others are cut."""
        self.free, self.cut = list(seats[:there]), seats[there:]
        self.caps, self.earlier, self.draws, self.homes = caps, earlier, draws, homes
        self.lost = lost
        self.levels: dict[str, str] = {}
        self.reasons: dict[str, NoPrize] = {}
        self.given_up: dict[str, Win] = {}
        self.unresolved: list[UnresolvedTie] = []
        self.left_over: list[Seat] = []
        self.waiting: list[Seat] = []
        self._of_unit: Counter[int | None] = Counter()

    def run(self, placings: Iterable[Placing]) -> None:
        """Give what there is, then tell those behind whose prizes were cut."""
        behind = 0
        for _, group in groupby(placings, key=lambda placing: placing.rank):
            equals = tuple(group)
            if self.free:
                behind = self._give_to(equals)
            elif behind < len(self.cut) and not self.waiting:
                behind += len(equals)
                self.reasons |= {of.entry.attempt: NoPrize.SHARE_CAP for of in equals}
            else:
                break
        self.left_over += self.free

    def _give_to(self, equals: Sequence[Placing]) -> int:
        """Give equals their prizes, or none to any of them where that would be a choice.

        Return for how many of them there was none.
        """
        able = self._pass_over(equals)
        if self._keeps_empty and able:
            able = list(equals)  # whoever is refused keeps one of these prizes from the others
        elif self._keeps_empty:
            self.left_over += self.free[: len(equals)]
            del self.free[: len(equals)]
        at_stake = self.free[: len(able)]
        ordered = _in_drawn_order(able, self.draws)
        if ordered is None and self._would_choose(able, at_stake):
            self._leave_open(able, at_stake)
            return len(able) - len(at_stake)
        without = 0
        for placing in ordered or able:
            if not self.free:
                self.reasons[placing.entry.attempt] = self.lost
                without += 1
            elif reason := self._refusal(placing):
                self.reasons[placing.entry.attempt] = reason
                if self._keeps_empty:
                    self.left_over.append(self.free.pop(0))
            else:
                self._give(placing, self.free.pop(0).level)
        return without

    def _give(self, placing: Placing, level: str) -> None:
        attempt, person = placing.entry.attempt, placing.entry.person
        self.levels[attempt] = level
        self._of_unit[self._home(placing)] += 1
        if self._has_enough(person) and (win := self.earlier.lesser(person, level)):
            self.given_up[attempt] = win

    @property
    def _keeps_empty(self) -> bool:
        return self.caps.refused == "stays_empty"

    def _pass_over(self, equals: Sequence[Placing]) -> list[Placing]:
        """Tell those whom a cap refuses whatever happens between these equals; return the rest."""
        reasons = {of.entry.attempt: self._refusal(of) for of in equals}
        self.reasons |= {attempt: reason for attempt, reason in reasons.items() if reason}
        return [of for of in equals if reasons[of.entry.attempt] is None]

    def _refusal(self, placing: Placing, seat: Seat | None = None) -> NoPrize | None:
        """Return why somebody may not have a prize: the best that is left, if none is named."""
        person, level = placing.entry.person, (seat or self.free[0]).level
        if self._has_enough(person) and not (
            self.caps.keeps == "higher" and self.earlier.lesser(person, level)
        ):
            return NoPrize.PERSON_CAP
        home, most = self._home(placing), self.caps.per_unit
        if most is not None and home is not None and self._of_unit[home] >= most:
            return NoPrize.UNIT_CAP
        return None

    def _has_enough(self, person: int) -> bool:
        most = self.caps.per_person
        return most is not None and len(self.earlier.of(person)) >= most

    def _home(self, placing: Placing) -> int | None:
        """Return the unit whose prizes somebody's would count among; None where no cap does."""
        unit = placing.entry.unit
        return unit if self.homes is None or unit is None else self.homes.get(unit)

    def _would_choose(self, equals: Sequence[Placing], at_stake: Sequence[Seat]) -> bool:
        """Whether equals would not all get the same."""
        if not equals:
            return False
        return len(at_stake) < len(equals) or len(set(at_stake)) > 1 or self._overfills(equals)

    def _overfills(self, equals: Sequence[Placing]) -> bool:
        """Whether some of these would be one too many for their unit."""
        if self.caps.per_unit is None:
            return False
        wanted = Counter(self._home(of) for of in equals if self._refusal(of) is None)
        del wanted[None]
        return any(n + self._of_unit[home] > self.caps.per_unit for home, n in wanted.items())

    def _leave_open(self, equals: Sequence[Placing], at_stake: Sequence[Seat]) -> None:
        """Report a tie; what its winners leave to others behind them is not known yet."""
        levels = tuple(seat.level for seat in at_stake)
        self.unresolved.append(UnresolvedTie(tuple(equals), levels, at_stake[0].group))
        self.reasons |= {of.entry.attempt: NoPrize.OPEN_TIE for of in equals}
        del self.free[: len(at_stake)]
        may_refuse = any(self._refusal(of, at_stake[-1]) for of in equals)
        if self.caps.per_unit is not None or (may_refuse and not self._keeps_empty):
            self.waiting, self.free = self.free, []


def _seats(prizes: Iterable[PrizeLevel], group: Group) -> list[Seat]:
    """Return a seat for each prize of a list, best first."""
    return [
        Seat(prize.level, group)
        for prize in prizes
        if prize.group == group
        for _ in range(prize.count)
    ]


def _is_in(line: Placing | Unranked, group: Group) -> bool:
    return not group or line.entry.category in group


def _contestants(standings: Standings, group: Group) -> int:
    """Count the people of a group with an attempt that counts."""
    ranked = (line for line in standings.placings if line.attempts and _is_in(line, group))
    others = (line for line in standings.unranked if line.attempts and _is_in(line, group))
    return sum(1 for _ in ranked) + sum(1 for _ in others)


def _outside(standings: Standings, prizes: Sequence[PrizeLevel]) -> dict[str, NoPrize]:
    """Return everybody ranked whose category is in no group."""
    if () in groups_of(prizes):
        return {}
    inside = {category for prize in prizes for category in prize.categories}
    outside = (of.entry for of in standings.placings if of.entry.category not in inside)
    return {entry.attempt: NoPrize.NO_GROUP for entry in outside}


def _in_drawn_order(equals: Sequence[Placing], draws: Draws) -> tuple[Placing, ...] | None:
    """Sort equals as the newest draw between all of them says; None unless there is one."""
    for drawn in draws:
        places = {attempt: place for place, attempt in enumerate(drawn)}
        if all(placing.entry.attempt in places for placing in equals):
            return tuple(sorted(equals, key=lambda placing: places[placing.entry.attempt]))
    return None
