"""Keeping house: what is done without anybody asking, by one process at a time."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from quiz.database import transaction
from quiz.models import Attempt, Board, LoginSession, SignInFailure
from quiz.services import attempts, housekeeping
from tests.stage import HOUR, Stage


@pytest.fixture
def an(stage: Stage) -> int:
    """An attempt in progress of An, and the id of its round."""
    contest = stage.contest()
    round_ = stage.round(contest, stage.bank())
    participation = stage.contestant("Nguyễn Văn An", contest)
    with transaction(stage.session):
        attempts.start(
            stage.session,
            catalogue=stage.catalogue,
            definition=stage.definition(round_),
            person_id=participation.person_id,
            holder_id=None,
            expected_number=1,
            now=stage.now,
        )
    return round_.id


def keep_house(stage: Stage, now: int) -> None:
    @contextmanager
    def reading() -> Iterator[Session]:
        yield stage.session
        stage.session.rollback()

    @contextmanager
    def writing() -> Iterator[Session]:
        with transaction(stage.session):
            yield stage.session

    housekeeping.keep_house(reading, writing, catalogue=stage.catalogue, board_seconds=10, now=now)


def test_an_attempt_past_its_time_is_finished(stage: Stage, an: int) -> None:
    keep_house(stage, stage.now + HOUR)
    assert stage.session.execute(sa.select(Attempt.finish_kind)).scalar_one() == "timed_out"


def test_a_running_attempt_is_left_alone(stage: Stage, an: int) -> None:
    keep_house(stage, stage.now + 60_000)
    assert stage.session.execute(sa.select(Attempt.finish_kind)).scalar_one() is None


def test_the_board_of_an_open_round_is_refreshed(stage: Stage, an: int) -> None:
    keep_house(stage, stage.now + 60_000)
    board = stage.session.execute(sa.select(Board)).scalar_one()
    assert (board.round_id, board.refreshed_at) == (an, stage.now + 60_000)


def test_what_nobody_needs_any_more_goes(stage: Stage, an: int) -> None:
    browser = stage.browser(stage.person("Trần Thị Bình").id)
    with transaction(stage.session):
        stage.session.add(SignInFailure(key=b"x", failures=3, last_at=stage.now))
        stage.session.execute(sa.update(LoginSession).values(expires_at=stage.now + 1))
    keep_house(stage, stage.now + 2 * HOUR)
    assert stage.session.execute(sa.select(SignInFailure)).first() is None
    ended = stage.session.get_one(LoginSession, browser)
    stage.session.refresh(ended)
    assert ended.revoked_at == stage.now + 2 * HOUR


def hold(stage: Stage, holder: str, now: int) -> bool:
    with transaction(stage.session):
        return housekeeping.hold_lease(stage.session, holder=holder, now=now)


def test_one_process_keeps_house_until_its_lease_runs_out(stage: Stage) -> None:
    now = stage.now
    assert hold(stage, "one", now)
    assert hold(stage, "one", now + 1)
    assert not hold(stage, "two", now + 2)
    assert hold(stage, "two", now + 1 + housekeeping.LEASE_MS)


def test_a_process_that_stops_hands_over_at_once(stage: Stage) -> None:
    assert hold(stage, "one", stage.now)
    with transaction(stage.session):
        housekeeping.release_lease(stage.session, holder="one")
    assert hold(stage, "two", stage.now)
