"""What the next round of a contest is likely to be: after the last one, and like it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from quiz.domain.rules import RoundKind, Rules, parse_rules
from quiz.models import Round
from quiz.services.rules_library import Week, next_week, presets

DAY_MS = 86_400_000
FIRST_HOUR = 8
USUAL_DAYS = 7


@dataclass(frozen=True, slots=True)
class RoundProposal:
    """A round as it is proposed; ``version_id`` is None where no round has pinned one yet.

    ``asks`` are the fields of the rules that the organizer must decide on, ``preset`` the shipped
    rules that these are, where they are not those of the last round.
    """

    number: int
    title: Mapping[str, str]
    kind: RoundKind
    opens_at: int
    closes_at: int
    version_id: int | None
    rules: Rules
    asks: tuple[str, ...] = ()
    preset: str | None = None


def propose(
    rounds: Sequence[Round], *, now: int, zone: str, preset: str | None = None
) -> RoundProposal:
    """Propose the round after the last of ``rounds``: its rules, or those of ``preset``.

    Without rounds and preset it follows the first preset; raise ``KeyError`` for a preset that
    there is none of.
    """
    last = rounds[-1] if rounds else None
    number = last.number + 1 if last else 1
    asks: tuple[str, ...] = ()
    week = None
    if last is not None and preset is None:
        kind, rules = RoundKind(last.kind), parse_rules(last.rules)
    else:
        preset = preset or next(iter(presets()))
        chosen = presets()[preset]
        kind, rules, asks, week = chosen.kind, chosen.parsed(), chosen.asks, chosen.week
    opens_at, closes_at = next_window(last, now, zone, week)
    return RoundProposal(
        number=number,
        title=_title(last, number),
        kind=kind,
        opens_at=opens_at,
        closes_at=closes_at,
        version_id=last.bank_version_id if last else None,
        rules=rules,
        asks=asks,
        preset=preset,
    )


def next_window(
    last: Round | None, now: int, zone: str, week: Week | None = None
) -> tuple[int, int]:
    """Return the last window, whole days later: the first that is ahead and follows it.

    Without a last one it opens as ``week`` says, or tomorrow at eight, for a week.
    """
    if last is None and week is not None:
        opens, closes = next_week(week, _local(now, zone))
        return _moment(opens), _moment(closes)
    if last is None:
        morning = _local(now, zone).replace(hour=FIRST_HOUR, minute=0, second=0, microsecond=0)
        opens_at = _moment(morning + timedelta(days=1))
        return opens_at, opens_at + USUAL_DAYS * DAY_MS
    ahead = max(last.closes_at, now + 1) - last.opens_at
    later = timedelta(days=-(-ahead // DAY_MS))
    opens, closes = _local(last.opens_at, zone), _local(last.closes_at, zone)
    return _moment(opens + later), _moment(closes + later)


def _local(at: int, zone: str) -> datetime:
    return datetime.fromtimestamp(at / 1000, UTC).astimezone(ZoneInfo(zone))


def _moment(local: datetime) -> int:
    return int(local.timestamp() * 1000)


def _title(last: Round | None, number: int) -> dict[str, str]:
    """Count on in the words of the last title: "Tuần 3" is followed by "Tuần 4"."""
    if last is None:
        return {"vi": f"Đợt {number}", "en": f"Round {number}"}
    counted = re.compile(rf"\b{last.number}\b")
    if not counted.search(last.title["vi"]):
        return {"vi": f"Đợt {number}", "en": f"Round {number}"}
    return {
        language: counted.sub(str(number), text, count=1) for language, text in last.title.items()
    }
