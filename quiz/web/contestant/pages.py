"""What the contestant's pages show. Every time is milliseconds since the epoch, UTC.

Nothing here can hold a key except ``ReviewItem``, which exists only after the round's policy
allows a review.
"""

from dataclasses import dataclass, field
from typing import Literal, TypedDict

from flask_wtf import FlaskForm
from markupsafe import Markup

from quiz.domain.rules import ResultTime, RoundKind
from quiz.domain.timing import RoundState
from quiz.web.paper_item import Picture
from quiz.web.unit_choices import UnitChoice

FinishKind = Literal["submitted", "timed_out", "closed_by_staff"]


@dataclass(frozen=True, slots=True)
class JoinPage:
    """Registering for a contest.

    The form has ``consent`` and, where the contest asks for them and nobody knows them yet,
    ``full_name``, ``birth_date``, ``unit_query``, ``unit``, ``phone``, ``staff_number``,
    ``category``, ``guardian_name``, ``guardian_phone``, ``login`` and ``password``; ``known`` is
    the rest, as (name, value). ``found`` are the units to
    choose from, ``searched`` tells whether a search led to them, ``more`` whether there were too
    many; ``search_url`` answers the same search in JSON. The unit with ``none_code`` is "Không
    thuộc đơn vị nào", None where everybody has to belong to one. ``purposes`` say what the
    personal data serve, one sentence each; below the age ``guardian_below`` a guardian agrees.
    Whoever would be ``out_of_prizes`` as one of the contest's staff is told before registering.
    """

    form: FlaskForm
    slug: str
    contest_title: str
    purposes: tuple[str, ...]
    controller: str
    search_url: str
    known: tuple[tuple[str, str], ...] = ()
    found: tuple[UnitChoice, ...] = ()
    searched: bool = False
    more: bool = False
    none_code: str | None = None
    guardian_below: int | None = None
    out_of_prizes: bool = False


@dataclass(frozen=True, slots=True)
class AttemptLine:
    """One of the reader's own attempts.

    ``finished_at`` is None in progress; ``points`` (hundredths) and ``correct`` are None where the
    round does not show them yet; ``voided`` is a judges' ruling in words.
    """

    ref: str
    number: int
    started_at: int
    finished_at: int | None
    answered: int
    items: int
    points: int | None = None
    correct: int | None = None
    voided: str | None = None


RoundAction = Literal[
    "start", "continue", "sign_in", "join", "ahead", "closed", "used_up", "refused"
]
"""What the reader can do in a round.

used_up: no attempt left · refused: not in the contest, the page's ``reason`` says why.
"""


