"""Many requests at once. On SQLite these races cannot be seen, so only PostgreSQL counts."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from quiz.database import transaction
from quiz.models import Attempt, AttemptEvent, Participation, Round, RoundResult, Score
from quiz.services import attempts
from quiz.services.attempts.saving import Change
from quiz.services.refusal import Refusal
from tests.databases import engine_for
from tests.stage import Stage

pytestmark = pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True)
AT_ONCE = 50


def all_at_once(url: str, count: int, act: Callable[[Session, int], Any]) -> list[Any]:
    """Run ``act`` in so many threads that start together; return each outcome or refusal."""
    barrier = Barrier(count)
    with engine_for(url) as engine:

        def run(number: int) -> Any:
            with Session(engine) as session:
                session.execute(sa.select(1))
                session.rollback()
                barrier.wait()
                try:
                    with transaction(session):
                        return act(session, number)
                except Refusal as refusal:
                    return refusal.code

        with ThreadPoolExecutor(count) as threads:
            return list(threads.map(run, range(count)))


@pytest.fixture
def taker(stage: Stage) -> tuple[Round, Participation, int]:
    contest = stage.contest()
    round_ = stage.round(contest, stage.bank())
    participation = stage.contestant("Nguyễn Văn An", contest)
    return round_, participation, stage.browser(participation.person_id)


def start(stage: Stage, taker: tuple[Round, Participation, int], session: Session) -> str:
    round_, participation, browser = taker
    return attempts.start(
        session,
        catalogue=stage.catalogue,
        definition=stage.catalogue.round(session, round_.id, stage.now),
        person_id=participation.person_id,
        holder_id=browser,
        expected_number=1,
        now=stage.now,
    )


def test_fifty_starts_at_once_make_one_attempt(
    stage: Stage, taker: tuple[Round, Participation, int], database_url: str
) -> None:
    stage.definition(taker[0])
    outcomes = all_at_once(database_url, AT_ONCE, lambda session, _: start(stage, taker, session))
    assert len(set(outcomes)) == 1
    assert stage.session.execute(sa.select(sa.func.count(Attempt.id))).scalar_one() == 1


def test_twenty_submits_at_once_make_one_receipt_and_one_score(
    stage: Stage, taker: tuple[Round, Participation, int], database_url: str
) -> None:
    round_, participation, browser = taker
    with transaction(stage.session):
        ref = start(stage, taker, stage.session)

    def submit(session: Session, _: int) -> str:
        return attempts.submit(
            session,
            catalogue=stage.catalogue,
            ref=ref,
            person_id=participation.person_id,
            holder_id=browser,
            lease=1,
            change=Change({0: 1}),
            accepts_blanks=True,
            now=stage.now,
        ).receipt

    receipts = all_at_once(database_url, 20, submit)
    assert len(set(receipts)) == 1
    counts = [
        stage.session.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
        for table in (Score, RoundResult)
    ]
    assert counts == [1, 1]


def test_of_saves_at_once_that_saw_one_revision_exactly_one_is_taken(
    stage: Stage, taker: tuple[Round, Participation, int], database_url: str
) -> None:
    _, participation, browser = taker
    with transaction(stage.session):
        ref = start(stage, taker, stage.session)

    def save(session: Session, number: int) -> Any:
        return attempts.save(
            session,
            catalogue=stage.catalogue,
            ref=ref,
            person_id=participation.person_id,
            holder_id=browser,
            lease=1,
            revision=0,
            sequence=number + 1,
            change=Change({0: 1 << number % 4}),
            now=stage.now,
        ).revision

    outcomes = all_at_once(database_url, 20, save)
    assert sorted(map(str, outcomes)) == ["1"] + ["stale"] * 19
    events = sa.select(sa.func.count()).select_from(AttemptEvent)
    assert stage.session.execute(events).scalar_one() == 2
