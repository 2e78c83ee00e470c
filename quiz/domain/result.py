"""The whole result of a round: people, prizes and units from one pass, and the digest of it all.

There is no other way to a result: what is previewed, published, corrected and checked offline comes
from here, so that the same attempts under the same rules have the same digest everywhere.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from hashlib import sha256
from itertools import chain, islice

from question_bank.canonical import Row, canonical_json, canonical_rows
from quiz.domain.entry import Entry, Ruling, Totals
from quiz.domain.lots import Draw
from quiz.domain.overall import OverallResult
from quiz.domain.prize_order import NOTHING_WON, EarlierWins
from quiz.domain.prizes import Awards, SpecialPrize, award
from quiz.domain.ranking import Placing, Standings, Unranked, Value, standings
from quiz.domain.rules import PrizeCaps, Rules, UnitPrizes
from quiz.domain.unit_prizes import UnitAwards, award_units
from quiz.domain.unit_ranking import (
    PersonResult,
    UnitReason,
    UnitStandings,
    results_of,
    unit_standings,
)
from quiz.domain.unit_tree import UNAFFILIATED, UnitNode, nearest_of_kind

_BATCH = 64  # few enough that no garbage collection starts in the midst of one

Keys = Sequence[tuple[str, Value]]
"""What decided a place: each ranking key with the value compared, in the order of the rules."""
UnitPrize = tuple[str | None, str]
"""A prize of a unit: what its list is called, None for the one of the boards; the level."""


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit's line with all that is below it: ranked by ``values``, or ``excluded`` and why.

    ``prizes`` are those of every list. A headcount is ``unconfirmed`` where it rests on any that
    the level above has not confirmed; that is told beside it and decides nothing, so that it is not
    in the digest.
    """

    unit_id: int
    parent_id: int | None
    rank: int | None
    excluded: str | None
    people: int
    attempts: int
    headcount: int | None
    points: int
    all_correct: int
    values: Keys = ()
    prizes: tuple[UnitPrize, ...] = ()
    unconfirmed: bool = False

    @property
    def rate(self) -> Fraction | None:
        """People against headcount; None without one."""
        return Fraction(self.people, self.headcount) if self.headcount else None

    @property
    def average(self) -> Fraction | None:
        """The mean of the points in hundredths; None where nobody took part."""
        return Fraction(self.points, self.people) if self.people else None


@dataclass(frozen=True, slots=True)
class Result:
    """People in order, their prizes, and every unit's line in ranking order.

    ``outside`` counts people in none of the units; ``lots`` are orders of equals among them, drawn
    or decided, the newest first. ``unit_awards`` tell of each list of prizes for units, ``judged``
    what judges gave units, in hundredths of a point by their ids.
    """

    standings: Standings
    awards: Awards
    units: tuple[UnitLine, ...]
    outside: int
    lots: tuple[Draw, ...] = ()
    special: tuple[SpecialPrize, ...] = ()
    unit_awards: tuple[UnitAwards, ...] = ()
    judged: Mapping[int, int] = field(default_factory=dict)


def result_of(
    entries: Iterable[Entry],
    rules: Rules,
    units: Iterable[UnitNode],
    totals: Totals | None = None,
    rulings: Iterable[Ruling] = (),
    *,
    earlier: EarlierWins = NOTHING_WON,
    lots: Sequence[Draw] = (),
    special: Iterable[SpecialPrize] = (),
) -> Result:
    """Rank a round: people first, then the prizes along their ranking, then the units.

    ``earlier`` is what people have won in the rounds before; ``lots`` are the orders of equals
    drawn or decided so far, the newest first.
    ``totals`` are those that predictions are held against, where they are not to be counted anew.
    Raises ValueError if the units do not form a tree.
    """
    ranked = standings(entries, rules, totals, rulings)
    units = tuple(units)
    awards = award(
        ranked,
        rules,
        earlier=earlier,
        draws=[draw.order for draw in lots],
        homes=homes_of(rules.prize_caps, units),
    )
    people = tuple(results_of(ranked, awards.levels))
    of_units = unit_standings(people, units, rules)
    unit_awards = tuple(_unit_awards(people, units, rules, of_units, awards))
    return Result(
        standings=ranked,
        awards=awards,
        units=unit_lines(of_units, unit_awards),
        outside=of_units.outside,
        lots=tuple(lots),
        special=tuple(special),
        unit_awards=unit_awards,
        judged={unit.id: unit.judged for unit in units if unit.judged} if rules.asks_judges else {},
    )


def homes_of(caps: PrizeCaps, units: Iterable[UnitNode]) -> Mapping[int, int] | None:
    """Return the units that a cap per unit counts by; None where these are people's own."""
    return None if caps.unit_kind is None else nearest_of_kind(caps.unit_kind, units)


def _unit_awards(
    people: Sequence[PersonResult],
    units: Sequence[UnitNode],
    rules: Rules,
    shown: UnitStandings,
    awards: Awards,
) -> Iterator[UnitAwards]:
    """Give the prizes of each list for units; ``shown`` is the ranking of the boards."""
    for part in rules.unit_lists:
        is_shown = part is rules.units
        own = rules.model_copy(update={"units": part})
        ranked = shown if is_shown else unit_standings(people, units, own)
        waits = part.counts_winners and bool(awards.unresolved)
        title = part.title if isinstance(part, UnitPrizes) else None
        yield award_units(ranked, part, title=title, waits=waits)


