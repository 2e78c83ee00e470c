"""A round with a time for each question, through its pages: script-free, and as its script asks."""

import json
import re
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from question_bank.exam_form import decode
from quiz.database import transaction
from quiz.models import Attempt, Contest, ItemContent
from quiz.services import accounts
from tests.stage import Stage
from tests.web.contestant.test_key import statements

PASSWORD = "mùa thu lịch sử"
ROUND = "/cuoc-thi/cuoc-thi/dot/1"
TIMING = {"limit_minutes": 15, "item_seconds": 30, "allowance_seconds": 5}
PREDICTS = {
    "prediction": {"asks": "attempts"},
    "ranking": ["points", "prediction_distance", "duration"],
}


@pytest.fixture
def database_kind() -> str:
    """What the use cases do is tried on both databases; pages need one."""
    return "sqlite"


class Reader:
    """Hạnh with her paper in a browser."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        answer = client.post(f"{ROUND}/bat-dau", data={"attempt": 1})
        self.address = answer.headers["Location"]

    def page(self) -> str:
        return self.client.get(self.address).text

    def question(self) -> int | None:
        """The number of the one question that the page shows."""
        shown = re.findall(r'<fieldset class="q" id="q(\d+)"', self.page())
        assert len(shown) <= 1
        return int(shown[0]) if shown else None

    def on(self, item: int, **form: Any) -> Any:
        """Press the button below a question."""
        return self.client.post(f"{self.address}/cau-tiep", data={"item": item, "lease": 1} | form)

    def save(self, **body: Any) -> Any:
        known = {"lease": 1, "revision": 0, "sequence": 9, "answers": {}}
        ref = self.address.rsplit("/", 1)[1]
        return self.client.post(f"/api/v1/attempts/{ref}/save", json=known | body)

    def state(self) -> Any:
        return self.client.get(f"/api/v1/attempts/{self.address.rsplit('/', 1)[1]}").json


def let_in(app: Any, stage: Stage, contest: Contest, login: str = "hanh") -> FlaskClient:
    person = stage.contestant("Nguyễn Thị Hạnh", contest)
    with transaction(stage.session) as session:
        accounts.open_account(
            session,
            person_id=person.person_id,
            login_name=login,
            password=PASSWORD,
            passwords=app.extensions["passwords"],
            now=stage.now,
        )
    return signed_in(app, login)


def signed_in(app: Any, login: str = "hanh") -> FlaskClient:
    client = app.test_client()
    client.post("/dang-nhap", data={"login": login, "password": PASSWORD})
    return client


def sit_down(app: Any, stage: Stage, **rules: Any) -> Reader:
    contest = stage.contest()
    stage.round(contest, stage.bank(), **{"timing": TIMING, **rules})
    return Reader(let_in(app, stage, contest))


@pytest.fixture
def hanh(app: Any, stage: Stage) -> Reader:
    return sit_down(app, stage)


def stored(stage: Stage) -> str:
    stage.session.rollback()
    return stage.session.execute(sa.select(Attempt.answers)).scalar_one()


def test_a_whole_round_without_script(app: Any, stage: Stage, clock: Any) -> None:
    hanh = sit_down(app, stage, **PREDICTS)
    for number in range(1, 5):
        assert hanh.question() == number
        clock.advance(seconds=20)
        assert hanh.on(number, **{f"a{number}": "1"}).headers["Location"] == hanh.address
    page = hanh.page()
    assert hanh.question() is None
    assert "Bạn đã qua hết 4 câu" in page
    assert 'name="prediction"' in page
    answer = hanh.client.post(hanh.address + "/nop", data={"prediction": "1.250", "lease": 1})
    assert answer.headers["Location"] == hanh.address + "/ket-qua"
    result = hanh.client.get(hanh.address + "/ket-qua").text
    assert "4 / 4" in result
    assert stored(stage) == "2222"


def test_the_round_says_beforehand_that_there_is_no_way_back(app: Any, stage: Stage) -> None:
    contest = stage.contest()
    stage.round(contest, stage.bank(), timing=TIMING)
    page = let_in(app, stage, contest).get(ROUND).text
    for said in ("30 giây", "đã sang thì không xem lại và không sửa câu trước được nữa"):
        assert said in page


def test_a_round_without_a_time_for_each_question_says_nothing_of_it(
    app: Any, stage: Stage
) -> None:
    contest = stage.contest()
    stage.round(contest, stage.bank())
    client = let_in(app, stage, contest)
    assert "mỗi câu" not in client.get(ROUND).text.lower()
    paper = Reader(client)
    assert paper.page().count('<fieldset class="q"') == 4
    assert "item" not in paper.state()


def test_a_reload_shows_the_current_question_and_what_is_left_of_its_time(
    hanh: Reader, clock: Any
) -> None:
    hanh.on(1, a1="0")
    clock.advance(seconds=12)
    page = hanh.page()
    assert "câu 2 còn 18 giây" in page
    assert "<strong>2 / 4</strong>" in page


def test_when_the_time_is_over_a_question_says_so_and_leads_on(hanh: Reader, clock: Any) -> None:
    hanh.client.post(hanh.address, data={"a1": "3", "lease": 1, "act": "save"})
    clock.advance(minutes=2)
    page = hanh.page()
    assert '<fieldset class="one" id="one" disabled>' in page
    assert re.search(r'id="item-over" tabindex="-1">\s*<h2>Hết thời gian của câu 1', page)
    assert re.search(r'name="a1" value="3" checked', page)
    hanh.on(1)
    assert "câu 2 còn 30 giây" in hanh.page()


@pytest.mark.parametrize(("seconds", "kept"), [(35, "2000"), (36, "0000")])
def test_an_answer_that_comes_with_the_way_on_counts_within_the_allowance(
    hanh: Reader, stage: Stage, clock: Any, seconds: int, kept: str
) -> None:
    clock.advance(seconds=seconds)
    answer = hanh.on(1, a1="1")
    assert stored(stage) == kept
    assert answer.status_code == (303 if kept == "2000" else 409)
    assert ("đến sau khi hết thời gian" in answer.text) == (kept == "0000")


def test_a_double_click_and_a_second_tab_go_on_once(hanh: Reader) -> None:
    for _ in range(2):
        assert hanh.on(1, a1="1").status_code == 303
    assert hanh.question() == 2


def test_a_blank_question_is_asked_about_before_it_is_left(hanh: Reader, stage: Stage) -> None:
    answer = hanh.on(1)
    assert answer.status_code == 422
    assert "Câu 1 chưa có câu trả lời" in answer.text
    assert re.search(r'name="skip" value="1"[^>]*>Bỏ qua câu này', answer.text)
    hanh.on(1, skip="1")
    assert (hanh.question(), stored(stage)) == (2, "0000")


def test_where_every_answer_is_asked_for_a_question_cannot_be_skipped(
    app: Any, stage: Stage, clock: Any
) -> None:
    hanh = sit_down(app, stage, paper={"items": 4, "all_must_be_answered": True})
    answer = hanh.on(1, skip="1")
    assert answer.status_code == 422
    assert "Bỏ qua câu này" not in answer.text
    refused = hanh.client.post(hanh.address + "/nop", data={"lease": 1})
    assert 'name="confirmed"' not in refused.text
    clock.advance(seconds=40)
    hanh.on(1)
    asked = hanh.client.post(hanh.address + "/nop", data={"lease": 1})
    assert "sẽ không được công nhận" in asked.text
    assert 'name="confirmed"' in asked.text


def test_handing_in_in_the_middle_leaves_the_rest_unanswered(hanh: Reader, stage: Stage) -> None:
    hanh.on(1, a1="1")
    asked = hanh.client.post(hanh.address + "/nop", data={"lease": 1, "a2": "0"})
    assert asked.status_code == 422
    assert "Còn 2 trên 4 câu chưa trả lời" in asked.text
    assert "#q3" not in asked.text
    answer = hanh.client.post(hanh.address + "/nop", data={"confirmed": "1"})
    assert answer.status_code == 303
    assert stored(stage) == "2100"


def test_a_prediction_that_is_no_number_is_told_at_the_end(app: Any, stage: Stage) -> None:
    hanh = sit_down(app, stage, **PREDICTS)
    for number in range(1, 5):
        hanh.on(number, **{f"a{number}": "0"})
    answer = hanh.client.post(hanh.address + "/nop", data={"prediction": "khoảng 5", "lease": 1})
    assert answer.status_code == 422
    assert "Số dự đoán phải là số nguyên" in answer.text
    assert 'value="khoảng 5"' in answer.text


@pytest.mark.parametrize(
    ("number_and_seconds", "code"),
    [((1, 0), "not_this_item"), ((3, 0), "not_this_item"), ((2, 36), "item_over")],
)
def test_a_save_out_of_turn_is_refused_and_leads_to_the_question_that_has_its_turn(
    hanh: Reader, stage: Stage, clock: Any, number_and_seconds: tuple[int, int], code: str
) -> None:
    number, seconds = number_and_seconds
    hanh.on(1, a1="0")
    clock.advance(seconds=seconds)
    answer = hanh.save(answers={str(number): [2]}, revision=1)
    assert (answer.status_code, answer.json["code"]) == (409, code)
    assert answer.json["location"] == hanh.address
    assert answer.json["detail"]
    assert stored(stage) == "1000"


def test_another_device_goes_on_at_the_current_question(app: Any, hanh: Reader) -> None:
    hanh.on(1, a1="0")
    phone = signed_in(app)
    assert "Bài đang mở trên máy khác" in phone.get(hanh.address).text
    phone.post(hanh.address + "/tiep-tuc")
    assert 'id="q2"' in phone.get(hanh.address).text
    assert hanh.on(2, a2="0").headers["Location"] == hanh.address
    assert 'id="q2"' in phone.get(hanh.address).text  # the first device moves nothing any more
    state = phone.get(f"/api/v1/attempts/{hanh.address.rsplit('/', 1)[1]}").json
    assert state["item"] == 2


def test_of_later_questions_not_a_byte_arrives_before_their_turn(
    hanh: Reader, stage: Stage
) -> None:
    slots = decode(stage.session.execute(sa.select(Attempt.form)).scalar_one()).slots
    stems = [f"Câu hỏi số {slot.item + 1} hỏi điều gì?" for slot in slots]
    options = [f"Phương án {slot.item + 1}." for slot in slots]
    texts = stage.session.execute(sa.select(ItemContent.stem)).scalars().all()
    assert set(stems) <= set(texts)
    revision = 0
    for item in range(4):
        number = item + 1
        bodies = [
            hanh.page(),
            hanh.on(number).text,
            hanh.save(answers={str(number): [0]}, revision=revision, sequence=90 + item).text,
            json.dumps(hanh.state()),
            hanh.client.post(hanh.address + "/nop", data={"lease": 1}).text,
            hanh.client.get(ROUND).text,
            hanh.client.get("/cua-toi").text,
        ]
        assert stems[item] in bodies[0]
        for other in {*range(4)} - {item}:
            for body in bodies:
                assert stems[other] not in body
                assert options[other] not in body
        hanh.on(number)
        revision += 2


def test_going_on_asks_the_database_for_one_thing_more_than_a_save(app: Any, hanh: Reader) -> None:
    hanh.on(1, a1="0")
    with statements(app) as saving:
        hanh.client.post(hanh.address, data={"a2": "1", "lease": 1, "act": "save"})
    with statements(app) as going_on:
        hanh.on(2, a2="2")
    assert len(going_on) == len(saving) + 1
