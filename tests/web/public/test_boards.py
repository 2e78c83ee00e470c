"""What everybody sees of results: the board while a round runs, and publications for ever."""

import re
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from quiz.database import transaction
from quiz.models import Eligibility, Headcount
from quiz.services import accounts, board_stops, publications
from quiz.services.actor import OPERATOR
from quiz.web.filters import moment
from tests.scripted import MINUTE, Script, script
from tests.services.test_unit_desk import count
from tests.stage import HOUR, Stage

BOARD = "/cuoc-thi/cuoc-thi/bang-xep-hang"
FROZEN = "Bảng xếp hạng dừng cập nhật từ"
RESULT = "/cuoc-thi/cuoc-thi/ket-qua/1"
OUTPUTS = {"page": BOARD, "hall": f"{BOARD}/hoi-truong", "portal": f"{BOARD}/nhung"}


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


UNCONFIRMED = "“Chưa xác nhận”: tỷ lệ tính trên số liệu do đơn vị khai, cấp trên chưa xác nhận."


@pytest.mark.parametrize("output", ["page", "hall", "portal"])
@pytest.mark.parametrize("confirmed_at", [None, 1])
def test_a_rate_on_a_headcount_that_nobody_above_has_confirmed_is_marked(
    client: FlaskClient, taken: Script, output: str, confirmed_at: int | None
) -> None:
    count(taken.stage, "chi-lang", 40)
    with transaction(taken.stage.session) as session:
        session.execute(sa.update(Headcount).values(confirmed_at=confirmed_at))
    page = words(client.get(OUTPUTS[output]).text)
    assert ("2,5 % chưa xác nhận" in page) == (confirmed_at is None)
    assert (UNCONFIRMED in page) == (confirmed_at is None)


def test_a_publication_keeps_how_headcounts_stood(
    client: FlaskClient, taken: Script, clock: Any
) -> None:
    count(taken.stage, "chi-lang", 40)
    clock.advance(hours=25)
    publish(taken, clock)
    with transaction(taken.stage.session) as session:
        session.execute(sa.update(Headcount).values(confirmed_at=1))
    assert UNCONFIRMED in words(client.get(BOARD).text)


