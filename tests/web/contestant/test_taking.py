"""A contest taken through its pages, as a browser without script and as the paper's script."""

import json
import re
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from question_bank.exam_form import decode
from quiz.database import transaction
from quiz.models import Attempt, Contest, ItemContent, Participation, Person, RoleGrant, Round
from quiz.services import key_readings
from quiz.web.filters import clock as time_of_day
from tests.stage import Stage

JOIN = {
    "full_name": "Nguyễn Thị  Hạnh",
    "birth_date": "3/2/1985",
    "phone": "0912 345 678",
    "unit": "cl-01",
    "login": "0912.345.678",
    "password": "mùa thu lịch sử",
    "consent": "y",
    "act": "join",
}


@pytest.fixture
def contest(stage: Stage) -> Contest:
    return stage.contest()


@pytest.fixture
def round_(stage: Stage, contest: Contest) -> Round:
    return stage.round(contest, stage.bank())


@pytest.fixture
def hanh(client: FlaskClient, round_: Round) -> FlaskClient:
    answer = client.post("/cuoc-thi/cuoc-thi/dang-ky", data=JOIN)
    assert answer.headers.get("Location") == "/cuoc-thi/cuoc-thi", answer.text
    return client


def start(client: FlaskClient, number: int = 1, attempt: int = 1) -> str:
    answer = client.post(f"/cuoc-thi/cuoc-thi/dot/{number}/bat-dau", data={"attempt": attempt})
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"]


def save(client: FlaskClient, paper: str, **body: Any) -> Any:
    known = {"lease": 1, "revision": 0, "sequence": 1, "answers": {}}
    return client.post(f"/api/v1/attempts/{paper.rsplit('/', 1)[1]}/save", json=known | body)


def data_of(client: FlaskClient, paper: str) -> Any:
    """What the paper's script starts from."""
    found = re.search(r'id="paper-data">(.*?)</script>', client.get(paper).text)
    assert found is not None
    return json.loads(found[1])


def said_of_saving(client: FlaskClient, paper: str) -> str:
    """What the paper says about saving before any script runs."""
    found = re.search(r'id="save"[^>]*>(.*?)</p>', client.get(paper).text)
    assert found is not None
    return found[1]


def right_places(stage: Stage) -> dict[str, int]:
    """The place of the right option (the first as written) of every item of the one attempt."""
    stage.session.rollback()
    form = stage.session.execute(sa.select(Attempt.form)).scalar_one()
    return {f"a{n}": slot.order.index(0) for n, slot in enumerate(decode(form).slots, start=1)}


def test_a_person_registers_with_name_unit_and_consent(hanh: FlaskClient, stage: Stage) -> None:
    person, unit_id = stage.session.execute(
        sa.select(Person, Participation.unit_id).join(
            Participation, Participation.person_id == Person.id
        )
    ).one()
    assert (person.full_name, person.phone) == ("Nguyễn Thị Hạnh", "0912345678")
    assert unit_id == stage.units["cl-01"].id


def test_a_registration_is_confirmed_once_on_the_page_that_follows(hanh: FlaskClient) -> None:
    confirmed = re.compile(r'role="status">.*?Bạn đã đăng ký dự thi thành công', re.DOTALL)
    assert confirmed.search(hanh.get("/cuoc-thi/cuoc-thi").text)
    assert not confirmed.search(hanh.get("/cuoc-thi/cuoc-thi").text)


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("full_name", "7", "Hãy nhập họ và tên đầy đủ."),
        ("birth_date", "31/02/1980", "Ngày sinh không đúng."),
        ("phone", "12345", "Số điện thoại không đúng."),
        ("unit", "khong-co", "Hãy chọn đơn vị của bạn"),
        ("consent", "", "Cần có sự đồng ý của bạn"),
        ("login", "a b", "Tên đăng nhập không được có khoảng trắng."),
        ("password", "ngan", "Mật khẩu cần ít nhất 8 ký tự."),
        ("password", "12345678", "Mật khẩu này quá dễ đoán."),
    ],
)
def test_what_is_typed_wrong_is_told_at_its_field_and_loses_nothing_else(
    client: FlaskClient, round_: Round, field: str, value: str, sentence: str
) -> None:
    answer = client.post("/cuoc-thi/cuoc-thi/dang-ky", data=JOIN | {field: value})
    assert answer.status_code == 422
    assert sentence in answer.text
    kept = "Nguyễn Thị  Hạnh" if field != "full_name" else "3/2/1985"
    assert kept in answer.text


