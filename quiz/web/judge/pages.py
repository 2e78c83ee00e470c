"""What the judges' pages show. Points are hundredths, times milliseconds since the epoch, UTC."""

from dataclasses import dataclass

from quiz.domain.timing import RoundState
from quiz.web.chrome import Pager
from quiz.web.judge.forms import (
    OrderForm,
    PublishForm,
    RulingForm,
    SpecialPrizeForm,
    UnitMarkForm,
)
from quiz.web.result_lines import AwardsPart, PersonLine, TieLine, UnitLine
from quiz.web.unit_prize_words import UnitPrizeList


@dataclass(frozen=True, slots=True)
class RoundLine:
    """A round of a contest; ``publication`` is the number of its newest result."""

    number: int
    title: str
    state: RoundState
    opens_at: int
    closes_at: int
    publication: int | None


@dataclass(frozen=True, slots=True)
class ContestRounds:
    """A contest with its official rounds."""

    slug: str
    title: str
    rounds: tuple[RoundLine, ...]


@dataclass(frozen=True, slots=True)
class HomePage:
    """Every contest within the judge's fence."""

    contests: tuple[ContestRounds, ...]


@dataclass(frozen=True, slots=True)
class RoundHead:
    """What stands above every page of a round.

    ``official`` is the number of the publication that this very result is; ``newest`` the newest
    there is, which may differ from what would be published now.
    """

    slug: str
    contest_title: str
    number: int
    title: str
    state: RoundState
    opens_at: int
    closes_at: int
    people: int
    attempts: int
    all_correct: int
    newest: int | None
    official: int | None
    may_publish: bool
    has_overall: bool = False
    has_marks: bool = False


@dataclass(frozen=True, slots=True)
class PublicationLine:
    """A publication so far."""

    number: int
    published_at: int
    people: int
    attempts: int
    digest: str


@dataclass(frozen=True, slots=True)
class ResultsPage:
    """The result as it would be published now: ranked people with every key that decides.

    ``outside`` counts people who belong to no unit of the contest's day, ``quick`` those whose
    attempt took less time than is plausible.
    """

    head: RoundHead
    criteria: tuple[str, ...]
    columns: tuple[str, ...]
    people: tuple[PersonLine, ...]
    pager: Pager
    unranked: int
    outside: int
    quick: int
    awards: AwardsPart
    publications: tuple[PublicationLine, ...]


@dataclass(frozen=True, slots=True)
class UnrankedPage:
    """The people who took part but are not ranked, each with the reason; and how many of each."""

    head: RoundHead
    columns: tuple[str, ...]
    reasons: tuple[tuple[str, int], ...]
    people: tuple[PersonLine, ...]
    pager: Pager


@dataclass(frozen=True, slots=True)
class UnitsPage:
    """The units right below one; ``above`` is the code of the unit above it, if there is one.

    ``order`` names what units are compared by, first key first; empty where none are ranked.
    ``gates`` says what they must reach first, ``columns`` heads the cells of their lines;
    ``prizes`` are those of the whole round.
    """

    head: RoundHead
    order: tuple[str, ...]
    gates: tuple[str, ...]
    columns: tuple[str, ...]
    prizes: tuple[UnitPrizeList, ...]
    unit: str
    above: str | None
    units: tuple[UnitLine, ...]
    pager: Pager


@dataclass(frozen=True, slots=True)
class PublishPage:
    """The question before a publication: what it would say, what it leaves out and leaves open."""

    head: RoundHead
    next_number: int
    awards: AwardsPart
    special: tuple[tuple[str, str], ...]
    open_ties: int
    overall_ties: int
    unit_ties: int
    unit_prizes: tuple[UnitPrizeList, ...]
    unranked: int
    voided: int
    digest: str
    form: PublishForm


