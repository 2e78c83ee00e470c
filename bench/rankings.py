"""`python -m bench.rankings`: a national week (`bench.ranking_week`), ranked on one core.

By itself the engine ranks the attempts as made and shuffled, under the published rules and
under rules that rank everybody; with ``--database`` or ``--files`` the result is read and ranked
from there.
"""

import argparse
import random
import resource
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from bench.ranking_database import measure_in, rank_from
from bench.ranking_files import measure_files, rank_folder
from bench.ranking_week import BRANCHES, EVERYBODY, ITEMS, PUBLISHED, rules_of, tree, week
from quiz.domain.entry import Entry
from quiz.domain.result import digest_of, result_of
from quiz.domain.rules import Rules
from quiz.domain.unit_tree import UnitNode, tree_on

DAY = date(2020, 6, 1)
MIB = 1024  # the system counts in KiB


def main() -> int:
    """Measure, print, and return the exit code: 1 where two orders of one week differ."""
    parser = argparse.ArgumentParser(prog="python -m bench.rankings", description=__doc__)
    parser.add_argument("--share", type=int, default=1, help="only one person of so many")
    parser.add_argument("--database", choices=("sqlite", "postgresql"))
    parser.add_argument("--files", action="store_true", help="from files, as `quiz rank` does")
    parser.add_argument("--read", metavar="URL|FOLDER", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.read:
        return _read(given.read)
    if given.database:
        return measure_in(given.database, given.share)
    if given.files:
        return measure_files(given.share)
    return _engine(given.share)


def _read(place: str) -> int:
    with measured("read and ranked"):
        ranked, digest = rank_from(place) if "://" in place else rank_folder(Path(place))
    print(f"  {ranked} ranked, SHA-256 {digest}")
    return 0


def _engine(share: int) -> int:
    with measured("made"):
        records, codes = tree()
        communes = [one.id for one in records if one.kind == f"cap_{len(BRANCHES) - 1}"]
        nodes, entries = tree_on(DAY, records), week(communes, share)
    people = len({entry.person for entry in entries})
    print(f"{len(entries)} attempts, {people} people, {len(nodes)} units, {ITEMS} items")
    shuffled = entries.copy()
    random.Random(1).shuffle(shuffled)
    same = [
        _ranked(name, rules_of(ranking), nodes, codes, entries, shuffled)
        for name, ranking in (("published rules", PUBLISHED), ("everybody ranked", EVERYBODY))
    ]
    return 0 if all(same) else 1


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
