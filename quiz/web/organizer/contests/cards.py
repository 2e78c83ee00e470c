"""A round in words, from the database or from a document that is not stored yet."""

from collections.abc import Iterable

from quiz.domain.prizes import may_go_to_nothing
from quiz.domain.rules import PrizeLevel, RoundKind, Rules, UnitPrizes, parse_rules
from quiz.models import Round
from quiz.sentences.overall import overall_criteria
from quiz.sentences.prize_rules import overall_prize_rules, prize_rules, unit_prize_rules
from quiz.sentences.prize_worth import prize_counts
from quiz.sentences.rules import criteria, prediction_question
from quiz.sentences.unit_rules import unit_criteria, unit_gates
from quiz.services.contest_freeze import fixed_by
from quiz.services.contest_model import ContestDocument, RoundPart
from quiz.services.progress import RoundProgress
from quiz.services.round_edits import VersionChoice
from quiz.web.organizer.contests.pages import RoundCard, UnitPrizeCard
from quiz.web.request import local, now
from quiz.web.words import gettext


def stored_card(
    of: Round,
    version: VersionChoice,
    progress: RoundProgress,
    *,
    is_sealed: bool,
    like: Round | None = None,
) -> RoundCard:
    """Return a round as it stands; ``like`` is an earlier one of the same rules and questions."""
    bank = gettext("%(bank)s, phiên bản %(number)s", bank=version.title, number=version.number)
    rules = parse_rules(of.rules)
    return RoundCard(
        number=of.number,
        title=local(of.title),
        kind=RoundKind(of.kind),
        opens_at=of.opens_at,
        closes_at=of.closes_at,
        bank=bank,
        items=rules.paper.items,
        minutes=rules.timing.limit_minutes,
        item_seconds=rules.timing.item_seconds,
        attempts=rules.attempts.limit,
        attempts_per=rules.attempts.per,
        criteria=criteria(rules, gettext),
        prediction=prediction_question(rules, gettext),
        prizes=_count(rules.prizes),
        prize_counts=_prize_counts(rules),
        lacks_minimum=may_go_to_nothing(rules),
        prize_rules=prize_rules(rules, gettext),
        overall=_overall(rules, of.number),
        overall_prize_rules=_overall_prizes(rules, of.number),
        overall_prizes=_count(rules.overall.prizes) if rules.overall else 0,
        unit_criteria=unit_criteria(rules.units, gettext) if rules.units else (),
        unit_gates=unit_gates(rules.units, gettext) if rules.units else (),
        unit_prizes=_unit_prizes(rules),
        state=progress.state,
        fixed=fixed_by(of, now(), is_sealed=is_sealed),
        like=local(like.title) if like else None,
    )


def planned_card(document: ContestDocument, part: RoundPart) -> RoundCard:
    """Return a round as a document describes it."""
    rules = document.rules_of(part)
    return RoundCard(
        number=part.number,
        title=local(part.title.model_dump(exclude_none=True)),
        kind=part.kind,
        opens_at=document.moment(part.opens),
        closes_at=document.moment(part.closes),
        bank=part.bank,
        items=rules.paper.items,
        minutes=rules.timing.limit_minutes,
        item_seconds=rules.timing.item_seconds,
        attempts=rules.attempts.limit,
        attempts_per=rules.attempts.per,
        criteria=criteria(rules, gettext),
        prediction=prediction_question(rules, gettext),
        prizes=_count(rules.prizes),
        prize_counts=_prize_counts(rules),
        lacks_minimum=may_go_to_nothing(rules),
        prize_rules=prize_rules(rules, gettext),
        overall=_overall(rules, part.number),
        overall_prize_rules=_overall_prizes(rules, part.number),
        overall_prizes=_count(rules.overall.prizes) if rules.overall else 0,
        unit_criteria=unit_criteria(rules.units, gettext) if rules.units else (),
        unit_gates=unit_gates(rules.units, gettext) if rules.units else (),
        unit_prizes=_unit_prizes(rules),
    )


def _overall(rules: Rules, number: int) -> tuple[str, ...]:
    return overall_criteria(rules.overall, number, gettext) if rules.overall else ()


def _overall_prizes(rules: Rules, number: int) -> tuple[str, ...]:
    return overall_prize_rules(rules.overall, number, gettext) if rules.overall else ()


def _unit_prizes(rules: Rules) -> tuple[UnitPrizeCard, ...]:
    return tuple(
        UnitPrizeCard(units.title, unit_criteria(units, gettext), unit_prize_rules(units, gettext))
        if isinstance(units, UnitPrizes)
        else UnitPrizeCard(gettext("Giải tập thể"), (), unit_prize_rules(units, gettext))
        for units in rules.unit_lists
    )


def _prize_counts(rules: Rules) -> tuple[str, ...]:
    """Return the prizes for everybody, level by level; those of groups are among the rules."""
    return prize_counts((prize for prize in rules.prizes if not prize.group), gettext)


def _count(prizes: Iterable[PrizeLevel]) -> int:
    return sum(level.count for level in prizes)
