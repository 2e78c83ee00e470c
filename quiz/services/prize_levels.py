"""The levels of prizes over the rounds of a contest, where the higher of two prizes is kept."""

from collections.abc import Iterator, Mapping

from quiz.domain.prize_order import level_lists
from quiz.domain.rules import RoundKind, Rules, RulesFinding
from quiz.domain.rules_checks import level_order
from quiz.services.contest_model import ContestDocument, RoundPart


def held_against(document: ContestDocument, part: RoundPart) -> list[Rules]:
    """Return the rules of the rounds whose prizes are held against those of one, itself the last.

    None but where its rules keep the higher prize.
    """
    return compared(official_rules(document), part.number)


def official_rules(document: ContestDocument) -> dict[int, Rules]:
    """Return the rules of every official round by number."""
    official = (part for part in document.rounds if part.kind is RoundKind.OFFICIAL)
    return {part.number: document.rules_of(part) for part in official}


def compared(rules: Mapping[int, Rules], number: int) -> list[Rules]:
    """Return those of these rules whose prizes are held against those of a round."""
    own = rules.get(number)
    if own is None or own.prize_caps.keeps != "higher":
        return []
    first = own.prize_caps.from_round or 1
    return [*(of for at, of in sorted(rules.items()) if first <= at < number), own]


def unordered_levels(rules: Mapping[int, Rules], number: int) -> Iterator[RulesFinding]:
    """Find what keeps the prizes of a round from being held against those of the rounds before."""
    lists = [levels for of in compared(rules, number) for levels in level_lists(of.prizes)]
    yield from level_order(lists, "prize_caps.keeps")
