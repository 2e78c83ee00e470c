"""What the public pages of contests show. Every time is milliseconds since the epoch, UTC."""

from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from quiz.domain.rules import RoundKind
from quiz.domain.timing import RoundState

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
