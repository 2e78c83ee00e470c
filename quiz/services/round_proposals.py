"""What the next round of a contest is likely to be: after the last one, and like it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from quiz.domain.rules import RoundKind, Rules, parse_rules
from quiz.models import Round

DAY_MS = 86_400_000
FIRST_HOUR = 8
USUAL_DAYS = 7

_COMMON: Mapping[str, Any] = {
    "rules_schema": 1,
    "paper": {"items": 20, "points_per_item": 500},
    "timing": {"limit_minutes": 20},
}
_PRIZES = [
    {"level": "nhat", "count": 1},
    {"level": "nhi", "count": 2},
    {"level": "ba", "count": 3},
    {"level": "khuyen_khich", "count": 5},
]
_PRESETS: Mapping[str, tuple[RoundKind, Mapping[str, Any]]] = MappingProxyType(
    {
        "points": (
            RoundKind.OFFICIAL,
            {
                "attempts": {"limit": 1},
                "ranking": ["points", "duration", "finished_at"],
                "units": {"order": ["participation_rate", "average_points"]},
                "prizes": _PRIZES,
            },
        ),
        "prediction": (
            RoundKind.OFFICIAL,
            {
                "attempts": {"limit": 10},
                "prediction": {"asks": "attempts"},
                "ranking": ["all_correct_only", "prediction_distance", "finished_at"],
                "units": {"order": ["attempts", "people"]},
                "prizes": _PRIZES,
            },
        ),
        "practice": (
            RoundKind.PRACTICE,
            {
                "paper": {"items": 10, "points_per_item": 1000, "pool": {"uses": ["practice"]}},
                "attempts": {"limit": None},
                "result": "at_submit",
                "review": "at_once",
                "eligible": {"staff": "allowed"},
            },
        ),
    }
)
PRESETS = tuple(_PRESETS)
"""Names of rules to begin with, where no round is there to follow."""


@dataclass(frozen=True, slots=True)
class RoundProposal:
    """A round as it is proposed; ``version_id`` is None where no round has pinned one yet."""

    number: int
    title: Mapping[str, str]
    kind: RoundKind
    opens_at: int
    closes_at: int
    version_id: int | None
    rules: Rules


def propose(
    rounds: Sequence[Round], *, now: int, zone: str, preset: str | None = None
) -> RoundProposal:
    """Propose the round after the last of ``rounds``: its rules, or those of ``preset``.

    Without rounds and preset it follows the first of ``PRESETS``; raise ``KeyError`` for a preset
    that there is none of.
    """
    last = rounds[-1] if rounds else None
    opens_at, closes_at = next_window(last, now, zone)
    number = last.number + 1 if last else 1
    if last is not None and preset is None:
        kind, rules = RoundKind(last.kind), parse_rules(last.rules)
    else:
        kind, rules = preset_rules(preset or PRESETS[0])
    return RoundProposal(
        number=number,
        title=_title(last, number),
        kind=kind,
        opens_at=opens_at,
        closes_at=closes_at,
        version_id=last.bank_version_id if last else None,
        rules=rules,
    )


def preset_rules(name: str) -> tuple[RoundKind, Rules]:
    """Return the kind and the rules of a preset."""
    kind, rules = _PRESETS[name]
    return kind, parse_rules({**_COMMON, **rules})


def next_window(last: Round | None, now: int, zone: str) -> tuple[int, int]:
    """Return the last window, whole days later: the first that is ahead and follows it.

    Without a last one it opens tomorrow at eight, for a week.
    """
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
