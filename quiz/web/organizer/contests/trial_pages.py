"""What the pages show on which a ranking is tried on files."""

from dataclasses import dataclass

from quiz.domain.prizes import SpecialPrize
from quiz.web.organizer.contests.trial_forms import TrialForm
from quiz.web.result_lines import AwardsPart, PersonLine, UnitLine
from quiz.web.unit_prize_words import UnitPrizeList


@dataclass(frozen=True, slots=True)
class TrialRound:
    """The round whose rules are tried."""

    slug: str
    contest_title: str
    number: int
    title: str


@dataclass(frozen=True, slots=True)
class TrialFault:
    """Something wrong with a file: in which, where, and how to mend it."""

    file: str
    line: int | None
    column: str
    sentence: str


@dataclass(frozen=True, slots=True)
class TrialPage:
    """The files to choose, and all that was wrong with the last ones; ``more`` are not shown."""

    of: TrialRound
    form: TrialForm
    largest: int
    faults: tuple[TrialFault, ...] = ()
    more: int = 0


@dataclass(frozen=True, slots=True)
class PeopleTable:
    """People in order under their columns; ``more`` come behind them."""

    columns: tuple[str, ...]
    people: tuple[PersonLine, ...]
    more: int


@dataclass(frozen=True, slots=True)
class UnitTable:
    """Units that are ranked with one another, those for which somebody took part.

    ``caption`` says which they are; ``more`` come behind them, in ``idle`` nobody took part.
    """

    title: str
    caption: str
    units: tuple[UnitLine, ...]
    more: int
    idle: int


@dataclass(frozen=True, slots=True)
class UnitPart:
    """How units are ranked, and every board on which somebody stands; ``more`` are not shown."""

    order: tuple[str, ...]
    gates: tuple[str, ...]
    columns: tuple[str, ...]
    tables: tuple[UnitTable, ...]
    more: int
    prizes: tuple[UnitPrizeList, ...]


@dataclass(frozen=True, slots=True)
class OverallPart:
    """The ranking over several rounds, with its prizes."""

    criteria: tuple[str, ...]
    ranked: PeopleTable
    awards: AwardsPart


@dataclass(frozen=True, slots=True)
class TriedPage:
    """A result that was tried, and that nobody keeps.

    ``outside`` counts people in none of the units, ``unread`` names columns that were passed over
    with their file.
    """

    of: TrialRound
    people: int
    attempts: int
    all_correct: int
    criteria: tuple[str, ...]
    ranked: PeopleTable
    reasons: tuple[tuple[str, int], ...]
    unranked: PeopleTable
    awards: AwardsPart
    special: tuple[SpecialPrize, ...]
    overall: OverallPart | None
    units: UnitPart
    outside: int
    digest: str
    rules_digest: str
    unread: tuple[tuple[str, str], ...]
