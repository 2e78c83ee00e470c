"""The national week of `bench.rankings` in a database, and its result read and ranked from there.

The database is filled in one process and read in another, so that the memory told is that of the
result alone.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bench.ranking_week import OPENS, WEEK, rules_of, tree, week
from quiz.clock import now
from quiz.database import transaction
from quiz.domain.entry import Entry
from quiz.domain.rules import Rules
from quiz.domain.unit_tree import UnitRecord
from quiz.models import Attempt, Base, Headcount, Participation, Person, Round, Score, Unit
from quiz.services.catalogue import Catalogue
from quiz.services.results import results_now
from tests.databases import engine_for, migrated, server_of_our_own
from tests.stage import Stage

BATCH = 5_000
DAY = date(2025, 1, 1)


def measure_in(kind: str, share: int) -> int:
    """Fill a database of a kind, let another process rank from it, and return its exit code."""
    with database(kind) as url:
        with engine_for(migrated(url)) as engine, Session(engine) as session:
            fill(session, share)
            if kind == "postgresql":
                session.connection().exec_driver_sql("ANALYZE")
        command = [sys.executable, "-m", "bench.rankings", "--read", url]
        return subprocess.run(command, check=False, env=os.environ).returncode


def rank_from(url: str) -> tuple[int, str]:
    """Read and rank the round of a filled database; return how many are ranked and the digest."""
    with engine_for(url) as engine, Session(engine) as session:
        round_id = session.execute(sa.select(Round.id)).scalar_one()
        definition = Catalogue().round(session, round_id, OPENS + WEEK)
        found = results_now(session, definition)
        return sum(line.rank is not None for line in found.people), found.digest


def fill(session: Session, share: int, rules: Rules | None = None) -> None:
    """Write the week into an empty database of our schema, under other rules if any are given."""
    stage = Stage(session, now())
    version = stage.bank(count=20)
    contest = stage.contest("tuyen-giao")
    document = (rules or rules_of()).model_dump(mode="json")
    window = {"opens_at": OPENS, "closes_at": OPENS + WEEK}
    of = stage.round(contest, version, number=11, **window, **document)
    records, _ = tree()
    with transaction(session):
        units = _write_units(session, stage, records)
        entries = week([record.id for record in records if record.kind == "cap_3"], share)
        people = _write_people(session, contest.id, entries, units)
        first = 1 + (session.execute(sa.select(sa.func.max(Attempt.id))).scalar() or 0)
        about = {"round_id": of.id, "bank_version_id": version.id}
        _write(session, Attempt, _attempts(entries, first, about["round_id"], people, units))
        _write(session, Score, _scores(entries, first, about["bank_version_id"]))


def _write_units(session: Session, stage: Stage, records: Sequence[UnitRecord]) -> dict[int, int]:
    """Store the tree under the root of the stage, and return the id of each unit."""
    root = stage.units["tinh"]
    shift = 1 + session.execute(sa.select(sa.func.max(Unit.id))).scalar_one()
    ids = {record.id: record.id + shift for record in records}
    paths: dict[int | None, str] = {None: root.path}
    for record in records:
        paths[record.id] = f"{paths[record.parent]}{ids[record.id]}."
    rows = (
        {
            "id": ids[record.id],
            "tree_id": root.tree_id,
            "parent_id": root.id if record.parent is None else ids[record.parent],
            "code": record.code,
            "name": record.code,
            "kind": record.kind,
            "path": paths[record.id],
            "sort_key": record.sort_key,
            "folded": record.code,
        }
        for record in records
    )
    _write(session, Unit, rows)
    headcounts = (
        {
            "unit_id": ids[record.id],
            "kind": "dang_vien",
            "day": DAY,
            "people": record.headcount,
            "declared_at": 0,
        }
        for record in records
        if record.headcount is not None
    )
    _write(session, Headcount, headcounts)
    return ids


def _write_people(
    session: Session, contest_id: int, entries: Iterable[Entry], units: dict[int, int]
) -> dict[int, int]:
    """Store everybody who took part; return the id of each participation."""
    about = {entry.person: entry for entry in entries}
    first = 1 + (session.execute(sa.select(sa.func.max(Person.id))).scalar() or 0)
    ids = {person: first + at for at, person in enumerate(sorted(about))}
    people = (
        {"id": id_, "full_name": f"Người {id_}", "sort_key": "", "folded": "", "created_at": 0}
        for id_ in ids.values()
    )
    _write(session, Person, people)
    participations = (
        {
            "id": id_,
            "person_id": id_,
            "contest_id": contest_id,
            "unit_id": units[cast("int", about[person].unit)],
            "eligibility": "in_contest",
            "created_at": 0,
            "registered_at": about[person].registered_at,
            "consent_version": "1",
        }
        for person, id_ in ids.items()
    )
    _write(session, Participation, participations)
    return ids


def _attempts(
    entries: Iterable[Entry],
    first: int,
    round_id: int,
    people: dict[int, int],
    units: dict[int, int],
) -> Iterator[dict[str, Any]]:
    for id_, entry in enumerate(entries, start=first):
        yield {
            "id": id_,
            "ref": entry.attempt,
            "participation_id": people[entry.person],
            "round_id": round_id,
            "number": entry.number,
            "number_limit": 1_000_000,
            "unit_id": units[cast("int", entry.unit)],
            "form": "",
            "started_at": entry.started_at,
            "deadline_at": entry.finished_at,
            "finished_at": entry.finished_at,
            "finish_kind": "submitted",
            "answers": "1" * entry.items,
            "prediction": entry.prediction,
            "revision": 2,
            "save_sequence": 1,
            "lease": 1,
            "chain": b"",
            "receipt": f"{id_:016}",
        }


def _scores(entries: Iterable[Entry], first: int, version_id: int) -> Iterator[dict[str, Any]]:
    for id_, entry in enumerate(entries, start=first):
        yield {
            "attempt_id": id_,
            "bank_version_id": version_id,
            "points": entry.points,
            "correct": entry.correct,
            "scored_at": entry.finished_at,
        }


def _write(session: Session, model: type[Base], rows: Iterable[dict[str, Any]]) -> None:
    rows = iter(rows)
    while batch := list(islice(rows, BATCH)):
        session.execute(sa.insert(cast("sa.Table", model.__table__)), batch)


@contextmanager
def database(kind: str) -> Iterator[str]:
    """Give the address of an empty database of a kind that is gone afterwards."""
    if kind == "postgresql":
        with server_of_our_own() as url:
            yield url
        return
    with tempfile.TemporaryDirectory(prefix="on-su-bench-") as folder:
        yield f"sqlite:///{Path(folder) / 'week.sqlite3'}"
