"""What the pages about contests show. Times are milliseconds since the epoch, UTC."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_wtf import FlaskForm

from quiz.domain.rules import RoundKind
from quiz.domain.timing import RoundState
from quiz.services.seals import SealLine
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
class RoundCard:
    """A round and its main rules in words; ``state`` is None before the contest is stored.

    ``attempts`` is None where there is no limit; ``prizes`` counts all levels.
    """

    number: int
    title: str
    kind: RoundKind
    opens_at: int
    closes_at: int
    bank: str
    items: int
    minutes: int
    attempts: int | None
    criteria: tuple[str, ...]
    prediction: str | None
    prizes: int
    state: RoundState | None = None
    is_frozen: bool = False


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

    ``seals`` are those of its rounds by number, ``unsealed`` the rounds that open soon without one.
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


@dataclass(frozen=True, slots=True)
class TextsPage:
    """The texts of a contest, in a form."""

    form: FlaskForm
    slug: str
    title: str


@dataclass(frozen=True, slots=True)
class RoundFormPage:
    """A round in a form: its title alone once it has opened, else its main rules too."""

    form: FlaskForm
    slug: str
    contest_title: str
    number: int
    title: str
    is_frozen: bool
    zone: str


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
    is_frozen: bool
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
