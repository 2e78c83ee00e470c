"""What the pages about contests show. Times are milliseconds since the epoch, UTC."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from flask_wtf import FlaskForm

from quiz.domain.rules import RoundKind
from quiz.domain.timing import RoundState
from quiz.domain.visibility import Withheld
from quiz.services.contest_freeze import Fixed
from quiz.services.seals import SealLine
from quiz.web.organizer.contests.outlook import Outlook
from quiz.web.organizer.pages import ContestToday, FindingLine, RoundToday


@dataclass(frozen=True, slots=True)
class ContestsPage:
    """Every contest in reach."""

    contests: tuple[ContestToday, ...]
    may_make: bool


@dataclass(frozen=True, slots=True)
class FilePage:
    """Choosing the file of a contest; after a faulty one, all that was found in it."""

    form: FlaskForm
    filename: str = ""
    findings: tuple[FindingLine, ...] = ()


@dataclass(frozen=True, slots=True)
class UnitPrizeCard:
    """A list of prizes for units; ``criteria`` where it has a ranking of its own."""

    title: str
    criteria: tuple[str, ...]
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RoundCard:
    """A round and its main rules in words; ``state`` is None before the contest is stored.

    ``attempts`` is None where there is no limit, ``attempts_per`` is what a limit counts for;
    ``prizes`` counts all levels, and ``lacks_minimum`` where even no point at all may win one.
    ``like`` is the title of an earlier round of the same rules and questions.
    """

    number: int
    title: str
    kind: RoundKind
    opens_at: int
    closes_at: int
    bank: str
    items: int
    minutes: int
    item_seconds: int | None
    attempts: int | None
    attempts_per: str
    criteria: tuple[str, ...]
    prediction: str | None
    prizes: int
    lacks_minimum: bool
    unit_criteria: tuple[str, ...] = ()
    unit_gates: tuple[str, ...] = ()
    unit_prizes: tuple[UnitPrizeCard, ...] = ()
    prize_counts: tuple[str, ...] = ()
    prize_rules: tuple[str, ...] = ()
    overall_prize_rules: tuple[str, ...] = ()
    overall: tuple[str, ...] = ()
    overall_prizes: int = 0
    state: RoundState | None = None
    fixed: Fixed | None = None
    like: str | None = None


@dataclass(frozen=True, slots=True)
class ContestPreview:
    """What a file would make: a new contest, or another state of one that there is."""

    form: FlaskForm
    ref: str
    filename: str
    slug: str
    title: str
    summary: str
    organizer: str
    tree: str
    owner: str | None
    is_practice: bool
    replaces: bool
    rounds: tuple[RoundCard, ...]


@dataclass(frozen=True, slots=True)
class ContestPage:
    """One contest with its rounds, and what may be done with it.

    ``seals`` are those of its rounds by number, ``unsealed`` the rounds that open soon without one;
    ``preset`` is the title of the rules that it began with, ``next_round`` the number of the first
    official one that has not opened.
    """

    slug: str
    title: str
    summary: str
    organizer: str
    is_practice: bool
    announced_at: int | None
    rounds: tuple[RoundCard, ...]
    may_write: bool
    seals: Mapping[int, SealLine]
    unsealed: tuple[RoundToday, ...]
    may_seal: bool
    preset: str | None = None
    next_round: int | None = None
    remarks: tuple[str, ...] = ()
    """What is worth a second look before a round opens."""
    faults: tuple[str, ...] = ()
    """What keeps it from being announced."""


@dataclass(frozen=True, slots=True)
class TextsPage:
    """The texts of a contest, in a form."""

    form: FlaskForm
    slug: str
    title: str


@dataclass(frozen=True, slots=True)
class NewContestPage:
    """Everything that a contest is apart from its rounds, in a form."""

    form: FlaskForm


@dataclass(frozen=True, slots=True)
class DetailsPage:
    """What a contest is beside its texts and rounds; where it stands is told once it is fixed."""

    form: FlaskForm
    slug: str
    title: str
    is_fixed: bool
    tree: str
    owner: str
    tree_day: date
    is_practice: bool


@dataclass(frozen=True, slots=True)
class RoundFormPage:
    """A round in a form: with its main rules until it is ``fixed``."""

    form: FlaskForm
    slug: str
    contest_title: str
    number: int
    title: str
    fixed: Fixed | None
    zone: str


@dataclass(frozen=True, slots=True)
class Beginning:
    """A round or rules to begin a new round with; ``key`` goes into the address."""

    key: str
    title: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class NewRoundPage:
    """A round that is to be added, in a form; ``items`` is their number when a blueprint fixes it.

    ``prizes`` counts those that come with what it begins with.
    """

    form: FlaskForm
    slug: str
    contest_title: str
    zone: str
    kind: RoundKind
    beginnings: tuple[Beginning, ...]
    items: int | None
    prizes: int
    has_banks: bool


@dataclass(frozen=True, slots=True)
class RoundQuestion:
    """A round that is about to be removed or opened, and what keeps it from that."""

    form: FlaskForm
    slug: str
    contest_title: str
    card: RoundCard
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GridCell:
    """How many items of one sort are drawn, as typed, of how many; ``note`` warns of few."""

    name: str
    label: str
    column: str
    text: str
    available: int
    fault: str
    note: str


@dataclass(frozen=True, slots=True)
class GridRow:
    """A topic, with a cell for each difficulty."""

    title: str
    cells: tuple[GridCell, ...]


@dataclass(frozen=True, slots=True)
class BlueprintPage:
    """The blueprint of a round as a grid, and how alike its papers are.

    Without ``is_grid`` the round has a blueprint that says more than a grid can; ``is_tried`` shows
    what is not saved. ``outlook`` is None where papers cannot be drawn
    or not be told of exactly.
    """

    form: FlaskForm
    slug: str
    contest_title: str
    number: int
    title: str
    fixed: Fixed | None
    is_tried: bool
    is_grid: bool
    enough: int
    bank: str
    uses: tuple[str, ...]
    pool: int
    columns: tuple[str, ...]
    rows: tuple[GridRow, ...]
    sums: tuple[int, ...]
    total: int
    faults: tuple[str, ...]
    outlook: Outlook | None
    is_drawable: bool


@dataclass(frozen=True, slots=True)
class RulesFormPage:
    """The whole rules document of a round as text, and everything that is wrong with it.

    The form leaves out what is as usual; ``complete`` says that too.
    """

    form: FlaskForm
    slug: str
    contest_title: str
    number: int
    title: str
    fixed: Fixed | None
    complete: str
    findings: tuple[FindingLine, ...] = ()


@dataclass(frozen=True, slots=True)
class SealPage:
    """What sealing a round will fix, and what keeps this reader from it (``obstacle`` in words)."""

    slug: str
    contest_title: str
    number: int
    title: str
    opens_at: int
    bank: str
    version: int
    bank_title: str
    obstacle: str | None


@dataclass(frozen=True, slots=True)
class PortalsPage:
    """The portals of a contest in a form, and what they put in.

    ``limit`` is what the server lets embed, nothing where it does not say; ``kept_out`` are portals
    of the contest that it does not let. ``preview`` is the address of the board, if there is one.
    """

    slug: str
    title: str
    form: FlaskForm
    limit: tuple[str, ...]
    most: int
    kept_out: tuple[str, ...]
    preview: str | None
    snippet: str


@dataclass(frozen=True, slots=True)
class BoardPage:
    """How the public boards of a round stand, and where else they can be shown.

    ``stopped_at`` is when somebody stopped them, ``frozen_by_rule`` when the rules do. ``portals``
    are the origins that may show the boards, ``snippet`` is what a portal puts in.
    """

    slug: str
    contest_title: str
    number: int
    title: str
    is_announced: bool
    withheld: Withheld | None
    publication: int | None
    has_begun: bool
    stopped_at: int | None
    frozen_by_rule: int | None
    updated_at: int | None
    portals: tuple[str, ...]
    snippet: str
