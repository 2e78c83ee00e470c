"""`make bench`: the product beside the reference, on both databases in one run.

Processor time is what the operating system charges to each part; the figures depend on the
machine, the ratios hardly do. A benchmark is no test: it ends well unless it cannot measure.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from uuid import uuid4

import sqlalchemy as sa

from bench import journey, server, table
from bench.crowd import SECRET, Crowd, fill_product, fill_reference
from bench.journey import CannotMeasure
from bench.measuring import Figures, InProcess, look_at_board, run
from bench.processor import postmaster
from quiz import config
from quiz.app import create_app
from quiz.database import db
from tests.databases import engine_for, server_of_our_own

SPARE = 10
"""People who warm up each application and who count its statements."""


def main() -> int:
    """Measure, print, and return the exit code."""
    arguments = _arguments()
    runs, people = (3, 80) if arguments.quick else (5, 240)
    try:
        with tempfile.TemporaryDirectory(prefix="on-su-bench-") as folder:
            for kind in ("sqlite", "postgresql"):
                _measure(kind, Path(folder), runs, people)
    except CannotMeasure as fault:
        print(fault, file=sys.stderr)
        return 1
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer people, fewer runs")
    return parser.parse_args()


def _measure(kind: str, folder: Path, runs: int, people: int) -> None:
    crowd = SPARE + 2 * runs * people
    with ExitStack() as stack:
        urls = stack.enter_context(databases(kind, folder))
        product_crowd = fill_product(urls["product"], crowd)
        reference_crowd = fill_reference(urls["reference"], crowd)
        readers = product_crowd.cookies[:people]
        statements = _statements(urls["product"], folder, product_crowd)
        database = _postmaster(urls["product"])
        product = stack.enter_context(server.product(urls["product"], folder / kind))
        reference = stack.enter_context(server.reference(urls["reference"]))
        ours, theirs = Figures(), Figures()
        run(Figures(), product, product_crowd, SPARE // 2 - 1, database)
        run(Figures(), reference, reference_crowd, SPARE // 2, database)
        for _ in range(runs):
            run(theirs, reference, reference_crowd, people, database)
            run(ours, product, product_crowd, people, database)
            look_at_board(ours, product, readers, database)
        counted = {name: len(lines) for name, lines in statements.items()}
        print(table.report(kind, ours, theirs, counted))


def _statements(url: str, folder: Path, crowd: Crowd) -> dict[str, list[str]]:
    """Return what each request of the product asks of the database, once everything is warm."""
    settings = config.Settings(instance=folder / "counting", database_url=url, secret_key=SECRET)
    app = create_app(settings)
    with app.app_context():
        engine = db.engine
    for cookie in crowd.take(2):
        browser = InProcess(app, engine, cookie)
        journey.walk(journey.attempt(), browser)
        journey.walk(journey.look_at_board(), browser)
    engine.dispose()
    return browser.statements


@contextmanager
def databases(kind: str, folder: Path) -> Iterator[dict[str, str]]:
    """Give each application an empty database of its own, on the same server."""
    names = ("product", "reference")
    if kind == "sqlite":
        yield {name: f"sqlite:///{folder / name}.sqlite3" for name in names}
        return
    with ExitStack() as stack:
        given = os.environ.get("TEST_DATABASE_URL") or stack.enter_context(server_of_our_own())
        address = sa.make_url(config.Settings(database_url=given).database)
        made = {name: f"on_su_bench_{name}_{uuid4().hex[:8]}" for name in names}
        engine = sa.create_engine(address, isolation_level="AUTOCOMMIT")
        stack.callback(engine.dispose)
        with engine.connect() as connection:
            for database in made.values():
                connection.exec_driver_sql(f"CREATE DATABASE {database}")
        yield {
            name: address.set(database=database).render_as_string(hide_password=False)
            for name, database in made.items()
        }
        with engine.connect() as connection:
            for database in made.values():
                connection.exec_driver_sql(f"DROP DATABASE {database} WITH (FORCE)")


def _postmaster(url: str) -> int | None:
    with engine_for(url) as engine:
        return postmaster(engine)


if __name__ == "__main__":
    sys.exit(main())
