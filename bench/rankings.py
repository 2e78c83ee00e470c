"""`python -m bench.rankings`: a national week, ranked by the engine on one core.

As large as week 11 of the contest of 2020 (C06): 448,902 attempts by 161,519 people, 29,519 of them
equal on full marks. Units stand on four levels, prizes are as published. The same attempts come
once as made and once shuffled, under the published rules and under rules that rank everybody.
"""

import argparse
import random
import resource
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date

from quiz.domain.codes import new_code
from quiz.domain.entry import Entry
from quiz.domain.names import text_sort_key
from quiz.domain.result import digest_of, result_of
from quiz.domain.rules import Rules, parse_rules
from quiz.domain.unit_tree import UnitNode, UnitRecord, tree_on

ATTEMPTS, PEOPLE, PERFECT = 448_902, 161_519, 29_519
BRANCHES = (1, 63, 12, 15)
"""The whole country, provinces, districts of each, communes of each: 12,160 units."""
DAY = date(2020, 6, 1)
OPENS = 1_591_585_200_000  # 08/06/2020 10:00
WEEK = 7 * 24 * 3_600_000 - 3_600_000
ITEMS = 10
MIB = 1024  # the system counts in KiB
PUBLISHED = ("all_correct_only", "prediction_distance", "finished_at")
EVERYBODY = ("points", "prediction_distance", "duration", "finished_at", "attempt_count")


def main() -> int:
    """Measure, print, and return the exit code: 1 where two orders of one week differ."""
    parser = argparse.ArgumentParser(prog="python -m bench.rankings", description=__doc__)
    parser.add_argument("--share", type=int, default=1, help="only one person of so many")
    share = parser.parse_args().share
    with measured("made"):
        nodes, codes = tree()
        entries = week(nodes, share)
    people = len({entry.person for entry in entries})
    print(f"{len(entries)} attempts, {people} people, {len(nodes)} units, {ITEMS} items")
    shuffled = entries.copy()
    random.Random(1).shuffle(shuffled)
    same = [
        _ranked(name, rules_of(ranking), nodes, codes, entries, shuffled)
        for name, ranking in (("published rules", PUBLISHED), ("everybody ranked", EVERYBODY))
    ]
    return 0 if all(same) else 1


def tree() -> tuple[tuple[UnitNode, ...], dict[int, str]]:
    """Return units on four levels; only communes have a headcount of their own."""
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
    return tree_on(DAY, records), {record.id: record.code for record in records}


def week(nodes: Sequence[UnitNode], share: int = 1) -> list[Entry]:
    """Return the attempts of the week, the same every time, in the order of their starts."""
    chance = random.Random(11)
    communes = [node.id for node in nodes if node.kind == f"cap_{len(BRANCHES) - 1}"]
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


def rules_of(ranking: Sequence[str]) -> Rules:
    """Return the rules of the contest, ranking as given."""
    prizes = zip(("nhat", "nhi", "ba", "khuyen_khich"), (1, 2, 5, 8), strict=True)
    return parse_rules(
        {
            "rules_schema": 1,
            "paper": {"items": ITEMS, "points_per_item": 100},
            "timing": {"limit_minutes": 20},
            "attempts": {"limit": None, "counts": "highest_then_earliest"},
            "prediction": {"asks": "all_correct_people"},
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


def _ranked(
    name: str,
    rules: Rules,
    nodes: tuple[UnitNode, ...],
    codes: dict[int, str],
    *orders: list[Entry],
) -> bool:
    """Rank each order of the attempts; return whether all came to one digest."""
    digests = []
    for order, entries in zip(("as made", "shuffled"), orders, strict=True):
        with measured(f"{name}, {order}"):
            found = result_of(entries, rules, nodes)
        with measured("  its digest"):
            digests.append(digest_of(found, rules, contest="tuyen-giao", number=11, codes=codes))
        print(f"  {len(found.standings.placings)} ranked, SHA-256 {digests[-1]}")
        del found
    return len(set(digests)) == 1


@contextmanager
def measured(name: str) -> Iterator[None]:
    """Print how long the block took, and the most memory that the process has held so far."""
    clock, processor = time.perf_counter(), time.process_time()
    yield
    passed, used = time.perf_counter() - clock, time.process_time() - processor
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // MIB
    print(f"{name:30} {passed:6.2f} s   processor {used:6.2f} s   at most {most} MiB", flush=True)


if __name__ == "__main__":
    sys.exit(main())
