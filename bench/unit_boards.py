"""`python -m bench.unit_boards`: boards of 10,000 units read from the read model, level by level.

A tree of four levels on each database, one unit in ten renamed since the day of the contest. Told
are the median and the longest of many looks at the first, middle and last page of every level, and
of every league (all units of a kind).
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path

from sqlalchemy.orm import Session

from bench.__main__ import databases
from quiz.clock import now
from quiz.database import transaction
from quiz.domain.names import text_sort_key
from quiz.models import Unit, UnitPast
from quiz.services import boards
from quiz.services.boards import BoardContent
from quiz.services.catalogue import RoundDefinition
from quiz.services.results import UnitLine
from tests.databases import engine_for, migrated
from tests.stage import Stage

WIDTHS = (30, 20, 16)
"""How many units stand below each one, from the top down: 30 + 600 + 9,600."""
LOOKS = 30
LIMIT_MS = 50


def main() -> int:
    """Measure, print, and return the exit code: 1 where a look takes longer than it may."""
    argparse.ArgumentParser(prog="python -m bench.unit_boards", description=__doc__).parse_args()
    slowest = 0.0
    with tempfile.TemporaryDirectory(prefix="on-su-bench-") as folder, ExitStack() as stack:
        for kind in ("sqlite", "postgresql"):
            urls = stack.enter_context(databases(kind, Path(folder)))
            with engine_for(migrated(urls["product"])) as engine, Session(engine) as session:
                slowest = max(slowest, *_measure(kind, session))
    return int(slowest >= LIMIT_MS)


def _measure(kind: str, session: Session) -> Iterator[float]:
    stage = Stage(session, now())
    definition = stage.definition(stage.round(stage.contest(), stage.bank()))
    levels = [[stage.units["tinh"]]]
    for depth, width in enumerate(WIDTHS, start=1):
        levels.append(_grow(stage, levels[-1], depth, width))
    units = [unit for level in levels for unit in level]
    _rename(session, units[::10])
    _store(session, definition, units)
    if kind == "postgresql":
        session.connection().exec_driver_sql("ANALYZE")
    print(f"{kind}: {len(units)} units")
    for depth, level in enumerate(levels[:-1]):
        for name, unit in (("first", level[0]), ("middle", level[len(level) // 2])):
            yield _told(f"below level {depth}, {name} unit", _look(session, definition, unit.code))
    for depth, level in enumerate(levels[1:], start=1):
        last = -(-len(level) // boards.UNITS_PER_PAGE)
        for page in sorted({1, max(1, last // 2), last}):
            look = _league(session, definition, f"cap_{depth}", page)
            yield _told(f"league of level {depth}, page {page} of {last}", look)


def _grow(stage: Stage, above: list[Unit], depth: int, width: int) -> list[Unit]:
    """Put so many units below each of those above."""
    made = [
        Unit(
            tree_id=stage.tree.id,
            parent_id=parent.id,
            code=f"{parent.code}-{place}"[-40:],
            name=f"Đảng bộ số {place} thuộc {parent.code}",
            kind=f"cap_{depth}",
            path="",
            sort_key=text_sort_key(f"Đảng bộ số {place}"),
            folded="",
        )
        for parent in above
        for place in range(width)
    ]
    paths = {parent.id: parent.path for parent in above}
    with transaction(stage.session) as session:
        session.add_all(made)
        session.flush()
        for unit in made:
            unit.path = f"{paths[unit.parent_id or 0]}{unit.id}."
    return made


def _rename(session: Session, units: list[Unit]) -> None:
    with transaction(session):
        session.add_all(
            UnitPast(
                unit_id=unit.id,
                until=date(2026, 7, 1),
                parent_id=unit.parent_id,
                name=f"{unit.name} (cũ)",
                kind=unit.kind,
                path=unit.path,
                sort_key=unit.sort_key,
            )
            for unit in units
        )


def _store(session: Session, definition: RoundDefinition, units: list[Unit]) -> None:
    lines = tuple(
        UnitLine(
            unit_id=unit.id,
            parent_id=unit.parent_id,
            rank=place,
            excluded=None,
            people=place % 40,
            attempts=place % 90,
            headcount=50,
            points=place * 100,
            all_correct=place % 7,
        )
        for place, unit in enumerate(units, start=1)
    )
    with transaction(session):
        boards.store(session, definition.id, BoardContent(1, 1, (), lines), now=now())


def _look(session: Session, definition: RoundDefinition, code: str) -> Callable[[], object]:
    return lambda: boards.unit_board(session, definition, code=code)


def _league(
    session: Session, definition: RoundDefinition, kind: str, page: int
) -> Callable[[], object]:
    return lambda: boards.league_board(session, definition, kind, page=page)


def _told(name: str, look: Callable[[], object]) -> float:
    """Look many times, print, and return the median; the first look warms up and is not told."""
    look()
    times = []
    for _ in range(LOOKS):
        began = time.perf_counter()
        look()
        times.append((time.perf_counter() - began) * 1000)
    print(f"  {name:42} median {statistics.median(times):6.1f} ms   longest {max(times):6.1f} ms")
    return statistics.median(times)


if __name__ == "__main__":
    sys.exit(main())