def unit_lines(ranked: UnitStandings, awards: Iterable[UnitAwards] = ()) -> tuple[UnitLine, ...]:
    """Give every unit's line; who belongs to no unit is counted there, never ranked."""
    prizes: defaultdict[int, list[UnitPrize]] = defaultdict(list)
    for of_list in awards:
        for unit, level in of_list.levels.items():
            prizes[unit].append((of_list.title, level))
    return tuple(
        UnitLine(
            unit_id=row.unit.id,
            parent_id=row.unit.parent,
            rank=None if group.league == UNAFFILIATED else row.rank,
            excluded=UnitReason.KIND_NOT_RANKED if group.league == UNAFFILIATED else row.excluded,
            people=row.tally.people,
            attempts=row.tally.attempts,
            headcount=None if group.league == UNAFFILIATED else row.tally.headcount,
            points=row.tally.total_points,
            all_correct=row.tally.all_correct_people,
            values=() if group.league == UNAFFILIATED else row.values,
            prizes=tuple(prizes.get(row.unit.id, ())),
            unconfirmed=row.tally.unconfirmed and group.league != UNAFFILIATED,
        )
        for group in ranked.groups
        for row in group.rows
    )


def digest_of(
    result: Result,
    rules: Rules,
    *,
    contest: str,
    number: int,
    codes: Mapping[int, str],
    rules_digest: str | None = None,
    overall: OverallResult | None = None,
) -> str:
    """Give the SHA-256 over the canonical JSON of everything that is ranked.

    No personal data and no id of a database is in it: people are named by the public reference of
    their attempt, units by their ``codes``. The document is hashed in pieces as it is written, for
    it may hold hundreds of thousands of lines. ``rules_digest`` is the one that the rules were
    stored with, where their form has changed since.
    """
    ranked = result.standings
    people: Iterator[Placing | Unranked] = chain(ranked.placings, ranked.unranked)
    lines = (_person(person, codes, result.awards.levels) for person in people)
    hashed = sha256(b'{"contest":' + canonical_json(contest) + b',"people":[')
    between = b""
    while batch := list(islice(lines, _BATCH)):
        hashed.update(between + canonical_rows(batch))
        between = b","
    rest: dict[str, object] = {
        "round": number,
        "rules": rules_digest or rules.digest,
        "schema": 1,
        "totals": totals_document(ranked.totals),
        "units": [_unit(line, codes) for line in result.units],
    }
    # What not every result has comes in only where it is, and after "people" in the alphabet.
    if result.awards.given_up:
        given_up = sorted(result.awards.given_up.items())
        rest["prizes_given_up"] = [[attempt, win.round, win.level] for attempt, win in given_up]
    if result.unit_awards:
        rest["unit_prizes"] = [_unit_prizes(one, codes) for one in result.unit_awards]
    if result.judged:
        judged = ((codes[unit], points) for unit, points in result.judged.items())
        rest["unit_points"] = [list(given) for given in sorted(judged)]
    if result.lots:
        rest["prize_lots"] = [draw.document() for draw in result.lots]
    if overall is not None:
        rest["rounds_together"] = overall.document()
    if result.special:
        rest["special_prizes"] = [prize.document() for prize in result.special]
    hashed.update(b"]," + canonical_json(rest)[1:])
    return hashed.hexdigest()


def totals_document(totals: Totals) -> dict[str, int]:
    """Give the numbers of a round as a publication keeps them."""
    return {
        "attempts": totals.attempts,
        "participants": totals.participants,
        "all_correct_people": totals.all_correct_people,
    }


def keys_document(keys: Keys) -> list[list[str | int | None]]:
    """Give ranking keys as they are stored and hashed; a fraction becomes "193/5"."""
    return [[key, _plain(value)] for key, value in keys]


def _plain(value: Value) -> str | int | None:
    return value if value is None or isinstance(value, int) else str(value)


def _person(person: Placing | Unranked, codes: Mapping[int, str], levels: Mapping[str, str]) -> Row:
    entry = person.entry
    rank, reason, keys = (
        (person.rank, None, keys_document(person.values))
        if isinstance(person, Placing)
        else (None, person.reason, [])
    )
    return [
        *(rank, reason, entry.attempt, None if entry.unit is None else codes.get(entry.unit)),
        *(entry.points, entry.correct, person.attempts, keys, levels.get(entry.attempt)),
    ]


def _unit(line: UnitLine, codes: Mapping[int, str]) -> list[object]:
    return [
        *(codes[line.unit_id], line.rank, line.excluded, line.people, line.attempts),
        *(line.headcount, line.points, line.all_correct),
    ]


def _unit_prizes(awards: UnitAwards, codes: Mapping[int, str]) -> list[object]:
    ranked = [
        [codes[one.unit], one.rank, keys_document(one.values), one.level] for one in awards.ranked
    ]
    return [awards.title, ranked]
