"""The shape of a contest document: one contest with its texts, its rounds and their rules.

Times are written as wall-clock time in the contest's zone. ``rules`` hold for every round; what a
round says in its own ``rules`` replaces them, one top-level key (``timing``, ``prizes`` …) at a
time.
"""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, NaiveDatetime
from pydantic import StringConstraints as Characters
from pydantic_core import PydanticCustomError

from question_bank.text import hidden_character, tidy
from quiz.domain.rules import RoundKind, Rules, parse_rules

DEFAULT_ZONE = "Asia/Ho_Chi_Minh"


def _visible(value: object) -> object:
    if not isinstance(value, str):
        return value
    if (character := hidden_character(tidy(value))) is not None:
        raise PydanticCustomError("text_hidden", "hidden", {"character": character})
    return tidy(value)


Line = Annotated[str, BeforeValidator(_visible), Characters(min_length=1, max_length=300)]
Passage = Annotated[str, BeforeValidator(_visible), Characters(min_length=1, max_length=2_000)]
Article = Annotated[str, BeforeValidator(_visible), Characters(min_length=1, max_length=60_000)]
Code = Annotated[str, Characters(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
Slug = Annotated[str, Characters(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
UnitCode = Annotated[str, Characters(min_length=1, max_length=40)]
Kind = Annotated[str, Characters(min_length=1, max_length=40)]


class Part(BaseModel):
    """A part of the document: immutable, typed strictly, nothing unknown in it."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Title(Part):
    """A line of text in the languages of the interface; Vietnamese is always there."""

    vi: Line
    en: Line | None = None


class Summary(Part):
    """A paragraph in the languages of the interface."""

    vi: Passage
    en: Passage | None = None


class Regulation(Part):
    """A long text in small Markdown (``quiz.web.markdown``), in the languages of the interface."""

    vi: Article
    en: Article | None = None


class Purposes(Part):
    """What the personal data serve, a sentence each."""

    vi: tuple[Passage, ...]
    en: tuple[Passage, ...] = ()


class Consent(Part):
    """What people agree to when they register; a new wording is a new version."""

    version: Annotated[str, Characters(min_length=1, max_length=40)]
    purposes: Purposes


class Registration(Part):
    """What is asked of who registers, besides name and unit.

    With ``listed_only`` nobody else may than those whom units or organizers have listed.
    """

    asks: tuple[Literal["birth_date", "phone", "staff_number"], ...] = ()
    guardian_below: Annotated[int, Field(ge=1, le=18)] | None = None
    categories: tuple[Kind, ...] = ()
    unaffiliated: bool = True
    listed_only: bool = False
    consent: Consent


class ReadingMatter(Part):
    """Something to study: a text of our own, or an address elsewhere."""

    title: Title
    body: Regulation | None = None
    address: Annotated[str, Characters(max_length=500)] | None = None


class RoundPart(Part):
    """A round; ``bank`` is a code, of which the newest approved version is pinned."""

    number: Annotated[int, Field(ge=1, le=200)]
    title: Title
    kind: RoundKind
    opens: NaiveDatetime
    closes: NaiveDatetime
    bank: Annotated[str, Characters(min_length=1, max_length=80)]
    rules: dict[str, Any] = {}


class ContestDocument(Part):
    """The whole document."""

    contest_schema: Literal[1]
    slug: Slug
    title: Title
    summary: Summary
    organizer: Title
    audience: Summary
    regulation: Regulation
    is_practice: bool = False
    tree: Code
    tree_day: date
    owner_unit: UnitCode | None = None
    headcount_kind: Kind
    zone: Annotated[str, Characters(max_length=40)] = DEFAULT_ZONE
    registration: Registration
    documents: tuple[ReadingMatter, ...] = ()
    rules: dict[str, Any] = {}
    rounds: tuple[RoundPart, ...]

    @property
    def numbers(self) -> set[int]:
        """The numbers of its rounds."""
        return {part.number for part in self.rounds}

    def rules_of(self, part: RoundPart) -> Rules:
        """Return the rules of a round: its own before those of the contest."""
        return parse_rules(self.rules | part.rules)

    def moment(self, wall_clock: datetime) -> int:
        """Return the moment that a clock in the contest's zone shows so."""
        return int(wall_clock.replace(tzinfo=ZoneInfo(self.zone)).timestamp() * 1000)