def test_a_round_of_a_draft_does_not_exist(
    client: FlaskClient, stage: Stage, contest: Contest, round_: Round
) -> None:
    assert client.get("/cuoc-thi/cuoc-thi/dot/1").status_code == 200
    contest_id = contest.id
    with transaction(stage.session):
        draft = stage.session.get_one(Contest, contest_id)
        draft.announced_at, draft.slug = None, "nhap"
    assert client.get("/cuoc-thi/nhap/dot/1").status_code == 404


def test_a_child_needs_a_guardian(client: FlaskClient, round_: Round) -> None:
    answer = client.post("/cuoc-thi/cuoc-thi/dang-ky", data=JOIN | {"birth_date": "3/2/2015"})
    assert answer.status_code == 422
    assert "người giám hộ" in answer.text


def test_a_login_name_that_is_taken_is_told_in_any_spelling(
    hanh: FlaskClient, app: Any, stage: Stage
) -> None:
    taken = JOIN | {"login": "+84912345678"}
    answer = app.test_client().post("/cuoc-thi/cuoc-thi/dang-ky", data=taken)
    assert answer.status_code == 422
    assert "Tên đăng nhập này đã có người dùng" in answer.text


def test_a_unit_is_found_without_script_and_without_diacritics(
    client: FlaskClient, round_: Round
) -> None:
    typed = JOIN | {"unit_query": "thuy hung", "find": "1"}
    answer = client.post("/cuoc-thi/cuoc-thi/dang-ky", data=typed)
    assert "Chi bộ Thụy Hùng" in answer.text
    assert "Nguyễn Thị  Hạnh" in answer.text


def test_a_whole_round_without_script(hanh: FlaskClient, stage: Stage, clock: Any) -> None:
    paper = start(hanh)
    assert hanh.get(paper).text.count("<fieldset") == 4
    places = right_places(stage)
    clock.advance(minutes=3)
    answer = hanh.post(paper + "/nop", data=places | {"lease": 1})
    assert answer.headers["Location"] == paper + "/ket-qua"
    result = hanh.get(paper + "/ket-qua").text
    code = re.search(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}", result)
    assert code is not None
    assert hanh.get(f"/xac-nhan/{code[0]}").status_code == 200
    clock.advance(hours=24)
    assert "20 / 20" in hanh.get(paper + "/ket-qua").text


def test_saving_the_form_without_script_keeps_what_was_chosen(
    hanh: FlaskClient, stage: Stage
) -> None:
    paper = start(hanh)
    hanh.post(paper, data={"a2": "3", "lease": 1, "act": "save"})
    page = hanh.get(paper).text
    assert re.findall(r'name="a(\d)" value="(\d)" checked', page) == [("2", "3")]


def test_a_paper_opened_again_says_when_its_last_save_was_accepted(
    hanh: FlaskClient, app: Any, clock: Any
) -> None:
    paper = start(hanh)
    assert (data_of(hanh, paper)["saved_at"], said_of_saving(hanh, paper)) == (None, "")
    clock.advance(minutes=1)
    save(hanh, paper, answers={"3": [1]})
    saved_at = clock()
    clock.advance(minutes=1)
    phone = app.test_client()
    phone.post("/dang-nhap", data={"login": JOIN["login"], "password": JOIN["password"]})
    phone.post(paper + "/tiep-tuc")
    assert data_of(phone, paper)["saved_at"] == saved_at
    assert said_of_saving(phone, paper) == f"Đã lưu lúc {time_of_day(saved_at)}"


def test_blanks_are_asked_about_and_what_was_sent_is_kept(hanh: FlaskClient) -> None:
    paper = start(hanh)
    answer = hanh.post(paper + "/nop", data={"a1": "0", "lease": 1})
    assert answer.status_code == 422
    assert "Còn 3 trên 4 câu chưa trả lời" in answer.text
    assert re.search(r'name="a1" value="0" checked', hanh.get(paper).text)
    answer = hanh.post(paper + "/nop", data={"confirmed": "1"})
    assert answer.status_code == 303


@pytest.mark.parametrize("act", ["", "/nop"])
@pytest.mark.parametrize("typed", ["khoảng 500", "12000000000"])
def test_a_prediction_that_is_no_number_loses_neither_itself_nor_an_answer(
    client: FlaskClient, stage: Stage, contest: Contest, act: str, typed: str
) -> None:
    ranking = {"prediction": {"asks": "attempts"}, "ranking": ["points", "prediction_distance"]}
    stage.round(contest, stage.bank(), **ranking)
    client.post("/cuoc-thi/cuoc-thi/dang-ky", data=JOIN)
    paper = start(client)
    answer = client.post(paper + act, data={"a1": "2", "prediction": typed, "lease": 1})
    assert answer.status_code == 422
    assert "Số dự đoán phải là số nguyên" in answer.text
    assert f'value="{typed}"' in answer.text
    assert re.search(r'name="a1" value="2" checked', client.get(paper).text)


