"""What the pages about the way of a version show. Times are milliseconds since the epoch, UTC."""

from dataclasses import dataclass
from typing import Literal

from flask_wtf import FlaskForm

from quiz.services.banks import DecisionShown, EarlierComment, HistoryLine
from quiz.web.chrome import Pager
from quiz.web.organizer.banks.pages import ItemLine, Workflow

ReviewFilter = Literal["tat-ca", "chua-xem", "can-sua"]


@dataclass(frozen=True, slots=True)
class Fault:
    """A comment that could not be kept, and why; ``text`` is what was typed."""

    position: int
    text: str
    sentence: str


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """An item with its key, what stands decided upon it, and what was said of it earlier."""

    position: int
    line: ItemLine
    decision: DecisionShown | None
    earlier: tuple[EarlierComment, ...] = ()
    fault: Fault | None = None


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """Going through the items of a version; ``chosen`` says which of them are listed."""

    code: str
    number: int
    title: str
    workflow: Workflow
    chosen: ReviewFilter
    items: tuple[ReviewItem, ...]
    pager: Pager
    may_read_diff_to: int | None


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """Every version of a bank, newest first; ``form`` chooses two of them to compare."""

    code: str
    title: str
    lines: tuple[HistoryLine, ...]
    may_load: bool


@dataclass(frozen=True, slots=True)
class RevertPage:
    """Asking why an older version is to come back."""

    form: FlaskForm
    code: str
    title: str
    line: HistoryLine
    newest: int


@dataclass(frozen=True, slots=True)
class KindLine:
    """A kind of change and how many items it touches; ``name`` chooses it in the address."""

    name: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class FieldLine:
    """A field with its words marked; ``is_key`` where it says which answers are right."""

    label: str
    pieces: tuple[tuple[str, str], ...]
    is_key: bool


@dataclass(frozen=True, slots=True)
class ChangedItem:
    """An item that changed: its kinds in words, and its fields; added and removed ones whole.

    ``stem`` is the question of one whose words stayed. ``place`` is where it stood and where it
    stands, counted from 1, where its order changed.
    """

    code: str
    stem: str
    kinds: tuple[str, ...]
    is_rekeyed: bool
    fields: tuple[FieldLine, ...]
    place: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class ComparePage:
    """What changed between two versions; without ``with_key`` keys are not spoken of at all."""

    code: str
    title: str
    old: HistoryLine
    new: HistoryLine
    numbers: tuple[int, ...]
    kinds: tuple[KindLine, ...]
    head: tuple[FieldLine, ...]
    items: tuple[ChangedItem, ...]
    pager: Pager
    with_key: bool
    may_read_key: bool
