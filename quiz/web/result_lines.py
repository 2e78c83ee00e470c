"""The lines of a result as pages show them: whether it is one of a round or only tried on files."""

from dataclasses import dataclass
from fractions import Fraction

from quiz.domain.rules import LastResort


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person's line: ``cells`` answer the page's columns, in the reader's words.

    ``rank`` is None for whom ``reason`` keeps out of the ranking; ``no_prize`` is why somebody
    whose turn it was for a prize has none. ``why`` explains the rank, ``flag`` says what judges
    should look at.
    """

    rank: int | None
    name: str
    unit: str
    cells: tuple[str, ...]
    prize: str | None = None
    no_prize: str | None = None
    prize_note: str | None = None
    reason: str | None = None
    why: str | None = None
    flag: str | None = None


@dataclass(frozen=True, slots=True)
class PrizeLine:
    """A level of prizes, what one is worth, and those who won it.

    ``pointless`` of them have no point at all.
    """

    title: str
    worth: str
    names: tuple[str, ...]
    pointless: int = 0


@dataclass(frozen=True, slots=True)
class TieLine:
    """Equals whom the rules cannot part, and the prizes that are at stake between them.

    ``names`` are the first of them, ``more`` is how many there are besides. ``parts`` is how the
    reader may part them, if at all; addresses name them by their rank and ``group``.
    """

    rank: int
    names: tuple[str, ...]
    more: int
    prizes: tuple[str, ...]
    group: int
    parts: LastResort | None = None


@dataclass(frozen=True, slots=True)
class LotLine:
    """An order of equals, for which prizes: drawn from a ``seed``, or put for a ``reason``."""

    rank: int
    prizes: tuple[str, ...]
    names: tuple[str, ...]
    seed: str | None
    reason: str | None
    drawn_at: int


@dataclass(frozen=True, slots=True)
class AwardsPart:
    """What becomes of every prize, and by which rules.

    ``left_over`` nobody won, ``waiting`` depend on an open tie, ``cut`` are too many for so few
    contestants. ``unpublished`` are rounds before this one that its prizes depend on.
    """

    rules: tuple[str, ...]
    prizes: tuple[PrizeLine, ...]
    ties: tuple[TieLine, ...]
    lots: tuple[LotLine, ...]
    left_over: tuple[str, ...]
    waiting: tuple[str, ...]
    cut: tuple[str, ...]
    unpublished: tuple[int, ...]
    is_overall: bool = False


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit among its siblings; ``reason`` says why it is not ranked.

    The rate is ``unconfirmed`` where the level above has not confirmed the headcount it rests on.
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
    all_correct: int
    cells: tuple[str, ...]
    reason: str | None
    prizes: tuple[str, ...] = ()
