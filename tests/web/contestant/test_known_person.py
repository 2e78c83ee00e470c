"""Registering with an account: only what nobody knows is asked, and what is known counts."""

from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from quiz.database import transaction
from quiz.models import Contest, Participation, Person
from quiz.services import accounts
from tests.stage import Stage

JOIN = "/cuoc-thi/cuoc-thi/dang-ky"
PASSWORD = "mùa thu lịch sử"
TYPED = {
    "full_name": "Ai Khác",
    "birth_date": "1/1/2020",
    "phone": "0912345678",
    "unit": "cl-02",
    "consent": "y",
}


@pytest.fixture
def contest(stage: Stage) -> Contest:
    contest = stage.contest()
    stage.round(contest, stage.bank(), eligible={"min_age": 12})
    return contest


def code_of(stage: Stage, app: Flask, person_id: int) -> str:
    with transaction(stage.session):
        return accounts.issue_code(
            stage.session,
            person_id=person_id,
            issued_by_id=None,
            secret=app.config["SECRET_KEY"],
            now=stage.now,
        )


def activate(client: FlaskClient, code: str) -> Any:
    typed = {"code": code, "login": "binh", "password": PASSWORD, "again": PASSWORD}
    return client.post("/kich-hoat", data=typed)


@pytest.fixture
def entered(client: FlaskClient, app: Flask, stage: Stage, contest: Contest) -> Participation:
    """Bình, entered by the unit cl-01, with an activated account and without consent."""
    participation = stage.contestant("Trần Thị Bình", contest)
    with transaction(stage.session):
        participation.registered_at = participation.consent_version = None
    answer = activate(client, code_of(stage, app, participation.person_id))
    assert answer.headers["Location"] == JOIN
    return participation


def test_whoever_a_unit_entered_is_asked_for_the_rest_only(
    client: FlaskClient, stage: Stage, entered: Participation
) -> None:
    page = client.get(JOIN).text
    assert "Trần Thị Bình" in page
    assert "03/02/1980" in page
    assert stage.units["cl-01"].name in page
    assert 'name="phone"' in page
    for name in ("full_name", "birth_date", "unit", "login"):
        assert f'name="{name}"' not in page


def test_what_is_known_is_not_overwritten_and_what_was_asked_is_kept(
    client: FlaskClient, stage: Stage, entered: Participation
) -> None:
    assert client.post(JOIN, data=TYPED).status_code == 303
    stage.session.rollback()
    person = stage.session.get_one(Person, entered.person_id)
    assert (person.full_name, person.birth_date) == ("Trần Thị Bình", date(1980, 2, 3))
    assert person.phone == "0912345678"
    unit_id = stage.session.execute(sa.select(Participation.unit_id)).scalar_one()
    assert unit_id == stage.units["cl-01"].id


def test_the_own_page_leads_to_the_consent_that_is_missing(
    client: FlaskClient, entered: Participation
) -> None:
    assert "Đơn vị đã ghi tên bạn dự thi" in client.get("/cua-toi").text
    client.post(JOIN, data=TYPED)
    assert "Đơn vị đã ghi tên bạn dự thi" not in client.get("/cua-toi").text


def test_a_contest_may_be_for_those_in_its_list_only(
    client: FlaskClient, app: Flask, stage: Stage, entered: Participation, contest: Contest
) -> None:
    with transaction(stage.session):
        contest.registration = contest.registration | {"listed_only": True}
    stranger = app.test_client()
    typed = TYPED | {"birth_date": "1/1/1990", "login": "ai-khac", "password": PASSWORD}
    for answer in (stranger.get(JOIN), stranger.post(JOIN, data=typed | {"unit": "cl-01"})):
        assert answer.status_code == 403
        assert "chỉ dành cho người có trong danh sách" in answer.text
    assert client.post(JOIN, data=TYPED).status_code == 303
    stage.session.rollback()
    assert stage.session.scalar(sa.select(sa.func.count(Participation.id))) == 1


def test_nobody_is_asked_twice(client: FlaskClient, entered: Participation) -> None:
    client.post(JOIN, data=TYPED)
    assert client.get(JOIN).headers["Location"] == "/cuoc-thi/cuoc-thi"


def test_a_known_birth_date_decides_about_the_age(
    client: FlaskClient, app: Flask, stage: Stage, contest: Contest
) -> None:
    child = stage.person("Lê Văn Dũng")
    with transaction(stage.session):
        child.birth_date = date(2024, 5, 1)
    activate(client, code_of(stage, app, child.id))
    answer = client.post(JOIN, data=TYPED | {"birth_date": "1/1/1960"})
    assert answer.status_code == 422
    assert stage.session.query(Participation).count() == 0


def test_faults_of_the_account_are_told_together_with_the_others(
    client: FlaskClient, contest: Contest
) -> None:
    typed = TYPED | {"birth_date": "1/1/1980", "phone": "12", "login": "a b", "password": "ngan"}
    page = client.post(JOIN, data=typed).text
    assert "Số điện thoại không đúng." in page
    assert "Tên đăng nhập không được có khoảng trắng." in page
    assert "Mật khẩu cần ít nhất 8 ký tự." in page
