"""What an organizer should look at again, although a contest as described could be held.

Nothing here refuses anything: a holiday between two rounds may be meant. Whoever checks a contest
reads each remark as a sentence.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise

from quiz.domain.hours import hours_at, next_hours
from quiz.domain.prizes import groups_of
from quiz.domain.rules import LastResort, PrizeCaps, PrizeLevel, RankingKey
from quiz.domain.timing import MINUTE
from quiz.services.contest_findings import ContestFinding
from quiz.services.contest_outline import Outline, RoundOutline

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
_ROUNDS = re.compile(r"\b(?:gồm|trong|kéo dài|tổ chức|diễn ra)\s+(\d{1,3})\s+(tuần|đợt|kỳ)\b")
# Spaces are counted, so that no text takes long to be passed over.
_DAY = r"(?:(?:hết|ngày|\d{1,2} ?(?:giờ|h|:) ?\d{0,2}|,) ?){0,5}(\d{1,2})[/.-](\d{1,2})"
_DATES = re.compile(rf"\btừ {_DAY}(?:[/.-](\d{{4}}))? ?(?:đến|tới|–|-) ?{_DAY}[/.-](\d{{4}})\b")
_PRIZES = re.compile(r"\b(\d{1,3})\s+giải(?:\s+cá nhân)?\s+(?:mỗi|một)\s+(?:tuần|đợt|kỳ|tháng)\b")
Data = dict[str, str | int]


def remarks(outline: Outline) -> tuple[ContestFinding, ...]:
    """Return everything worth a second look, the dates first, then round by round."""
    official = sorted((of for of in outline.rounds if of.is_official), key=lambda of: of.number)
    found = [*_dates(official), *_text(outline, official)]
    found += _admissions(official)
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
    for at, (before, of) in enumerate(pairwise(rounds), start=1):
        last = max(rounds[:at], key=lambda one: one.closes_at)  # which may be a month of weeks
        days = (of.opens_at - last.closes_at) // DAY
        if of.opens_at < before.opens_at:
            data: Data = {"number": of.number, "earlier": before.number}
            yield ContestFinding("rounds", "rounds_out_of_order", data)
        elif of.opens_at < last.closes_at:
            data = {"number": of.number, "earlier": last.number}
            yield ContestFinding("rounds", "rounds_overlap", data)
        elif days >= 1:
            data = {"number": of.number, "earlier": last.number, "days": days}
            yield ContestFinding("rounds", "gap_between_rounds", data)
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


def _text(outline: Outline, rounds: Sequence[RoundOutline]) -> Iterator[ContestFinding]:
    """Hold what the regulation's text says against the rounds and prizes there are."""
    regulation = " ".join(outline.regulation.lower().split())
    for said in _ROUNDS.finditer(regulation) if rounds else ():
        weeks = _weeks(rounds)
        data: Data = {"said": said[0], "rounds": len(rounds)}
        if said[2] == "tuần" and int(said[1]) not in (len(rounds), weeks):
            yield ContestFinding("regulation", "text_says_other_weeks", {**data, "weeks": weeks})
        elif said[2] != "tuần" and int(said[1]) != len(rounds):
            yield ContestFinding("regulation", "text_says_other_rounds", data)
    yield from _said_dates(regulation, outline)
    for said in _PRIZES.finditer(regulation):
        for of in rounds:
            prizes = sum(level.count for level in of.rules.prizes)
            if prizes and int(said[1]) != prizes:
                data = {"said": said[0], "number": of.number, "prizes": prizes}
                yield ContestFinding("regulation", "text_says_other_prizes", data)


