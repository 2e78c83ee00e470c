"""Files that a round is ranked from: how they go into the room, and what comes out of it.

Ranking is left to whoever asked: what has been read is plain data by then.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import accumulate

from quiz.documents.table import Fault
from quiz.domain.entry import Entry, Ruling, Totals
from quiz.domain.lots import Draw
from quiz.domain.overall import PersonSum
from quiz.domain.prizes import SpecialPrize
from quiz.domain.unit_tree import UnitNode
from quiz.import_room.errands import RankingErrand
from quiz.import_room.packing import MOST_TOLD
from quiz.offline.attempts import Attempts
from quiz.offline.people import About
from quiz.offline.ranking import FileInHand, Grounds, Problems, RankingFiles
from quiz.offline.rules_file import RoundRules
from quiz.offline.units import Units


@dataclass(frozen=True, slots=True)
class PackedDraw:
    """An order of equals, its seed in hexadecimal."""

    rank: int
    group: tuple[str, ...]
    levels: tuple[str, ...]
    seed: str | None
    attempts: tuple[str, ...]
    drawn_at: int
    overall: bool
    reason: str | None


@dataclass(frozen=True, slots=True)
class PackedGrounds:
    """What files hold; people are their codes in the order of their numbers.

    An entry is packed as the tuple that it is: named in every row, its fields would take thrice the
    room. ``units`` numbers the codes of units; ``nodes`` and ``names`` are those of a file of
    units.
    """

    entries: tuple[Entry, ...]
    people: tuple[str, ...]
    about: Mapping[str, About]
    units: Mapping[str, int]
    nodes: tuple[UnitNode, ...] | None
    names: Mapping[str, str]
    rulings: tuple[Ruling, ...]
    totals: Totals | None
    lots: tuple[PackedDraw, ...]
    before: tuple[PersonSum, ...]
    special: tuple[SpecialPrize, ...]
    unread: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PackedRanking:
    """Either what the files hold, or all that is wrong with them."""

    grounds: PackedGrounds | None
    faults: tuple[Fault, ...] = ()


def files_in(data: bytes, errand: RankingErrand) -> RankingFiles:
    """Take apart what went in as one file."""
    ends = accumulate(file.size for file in errand.files)
    files = {
        file.which: FileInHand(file.name, data[end - file.size : end])
        for file, end in zip(errand.files, ends, strict=True)
    }
    totals = files.pop("totals", None) or errand.total
    return RankingFiles(**files, totals=totals)


def ranking_read(found: Grounds | Problems) -> PackedRanking:
    """Pack what was read. The rules are the server's own: it is its fault if they are faulty."""
    if isinstance(found, Grounds):
        return PackedRanking(_packed(found))
    faults = [problem for _, problem in found.found if isinstance(problem, Fault)]
    if len(faults) < len(found.found):
        raise ValueError("these rules cannot be ranked by")
    return PackedRanking(None, tuple(faults[:MOST_TOLD]))


def unpacked(packed: PackedGrounds, about: RoundRules) -> Grounds:
    """Return what was read, to be ranked by these rules."""
    codes = {unit: code for code, unit in packed.units.items()}
    names = {packed.units[code]: name for code, name in packed.names.items()}
    return Grounds(
        round=about,
        attempts=Attempts(
            entries=list(packed.entries),
            people={code: number for number, code in enumerate(packed.people)},
            units=dict(packed.units),
        ),
        people=packed.about,
        units=None if packed.nodes is None else Units(packed.nodes, codes, names),
        rulings=packed.rulings,
        totals=packed.totals,
        lots=tuple(_draw(lot) for lot in packed.lots),
        before={one.person: one for one in packed.before},
        special=packed.special,
        unread=packed.unread,
    )


def _packed(found: Grounds) -> PackedGrounds:
    attempts, units = found.attempts, found.units
    return PackedGrounds(
        entries=tuple(attempts.entries),
        people=tuple(attempts.people),
        about=found.people,
        units=attempts.units,
        nodes=units.nodes if units else None,
        names={units.codes[unit]: name for unit, name in units.names.items()} if units else {},
        rulings=found.rulings,
        totals=found.totals,
        lots=tuple(_packed_draws(found.lots)),
        before=tuple(found.before.values()),
        special=found.special,
        unread=found.unread,
    )


def _packed_draws(lots: Iterable[Draw]) -> Iterable[PackedDraw]:
    for lot in lots:
        seed = None if lot.seed is None else lot.seed.hex()
        shared = (lot.attempts, lot.drawn_at, lot.overall, lot.reason)
        yield PackedDraw(lot.rank, lot.group, lot.levels, seed, *shared)


def _draw(lot: PackedDraw) -> Draw:
    seed = None if lot.seed is None else bytes.fromhex(lot.seed)
    about = (lot.attempts, lot.drawn_at, lot.overall, lot.reason)
    return Draw(lot.rank, lot.group, lot.levels, seed, *about)