def test_the_script_saves_only_what_changed(hanh: FlaskClient, clock: Any) -> None:
    paper = start(hanh)
    answer = save(hanh, paper, answers={"3": [1]})
    assert answer.status_code == 200
    assert answer.json | {"deadline_at": 0} == {
        "revision": 1,
        "sequence": 1,
        "saved_at": clock(),
        "now": clock(),
        "deadline_at": 0,
        "answered": 1,
    }


def test_a_conflict_brings_the_state_along(hanh: FlaskClient) -> None:
    paper = start(hanh)
    save(hanh, paper, answers={"3": [1]})
    answer = save(hanh, paper, answers={"3": [2]}, sequence=2)
    assert (answer.status_code, answer.mimetype) == (409, "application/problem+json")
    assert (answer.json["code"], answer.json["revision"]) == ("stale", 1)
    assert answer.json["answers"]["3"] == [1]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"answers": {"5": [0]}}, 422),
        ({"answers": {"0": [0]}}, 422),
        ({"answers": {"1": [4]}}, 422),
        ({"answers": {"1": [0, 1]}}, 422),
        ({"answers": {"1": [99999999999]}}, 422),
        ({"answers": {"x": [0]}}, 422),
        ({"answers": {"1": "0"}}, 422),
        ({"answers": [0]}, 422),
        ({"prediction": 7}, 422),
        ({"revision": True}, 422),
        ({"lease": 2}, 409),
        ({"unknown": 1}, 422),
    ],
)
def test_a_bad_save_gets_a_sentence_and_stores_nothing(
    hanh: FlaskClient, stage: Stage, body: dict[str, Any], status: int
) -> None:
    answer = save(hanh, start(hanh), **body)
    assert answer.status_code == status
    assert answer.json["detail"]
    assert stage.session.execute(sa.select(Attempt.answers)).scalar_one() == "0000"


def test_time_over_keeps_what_was_saved(hanh: FlaskClient, clock: Any) -> None:
    paper = start(hanh)
    save(hanh, paper, answers={"3": [1]})
    clock.advance(minutes=20, seconds=6)
    answer = save(hanh, paper, answers={"4": [1]}, sequence=2, revision=1)
    assert (answer.status_code, answer.json["code"]) == (409, "late")
    assert answer.json["location"] == paper + "/ket-qua"
    result = hanh.get(paper, follow_redirects=True).text
    assert "Hết giờ, bài đã được nộp" in result
    assert "1 / 4" in result


def test_going_on_at_another_device_stops_the_first(hanh: FlaskClient, app: Any) -> None:
    paper = start(hanh)
    phone = app.test_client()
    phone.post("/dang-nhap", data={"login": JOIN["login"], "password": JOIN["password"]})
    assert "Bài đang mở trên máy khác" in phone.get(paper).text
    phone.post(paper + "/tiep-tuc")
    assert phone.get(paper).text.count("<fieldset") == 4
    assert save(hanh, paper, answers={"1": [0]}).json["code"] == "lease"


def test_signing_out_and_in_again_goes_on_where_it_was(hanh: FlaskClient) -> None:
    paper = start(hanh)
    save(hanh, paper, answers={"3": [1]})
    hanh.post("/dang-xuat")
    hanh.post("/dang-nhap", data={"login": JOIN["login"], "password": JOIN["password"]})
    page = hanh.get(paper, follow_redirects=True).text
    assert re.findall(r'name="a(\d)" value="(\d)" checked', page) == [("3", "1")]


def test_a_stranger_is_told_when_a_round_opens(
    client: FlaskClient, stage: Stage, contest: Contest
) -> None:
    stage.round(contest, stage.bank(), opens_at=stage.now + 1000)
    page = client.get("/cuoc-thi/cuoc-thi/dot/1").text
    assert "Đợt thi mở lúc" in page
    assert "Đăng nhập để vào thi" not in page


def test_a_practice_round_shows_right_answers_at_once(
    hanh: FlaskClient, stage: Stage, contest: Contest
) -> None:
    stage.round(
        contest,
        stage.bank(code="on-tap"),
        number=2,
        kind="practice",
        result="at_submit",
        review="at_once",
        ranking=[],
    )
    paper = start(hanh, number=2)
    hanh.post(paper + "/nop", data={"confirmed": "1"})
    result = hanh.get(paper + "/ket-qua").text
    assert "đáp án đúng" in result
    assert len(set(re.findall(r"Giải thích \d+\.", result))) == 4


