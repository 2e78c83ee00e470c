"""What the public pages show. Every time is milliseconds since the epoch, UTC."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from markupsafe import Markup

from question_bank.seal import Seal
from quiz.domain.rules import RoundKind
from quiz.domain.timing import RoundState
from quiz.domain.visibility import Withheld
from quiz.web.chart import Chart
from quiz.web.chrome import Pager
from quiz.web.line_chart import LineChart
from quiz.web.unit_prize_words import UnitPrizeList

ContestState = Literal["ahead", "open", "between", "over"]
"""Before the first round opens; a round is open; the next round is ahead; every round is over."""

Action = Literal["register", "join", "take", "continue", "wait", "over"]
"""What the reader can do next in a contest.

register: nobody is signed in · join: signed in, no participation yet · take: a round is open and an
attempt is left · continue: an attempt is in progress · wait: taking part, nothing to take now ·
over: every round is over.
"""


@dataclass(frozen=True, slots=True)
class RoundLine:
    """A round in its contest's timeline; ``publication`` is the number of the newest result."""

    number: int
    title: str
    kind: RoundKind
    state: RoundState
    opens_at: int | None
    closes_at: int
    publication: int | None = None


@dataclass(frozen=True, slots=True)
class ContestCard:
    """A contest on the home page; ``current`` is the open round or, before it, the next one."""

    slug: str
    title: str
    summary: str
    opens_at: int
    closes_at: int
    state: ContestState
    rounds: int
    current: RoundLine | None = None


@dataclass(frozen=True, slots=True)
class HomePage:
    """All contests that the public may see: open ones first, then coming, then past."""

    contests: tuple[ContestCard, ...]


@dataclass(frozen=True, slots=True)
class ContestPage:
    """One contest and what its reader can do now.

    ``action_round`` is the round to take or continue, ``attempt`` the reference of the attempt to
    continue.
    """

    slug: str
    title: str
    summary: str
    organizer: str
    who: str
    opens_at: int
    closes_at: int
    state: ContestState
    rounds: tuple[RoundLine, ...]
    action: Action
    action_round: int | None = None
    attempt: str | None = None
    has_documents: bool = False
    is_practice: bool = False


@dataclass(frozen=True, slots=True)
class RegulationPage:
    """The regulation as prepared text; ``digest`` identifies the exact wording."""

    slug: str
    contest_title: str
    body_html: Markup
    digest: str | None = None
    changed_at: int | None = None


@dataclass(frozen=True, slots=True)
class StudyText:
    """Something to study: a text of the organizers, an address elsewhere, or both."""

    title: str
    body_html: Markup | None
    address: str | None


@dataclass(frozen=True, slots=True)
class DocumentsPage:
    """What there is to study for a contest."""

    slug: str
    contest_title: str
    texts: tuple[StudyText, ...]


@dataclass(frozen=True, slots=True)
class RoundTab:
    """A tab of the leaderboard."""

    number: int
    title: str
    current: bool


@dataclass(frozen=True, slots=True)
class UnitCrumb:
    """A unit on the way from the top of the tree to the one shown; code None is the top."""

    code: str | None
    name: str


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit among its siblings.

    ``average`` is hundredths of a point, None where fewer than five people took part or nothing may
    be shown; ``rate`` is None without a headcount; ``rank`` is None for a unit outside the ranking,
    with ``note`` saying why. ``cells`` answer the page's ``unit_columns``. ``own`` marks the
    reader's own unit, or the branch that it is in. ``above`` names the unit that it stands right
    under, where its name alone would not tell which one it is.
    """

    rank: int | None
    code: str
    name: str
    has_children: bool
    people: int
    attempts: int
    headcount: int | None
    rate: Fraction | None
    average: Fraction | None
    cells: tuple[str, ...] = ()
    note: str | None = None
    own: Literal["unit", "branch"] | None = None
    above: str | None = None
    prizes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column that the round's ranking keys ask for; figures stand on the right."""

    label: str
    is_figure: bool = True


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person in a ranking: masked on boards, in full among published winners.

    ``cells`` answer the table's columns, already in the reader's words.
    """

    rank: int
    name: str
    unit: str
    cells: tuple[str, ...]
    is_reader: bool = False
    note: str | None = None


@dataclass(frozen=True, slots=True)
class PersonTable:
    """People in order with the figures that put them there."""

    columns: tuple[Column, ...]
    rows: tuple[PersonRow, ...]


@dataclass(frozen=True, slots=True)
class BoardHead:
    """What stands above every output of a board, on paper, on a wall and in a portal alike.

    A ``withheld`` board shows no figure at all. ``publication`` is the number of the official
    result, None while the board is not official. A board that stands still does so since
    ``frozen_from``. ``updated_at`` is when its figures last changed.
    """

    slug: str
    contest_title: str
    round_number: int
    round_title: str
    withheld: Withheld | None
    publication: int | None
    frozen_from: int | None
    updated_at: int | None
    people: int | None
    attempts: int | None


@dataclass(frozen=True, slots=True)
class BoardBody:
    """The standing of units and people in one round, the same for every reader but for marks.

    ``unit_name`` is the unit whose children are listed. ``chart`` shows what the unit table's rank
    rests on; ``pager`` leads through the units.
    """

    slug: str
    round_number: int
    crumbs: tuple[UnitCrumb, ...]
    unit_name: str
    unit_columns: tuple[str, ...]
    unit_rows: tuple[UnitRow, ...]
    chart: Chart | None
    people: PersonTable | None
    pager: Pager | None = None


@dataclass(frozen=True, slots=True)
class OwnUnitPart:
    """The reader's unit, and the address of the page of the board on which its line stands."""

    row: UnitRow
    url: str


