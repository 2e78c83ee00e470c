"""`python -m bench.boards`: a look at a board beside few attempts and beside a million.

The same contest and tree of units twice on each database, with 100 attempts and with 1,000,000.
Measured are one look by somebody signed in and one at the wall of a hall (processor time of the
application and its database), and one refresh as the worker does it.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bench import journey, server
from bench.__main__ import databases
from bench.client import load
from bench.crowd import SECRET, product_cookie, sign_in, version_of
from bench.journey import SLUG, Ask, CannotMeasure, Journey
from bench.measuring import InProcess
from bench.processor import Parties, postmaster, used_by
from quiz import config
from quiz.app import create_app
from quiz.database import db, transaction
from quiz.models import Attempt, Board, Contest, Participation, Person, Round, RoundResult, Unit
from quiz.services import boards
from quiz.services.catalogue import Catalogue
from tests.databases import engine_for, migrated
from tests.stage import HOUR, Stage

KINDS = ("sqlite", "postgresql")
SIZES = (100, 1_000_000)
EACH = 5
"""Attempts of one person."""
READERS = 20
LOOKS = 30
DISTRICTS, CELLS = 60, 20
CHUNK = 20_000
PAGE = f"/cuoc-thi/{SLUG}/bang-xep-hang?dot=1"
WALL = f"/cuoc-thi/{SLUG}/bang-xep-hang/hoi-truong?dot=1"


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured beside so many attempts."""

    attempts: int
    page_ms: float
    wall_ms: float
    queries: int
    page_bytes: int
    refresh_seconds: float


def main() -> int:
    """Measure, print, and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench.boards", description=__doc__)
    parser.add_argument("--most", type=int, default=SIZES[-1], help="attempts of the large contest")
    parser.add_argument("--only", choices=KINDS, help="one of the databases")
    arguments = parser.parse_args()
    try:
        with tempfile.TemporaryDirectory(prefix="on-su-bench-") as folder:
            for kind in [arguments.only] if arguments.only else KINDS:
                print(f"\n{kind}: {DISTRICTS * CELLS + DISTRICTS} units", flush=True)
                for attempts in (SIZES[0], arguments.most):
                    _print(_measured(kind, Path(folder) / str(attempts), attempts))
    except CannotMeasure as fault:
        print(fault, file=sys.stderr)
        return 1
    return 0


def _print(figures: Figures) -> None:
    print(
        f"{figures.attempts:>9} attempts: page {figures.page_ms:5.2f} ms, "
        f"{figures.queries} queries, {figures.page_bytes} bytes; "
        f"wall {figures.wall_ms:5.2f} ms; refresh {figures.refresh_seconds:5.2f} s",
        flush=True,
    )


def _measured(kind: str, folder: Path, attempts: int) -> Figures:
    folder.mkdir(exist_ok=True)
    with databases(kind, folder) as urls:
        url = urls["product"]
        with engine_for(migrated(url)) as engine, Session(engine) as session:
            cookies = _fill(session, attempts)
            database = postmaster(engine)
            refresh_seconds = _refresh(session)
        queries = _queries(url, folder, cookies[0])
        with server.product(url, folder / kind, BOARD_SECONDS="86400") as product:
            parties = Parties(product.pid, database)
            _looks(product.port, parties, cookies, PAGE)  # so that everything is warm
            page_ms, page_bytes = _looks(product.port, parties, cookies, PAGE)
            wall_ms, _ = _looks(product.port, parties, cookies, WALL)
    return Figures(attempts, page_ms, wall_ms, queries, page_bytes, refresh_seconds)


def _looks(port: int, parties: Parties, cookies: list[str], path: str) -> tuple[float, int]:
    """Return the milliseconds of processor time and the bytes of one look."""

    def several() -> Journey:
        for _ in range(LOOKS):
            yield Ask("leaderboard", "GET", path)

    looks = LOOKS * len(cookies)
    with load(port, cookies, several) as together:
        with used_by(parties) as used:
            together.walk()
        received = together.bytes_received
    return 1000 * used.server / looks, received // looks


def _queries(url: str, folder: Path, cookie: str) -> int:
    settings = config.Settings(
        instance=folder / "counting", database_url=url, secret_key=SECRET, board_seconds=86_400
    )
    app = create_app(settings)
    with app.app_context():
        engine = db.engine
    browser = InProcess(app, engine, cookie)
    asked = []
    for _ in range(4):  # now and then a process reads the contest and the round again
        journey.walk(journey.look_at_board(), browser)
        asked.append(len(browser.statements["leaderboard"]))
    engine.dispose()
    return min(asked)


def _refresh(session: Session) -> float:
    """Refresh the board as the worker does, once for the first time and once after a change."""
    now = _now()
    definition = Catalogue().round_of(session, SLUG, 1, now)
    with transaction(session):
        boards.refresh(session, definition, now=now)
        session.execute(sa.update(Board).values(digest="", grounds=""))
    begun = time.perf_counter()
    content = boards.content_of(session, definition, now=now)
    with transaction(session):
        boards.store(session, definition.id, content, now=now)
    return time.perf_counter() - begun


def _fill(session: Session, attempts: int) -> list[str]:
    """Give a contest a wide tree and so many attempts; return the cookies of its readers."""
    stage = Stage(session, _now())
    contest = stage.contest(SLUG)
    paper = {"items": journey.ITEMS, "points_per_item": 500}
    units = {"order": ["participation_rate", "average_points"]}
    version = version_of(session)
    of = stage.round(contest, version, opens_at=_now() - HOUR, paper=paper, units=units)
    with transaction(session):
        cells = _tree(session, stage)
    people = max(attempts // EACH, READERS)
    with _thinking(f"{people} people with {attempts} attempts"):
        for first in range(0, people - READERS, CHUNK):
            with transaction(session):
                _people(session, contest, cells, first, min(CHUNK, people - READERS - first))
        with transaction(session):
            tokens = sign_in(session, contest.id, cells, READERS, now=_now())
        for number in range(1, max(1, attempts // people) + 1):
            with _patient(session):
                session.execute(_attempts(contest, of, number))
        with _patient(session):
            session.execute(_recognised(of, max(1, attempts // people)))
    return [product_cookie(token) for token in tokens]


@contextmanager
def _patient(session: Session) -> Iterator[None]:
    """Write in one transaction, however long it takes: the product's statements have a limit."""
    with transaction(session):
        if session.get_bind().dialect.name == "postgresql":
            session.execute(sa.text("SET LOCAL statement_timeout = 0"))
        yield


