"""`python -m bench.refreshes`: what refreshing the board of a running national week costs.

The week of `bench.rankings` as its last hour finds it: a line in `round_result` for each of 161,519
people on 12,160 units. Told are the first refresh, one after a change, and one after none, each as
the worker does it: compute while only reading, store in a short transaction.
"""

import argparse
import sys
import time
from collections.abc import Callable

import sqlalchemy as sa
from sqlalchemy.orm import Session

from bench.ranking_database import database, fill
from bench.ranking_week import OPENS, WEEK, rules_of
from quiz.database import transaction
from quiz.models import Attempt, Round, RoundResult, Score
from quiz.services import boards
from quiz.services.catalogue import Catalogue, RoundDefinition
from tests.databases import engine_for, migrated

KINDS = ("sqlite", "postgresql")
TIMES = 5


def main() -> int:
    """Measure, print, and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench.refreshes", description=__doc__)
    parser.add_argument("--share", type=int, default=1, help="only one in so many takes part")
    parser.add_argument("--only", choices=KINDS, help="one of the databases")
    arguments = parser.parse_args()
    for kind in [arguments.only] if arguments.only else KINDS:
        with (
            database(kind) as url,
            engine_for(migrated(url)) as engine,
            Session(engine) as session,
        ):
            fill(
                session, arguments.share, rules_of(("points", "duration", "finished_at"), asks=None)
            )
            with transaction(session):
                if kind == "postgresql":
                    session.execute(sa.text("SET LOCAL statement_timeout = 0"))
                session.execute(_recognised())
            if kind == "postgresql":
                session.connection().exec_driver_sql("ANALYZE")
            session.rollback()
            people = session.execute(sa.select(sa.func.count()).select_from(RoundResult)).scalar()
            print(f"{kind}: {people} people", flush=True)
            _measure(session)
    return 0


def _measure(session: Session) -> None:
    round_id = session.execute(sa.select(Round.id)).scalar_one()
    now = OPENS + WEEK - 1
    definition = Catalogue().round(session, round_id, now)

    def change() -> None:
        one = sa.select(sa.func.min(RoundResult.participation_id)).scalar_subquery()
        with transaction(session):
            session.execute(
                sa.update(RoundResult)
                .where(RoundResult.participation_id == one)
                .values(attempts=RoundResult.attempts + 1)
            )

    _told("the first", session, definition, now, lambda: None, times=1)
    _told("after a change", session, definition, now, change, times=TIMES)
    _told("after no change", session, definition, now, lambda: None, times=TIMES)


def _told(
    name: str,
    session: Session,
    definition: RoundDefinition,
    now: int,
    before: Callable[[], None],
    *,
    times: int,
) -> None:
    computing, storing = [], []
    for _ in range(times):
        before()
        session.rollback()
        begun = time.perf_counter()
        content = boards.content_of(session, definition, now=now)
        session.rollback()
        computed = time.perf_counter()
        with transaction(session):
            boards.store(session, definition.id, content, now=now)
        computing.append(computed - begun)
        storing.append(time.perf_counter() - computed)
    computing.sort()
    storing.sort()
    middle = times // 2
    print(
        f"  {name:16} compute {1000 * computing[middle]:7.1f} ms   "
        f"store {1000 * storing[middle]:7.1f} ms",
        flush=True,
    )


def _recognised() -> sa.Insert:
    """Recognise the first attempt of everybody."""
    made = (
        sa.select(Attempt.participation_id, sa.func.count().label("attempts"))
        .group_by(Attempt.participation_id)
        .subquery()
    )
    columns = {
        "participation_id": Attempt.participation_id,
        "round_id": Attempt.round_id,
        "attempt_id": Attempt.id,
        "unit_id": Attempt.unit_id,
        "started_at": Attempt.started_at,
        "finished_at": Attempt.finished_at,
        "attempts": made.c.attempts,
        "perfect_attempts": sa.literal(0, sa.Integer),
        "points": Score.points,
        "correct": Score.correct,
    }
    first = (
        sa.select(*columns.values())
        .join(made, made.c.participation_id == Attempt.participation_id)
        .join(Score, Score.attempt_id == Attempt.id)
        .where(Attempt.number == 1)
    )
    return sa.insert(RoundResult).from_select(list(columns), first)


if __name__ == "__main__":
    sys.exit(main())