@dataclass(frozen=True, slots=True)
class LotsPage:
    """The question before lots are drawn: between whom, and for which prizes.

    Without a ``tie`` there is nothing to draw for; it may be one of a ranking over several rounds.
    """

    head: RoundHead
    tie: TieLine | None = None
    is_overall: bool = False


@dataclass(frozen=True, slots=True)
class Equal:
    """One of the equals to be put in order; ``place`` is what was typed, ``field`` its name."""

    field: str
    name: str
    reference: str
    place: str


@dataclass(frozen=True, slots=True)
class OrderPage:
    """Equals to be put in order by judges. Without a ``form`` the reader cannot do it here.

    Without a ``tie`` there is nothing to part; it may be one of a ranking over several rounds.
    """

    head: RoundHead
    tie: TieLine | None = None
    equals: tuple[Equal, ...] = ()
    form: OrderForm | None = None
    is_overall: bool = False


@dataclass(frozen=True, slots=True)
class SpecialLine:
    """A special prize in force."""

    id: int
    title: str
    recipient: str
    reason: str
    given_at: int
    given_by: str | None


@dataclass(frozen=True, slots=True)
class SpecialPage:
    """The special prizes of a round; the form is for those who may give one now."""

    head: RoundHead
    given: tuple[SpecialLine, ...]
    form: SpecialPrizeForm | None


@dataclass(frozen=True, slots=True)
class RulingLine:
    """A ruling on an attempt; ``restores`` one that was voided before."""

    number: int
    restores: bool
    name: str
    attempt: int
    reference: str
    reason: str
    ruled_at: int
    ruled_by: str | None


@dataclass(frozen=True, slots=True)
class AttemptLine:
    """An attempt that a ruling may be about; ``void_reason`` says why it is voided, if it is.

    Points are None while it is in progress.
    """

    reference: str
    receipt: str
    name: str
    number: int
    started_at: int
    finished_at: int | None
    points: int | None
    correct: int | None
    void_reason: str | None


@dataclass(frozen=True, slots=True)
class RulingsPage:
    """What judges have decided in a round: rulings in force and those withdrawn, and on people.

    ``found`` is what was searched for, None without a search; ``may_rule`` shows the search.
    """

    head: RoundHead
    in_force: tuple[RulingLine, ...]
    withdrawn: tuple[RulingLine, ...]
    people: tuple[tuple[str, str], ...]
    more_people: int
    may_rule: bool
    query: str
    found: tuple[AttemptLine, ...] | None
    is_cut: bool


@dataclass(frozen=True, slots=True)
class MoveLine:
    """Somebody, or a unit, whose place changes; the places in words."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class MovesPart:
    """What a ruling would change: numbers of the round with their names, people and units.

    Of people and units the first lines, and how many there are.
    """

    numbers: tuple[tuple[str, int, int], ...]
    people: tuple[MoveLine, ...]
    people_count: int
    units: tuple[MoveLine, ...]
    units_count: int


@dataclass(frozen=True, slots=True)
class RulingPage:
    """The question before a ruling: about which attempt, and what it would move.

    An attempt in progress has no ``form``. ``returns`` says whether the person may then take one
    more attempt.
    """

    head: RoundHead
    attempt: AttemptLine
    restores: bool
    returns: bool
    moves: MovesPart | None
    form: RulingForm | None


@dataclass(frozen=True, slots=True)
class MarkLine:
    """What a unit has been given, in hundredths of a point."""

    code: str
    unit: str
    points: int
    reason: str
    given_at: int
    given_by: str | None


@dataclass(frozen=True, slots=True)
class MarksPage:
    """What units have been given; the form, and the units to choose, for those who may now."""

    head: RoundHead
    given: tuple[MarkLine, ...]
    form: UnitMarkForm | None
    units: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class OverallPage:
    """The ranking over several rounds; empty where the rules of the round have none."""

    head: RoundHead
    criteria: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    people: tuple[PersonLine, ...] = ()
    pager: Pager | None = None
    awards: AwardsPart | None = None
