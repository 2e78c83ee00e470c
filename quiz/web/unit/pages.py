"""What the pages of the units' desk show. Times are milliseconds since the epoch, UTC."""

from dataclasses import dataclass
from datetime import date

from quiz.services.people import Show
from quiz.services.unit_desk import ChildTally, HeadcountState, Tally, UnitStep
from quiz.web.chart import Chart
from quiz.web.chrome import Pager
from quiz.web.tables import Faults, TableForm
from quiz.web.unit.forms import HeadcountForm, ReportForm


@dataclass(frozen=True, slots=True)
class ContestLine:
    """A contest to follow; a draft is not announced yet."""

    slug: str
    title: str
    summary: str
    is_draft: bool


@dataclass(frozen=True, slots=True)
class HomePage:
    """The contests to follow."""

    contests: tuple[ContestLine, ...]


@dataclass(frozen=True, slots=True)
class Branch:
    """The frame of every page below: which contest, which unit, and what may be done there."""

    slug: str
    contest_title: str
    code: str
    name: str
    steps: tuple[UnitStep, ...]
    may_load: bool
    may_issue: bool


@dataclass(frozen=True, slots=True)
class RoundTab:
    """A round to look at; no number stands for the contest as a whole."""

    number: int | None
    title: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class DayColumn:
    """A day of the drawing: where its column begins, and how high it is of 100."""

    x: int
    height: int


@dataclass(frozen=True, slots=True)
class DayRow:
    """A day in figures: who took part for the first time, all so far, finished attempts."""

    day: date
    new: int
    so_far: int
    attempts: int


@dataclass(frozen=True, slots=True)
class DaysChart:
    """The days of a branch: columns, a line (points of a polyline), and the same as a table."""

    columns: tuple[DayColumn, ...]
    line: str
    width: int
    first: date
    last: date
    most_new: int
    rows: tuple[DayRow, ...]


@dataclass(frozen=True, slots=True)
class DeskPage:
    """How the contest goes in a branch."""

    branch: Branch
    tabs: tuple[RoundTab, ...]
    round_number: int | None
    whole: Tally
    own: Tally
    rounds: Chart | None
    days: DaysChart | None
    headcount: HeadcountState | None
    children: tuple[ChildTally, ...]
    rates: Chart | None
    pager: Pager


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person in a list; ``standing`` says so of whoever is out of prizes or of the contest."""

    participation_id: int
    name: str
    birth_date: date | None
    phone: str | None
    unit: str
    registered_at: int | None
    has_account: bool
    rounds_taken: int
    standing: str | None


@dataclass(frozen=True, slots=True)
class Filter:
    """A way to narrow the list of people."""

    show: Show
    label: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """The people of a branch."""

    branch: Branch
    filters: tuple[Filter, ...]
    query: str
    total: int
    people: tuple[PersonRow, ...]
    pager: Pager


@dataclass(frozen=True, slots=True)
class NotYetPage:
    """Who has not taken part yet; ``is_for_print`` shows them all on one page."""

    branch: Branch
    tabs: tuple[RoundTab, ...]
    round_number: int | None
    round_title: str | None
    made_at: int
    total: int
    people: tuple[PersonRow, ...]
    pager: Pager | None
    is_for_print: bool


@dataclass(frozen=True, slots=True)
class LoadPage:
    """Choosing a file of people, and what was wrong with the last one."""

    branch: Branch
    form: TableForm
    formats: tuple[str, ...]
    faults: Faults | None = None


@dataclass(frozen=True, slots=True)
class LoadLine:
    """What happens to one person; ``changes`` are (column, before, after)."""

    row: int
    name: str
    unit: str
    changes: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """What loading a file of people would do; of each list the first are shown."""

    branch: Branch
    ref: str
    filename: str
    created: int
    updated: int
    unchanged: int
    new: tuple[LoadLine, ...]
    changed: tuple[LoadLine, ...]
    unread: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CodeLine:
    """A person and the code to hand to them."""

    name: str
    unit: str
    code: str


@dataclass(frozen=True, slots=True)
class CodesPage:
    """One-time codes, shown once; ``address`` is where they are typed, for so many days."""

    branch: Branch
    codes: tuple[CodeLine, ...]
    address: str
    days: int


@dataclass(frozen=True, slots=True)
class ReportPage:
    """What an office adds to the figures of its report."""

    branch: Branch
    form: ReportForm


@dataclass(frozen=True, slots=True)
class HeadcountRow:
    """A number of a unit, with who declared and who confirmed it."""

    id: int
    unit: str
    kind: str
    day: date
    people: int
    declared_by: str
    declared_at: int
    confirmed_by: str
    confirmed_at: int | None
    may_confirm: bool


@dataclass(frozen=True, slots=True)
class HeadcountPage:
    """The numbers of a unit; ``waiting`` are those of units right below."""

    branch: Branch
    form: HeadcountForm
    may_declare: bool
    lines: tuple[HeadcountRow, ...]
    waiting: tuple[HeadcountRow, ...]
