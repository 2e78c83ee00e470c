"""Who belongs to no unit may register only where the contest takes such people."""

import pytest
from flask.testing import FlaskClient

from quiz.database import transaction
from quiz.models import Contest
from tests.stage import Stage

JOIN = "/cuoc-thi/cuoc-thi/dang-ky"
NO_UNIT = "Không thuộc đơn vị nào"
TYPED = {
    "full_name": "Nguyễn Thị Hạnh",
    "birth_date": "03/02/1985",
    "phone": "0912345678",
    "unit": "khong-thuoc",
    "login": "0912345678",
    "password": "mùa thu lịch sử",
    "consent": "y",
}


@pytest.fixture
def contest(stage: Stage) -> Contest:
    contest = stage.contest()
    stage.round(contest, stage.bank())
    return contest


@pytest.fixture
def for_units_only(stage: Stage, contest: Contest) -> Contest:
    with transaction(stage.session):
        contest.registration = contest.registration | {"unaffiliated": False}
    return contest


def test_people_without_a_unit_register_where_nothing_else_is_said(
    client: FlaskClient, contest: Contest
) -> None:
    assert NO_UNIT in client.get(JOIN).text
    assert client.post(JOIN, data=TYPED).status_code == 303


def test_a_contest_for_its_units_offers_no_place_outside_them(
    client: FlaskClient, for_units_only: Contest
) -> None:
    assert NO_UNIT not in client.get(JOIN).text


def test_a_contest_for_its_units_refuses_a_form_that_names_none(
    client: FlaskClient, for_units_only: Contest
) -> None:
    assert client.post(JOIN, data=TYPED).status_code == 422
    assert client.post(JOIN, data=TYPED | {"unit": "cl-01"}).status_code == 303