def test_the_paper_of_somebody_else_is_not_found(hanh: FlaskClient, app: Any) -> None:
    paper = start(hanh)
    binh = app.test_client()
    binh.post("/cuoc-thi/cuoc-thi/dang-ky", data=JOIN | {"login": "binh", "phone": "0987654321"})
    for path in (paper, paper + "/ket-qua"):
        assert binh.get(path).status_code == 404
    assert save(binh, paper).status_code == 404


def test_no_key_is_in_the_bytes_of_a_running_attempt(hanh: FlaskClient, stage: Stage) -> None:
    paper = start(hanh)
    pages = [hanh.get(path).text for path in (paper, "/cuoc-thi/cuoc-thi/dot/1", "/cua-toi")]
    pages.append(save(hanh, paper, answers={"1": [0]}).text)
    contents = stage.session.execute(sa.select(sa.func.count()).select_from(ItemContent))
    assert contents.scalar_one() == 10
    for page in pages:
        assert "Giải thích" not in page
        assert "right" not in re.sub(r"copyright", "", page)


def test_a_page_asked_for_in_english_is_english(hanh: FlaskClient) -> None:
    hanh.post("/ngon-ngu", data={"language": "en", "next": "/cuoc-thi/cuoc-thi/dot/1"})
    assert 'lang="en"' in hanh.get("/cuoc-thi/cuoc-thi/dot/1").text


def test_who_has_read_the_key_is_told_that_no_prize_is_to_be_won(
    hanh: FlaskClient, stage: Stage, round_: Round
) -> None:
    sentence = "không xét giải, vì bạn đã xem đáp án"
    assert sentence not in hanh.get("/cuoc-thi/cuoc-thi/dot/1").text
    person = stage.session.execute(sa.select(Participation.person_id)).scalar_one()
    with transaction(stage.session) as session:
        key_readings.note(
            session,
            person_id=person,
            version_id=round_.bank_version_id,
            now=stage.now,
            way="page",
        )
    assert sentence in hanh.get("/cuoc-thi/cuoc-thi/dot/1").text
    assert start(hanh).startswith("/bai-thi/")
    assert sentence in hanh.get("/cuoc-thi/cuoc-thi/dot/1").text


ROUND = "/cuoc-thi/cuoc-thi/dot/1"
OUT = "không xét giải, theo thể lệ, vì bạn giữ nhiệm vụ"
REFUSED = "thành viên các ban của cuộc thi không được dự thi"


def appoint(stage: Stage, contest: Contest) -> None:
    """Make the only contestant one of the contest's staff."""
    person_id = stage.session.execute(sa.select(Participation.person_id)).scalar_one()
    with transaction(stage.session) as session:
        session.add(
            RoleGrant(
                person_id=person_id, role="judge", contest_id=contest.id, created_at=stage.now
            )
        )


def test_staff_are_told_that_no_prize_is_to_be_won(
    hanh: FlaskClient, stage: Stage, contest: Contest
) -> None:
    assert OUT not in hanh.get(ROUND).text
    appoint(stage, contest)
    assert OUT in hanh.get(ROUND).text
    assert start(hanh).startswith("/bai-thi/")


def test_staff_are_refused_a_round_whose_rules_refuse_them(
    client: FlaskClient, stage: Stage, contest: Contest
) -> None:
    stage.round(contest, stage.bank(), eligible={"staff": "refused"})
    client.post("/cuoc-thi/cuoc-thi/dang-ky", data=JOIN)
    appoint(stage, contest)
    page = client.get(ROUND).text
    assert REFUSED in page
    assert "Bắt đầu làm bài" not in page
    answer = client.post(f"{ROUND}/bat-dau", data={"attempt": 1})
    assert (answer.status_code, REFUSED in answer.text) == (403, True)


@pytest.mark.parametrize(
    ("staff", "sentence"),
    [("allowed", None), ("out_of_prizes", OUT), ("refused", REFUSED)],
)
def test_staff_are_told_before_they_register(
    client: FlaskClient, stage: Stage, contest: Contest, staff: str, sentence: str | None
) -> None:
    stage.round(contest, stage.bank(), eligible={"staff": staff})
    client.post("/cuoc-thi/cuoc-thi/dang-ky", data=JOIN)
    appoint(stage, contest)
    with transaction(stage.session) as session:
        session.execute(sa.delete(Participation))
    page = client.get("/cuoc-thi/cuoc-thi/dang-ky")
    assert page.status_code == (403 if staff == "refused" else 200)
    assert [one for one in (OUT, REFUSED) if one in page.text] == ([sentence] if sentence else [])
    sent = client.post("/cuoc-thi/cuoc-thi/dang-ky", data=JOIN)
    assert sent.status_code == (403 if staff == "refused" else 303)