def _tree(session: Session, stage: Stage) -> list[int]:
    top, cells = stage.units["tinh"], []
    for district in range(DISTRICTS):
        above = _unit(session, stage, top, f"huyen-{district}", f"Đảng bộ huyện số {district}")
        for cell in range(CELLS):
            code, name = f"chi-bo-{district}-{cell}", f"Chi bộ số {cell} của huyện {district}"
            cells.append(_unit(session, stage, above, code, name).id)
    return cells


def _unit(session: Session, stage: Stage, above: Unit, code: str, name: str) -> Unit:
    unit = Unit(
        tree_id=stage.tree.id,
        parent_id=above.id,
        code=code,
        name=name,
        kind="chi_bo",
        path="",
        sort_key=code,
        folded=code,
    )
    session.add(unit)
    session.flush()
    unit.path = f"{above.path}{unit.id}."
    return unit


def _people(session: Session, contest: Contest, cells: list[int], first: int, count: int) -> None:
    now = _now()
    people = [
        {"full_name": f"Nguyễn Văn {n}", "sort_key": f"{n}", "folded": f"{n}", "created_at": now}
        for n in range(first, first + count)
    ]
    ids = session.execute(sa.insert(Person).returning(Person.id), people).scalars().all()
    joined = {"contest_id": contest.id, "eligibility": "in_contest", "consent_version": "1"}
    session.execute(
        sa.insert(Participation),
        [
            {
                "person_id": id_,
                "unit_id": cells[at % len(cells)],
                "registered_at": now,
                "created_at": now,
                **joined,
            }
            for at, id_ in enumerate(ids)
        ],
    )


def _attempts(contest: Contest, of: Round, number: int) -> sa.Insert:
    """Give every participation its attempt of this number, of as many points as its id tells."""
    ref = sa.literal(f"{number}-").concat(sa.cast(Participation.id, sa.String))
    values = {
        "round_id": of.id,
        "number": number,
        "number_limit": EACH,
        "form": "",
        "deadline_at": of.opens_at + HOUR,
        "finish_kind": "submitted",
        "answers": "1" * journey.ITEMS,
        "revision": 1,
        "save_sequence": 1,
        "lease": 1,
        "chain": b"",
    }
    started = of.opens_at + Participation.id % 1000
    columns = {
        "ref": ref,
        "receipt": ref,
        "participation_id": Participation.id,
        "unit_id": Participation.unit_id,
        "started_at": started,
        "finished_at": started + 60_000 + Participation.id % 7919,
        **{name: sa.literal(value, _type(name)) for name, value in values.items()},
    }
    taking_part = sa.select(*columns.values()).where(Participation.contest_id == contest.id)
    return sa.insert(Attempt).from_select(list(columns), taking_part)


def _type(name: str) -> sa.types.TypeEngine[object]:
    return Attempt.__table__.c[name].type


def _recognised(of: Round, attempts: int) -> sa.Insert:
    """Recognise the first attempt of everybody."""
    columns = {
        "participation_id": Attempt.participation_id,
        "round_id": Attempt.round_id,
        "attempt_id": Attempt.id,
        "unit_id": Attempt.unit_id,
        "started_at": Attempt.started_at,
        "finished_at": Attempt.finished_at,
        "attempts": sa.literal(attempts, sa.Integer),
        "perfect_attempts": sa.literal(0, sa.Integer),
        "points": Attempt.participation_id % 21 * 500,
        "correct": Attempt.participation_id % 21,
    }
    first = sa.select(*columns.values()).where(Attempt.round_id == of.id, Attempt.number == 1)
    return sa.insert(RoundResult).from_select(list(columns), first)


@contextmanager
def _thinking(about: str) -> Iterator[None]:
    begun = time.perf_counter()
    yield
    print(f"          ({about} made in {time.perf_counter() - begun:.0f} s)", flush=True)


def _now() -> int:
    return time.time_ns() // 1_000_000


if __name__ == "__main__":
    sys.exit(main())
