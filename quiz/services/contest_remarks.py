"""What an organizer should look at again, although a contest as described could be held.

Nothing here refuses anything: a holiday between two rounds may be meant. Whoever checks a contest
reads each remark as a sentence.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from question_bank.draw import DrawItem
from quiz.domain.hours import hours_at, next_hours
from quiz.domain.prizes import groups_of
from quiz.domain.rules import (
    LastResort,
    PrizeLevel,
    RankingKey,
    RoundKind,
    Rules,
    blueprint_of,
    parse_rules,
)
from quiz.domain.timing import MINUTE
from quiz.models import Contest, Round
from quiz.services.contest_findings import ContestFinding
from quiz.services.contest_model import ContestDocument

DAY = 86_400_000
MOST_ALIKE = 3
"""A bank should hold so many times the items of a paper."""
_TELLS_APART = {
    RankingKey.FINISHED_AT,
    RankingKey.STARTED_AT,
    RankingKey.REGISTERED_AT,
    RankingKey.DURATION,
}
"""Keys in milliseconds: hardly two people are equal in them."""
_ROUNDS = re.compile(r"\b(?:gồm|trong|kéo dài|tổ chức|diễn ra)\s+(\d{1,3})\s+(?:tuần|đợt|kỳ)\b")
_PRIZES = re.compile(r"\b(\d{1,3})\s+giải(?:\s+cá nhân)?\s+(?:mỗi|một)\s+(?:tuần|đợt|kỳ|tháng)\b")
Data = dict[str, str | int]


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
    """What of a contest the remarks are about, stored or only described."""

    rounds: Sequence[RoundOutline]
    regulation: str
    categories: Sequence[str]
    zone: str


def outline_of(
    contest: Contest,
    rounds: Sequence[Round],
    items: Callable[[int], Sequence[DrawItem]] | None = None,
) -> Outline:
    """Return the outline of a stored contest; ``items`` gives those of a bank version."""
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


def remarks(outline: Outline) -> tuple[ContestFinding, ...]:
    """Return everything worth a second look, the dates first, then round by round."""
    official = sorted((of for of in outline.rounds if of.is_official), key=lambda of: of.number)
    found = [*_dates(official), *_text(outline.regulation, official)]
    for of in outline.rounds:
        found += _round(of, outline)
    return tuple(_said_once(found))


def _said_once(found: Sequence[ContestFinding]) -> Iterator[ContestFinding]:
    """Leave out what holds for rounds under the same rules after the first of them."""
    said: set[tuple[str, str]] = set()
    for one in found:
        alike = str(sorted((key, value) for key, value in one.data.items() if key != "number"))
        dated = one.path == "rounds"
        if dated or (one.code, alike) not in said:
            yield one
        said.add((one.code, alike))


def _remark(path: str, code: str, **data: str | int) -> ContestFinding:
    return ContestFinding(path, code, data)


def _dates(rounds: Sequence[RoundOutline]) -> Iterator[ContestFinding]:
    for earlier, of in pairwise(rounds):
        both: Data = {"number": of.number, "earlier": earlier.number}
        days = (of.opens_at - earlier.closes_at) // DAY
        if of.opens_at < earlier.opens_at:
            yield ContestFinding("rounds", "rounds_out_of_order", both)
        elif of.opens_at < earlier.closes_at:
            yield ContestFinding("rounds", "rounds_overlap", both)
        elif days >= 1:
            yield ContestFinding("rounds", "gap_between_rounds", {**both, "days": days})
    yield from _lengths(rounds)


def _lengths(rounds: Sequence[RoundOutline]) -> Iterator[ContestFinding]:
    """Name rounds that are longer or shorter than most, where most are alike; hours are no days."""
    lengths = [-(-(of.closes_at - of.opens_at) // DAY) for of in rounds]
    if len(lengths) < 3:
        return
    ((usual, count),) = Counter(lengths).most_common(1)
    if count * 2 <= len(lengths):
        return
    for of, days in zip(rounds, lengths, strict=True):
        if days != usual:
            yield _remark("rounds", "unequal_rounds", number=of.number, days=days, usual=usual)


def _text(regulation: str, rounds: Sequence[RoundOutline]) -> Iterator[ContestFinding]:
    """Hold the numbers that the regulation's text names against the rounds and prizes there are."""
    for said in _ROUNDS.finditer(regulation.lower()):
        if rounds and int(said[1]) != len(rounds):
            data: Data = {"said": said[0], "rounds": len(rounds)}
            yield ContestFinding("regulation", "text_says_other_rounds", data)
    for said in _PRIZES.finditer(regulation.lower()):
        for of in rounds:
            prizes = sum(level.count for level in of.rules.prizes)
            if prizes and int(said[1]) != prizes:
                data = {"said": said[0], "number": of.number, "prizes": prizes}
                yield ContestFinding("regulation", "text_says_other_prizes", data)


