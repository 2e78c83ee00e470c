"""From files to a result: all of them are read, then ranked as a publication is."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Literal

from question_bank.findings import Place
from quiz.documents.table import Fault
from quiz.domain.entry import Ruling, Totals
from quiz.domain.lots import Draw
from quiz.domain.overall import OverallResult, PersonSum, overall_of
from quiz.domain.prize_order import EarlierWins
from quiz.domain.prizes import SpecialPrize
from quiz.domain.recognition import totals_of
from quiz.domain.result import Result, digest_of, homes_of, result_of
from quiz.domain.rules import PrizeCaps, RankingKey, Rules
from quiz.offline.attempts import Attempts, read_attempts
from quiz.offline.before import read_before
from quiz.offline.columns import (
    ATTEMPTS,
    BEFORE,
    LOTS,
    PEOPLE,
    RULINGS,
    SPECIAL,
    TOTALS,
    UNITS,
    Field,
)
from quiz.offline.lots import read_lots
from quiz.offline.people import About, read_people
from quiz.offline.rules_file import Problem, RoundRules, read_rules
from quiz.offline.rulings import read_rulings
from quiz.offline.special import read_special
from quiz.offline.table import TableFile
from quiz.offline.totals import asks_for_one_number, read_totals, with_asked
from quiz.offline.units import Units, read_units
from quiz.services.garbage import garbage_kept


@dataclass(frozen=True, slots=True)
class FileInHand:
    """A file that lies on no disk: its name, and all that is in it."""

    name: str
    data: bytes

    def open(self, _mode: Literal["rb"]) -> BytesIO:
        """Open it, as a path is opened."""
        return BytesIO(self.data)

    def read_bytes(self) -> bytes:
        """Return all that is in it."""
        return self.data


File = Path | FileInHand


@dataclass(frozen=True, slots=True)
class RankingFiles:
    """What to rank; only rules and attempts must be there.

    ``totals`` is a file of the three numbers of a round, or the one number that it asks for.
    """

    rules: File
    attempts: File
    people: File | None = None
    units: File | None = None
    rulings: File | None = None
    totals: File | int | None = None
    lots: File | None = None
    before: File | None = None
    special: File | None = None


@dataclass(frozen=True, slots=True)
class Problems:
    """Everything that keeps files from being ranked, by the name of the file."""

    found: tuple[tuple[str, Problem], ...]


@dataclass(frozen=True, slots=True)
class Ranked:
    """A result from files, with the codes, names and kinds that people and units have in them.

    ``unread`` are headings that no column goes by, with the name of their file.
    """

    round: RoundRules
    result: Result
    overall: OverallResult | None
    digest: str
    people: Sequence[str]
    names: Mapping[str, str]
    unit_codes: Mapping[int, str]
    unit_names: Mapping[int, str]
    unit_kinds: Mapping[int, str]
    unread: tuple[tuple[str, str], ...]

    @property
    def by_kind(self) -> bool:
        """Whether units of a kind are ranked with one another, wherever they stand."""
        return self.round.rules.units is not None and self.round.rules.units.among == "kind"


@dataclass(frozen=True, slots=True)
class Grounds:
    """What files without any fault hold: all that a result follows from."""

    round: RoundRules
    attempts: Attempts
    people: Mapping[str, About]
    units: Units | None
    rulings: tuple[Ruling, ...]
    totals: Totals | None
    lots: tuple[Draw, ...]
    before: Mapping[int, PersonSum]
    special: tuple[SpecialPrize, ...]
    unread: tuple[tuple[str, str], ...]


@dataclass
class _Read:
    """What has been read so far, in the order in which one file needs another."""

    files: RankingFiles
    tables: list[TableFile] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    people: Mapping[str, About] | None = None
    units: Units | None = None
    attempts: Attempts = field(default_factory=Attempts)
    rulings: tuple[Ruling, ...] = ()
    totals: Totals | None = None
    lots: tuple[Draw, ...] = ()
    before: Mapping[int, PersonSum] = field(default_factory=dict)
    special: tuple[SpecialPrize, ...] = ()

    @contextmanager
    def table(self, sent: File, fields: Sequence[Field]) -> Iterator[tuple[BinaryIO, TableFile]]:
        """Open a file as a table whose faults are kept."""
        table = TableFile(sent.name, fields)
        self.tables.append(table)
        with sent.open("rb") as file:
            yield file, table

    def grounds(self, about: RoundRules) -> Grounds:
        """Return what has been read, to be ranked by these rules."""
        return Grounds(
            round=about,
            attempts=self.attempts,
            people=self.people or {},
            units=self.units,
            rulings=self.rulings,
            totals=self.totals,
            lots=self.lots,
            before=self.before,
            special=self.special,
            unread=tuple((table.name, name) for table in self.tables for name in table.unread),
        )


def rank_files(files: RankingFiles, number: int | None = None) -> Ranked | Problems:
    """Rank a round from files, or return everything that is wrong with any of them.

    ``number`` chooses the round where the rules file has several.
    """
    with garbage_kept():
        found = read_files(files, number)
        return found if isinstance(found, Problems) else ranked(found)


def read_files(files: RankingFiles, number: int | None = None) -> Grounds | Problems:
    """Return what a result follows from, or everything that is wrong with any of the files."""
    about, problems = read_rules(files.rules.read_bytes(), files.rules.name, number)
    read = _Read(files)
    _read_tables(read, about)
    faults = [fault for table in read.tables for fault in table.faults] + read.faults
    if about is not None and not faults:
        return read.grounds(about)
    return Problems(
        (
            *((files.rules.name, problem) for problem in problems),
            *((fault.place.file, fault) for fault in faults),
        )
    )


def _read_tables(read: _Read, about: RoundRules | None) -> None:
    files, rules = read.files, about.rules if about else None
    if files.units:
        with read.table(files.units, UNITS) as (file, table):
            read.units = read_units(file, table, about.tree_day if about else date.min)
    if files.people:
        with read.table(files.people, PEOPLE) as (file, table):
            read.people = read_people(file, table)
    # Where units or people could not be read, nobody is blamed for not being among them.
    broken = {table.fields for table in read.tables if table.faults}
    people = None if PEOPLE in broken else read.people
    units = None if UNITS in broken or read.units is None else read.units.ids
    with read.table(files.attempts, ATTEMPTS) as (file, table):
        read.attempts = read_attempts(file, table, rules=rules, people=people, units=units)
    if files.rulings:
        attempts = None if table.faults else read.attempts
        with read.table(files.rulings, RULINGS) as (file, table):
            read.rulings = read_rulings(file, table, attempts, read.people or {})
    if files.lots:
        with read.table(files.lots, LOTS) as (file, table):
            read.lots = read_lots(file, table)
    if files.before:
        with read.table(files.before, BEFORE) as (file, table):
            read.before = read_before(file, table, read.attempts)
    if files.special:
        with read.table(files.special, SPECIAL) as (file, table):
            read.special = read_special(file, table)
    _read_totals(read, rules)
    if rules and RankingKey.REGISTERED_AT in rules.ranking and not files.people:
        read.faults.append(Fault("people_file_needed", Place(file=files.rules.name)))


def _read_totals(read: _Read, rules: Rules | None) -> None:
    given = read.files.totals
    if isinstance(given, File):
        with read.table(given, TOTALS) as (file, table):
            read.totals = read_totals(file, table)
    elif given is None or rules is None:
        return
    elif not asks_for_one_number(rules):
        code = "total_unasked" if rules.prediction is None else "total_needs_file"
        read.faults.append(Fault(code, Place(file=read.files.rules.name)))
    else:
        counted = totals_of(read.attempts.entries, rules, read.rulings)
        read.totals = with_asked(counted, rules, given)


def ranked(read: Grounds) -> Ranked:
    """Rank what files hold."""
    about, attempts, units = read.round, read.attempts, read.units
    codes = {unit: code for code, unit in attempts.units.items()}
    nodes = units.nodes if units else ()
    wins = {
        attempts.people[code]: one.wins
        for code, one in read.people.items()
        if one.wins and code in attempts.people
    }
    earlier = EarlierWins(wins, about.levels)
    result = result_of(
        attempts.entries,
        about.rules,
        nodes,
        totals=read.totals,
        rulings=read.rulings,
        earlier=earlier,
        lots=[draw for draw in read.lots if not draw.overall],
        special=read.special,
    )
    over_rounds = [draw for draw in read.lots if draw.overall]
    caps = about.rules.overall.prize_caps if about.rules.overall else PrizeCaps()
    overall = overall_of(
        result.standings,
        result.awards,
        about.rules,
        read.before,
        over_rounds,
        earlier=earlier,
        homes=homes_of(caps, nodes),
    )
    return Ranked(
        round=about,
        result=result,
        overall=overall,
        digest=digest_of(
            result,
            about.rules,
            contest=about.contest,
            number=about.number,
            codes=codes,
            rules_digest=about.digest,
            overall=overall,
        ),
        people=tuple(attempts.people),
        names={code: one.name for code, one in read.people.items()},
        unit_codes=codes,
        unit_names=units.names if units else {},
        unit_kinds={unit.id: unit.kind for unit in units.nodes} if units else {},
        unread=read.unread,
    )
