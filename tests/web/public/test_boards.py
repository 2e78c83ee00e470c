"""What everybody sees of results: the board while a round runs, and publications for ever."""

import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from quiz.database import transaction
from quiz.models import Eligibility
from quiz.services import accounts, publications
from quiz.services.actor import OPERATOR
from tests.scripted import Script, script
from tests.stage import HOUR, Stage

BOARD = "/cuoc-thi/cuoc-thi/bang-xep-hang"
RESULT = "/cuoc-thi/cuoc-thi/ket-qua/1"


@pytest.fixture
def taken(stage: Stage, clock: Any) -> Script:
    scripted = script(
        stage,
        ranking=["points", "duration"],
        units={"order": ["participation_rate", "average_points"]},
        prizes=[{"level": "nhat", "count": 1}],
    )
    scripted.takes("Nguyễn Thị Hạnh", correct=4, seconds=62)
    scripted.takes("Trần Văn Bình", correct=3, seconds=45, unit="cao-01", after=1)
    clock.advance(minutes=30)
    return scripted


def publish(scripted: Script, clock: Any) -> None:
    with transaction(scripted.stage.session) as session:
        publications.publish(
            session,
            actor=OPERATOR,
            now=clock(),
            slug="cuoc-thi",
            number=1,
            catalogue=scripted.stage.catalogue,
        )