def _round(of: RoundOutline, outline: Outline) -> Iterator[ContestFinding]:
    rules, number = of.rules, of.number
    window = (of.closes_at - of.opens_at) // MINUTE
    if window < rules.timing.limit_minutes:
        minutes = rules.timing.limit_minutes
        yield _remark(
            "rounds", "limit_beyond_window", number=number, window=window, minutes=minutes
        )
    if _never_open(of, outline.zone):
        yield _remark("rounds", "no_hours_in_window", number=number)
    yield from _allowance(of, outline.regulation)
    yield from _ties(of)
    yield from _quotas(of, outline.categories)
    pool, items = of.pool, rules.paper.items
    if pool is not None and items < pool < items * MOST_ALIKE:
        yield _remark("paper", "small_pool", number=number, items=items, pool=pool)


def _never_open(of: RoundOutline, zone: str) -> bool:
    hours, window = of.rules.timing.hours, (of.opens_at, of.closes_at)
    if hours is None or hours_at(of.opens_at, hours, window, zone) is not None:
        return False
    return next_hours(of.opens_at, hours, window, zone) is None


def _allowance(of: RoundOutline, regulation: str) -> Iterator[ContestFinding]:
    timing = of.rules.timing
    if of.is_official and timing.hard_close and timing.allowance_seconds:
        told = re.search(rf"\b0?{timing.allowance_seconds} giây\b", regulation)
        if told is None:
            seconds = timing.allowance_seconds
            yield _remark("timing", "allowance_untold", number=of.number, seconds=seconds)


def _ties(of: RoundOutline) -> Iterator[ContestFinding]:
    rules = of.rules
    rankings = [(rules.ranking, rules.prizes)]
    if rules.overall is not None:
        rankings.append((rules.overall.ranking, rules.overall.prizes))
    for ranking, prizes in rankings:
        settled = rules.last_resort is LastResort.LOTS or not _TELLS_APART.isdisjoint(ranking)
        if prizes and not settled:
            keys = ", ".join(ranking)
            yield _remark("ranking", "tie_unsettled", number=of.number, keys=keys)


def _quotas(of: RoundOutline, categories: Sequence[str]) -> Iterator[ContestFinding]:
    rules = of.rules
    groups = groups_of(rules.prizes)
    prized = {category for group in groups for category in group}
    admitted = rules.eligible.categories or categories
    if prized and () not in groups:
        for category in admitted:
            if category not in prized:
                data: Data = {"number": of.number, "category": category}
                yield ContestFinding("prizes", "category_without_prizes", data)
    yield from _caps(of.number, rules.prizes, rules.prize_caps.per_unit)
    if rules.overall is not None:
        yield from _caps(of.number, rules.overall.prizes, rules.overall.prize_caps.per_unit)


def _caps(number: int, prizes: Sequence[PrizeLevel], cap: int | None) -> Iterator[ContestFinding]:
    for group in groups_of(prizes):
        count = sum(level.count for level in prizes if level.group == group)
        if cap is not None and count > cap:
            data: Data = {"number": number, "cap": cap, "prizes": count, "units": -(-count // cap)}
            yield ContestFinding("prize_caps", "cap_below_prizes", data)
