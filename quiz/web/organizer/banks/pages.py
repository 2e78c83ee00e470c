"""What the pages about banks show. Times are milliseconds since the epoch, UTC."""

from dataclasses import dataclass

from flask_wtf import FlaskForm
from wtforms import Field

from question_bank.word_diff import Piece
from quiz.domain.bank_workflow import Act, State, Tally
from quiz.services.banks import BankLine, HistoryLine, Remark, StepShown
from quiz.web.chrome import Pager
from quiz.web.organizer.pages import FindingLine
from quiz.web.paper_item import Picture


@dataclass(frozen=True, slots=True)
class BanksPage:
    """Every bank in reach."""

    banks: tuple[BankLine, ...]
    formats: tuple[str, ...]
    may_load: bool


@dataclass(frozen=True, slots=True)
class LoadPage:
    """Choosing a file; after a faulty one, all that was found in it.

    ``lacks_head`` says that code and title, which the file does not hold, are to be typed.
    """

    form: FlaskForm
    formats: tuple[str, ...]
    filename: str = ""
    findings: tuple[FindingLine, ...] = ()
    lacks_head: bool = False


@dataclass(frozen=True, slots=True)
class BeginPage:
    """Beginning a bank that holds no items yet."""

    form: FlaskForm


@dataclass(frozen=True, slots=True)
class HeadPage:
    """The head of a bank in a draft; ``theirs`` is what somebody else has said meanwhile."""

    form: FlaskForm
    code: str
    number: int
    title: str
    theirs: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class ReadingPage:
    """A file that takes long to read: how far that is, or that it ended before its time.

    ``problem`` says why it could not be begun again.
    """

    ref: str
    filename: str
    text: str
    percent: int
    is_alive: bool
    problem: str = ""


@dataclass(frozen=True, slots=True)
class OptionLine:
    """An option; ``is_right`` is None where the key is not shown."""

    letter: str
    text: str
    is_right: bool | None = None


@dataclass(frozen=True, slots=True)
class ItemLine:
    """An item as contestants see it, and what organizers say about it; the key where allowed."""

    code: str
    stem: str
    options: tuple[OptionLine, ...]
    topic: str
    period: str
    difficulty: str
    use: str
    explanation: str = ""
    source: str = ""
    picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One kind of change and the codes of the items it touches."""

    label: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LossesPage:
    """What a format cannot hold of a version, before it is taken away; others lose nothing."""

    code: str
    number: int
    title: str
    format: str
    losses: tuple[str, ...]
    lossless: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OlderItem:
    """An older item that one of a file may be, with the words that differ marked."""

    code: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class CodeLine:
    """An item whose code is in doubt: the choice, its question, and how likely the proposal is.

    ``older`` are the items it may be, likest first, compared with it in all that contestants see.
    """

    field: Field
    stem: str
    how: str
    older: tuple[OlderItem, ...]


@dataclass(frozen=True, slots=True)
class CodesFound:
    """How items without codes get theirs: so many are as they were, others are certainly new."""

    same: int
    new: tuple[str, ...]
    in_doubt: tuple[CodeLine, ...]


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """What a file would do: a new bank, the next version, or nothing at all.

    ``newest`` is the number of the version compared with; ``sample`` shows how items were read;
    ``codes`` tells which codes were found for items that had none, ``kept`` what the file has no
    place for and stays as it was.
    """

    form: FlaskForm
    ref: str
    filename: str
    code: str
    title: str
    items: int
    newest: int | None
    is_new: bool
    head_changed: bool
    changes: tuple[ChangeLine, ...]
    warnings: tuple[FindingLine, ...]
    sample: tuple[ItemLine, ...]
    codes: CodesFound | None
    kept: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Workflow:
    """Where a version stands and what its reader may do next.

    ``own`` tells that the reader wrote it; ``remarks`` are the items to be mended, ``steps`` what
    people did so far.
    """

    state: State
    acts: frozenset[Act]
    tally: Tally
    own: bool
    may_review: bool
    remarks: tuple[Remark, ...]
    steps: tuple[StepShown, ...]


@dataclass(frozen=True, slots=True)
class VersionPage:
    """One version with a page of its items; ``with_key`` when the key is shown (and noted).

    ``line`` is its place in the history, ``workflow`` where it stands and what comes next.
    """

    code: str
    number: int
    title: str
    notice: str
    digest: str
    items_in_all: int
    created_at: int
    approved_at: int | None
    line: HistoryLine
    workflow: Workflow
    items: tuple[ItemLine, ...]
    pager: Pager
    formats: tuple[str, ...]
    picture_formats: tuple[str, ...]
    with_key: bool
    may_load: bool
    may_edit: bool
    may_read_key: bool
