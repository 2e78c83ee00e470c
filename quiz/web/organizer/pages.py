"""What several of the organizers' pages show. Times are milliseconds since the epoch, UTC."""

from dataclasses import dataclass

from quiz.domain.rules import RoundKind
from quiz.domain.timing import RoundState


@dataclass(frozen=True, slots=True)
class FindingLine:
    """Something found in a file: where, and what to do about it; a warning does not stop it."""

    place: str
    sentence: str
    is_error: bool = True


@dataclass(frozen=True, slots=True)
class RoundToday:
    """A round, and the attempts begun and handed in since midnight.

    One that ``lacks_seal`` opens soon and should be sealed before.
    """

    number: int
    title: str
    kind: RoundKind
    state: RoundState
    opens_at: int
    closes_at: int
    starts: int
    submissions: int
    lacks_seal: bool = False


@dataclass(frozen=True, slots=True)
class ContestToday:
    """A contest with its rounds; a draft is not announced yet."""

    slug: str
    title: str
    is_draft: bool
    is_practice: bool
    rounds: tuple[RoundToday, ...]

    @property
    def starts(self) -> int:
        """Attempts begun today in all its rounds."""
        return sum(of.starts for of in self.rounds)

    @property
    def submissions(self) -> int:
        """Attempts handed in today in all its rounds."""
        return sum(of.submissions for of in self.rounds)


@dataclass(frozen=True, slots=True)
class HomePage:
    """The start page: how every contest in reach is going today."""

    contests: tuple[ContestToday, ...]
    may_make: bool
