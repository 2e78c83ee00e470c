"""What the pages about single items show."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_wtf import FlaskForm
from markupsafe import Markup

from quiz.services.banks import DecisionShown
from quiz.services.banks.finding import FoundItem
from quiz.services.banks.removing import Removed
from quiz.web.chrome import Pager
from quiz.web.paper_item import Picture


@dataclass(frozen=True, slots=True)
class Version:
    """The version that a page about items belongs to; ``is_draft`` if the reader may write it."""

    code: str
    number: int
    title: str
    items: int
    is_draft: bool
    may_begin: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that a list can be sifted by, in words."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Sieve:
    """A control above a list: its name in the address, its label, its values, the chosen one."""

    name: str
    label: str
    choices: tuple[Choice, ...]
    chosen: str


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item in the list: what organizers say about it, in words, and the rounds that draw it."""

    item: FoundItem
    difficulty: str
    use: str
    rounds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ItemsPage:
    """The items of a version that fit what was asked for, and what was taken out of a draft."""

    version: Version
    query: str
    sieves: tuple[Sieve, ...]
    is_sifted: bool
    total: int
    rows: tuple[ItemRow, ...]
    pager: Pager
    removed: tuple[Removed, ...] = ()


@dataclass(frozen=True, slots=True)
class OptionRow:
    """A line of the form for one option."""

    letter: str
    field: Any
    is_right: bool
    is_pinned: bool


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to look at: which part of the item (or another item), and what to do."""

    place: str
    sentence: str
    is_error: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """The question as a phone shows it: in the order as written, and shuffled once.

    ``pinned`` are the letters of options that always stand last.
    """

    question: Markup
    shuffled: Markup
    pinned: str


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """Where an item stands, counted from one, and the codes before and after it."""

    place: int
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class ItemPage:
    """One item being written: ``code`` is what it is stored under, None for a new one.

    ``asked`` is what a reviewer wants mended in it; ``is_typed`` tells that there is something to
    remark upon.
    """

    version: Version
    code: str | None
    form: FlaskForm
    rows: tuple[OptionRow, ...]
    most_rows: int
    picture: Picture | None
    remarks: tuple[Remark, ...]
    is_typed: bool
    preview: Preview
    topics: tuple[str, ...]
    periods: tuple[str, ...]
    beside: Neighbourhood | None = None
    asked: DecisionShown | None = None
    reader: int = 0


@dataclass(frozen=True, slots=True)
class ShownItemPage:
    """One item of a version that is not being written, as contestants see it."""

    version: Version
    code: str
    question: Markup
    facts: tuple[tuple[str, str], ...]
    beside: Neighbourhood


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a wording; ``is_changed`` where the other wording does not have it."""

    text: str
    is_changed: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """One part of an item that two people wrote differently, with the words that differ."""

    name: str
    label: str
    mine: tuple[Run, ...]
    theirs: tuple[Run, ...]
    my_picture: Picture | None = None
    their_picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class ConflictPage:
    """Mine and theirs; ``sent`` is all that I typed, ``seen`` the state that is shown as theirs.

    Without ``seen`` somebody has taken the item out or named it otherwise.
    """

    version: Version
    code: str
    sent: tuple[tuple[str, str], ...]
    seen: str | None
    differences: tuple[Difference, ...]
    chosen: Mapping[str, str]
    is_undecided: bool = False
