"""One telephone for several people of a family: its number, and the browser on it."""

import sqlalchemy as sa
from flask.testing import FlaskClient

from quiz.models import Attempt, Participation, Person
from quiz.services.actor import OPERATOR
from quiz.services.results import preview
from tests.stage import HOUR, Stage
from tests.web.contestant.test_taking import JOIN, contest, hanh, right_places, round_, start

__all__ = ["contest", "hanh", "round_"]  # the mother, and what she takes part in

DAUGHTER = JOIN | {"full_name": "Nguyễn Thị Mai", "birth_date": "1/9/2008", "login": "mai.2008"}
ROUND = "/cuoc-thi/cuoc-thi/dot/1"


def hand_in(client: FlaskClient, paper: str, answers: dict[str, int]) -> None:
    assert client.post(f"{paper}/nop", data=answers | {"lease": 1}).status_code == 303


def taken_by_both(hanh: FlaskClient, stage: Stage) -> tuple[str, str]:
    """Let the mother and then the daughter take the round on one telephone; return the papers."""
    first = start(hanh)
    hand_in(hanh, first, right_places(stage))
    hanh.post("/dang-xuat")
    assert hanh.post("/cuoc-thi/cuoc-thi/dang-ky", data=DAUGHTER).status_code == 303
    second = start(hanh)
    hand_in(hanh, second, {"a1": 0, "a2": 0, "a3": 0, "a4": 0})
    return first, second


def test_each_has_attempts_of_her_own_though_the_number_is_one(hanh, stage: Stage, contest):
    taken_by_both(hanh, stage)
    stage.session.rollback()
    people = stage.session.execute(
        sa.select(Person.full_name, Person.phone, sa.func.count(Attempt.id))
        .join(Participation, Participation.person_id == Person.id)
        .join(Attempt, Attempt.participation_id == Participation.id)
        .group_by(Person.full_name, Person.phone)
        .order_by(Person.full_name)
    ).all()
    assert [tuple(row) for row in people] == [
        ("Nguyễn Thị Hạnh", "0912345678", 1),
        ("Nguyễn Thị Mai", "0912345678", 1),
    ]
    found = preview(
        stage.session,
        actor=OPERATOR,
        now=stage.now + 25 * HOUR,
        slug="cuoc-thi",
        number=1,
        catalogue=stage.catalogue,
    )
    assert [line.rank for line in found.people] == [1, 2]
    assert found.totals.participants == 2


def test_whoever_comes_next_sees_nothing_of_the_one_before(hanh, stage: Stage):
    first, second = taken_by_both(hanh, stage)
    for address in (first, f"{first}/ket-qua"):
        assert hanh.get(address).status_code == 404
    assert "Nguyễn Thị Hạnh" not in hanh.get(f"{second}/ket-qua").text
    assert first not in hanh.get(ROUND).text


def test_the_number_signs_in_whoever_took_it_as_a_login_name(hanh, stage: Stage):
    first, _ = taken_by_both(hanh, stage)
    hanh.post("/dang-xuat")
    hanh.post("/dang-nhap", data={"login": "+84 912 345 678", "password": JOIN["password"]})
    assert hanh.get(f"{first}/ket-qua").status_code == 200
