"""What a contestant reads of the own place, once it is published and not before."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from quiz.database import transaction
from quiz.models import Participation
from quiz.services import accounts, publications
from quiz.services.actor import OPERATOR
from tests.scripted import Script, later_round, script
from tests.scripted import publish as publish_round
from tests.stage import Stage

PASSWORD = "mùa thu lịch sử"
PLACE = "Kết quả đã công bố"


@pytest.fixture
def taken(stage: Stage, clock: Any) -> Script:
    prizes = [{"level": "nhat", "count": 1}]
    scripted = script(stage, ranking=["points", "duration"], prizes=prizes)
    scripted.takes("Nguyễn Văn An", correct=4, seconds=62)
    return scripted


@pytest.fixture
def signs_in(app: Flask, stage: Stage) -> Callable[[Participation], FlaskClient]:
    def sign_in(participation: Participation) -> FlaskClient:
        with transaction(stage.session) as session:
            accounts.open_account(
                session,
                person_id=participation.person_id,
                login_name="binh",
                password=PASSWORD,
                passwords=app.extensions["passwords"],
                now=stage.now,
            )
        client = app.test_client()
        client.post("/dang-nhap", data={"login": "binh", "password": PASSWORD})
        return client

    return sign_in


def publish(stage: Stage, clock: Any) -> None:
    with transaction(stage.session) as session:
        publications.publish(
            session,
            actor=OPERATOR,
            now=clock(),
            slug="cuoc-thi",
            number=1,
            catalogue=stage.catalogue,
        )


def test_the_place_is_told_with_its_reason_after_the_publication(
    taken: Script, stage: Stage, clock: Any, app: Flask, signs_in: Any
) -> None:
    worse = taken.takes("Trần Thị Bình", correct=1, seconds=40, after=1)
    better = taken.takes("Trần Thị Bình", correct=3, seconds=45, after=3)
    binh = signs_in(taken.people["Trần Thị Bình"])
    clock.advance(hours=25)
    assert PLACE not in binh.get(f"/bai-thi/{better}/ket-qua").text
    publish(stage, clock)
    app.extensions["catalogue"].forget()
    page = binh.get(f"/bai-thi/{better}/ket-qua").text
    assert "Hạng 2: 15 điểm; làm bài trong 0:45,000." in page
    assert "Xếp sau hạng 1 vì ít điểm hơn (15 so với 20)." in page
    assert "của một lượt thi khác" not in page
    assert "của một lượt thi khác" in binh.get(f"/bai-thi/{worse}/ket-qua").text


def test_who_is_not_ranked_is_told_why(
    taken: Script, stage: Stage, clock: Any, app: Flask, signs_in: Any
) -> None:
    ref = taken.takes("Trần Thị Bình", correct=-1, after=1)
    binh = signs_in(taken.people["Trần Thị Bình"])
    clock.advance(hours=25)
    publish(stage, clock)
    app.extensions["catalogue"].forget()
    page = binh.get(f"/bai-thi/{ref}/ket-qua").text
    assert "Bài thi không trả lời câu nào" in page
    assert PLACE in page


def test_a_prize_given_up_for_a_higher_one_stands_beside_what_it_was_worth(
    stage: Stage, clock: Any, signs_in: Callable[[Participation], FlaskClient]
) -> None:
    rules = {
        "prizes": [
            {"level": "nhat", "count": 1},
            {"level": "nhi", "count": 1, "amount": 2_000_000},
        ],
        "prize_caps": {"per_person": 1, "keeps": "higher"},
    }
    first = script(stage, **rules)
    first.takes("Lê Thị Chi", correct=4)
    ref = first.takes("Trần Thị Bình", correct=3)
    publish_round(first)
    second = later_round(first, 2, **rules)
    second.takes("Trần Thị Bình", correct=4)
    publish_round(second)
    clock.advance(hours=25)
    page = signs_in(first.people["Trần Thị Bình"]).get(f"/bai-thi/{ref}/ket-qua").text
    told = re.sub(r"<[^>]+>", "", page)
    assert "Giải Nhì (2.000.000 đồng) – nhận giải cao hơn ở đợt 2" in told