@dataclass(frozen=True, slots=True)
class LeaderboardPage:
    """A board with what leads to and from it; ``body`` is the rendered `BoardBody`, if shown."""

    head: BoardHead
    tabs: tuple[RoundTab, ...]
    own: OwnUnitPart | None
    body: Markup | None
    has_history: bool
    has_leagues: bool


@dataclass(frozen=True, slots=True)
class LeagueBody:
    """The units of one kind in one round, the same for every reader but for a mark.

    ``kinds`` are the kinds that there are to choose from, by what the address calls each;
    ``kind`` is the one shown.
    """

    slug: str
    round_number: int
    kinds: Mapping[str, str]
    kind: str
    unit_columns: tuple[str, ...]
    unit_rows: tuple[UnitRow, ...]
    chart: Chart | None
    pager: Pager


@dataclass(frozen=True, slots=True)
class LeagueBoardPage:
    """The league of a kind of unit; ``body`` is the rendered `LeagueBody`, if shown."""

    head: BoardHead
    tabs: tuple[RoundTab, ...]
    own: OwnUnitPart | None
    body: Markup | None


@dataclass(frozen=True, slots=True)
class WallPage:
    """The first units and people of a round, for a wall of a hall or a corner of a portal.

    ``url`` leads to the whole board, ``seconds`` is how often a wall looks for news.
    """

    head: BoardHead
    unit_name: str
    unit_columns: tuple[str, ...]
    unit_rows: tuple[UnitRow, ...]
    people: PersonTable | None
    url: str
    seconds: int


@dataclass(frozen=True, slots=True)
class ShownRound:
    """A round in the history of ranks; its board may stand still since ``frozen_from``."""

    number: int
    title: str
    publication: int | None
    frozen_from: int | None


@dataclass(frozen=True, slots=True)
class RankRow:
    """A unit with its rank in each round; ``letter`` marks its line in the chart."""

    letter: str
    name: str
    ranks: tuple[int | None, ...]
    is_own: bool


@dataclass(frozen=True, slots=True)
class RankHistoryPage:
    """How the units right below one have stood from round to round."""

    slug: str
    contest_title: str
    crumbs: tuple[UnitCrumb, ...]
    rounds: tuple[ShownRound, ...]
    chart: LineChart | None
    rows: tuple[RankRow, ...]


@dataclass(frozen=True, slots=True)
class PrizeLevel:
    """A level of prizes, what one is worth, and who won it, in order."""

    title: str
    worth: str
    winners: tuple[PersonRow, ...]


@dataclass(frozen=True, slots=True)
class TieLine:
    """Equals whom the rules cannot part: nobody of them has one of these prizes yet."""

    rank: int
    people: int
    prizes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LotLine:
    """An order of equals: drawn from a ``seed``, or put by judges for a ``reason``.

    ``order`` names each attempt in its order, with its code and, so that anybody can work it out
    again, its lot; ``is_overall`` where the prizes are those over several rounds.
    """

    rank: int
    prizes: tuple[str, ...]
    drawn_at: int
    seed: str | None
    reason: str | None
    order: tuple[tuple[str, str, str | None], ...]
    more: int
    is_overall: bool


@dataclass(frozen=True, slots=True)
class OverallPart:
    """The ranking over several rounds that a result closes: its prizes and its first people."""

    criteria: tuple[str, ...]
    prizes: tuple[PrizeLevel, ...]
    prize_rules: tuple[str, ...]
    ties: tuple[TieLine, ...]
    ranking: PersonTable


@dataclass(frozen=True, slots=True)
class PublicationPage:
    """A numbered result, for ever as it was published.

    ``newer`` is the number of a later result that corrects this one. ``criteria`` tells in words
    how people were ranked, first key first, ``prize_rules`` how prizes were handed out. ``special``
    prizes have a title, a recipient and a reason each. ``complaints_until`` is when the time for
    complaints ends, where the rules set one.
    """

    slug: str
    contest_title: str
    round_number: int
    round_title: str
    number: int
    published_at: int
    newer: int | None
    people: int
    attempts: int
    all_correct: int
    criteria: tuple[str, ...]
    columns: tuple[Column, ...]
    prizes: tuple[PrizeLevel, ...]
    ties: tuple[TieLine, ...]
    lots: tuple[LotLine, ...]
    special: tuple[tuple[str, str, str], ...]
    prize_rules: tuple[str, ...]
    unit_prizes: tuple[UnitPrizeList, ...]
    ranking: PersonTable
    overall: OverallPart | None
    digest: str
    pager: Pager | None = None
    complaints_until: int | None = None


@dataclass(frozen=True, slots=True)
class SealedRound:
    """A ranked round with its seal, if it was sealed before it opened.

    ``publication`` is the number of the newest result; with it the seal is open.
    """

    number: int
    title: str
    state: RoundState
    opens_at: int
    closes_at: int
    publication: int | None
    seal: Seal | None
    bank_title: str = ""


@dataclass(frozen=True, slots=True)
class TransparencyPage:
    """The seals of a contest, round by round."""

    slug: str
    contest_title: str
    rounds: tuple[SealedRound, ...]


@dataclass(frozen=True, slots=True)
class ReceiptPage:
    """What a receipt code confirms, with no personal data."""

    code: str
    slug: str
    contest_title: str
    round_number: int
    round_title: str
    attempt_number: int
    finished_at: int
    answered: int
    items: int
    qr: Markup
