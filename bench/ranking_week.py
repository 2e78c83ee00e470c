"""A national week, the same every time.

As large as week 11 of the contest of 2020 (C06): 448,902 attempts by 161,519 people, 29,519 of them
equal on full marks. Units stand on four levels, prizes are as published.
"""

import random
from collections.abc import Sequence

from quiz.domain.codes import new_code
from quiz.domain.entry import Entry
from quiz.domain.names import text_sort_key
from quiz.domain.rules import Rules, parse_rules
from quiz.domain.unit_tree import UnitRecord

ATTEMPTS, PEOPLE, PERFECT = 448_902, 161_519, 29_519
BRANCHES = (1, 63, 12, 15)
"""The whole country, provinces, districts of each, communes of each: 12,160 units."""
OPENS = 1_591_585_200_000  # 08/06/2020 10:00
WEEK = 7 * 24 * 3_600_000 - 3_600_000
ITEMS = 10
PUBLISHED = ("all_correct_only", "prediction_distance", "finished_at")
EVERYBODY = ("points", "prediction_distance", "duration", "finished_at", "attempt_count")


def tree() -> tuple[tuple[UnitRecord, ...], dict[int, str]]:
    """Return units on four levels with their codes; only communes have a headcount of their own."""
    records: list[UnitRecord] = []
    above: Sequence[int | None] = (None,)
    for level, branches in enumerate(BRANCHES):
        below: list[int] = []
        for parent in above:
            for place in range(branches):
                unit = len(records) + 1
                headcount = 20 + unit % 300 if level + 1 == len(BRANCHES) else None
                name = text_sort_key(f"Đảng bộ {place}")
                kind = f"cap_{level}"
                records.append(UnitRecord(unit, parent, f"DV-{unit}", name, kind, headcount))
                below.append(unit)
        above = below
    return tuple(records), {record.id: record.code for record in records}


def week(communes: Sequence[int], share: int = 1) -> list[Entry]:
    """Return the attempts of the week, the same every time, in the order of their starts."""
    chance = random.Random(11)
    people = PEOPLE // share
    made = [1] * people
    for person in chance.choices(range(people), k=ATTEMPTS // share - people):
        made[person] += 1
    entries: list[Entry] = []
    for person, attempts in enumerate(made):
        perfect = chance.randrange(attempts) if person < PERFECT // share else -1
        about = (person, chance.choice(communes), OPENS - chance.randrange(WEEK))
        starts = sorted(chance.randrange(WEEK - 600_000) for _ in range(attempts))
        for place, start in enumerate(starts):
            correct = ITEMS if place == perfect else chance.randrange(ITEMS)
            entries.append(_attempt(chance, about, place + 1, OPENS + start, correct))
    entries.sort(key=lambda entry: entry.started_at)
    return entries


def _attempt(
    chance: random.Random, about: tuple[int, int, int], number: int, start: int, correct: int
) -> Entry:
    person, unit, registered_at = about
    return Entry(
        attempt=new_code(chance.randbytes(17), 26),
        person=person,
        unit=unit,
        category=None,
        number=number,
        points=correct * 100,
        correct=correct,
        items=ITEMS,
        answered=ITEMS,
        started_at=start,
        # Whole seconds, as the regulation counts: many are equal to the last.
        finished_at=start // 1000 * 1000 + chance.randrange(30, 600) * 1000,
        prediction=PERFECT + chance.randrange(-2_000, 2_000),
        registered_at=registered_at,
    )


def rules_of(
    ranking: Sequence[str] = EVERYBODY, *, asks: str | None = "all_correct_people"
) -> Rules:
    """Return the rules of the contest, ranking as given; no prediction where None is asked."""
    prizes = zip(("nhat", "nhi", "ba", "khuyen_khich"), (1, 2, 5, 8), strict=True)
    return parse_rules(
        {
            "rules_schema": 1,
            "paper": {"items": ITEMS, "points_per_item": 100},
            "timing": {"limit_minutes": 20},
            "attempts": {"limit": None, "counts": "highest_then_earliest"},
            "prediction": {"asks": asks} if asks else None,
            "ranking": list(ranking),
            "units": {
                "gates": [{"participation_rate": 1}],
                "order": ["rate_plus_prizes", "average_points", "attempts"],
            },
            "prizes": [
                {"level": level, "count": count, "unit_points": 10 - 2 * place}
                for place, (level, count) in enumerate(prizes)
            ],
        }
    )