def _weeks(rounds: Sequence[RoundOutline]) -> int:
    """Count the weeks from the first opening to the last close, one begun as a whole one."""
    opens_at = min(of.opens_at for of in rounds)
    return -(-(max(of.closes_at for of in rounds) - opens_at) // (7 * DAY))


def _said_dates(regulation: str, outline: Outline) -> Iterator[ContestFinding]:
    """Name dates of the text on which no round opens or closes; those of history are left aside."""
    opened = {outline.day(of.opens_at) for of in outline.rounds}
    closed = {outline.day(of.closes_at) for of in outline.rounds}
    closed |= {outline.day(of.closes_at - 1) for of in outline.rounds}  # 24:00 is still that day
    for said in _DATES.finditer(regulation):
        day, month, year, last_day, last_month, last_year = said.groups()
        opens = _date(day, month, year or last_year)
        closes = _date(last_day, last_month, last_year)
        is_ours = any(last_year == str(one.year) for one in opened | closed)
        if is_ours and (opens not in opened or closes not in closed):
            yield _remark("regulation", "text_says_other_dates", said=said[0])


def _date(day: str, month: str, year: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _admissions(rounds: Sequence[RoundOutline]) -> Iterator[ContestFinding]:
    """Name rounds that let the best of another in before that one is over."""
    closes_at = {of.number: of.closes_at for of in rounds}
    for of in rounds:
        for one in of.rules.eligible.admits:
            if of.opens_at < closes_at.get(one.round, 0):
                data: Data = {"number": of.number, "earlier": one.round}
                yield ContestFinding("eligible", "admits_before_close", data)


def _round(of: RoundOutline, outline: Outline) -> Iterator[ContestFinding]:
    rules, number = of.rules, of.number
    window = (of.closes_at - of.opens_at) // MINUTE
    if window < rules.timing.limit_minutes:
        minutes = rules.timing.limit_minutes
        yield _remark(
            "rounds", "limit_beyond_window", number=number, window=window, minutes=minutes
        )
    yield from _item_time(of)
    if _never_open(of, outline.zone):
        yield _remark("rounds", "no_hours_in_window", number=number)
    hours = rules.timing.hours
    if hours and rules.timing.hard_close and hours.minutes < rules.timing.limit_minutes:
        minutes = rules.timing.limit_minutes
        data: Data = {"number": number, "window": hours.minutes, "minutes": minutes}
        yield ContestFinding("timing.hours", "limit_beyond_hours", data)
    yield from _allowance(of, outline.regulation)
    yield from _kinds(of, outline.kinds)
    yield from _ties(of)
    yield from _quotas(of, outline.categories)
    yield from _caps(of, outline.kinds)
    pool, items = of.pool, rules.paper.items
    if pool is not None and items < pool < items * MOST_ALIKE:
        yield _remark("paper", "small_pool", number=number, items=items, pool=pool)


def _item_time(of: RoundOutline) -> Iterator[ContestFinding]:
    """Say when who takes the whole time of each item cannot come to the last ones."""
    seconds, items = of.rules.timing.item_seconds, of.rules.paper.items
    allowed = of.rules.timing.limit_minutes * 60
    if seconds is not None and seconds * items > allowed:
        reached = allowed // seconds
        yield _remark(
            "timing",
            "last_items_unreached",
            number=of.number,
            seconds=seconds,
            reached=reached,
            items=items,
        )


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
    if rules.last_resort is LastResort.LOTS:
        return
    if rules.prizes and _TELLS_APART.isdisjoint(rules.ranking):
        yield _remark("ranking", "tie_unsettled", number=of.number)
    overall = rules.overall
    if overall and overall.prizes and _TELLS_APART.isdisjoint(overall.ranking):
        yield _remark("overall.ranking", "overall_tie_unsettled", number=of.number)


def _kinds(of: RoundOutline, known: Mapping[str, int] | None) -> Iterator[ContestFinding]:
    """Name kinds of units that the rules speak of and that no unit of the tree has."""
    rules = of.rules
    named = [*(rules.units.kinds if rules.units else ()), rules.prize_caps.unit_kind]
    for kind in named:
        if known is not None and kind is not None and kind not in known:
            yield _remark("units.kinds", "kind_unknown", number=of.number, kind=kind)


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


def _caps(of: RoundOutline, kinds: Mapping[str, int] | None) -> Iterator[ContestFinding]:
    """Name lists of prizes that need winners of several units, or of more than there are."""
    rules = of.rules
    yield from _capped(of.number, rules.prizes, rules.prize_caps, kinds or {})
    if rules.overall is not None:
        yield from _capped(of.number, rules.overall.prizes, rules.overall.prize_caps, kinds or {})


def _capped(
    number: int, prizes: Sequence[PrizeLevel], caps: PrizeCaps, kinds: Mapping[str, int]
) -> Iterator[ContestFinding]:
    cap = caps.per_unit
    there = kinds.get(caps.unit_kind, 0) if caps.unit_kind else sum(kinds.values())
    for group in groups_of(prizes):
        count = sum(level.count for level in prizes if level.group == group)
        if cap is None or count <= cap:
            continue
        units = -(-count // cap)
        data: Data = {"number": number, "cap": cap, "prizes": count, "units": units}
        if there and units > there:
            data["most"] = there * cap
            yield ContestFinding("prize_caps", "cap_beyond_units", {**data, "units": there})
        else:
            yield ContestFinding("prize_caps", "cap_below_prizes", data)