def test_an_unchanged_board_is_not_sent_twice(client: FlaskClient, taken: Script) -> None:
    tag = client.get(BOARD).headers["ETag"]
    again = client.get(BOARD, headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize("change", ["another result", "another language", "a publication"])
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
        case "a publication":
            clock.advance(hours=25)
            publish(taken, clock)
    again = client.get(BOARD, headers={"If-None-Match": tag})
    assert (again.status_code, again.headers["ETag"] != tag) == (200, True)


def test_a_board_that_is_looked_at_again_but_has_not_changed_keeps_its_tag(
    client: FlaskClient, taken: Script, clock: Any
) -> None:
    tag = client.get(BOARD).headers["ETag"]
    clock.advance(minutes=5)
    assert client.get(BOARD, headers={"If-None-Match": tag}).status_code == 304


def test_the_tag_of_a_withheld_board_tells_nothing_of_what_goes_on(
    client: FlaskClient, stage: Stage, clock: Any
) -> None:
    scripted = script(stage, boards={"shown": "after_close"})
    tag = client.get(BOARD).headers["ETag"]
    scripted.takes("Nguyễn Thị Hạnh", correct=4)
    clock.advance(minutes=30)
    assert client.get(BOARD).headers["ETag"] == tag


@pytest.mark.parametrize(
    ("shown", "sentence"),
    [
        ("after_close", "Công bố sau khi đợt thi kết thúc"),
        ("after_publication", "Công bố cùng kết quả chính thức"),
    ],
)
def test_a_board_shows_no_figure_before_the_rules_say_so(
    client: FlaskClient, stage: Stage, clock: Any, shown: str, sentence: str
) -> None:
    scripted = script(stage, boards={"shown": shown})
    scripted.takes("Nguyễn Thị Hạnh", correct=4)
    clock.advance(minutes=30)
    page = client.get(BOARD).text
    assert sentence in page
    assert "<table" not in page
    clock.advance(hours=25)
    if shown == "after_publication":
        assert "<table" not in client.get(BOARD).text
        publish(scripted, clock)
    assert "Nguyễn T. H***" in client.get(BOARD).text


def test_a_board_stands_still_from_when_the_rules_say_until_it_is_published(
    client: FlaskClient, stage: Stage, clock: Any
) -> None:
    scripted = script(stage, boards={"frozen_minutes": 60})
    scripted.takes("Nguyễn Thị Hạnh", correct=3)
    clock.advance(hours=22, minutes=59, seconds=59)
    assert FROZEN not in client.get(BOARD).text
    scripted.takes("Trần Văn Bình", correct=4, after=22 * 60 + 59)
    clock.advance(seconds=1)
    page = client.get(BOARD).text
    assert FROZEN in page
    assert "Trần V. B***" not in page
    clock.advance(hours=2)
    assert "Trần V. B***" not in client.get(BOARD).text
    publish(scripted, clock)
    page = client.get(BOARD).text
    assert "Trần V. B***" in page
    assert FROZEN not in page


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
        f"{BOARD}/hoi-truong?dot=2",
        f"{BOARD}/nhung?dot=x",
        f"{BOARD}/nhung?don-vi=khong-co",
        "/cuoc-thi/khong-co/bang-xep-hang/cac-dot",
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


def sign_in(client: FlaskClient, app: Flask, taken: Script) -> None:
    with transaction(taken.stage.session) as session:
        accounts.open_account(
            session,
            person_id=taken.people["Nguyễn Thị Hạnh"].person_id,
            login_name="hanh",
            password="mùa thu lịch sử",
            passwords=app.extensions["passwords"],
            now=taken.stage.now,
        )
    client.post("/dang-nhap", data={"login": "hanh", "password": "mùa thu lịch sử"})


def test_a_reader_finds_the_own_line_marked_and_nobody_else_does(
    client: FlaskClient, app: Flask, taken: Script
) -> None:
    assert "(bạn)" not in client.get(BOARD).text
    sign_in(client, app, taken)
    assert "Nguyễn T. H*** (bạn)" in words(client.get(BOARD).text)
    assert "(bạn)" not in app.test_client().get(BOARD).text


def test_a_reader_is_led_to_the_own_unit_from_every_level(
    client: FlaskClient, app: Flask, taken: Script
) -> None:
    assert "Đơn vị của tôi" not in client.get(BOARD).text
    sign_in(client, app, taken)
    page = client.get(BOARD).text
    assert f'href="{BOARD}?dot=1&amp;don-vi=chi-lang#own"' in page
    assert "Đảng bộ huyện Chi Lăng (có đơn vị của tôi)" in words(page)
    below = words(client.get(f"{BOARD}?dot=1&don-vi=chi-lang").text)
    assert "Chi bộ Trường THPT Chi Lăng (đơn vị của tôi)" in below
    beside = words(client.get(f"{BOARD}?dot=1&don-vi=cao-loc").text)
    assert "Đơn vị của tôi Chi bộ Trường THPT Chi Lăng" in beside
    assert "đơn vị của tôi)" not in beside


@pytest.mark.parametrize("output", OUTPUTS)
def test_every_output_says_the_same_of_a_board_that_stands_still(
    client: FlaskClient, taken: Script, clock: Any, output: str
) -> None:
    client.get(BOARD)
    with transaction(taken.stage.session) as session:
        board_stops.stop_board(session, actor=OPERATOR, now=clock(), slug="cuoc-thi", number=1)
    taken.takes("Lê Văn Chi", correct=4, seconds=9, after=20)
    clock.advance(minutes=1)
    page = client.get(OUTPUTS[output]).text
    assert f"{FROZEN} {moment(clock() - MINUTE)}" in page
    assert "Nguyễn T. H***" in page
    assert "Lê V. C***" not in page


@pytest.mark.parametrize("output", ["hall", "portal"])
@pytest.mark.parametrize(
    ("order", "figures"),
    [
        (["attempts"], ["Người dự thi", "Lượt thi", "Tỷ lệ tham gia", "Điểm trung bình"]),
        (["total_points"], ["Người dự thi", "Lượt thi", "Tỷ lệ tham gia", "Tổng điểm"]),
    ],
)
def test_away_from_the_site_units_show_people_attempts_and_what_ranks_them(
    client: FlaskClient,
    stage: Stage,
    clock: Any,
    *,
    output: str,
    order: list[str],
    figures: list[str],
) -> None:
    scripted = script(stage, units={"order": order})
    scripted.takes("Nguyễn Thị Hạnh", correct=4)
    clock.advance(minutes=30)
    units = client.get(OUTPUTS[output]).text.partition('class="wall-units"')[2]
    assert re.findall(r'<th scope="col" class="n">(.*?)</th>', units)[1:5] == figures


@pytest.mark.parametrize("output", OUTPUTS)
def test_no_output_shows_a_figure_while_a_prediction_asks_for_it(
    client: FlaskClient, stage: Stage, clock: Any, output: str
) -> None:
    scripted = script(
        stage, prediction={"asks": "attempts"}, ranking=["points", "prediction_distance"]
    )
    scripted.takes("Nguyễn Thị Hạnh", correct=4, prediction=3)
    clock.advance(minutes=30)
    page = client.get(OUTPUTS[output]).text
    assert "Công bố sau khi đợt thi kết thúc" in page
    assert "<td" not in page
    assert "<dd" not in page


@pytest.mark.parametrize("output", ["hall", "portal"])
def test_what_hangs_elsewhere_is_the_same_for_everybody_and_sets_no_cookie(
    client: FlaskClient, app: Flask, taken: Script, output: str
) -> None:
    stranger = client.get(OUTPUTS[output])
    sign_in(client, app, taken)
    client.post("/ngon-ngu", data={"language": "en", "next": BOARD})
    reader = client.get(OUTPUTS[output])
    assert reader.data == stranger.data
    assert reader.headers["ETag"] == stranger.headers["ETag"]
    assert "Set-Cookie" not in reader.headers
    assert stranger.headers["Cache-Control"] == "public, no-cache"
    again = client.get(OUTPUTS[output], headers={"If-None-Match": stranger.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    english = client.get(f"{OUTPUTS[output]}?ngon-ngu=en").text
    assert '<html lang="en"' in english


def test_what_a_portal_shows_has_no_script_and_no_form(client: FlaskClient, taken: Script) -> None:
    page = client.get(OUTPUTS["portal"])
    assert page.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert len(page.headers.getlist("Content-Security-Policy")) == 1
    assert "<script" not in page.text
    assert "<form" not in page.text


def second_round(taken: Script, clock: Any, **rules: Any) -> Script:
    round_ = taken.stage.round(
        taken.contest,
        taken.stage.bank(code="hai"),
        number=2,
        opens_at=clock(),
        closes_at=clock() + HOUR,
        units={"order": ["people"]},
        **rules,
    )
    scripted = Script(taken.stage, taken.contest, round_, taken.people, taken.browsers)
    prediction = 1 if "prediction" in rules else None
    for name in ("Nguyễn Thị Hạnh", "Trần Văn Bình", "Đỗ Văn Én"):
        scripted.takes(name, correct=4, unit="cao-01", prediction=prediction)
    clock.advance(minutes=30)
    return scripted


def test_ranks_are_drawn_over_the_rounds_with_a_table_beside(
    client: FlaskClient, app: Flask, stage: Stage, clock: Any
) -> None:
    first = script(stage, units={"order": ["people"]})
    first.takes("Nguyễn Thị Hạnh", correct=4)
    first.takes("Lê Văn Chi", correct=4)
    first.takes("Trần Văn Bình", correct=3, unit="cao-01")
    clock.advance(minutes=30)
    sign_in(client, app, first)
    client.get(BOARD)
    second_round(first, clock)
    client.get(f"{BOARD}?dot=2")
    page = client.get(f"{BOARD}/cac-dot")
    assert page.text.count("<polyline") == page.text.count('<g class="line') == 2
    assert client.get(f"{BOARD}/cac-dot?don-vi=khong-co").status_code == 404
    assert "A Đảng bộ huyện Cao Lộc" in words(page.text)
    assert "Đảng bộ huyện Chi Lăng (đơn vị của tôi)" in words(page.text)
    tag = page.headers["ETag"]
    assert client.get(f"{BOARD}/cac-dot", headers={"If-None-Match": tag}).status_code == 304


def test_a_withheld_round_is_in_no_history(client: FlaskClient, taken: Script, clock: Any) -> None:
    client.get(BOARD)
    ranking = ["points", "prediction_distance"]
    second_round(taken, clock, prediction={"asks": "attempts"}, ranking=ranking)
    client.get(f"{BOARD}?dot=2")
    page = client.get(f"{BOARD}/cac-dot").text
    assert "Cần ít nhất hai đợt thi" in page
    assert "<svg viewBox" not in page
