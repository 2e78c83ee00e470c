"""What the pages of results and of seals show. Every time is milliseconds since the epoch, UTC."""

from dataclasses import dataclass

from question_bank.seal import Seal
from quiz.domain.timing import RoundState
from quiz.web.chrome import Pager
from quiz.web.public.board_pages import Column, PersonRow, PersonTable
from quiz.web.unit_prize_words import UnitPrizeList


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
    marks: tuple[tuple[str, int, str], ...]
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
