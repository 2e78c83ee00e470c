"""What the pages of boards show. Every time is milliseconds since the epoch, UTC."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from markupsafe import Markup

from quiz.domain.visibility import Withheld
from quiz.web.chart import Chart
from quiz.web.chrome import Pager
from quiz.web.line_chart import LineChart


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
    be shown; ``rate`` is None without a headcount, ``unconfirmed`` where the level above has not
    confirmed that; ``rank`` is None for a unit outside the ranking, with ``note`` saying why.
    ``cells`` answer the page's ``unit_columns``. ``own`` marks the reader's own unit, or the branch
    that it is in. ``above`` names the unit that it stands right under, where its name alone would
    not tell which one it is.
    """

    rank: int | None
    code: str
    name: str
    has_children: bool
    people: int
    attempts: int
    headcount: int | None
    rate: Fraction | None
    unconfirmed: bool
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
