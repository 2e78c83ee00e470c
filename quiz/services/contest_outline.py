"""What of a contest is looked at for remarks, stored or only described: its dates and rules."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from question_bank.draw import DrawItem
from quiz.domain.rules import RoundKind, Rules, blueprint_of, parse_rules
from quiz.models import Contest, Round
from quiz.services.contest_model import ContestDocument


@dataclass(frozen=True, slots=True)
class RoundOutline:
    """A round with its window and rules; ``pool``, where known, counts the items to draw from."""

    number: int
    is_official: bool
    opens_at: int
    closes_at: int
    rules: Rules
    pool: int | None = None


@dataclass(frozen=True, slots=True)
class Outline:
    """What of a contest the remarks are about, stored or only described.

    ``kinds``, where known, counts the units of its tree by their kinds.
    """

    rounds: Sequence[RoundOutline]
    regulation: str
    categories: Sequence[str]
    zone: str
    kinds: Mapping[str, int] | None = None

    def day(self, at: int) -> date:
        """Return the day of a moment by the clock of the contest."""
        return datetime.fromtimestamp(at / 1000, UTC).astimezone(ZoneInfo(self.zone)).date()


def outline_of(
    contest: Contest,
    rounds: Sequence[Round],
    items: Callable[[int], Sequence[DrawItem]] | None = None,
    kinds: Mapping[str, int] | None = None,
) -> Outline:
    """Return the outline of a stored contest; ``items`` gives those of a bank version.

    ``kinds`` counts the units of its tree by their kinds.
    """
    return Outline(
        rounds=[
            RoundOutline(
                number=of.number,
                is_official=of.kind == RoundKind.OFFICIAL,
                opens_at=of.opens_at,
                closes_at=of.closes_at,
                rules=(rules := parse_rules(of.rules)),
                pool=pool_of(rules, items(of.bank_version_id)) if items else None,
            )
            for of in rounds
        ],
        regulation=contest.regulation.get("vi", ""),
        categories=contest.registration.get("categories", ()),
        zone=contest.zone,
        kinds=kinds,
    )


def outline_of_document(document: ContestDocument) -> Outline:
    """Return the outline of a contest that is described."""
    return Outline(
        rounds=[
            RoundOutline(
                number=part.number,
                is_official=part.kind is RoundKind.OFFICIAL,
                opens_at=document.moment(part.opens),
                closes_at=document.moment(part.closes),
                rules=document.rules_of(part),
            )
            for part in document.rounds
        ],
        regulation=document.regulation.vi,
        categories=document.registration.categories,
        zone=document.zone,
    )


def pool_of(rules: Rules, items: Sequence[DrawItem]) -> int:
    """Count the items that papers by these rules may be drawn from."""
    sections = blueprint_of(rules).sections
    return sum(any(part.selector.matches(item) for part in sections) for item in items)