def words(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_the_board_shows_masked_names_and_says_that_it_is_not_official(
    client: FlaskClient, taken: Script
) -> None:
    page = words(client.get(BOARD).text)
    assert (
        "1 Nguyễn T. H*** Chi bộ Trường THPT Chi Lăng, Đảng bộ huyện Chi Lăng 20 1:02,000" in page
    )
    assert "Hạnh" not in page
    assert "Chưa chính thức" in page


def test_units_are_walked_down_and_few_people_have_no_average(
    client: FlaskClient, taken: Script
) -> None:
    page = client.get(BOARD).text
    assert "don-vi=chi-lang" in page
    below = words(client.get(f"{BOARD}?dot=1&don-vi=chi-lang").text)
    assert "Chi bộ Trường THPT Chi Lăng Chưa có số liệu tổng số người 1 1 – – –" in below


def test_an_unchanged_board_is_not_sent_twice(client: FlaskClient, taken: Script) -> None:
    tag = client.get(BOARD).headers["ETag"]
    again = client.get(BOARD, headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize("change", ["another result", "another language", "the close"])
def test_what_changes_the_page_changes_its_tag(
    client: FlaskClient, taken: Script, clock: Any, change: str
) -> None:
    tag = client.get(BOARD).headers["ETag"]
    match change:
        case "another result":
            taken.takes("Chi", correct=2, after=20)
            clock.advance(seconds=10)
        case "another language":
            client.post("/ngon-ngu", data={"language": "en", "next": BOARD})
        case "the close":
            clock.advance(hours=24)
    again = client.get(BOARD, headers={"If-None-Match": tag})
    assert (again.status_code, again.headers["ETag"] != tag) == (200, True)


def test_a_board_is_refreshed_when_it_is_old_and_not_for_every_reader(
    client: FlaskClient, taken: Script, clock: Any
) -> None:
    client.get(BOARD)
    taken.takes("Lê Văn Chi", correct=4, seconds=9, after=20)
    clock.advance(seconds=9)
    assert "Lê V. C***" not in client.get(BOARD).text
    clock.advance(seconds=1)
    assert "Lê V. C***" in client.get(BOARD).text


def test_no_figure_is_shown_while_a_prediction_asks_for_it(
    client: FlaskClient, stage: Stage, clock: Any
) -> None:
    scripted = script(
        stage, prediction={"asks": "attempts"}, ranking=["points", "prediction_distance"]
    )
    scripted.takes("Nguyễn Thị Hạnh", correct=4, prediction=3)
    clock.advance(minutes=30)
    page = client.get(BOARD).text
    assert "Công bố sau khi đợt thi kết thúc" in page
    assert "<table" not in page
    clock.advance(hours=25)
    assert "Nguyễn T. H***" in client.get(BOARD).text


def test_the_board_opens_on_the_newest_round_that_has_something_to_show(
    client: FlaskClient, taken: Script, stage: Stage, clock: Any
) -> None:
    clock.advance(hours=25)
    stage.round(
        taken.contest,
        stage.bank(code="du-doan"),
        number=2,
        opens_at=clock() - 1,
        closes_at=clock() + HOUR,
        prediction={"asks": "attempts"},
        ranking=["points", "prediction_distance"],
    )
    sealed = "Công bố sau khi đợt thi kết thúc"
    page = client.get(BOARD).text
    assert "Nguyễn T. H***" in page
    assert f'href="{BOARD}?dot=2"' in page
    assert sealed in client.get(f"{BOARD}?dot=2").text
    clock.advance(hours=2)
    assert 'dot=2" aria-current="page"' in client.get(BOARD).text
    assert sealed not in client.get(BOARD).text


@pytest.mark.parametrize(
    "address",
    [
        "/cuoc-thi/khong-co/bang-xep-hang",
        f"{BOARD}?dot=2",
        f"{BOARD}?dot=x",
        f"{BOARD}?don-vi=khong-co",
        f"{BOARD}?trang=2",
        f"{BOARD}?trang=0",
        f"{BOARD}?trang=-1",
        f"{BOARD}?trang=1e9",
        f"{BOARD}?trang=9999999999",
        f"{RESULT}/1",
        "/cuoc-thi/cuoc-thi/ket-qua/9/1",
    ],
)
def test_what_is_not_there_is_not_found(client: FlaskClient, taken: Script, address: str) -> None:
    assert client.get(address).status_code == 404


def test_a_contest_without_official_rounds_has_no_board(client: FlaskClient, stage: Stage) -> None:
    contest = stage.contest()
    stage.round(contest, stage.bank(), kind="practice")
    assert client.get(BOARD).status_code == 404


def test_winners_have_their_full_names_and_everybody_else_a_masked_one(
    client: FlaskClient, taken: Script, clock: Any
) -> None:
    clock.advance(hours=25)
    publish(taken, clock)
    page = words(client.get(f"{RESULT}/1").text)
    assert "Giải Nhất Nguyễn Thị Hạnh Chi bộ Trường THPT Chi Lăng, Đảng bộ huyện Chi Lăng" in page
    assert "2 Trần V. B*** Chi bộ Thụy Hùng, Đảng bộ huyện Cao Lộc 15" in page
    assert "Trần Văn Bình" not in page


def test_the_board_of_a_published_round_leads_to_the_publication(
    client: FlaskClient, taken: Script, clock: Any
) -> None:
    client.get(BOARD)
    clock.advance(hours=25)
    publish(taken, clock)
    page = client.get(BOARD).text
    assert "Kết quả chính thức." in page
    assert f"{RESULT}/1" in page


def test_an_old_publication_stays_and_points_to_the_newer_one(
    client: FlaskClient, taken: Script, clock: Any
) -> None:
    clock.advance(hours=25)
    publish(taken, clock)
    before = words(client.get(f"{RESULT}/1").text)
    with transaction(taken.stage.session):
        taken.people["Nguyễn Thị Hạnh"].eligibility = Eligibility.EXCLUDED
    publish(taken, clock)
    after = words(client.get(f"{RESULT}/1").text)
    assert "Bản này đã được thay thế." in after
    assert "Giải Nhất Nguyễn Thị Hạnh" in before
    assert "Giải Nhất Nguyễn Thị Hạnh" in after
    assert "Giải Nhất Trần Văn Bình" in words(client.get(f"{RESULT}/2").text)


def test_a_reader_finds_the_own_line_marked(client: FlaskClient, app: Flask, taken: Script) -> None:
    with transaction(taken.stage.session) as session:
        accounts.open_account(
            session,
            person_id=taken.people["Nguyễn Thị Hạnh"].person_id,
            login_name="hanh",
            password="mùa thu lịch sử",
            passwords=app.extensions["passwords"],
            now=taken.stage.now,
        )
    assert "(bạn)" not in client.get(BOARD).text
    client.post("/dang-nhap", data={"login": "hanh", "password": "mùa thu lịch sử"})
    assert "Nguyễn T. H*** (bạn)" in words(client.get(BOARD).text)
