"""Pages that show a result finish what people have walked away from; no worker runs here."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from quiz.database import transaction
from quiz.models import RoundResult
from quiz.services import accounts
from quiz.web.overdue import finish_overdue
from tests.scripted import Script, script
from tests.stage import HOUR, Stage


@pytest.fixture
def left(stage: Stage) -> Script:
    """Return a round that An has walked away from, with answers saved, and Bình has handed in."""
    scripted = script(stage, attempts={"limit": 2, "empty_count": True})
    scripted.takes("An", correct=4, submits=False)
    scripted.takes("Bình", correct=3)
    return scripted


@pytest.fixture
def judge(app: Flask, stage: Stage) -> FlaskClient:
    person = stage.person("Giang")
    stage.grant(person, "judge")
    with transaction(stage.session) as session:
        accounts.open_account(
            session,
            person_id=person.id,
            login_name="giang",
            password="mùa thu lịch sử",
            passwords=app.extensions["passwords"],
            now=stage.now,
        )
    client = app.test_client()
    client.post("/dang-nhap", data={"login": "giang", "password": "mùa thu lịch sử"})
    return client


def people_counted(scripted: Script) -> int:
    scripted.stage.session.rollback()
    return scripted.stage.session.query(RoundResult).count()


def test_the_judges_see_everybody_whose_time_is_up(
    judge: FlaskClient, left: Script, clock: Any
) -> None:
    clock.moment = left.round.closes_at + HOUR
    assert judge.get("/giam-khao/cuoc-thi/1").status_code == 200
    assert people_counted(left) == 2


def test_a_file_holds_everybody_whose_time_is_up(
    judge: FlaskClient, left: Script, clock: Any
) -> None:
    clock.moment = left.round.closes_at + HOUR
    with judge.post(
        "/giam-khao/cuoc-thi/1/tai-ve", data={"table": "attempts", "form": "csv"}
    ) as file:
        assert len(file.text.splitlines()) == 3


def test_the_board_counts_everybody_whose_time_is_up(
    client: FlaskClient, left: Script, clock: Any
) -> None:
    clock.advance(minutes=30)
    assert client.get("/cuoc-thi/cuoc-thi/bang-xep-hang").status_code == 200
    assert people_counted(left) == 2


def test_a_paper_that_somebody_still_works_on_is_left_alone(
    app: Flask, left: Script, clock: Any
) -> None:
    clock.advance(minutes=20, seconds=5)
    with app.test_request_context():
        app.preprocess_request()
        finish_overdue(left.round.id)
    assert people_counted(left) == 1