@dataclass(frozen=True, slots=True)
class RoundPage:
    """A round before an attempt: its facts, its rules and the reader's own attempts.

    ``next_attempt`` is the number that the start form expects, ``attempt`` the reference of the
    attempt in progress; ``attempts_used`` are those that the limit counts; ``out_of_prizes`` says
    why the reader can win none, where that is so. ``prediction`` is the question asked besides the
    items; ``criteria`` tells in words how people are ranked, first key first.
    """

    slug: str
    contest_title: str
    number: int
    title: str
    kind: RoundKind
    state: RoundState
    opens_at: int | None
    closes_at: int
    items: int
    minutes: int
    item_seconds: int | None
    attempts_limit: int | None
    attempts_used: int
    attempts_per: Literal["round", "day", "contest"]
    action: RoundAction
    next_attempt: int = 1
    attempt: str | None = None
    reason: str | None = None
    out_of_prizes: str | None = None
    prediction: str | None = None
    criteria: tuple[str, ...] = ()
    result: ResultTime = ResultTime.AFTER_CLOSE
    attempts: tuple[AttemptLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Prediction:
    """The question that is not scored, and the reader's answer to it so far.

    With an ``error`` the ``value`` is what was typed and could not be kept.
    """

    question: str
    value: int | str | None = None
    error: str | None = None


class PaperData(TypedDict):
    """What the paper's script starts from. Times are milliseconds; sentences stay in templates.

    ``ref`` names the attempt in the browser's own store. ``answers`` are the chosen shown positions
    by number on this paper, as far as the server has them; ``saved_at`` is when it last took some.
    """

    ref: str
    now: int
    deadline_at: int
    allowance_seconds: int
    lease: int
    revision: int
    sequence: int
    items: int
    answers: dict[str, list[int]]
    prediction: int | None
    save_url: str
    state_url: str
    result_url: str
    sign_in_url: str
    saved_at: int | None


@dataclass(frozen=True, slots=True)
class PaperPage:
    """A paper in progress: one plain form that works without script.

    ``questions`` are rendered by ``contestant/_question.html``, in the order of this paper.
    """

    ref: str
    slug: str
    contest_title: str
    round_number: int
    round_title: str
    attempt_number: int
    deadline_at: int
    items: int
    answered: int
    questions: Markup
    prediction: Prediction | None
    data: PaperData
    sentences: Markup
    all_must_be_answered: bool = False


@dataclass(frozen=True, slots=True)
class ElsewherePage:
    """An attempt that is open on another device, and the offer to go on here."""

    ref: str
    contest_title: str
    round_title: str
    deadline_at: int
    answered: int
    items: int


@dataclass(frozen=True, slots=True)
class ConfirmPage:
    """The question before a script-free submission; ``blanks`` are numbers on this paper.

    A submission ``is_refused`` while the rules ask for answers that can still be given;
    where they no longer can be, the attempt ``is_lost``. Where items are answered ``one_by_one``,
    no blank can be gone back to.
    """

    ref: str
    contest_title: str
    round_title: str
    deadline_at: int
    items: int
    blanks: tuple[int, ...]
    prediction_missing: bool = False
    is_refused: bool = False
    is_lost: bool = False
    one_by_one: bool = False


@dataclass(frozen=True, slots=True)
class Score:
    """A score that may be shown: hundredths of a point and right answers."""

    points: int
    full: int
    correct: int


@dataclass(frozen=True, slots=True)
class ReviewOption:
    """An option in a review, in its order on the paper."""

    text: str
    chosen: bool
    right: bool


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """An item with its key, made only once the round's policy allows it."""

    number: int
    stem: str
    options: tuple[ReviewOption, ...]
    explanation: str | None = None
    source: str | None = None
    picture: Picture | None = None

    @property
    def right(self) -> bool:
        """Whether exactly the right options were chosen."""
        return all(option.chosen == option.right for option in self.options)

    @property
    def answered(self) -> bool:
        """Whether anything was chosen."""
        return any(option.chosen for option in self.options)


@dataclass(frozen=True, slots=True)
class Place:
    """The reader's place in the published result; ``recognised`` if by this very attempt.

    Without a ``rank`` the explanation is the reason why there is none.
    """

    rank: int | None
    why: str
    recognised: bool
    publication: int
    prize: str | None = None
    no_prize: str | None = None
    prize_note: str | None = None
    worth: str = ""


@dataclass(frozen=True, slots=True)
class ResultPage:
    """A finished attempt: its receipt, and score and review as far as the rules allow.

    ``disclosure`` tells when the score is shown if ``score`` is None; ``code`` is grouped for
    reading. ``attempts_left`` is None when nothing limits them or the round is over. ``place`` is
    what was published of the reader: rank, prize and why.
    """

    ref: str
    slug: str
    contest_title: str
    round_number: int
    round_title: str
    closes_at: int
    attempt_number: int
    finish: FinishKind
    finished_at: int
    answered: int
    items: int
    code: str
    disclosure: ResultTime
    score: Score | None = None
    prediction: int | None = None
    review: tuple[ReviewItem, ...] = ()
    voided: str | None = None
    place: Place | None = None
    can_start_again: bool = False
    attempts_left: int | None = None


@dataclass(frozen=True, slots=True)
class RoundHistory:
    """The reader's attempts in one round, newest first."""

    number: int
    title: str
    attempts: tuple[AttemptLine, ...]


@dataclass(frozen=True, slots=True)
class ContestHistory:
    """A contest that the reader takes part in, as a member of a unit."""

    slug: str
    title: str
    unit: str
    rounds: tuple[RoundHistory, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """Everything that the reader has taken part in, newest contest first.

    ``awaiting`` are the contests (slug, title) that their unit has entered them for.
    """

    name: str
    awaiting: tuple[tuple[str, str], ...]
    contests: tuple[ContestHistory, ...]
