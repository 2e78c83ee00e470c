"""`python -m bench.unit_boards`: boards of 10,000 units read from the read model, level by level.

A tree of four levels on each database, one unit in ten renamed since the day of the contest, and a
flat one of as many units right below the top. Told are the median and the longest of many looks at
the first, middle and last page of every level and of every league (all units of a kind), at the
kinds that there are, and at a reader's own place.
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

import sqlalchemy as sa
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

TREES = ((30, 20, 16), (10_230,))
"""How many units stand below each one, from the top down: 30 + 600 + 9,600, or all right there."""
LOOKS = 30
LIMIT_MS = 30


def main() -> int:
    """Measure, print, and return the exit code: 1 where a look takes longer than it may."""
    argparse.ArgumentParser(prog="python -m bench.unit_boards", description=__doc__).parse_args()
    slowest = 0.0
    with tempfile.TemporaryDirectory(prefix="on-su-bench-") as folder, ExitStack() as stack:
        for kind in ("sqlite", "postgresql"):
            urls = stack.enter_context(databases(kind, Path(folder)))
            with engine_for(migrated(urls["product"])) as engine, Session(engine) as session:
                stage = Stage(session, now())
                for number, widths in enumerate(TREES):
                    slowest = max(slowest, *_measure(kind, stage, number, widths))
    return int(slowest >= LIMIT_MS)


def _measure(kind: str, stage: Stage, number: int, widths: tuple[int, ...]) -> Iterator[float]:
    session, contest = stage.session, stage.contest(f"cuoc-{number}")
    definition = stage.definition(stage.round(contest, stage.bank(code=f"bo-{number}")))
    levels = [[stage.units["tinh"]]]
    for depth, width in enumerate(widths, start=1):
        levels.append(_grow(stage, levels[-1], width, f"cap_{number}_{depth}"))
    units = [unit for level in levels for unit in level]
    _rename(session, units[::10])
    _store(session, definition, units)
    if kind == "postgresql":
        session.connection().exec_driver_sql("ANALYZE")
    print(f"{kind}: {len(units)} units on {len(levels)} levels")
    for depth, level in enumerate(levels[:-1]):
        for unit in sorted({level[0], level[len(level) // 2]}, key=lambda unit: unit.id):
            for page, last in _pages(widths[depth]):
                look = _look(session, definition, unit.code, page)
                yield _told(f"below {unit.code} (level {depth}), page {page} of {last}", look)
    for depth, level in enumerate(levels[1:], start=1):
        for page, last in _pages(len(level)):
            look = _league(session, definition, level[0].kind, page)
            yield _told(f"league of level {depth}, page {page} of {last}", look)
        yield _told(f"own place in it from {level[-1].code}", _place(session, definition, level))
    yield _told("kinds that there are", lambda: boards.league_kinds(session, definition))
    reader = stage.contestant("An", contest, levels[-1][-1].code).person_id
    yield _told("state for a reader", lambda: boards.board_state(session, definition.id, reader))


def _pages(units: int) -> list[tuple[int, int]]:
    """Return the first, a middle and the last page of so many units, each with the last."""
    last = -(-units // boards.UNITS_PER_PAGE)
    return [(page, last) for page in sorted({1, max(1, last // 2), last})]


def _grow(stage: Stage, above: list[Unit], width: int, kind: str) -> list[Unit]:
    """Put so many units below each of those above."""
    made = [
        Unit(
            tree_id=stage.tree.id,
            parent_id=parent.id,
            code=f"{parent.code}-{width}.{place}"[-40:],
            name=f"Đảng bộ số {place} thuộc {parent.code}",
            kind=kind,
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
    stage.units[made[-1].code] = made[-1]
    return made


def _rename(session: Session, units: list[Unit]) -> None:
    known = set(session.execute(sa.select(UnitPast.unit_id)).scalars())
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
            if unit.id not in known
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


def _look(
    session: Session, definition: RoundDefinition, code: str, page: int
) -> Callable[[], object]:
    return lambda: boards.unit_board(session, definition, code=code, page=page)


def _league(
    session: Session, definition: RoundDefinition, kind: str, page: int
) -> Callable[[], object]:
    return lambda: boards.league_board(session, definition, kind, page=page)


def _place(
    session: Session, definition: RoundDefinition, level: list[Unit]
) -> Callable[[], object]:
    path = [int(step) for step in level[-1].path.rstrip(".").split(".")]
    return lambda: boards.league_place(session, definition, level[0].kind, path)


def _told(name: str, look: Callable[[], object]) -> float:
    """Look many times, print, and return the median; the first look warms up and is not told."""
    look()
    times = []
    for _ in range(LOOKS):
        began = time.perf_counter()
        look()
        times.append((time.perf_counter() - began) * 1000)
    print(f"  {name:44} median {statistics.median(times):6.1f} ms   longest {max(times):6.1f} ms")
    return statistics.median(times)


if __name__ == "__main__":
    sys.exit(main())
