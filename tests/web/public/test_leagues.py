"""The public page of all units of a kind, where the rules rank them with one another."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.scripted import Script, script
from tests.services.test_boards import add_units
from tests.stage import HOUR, Stage
from tests.web.public.test_boards import BOARD, FROZEN, publish, sign_in, words

LEAGUE = f"{BOARD}/theo-loai"
CELLS = f"{LEAGUE}?dot=1&loai=chi_bo"
UNITS = {"among": "kind", "order": ["people", "average_points"]}


@pytest.fixture
def taken(stage: Stage, clock: Any) -> Script:
    scripted = script(stage, units=UNITS)
    scripted.takes("Nguyễn Thị Hạnh", correct=4)
    for name in ("Bình", "Chi", "Dũng", "Én", "Giang"):
        scripted.takes(name, correct=3, unit="cao-01")
    clock.advance(minutes=30)
    return scripted


def test_a_board_leads_to_the_leagues_and_they_lead_from_kind_to_kind(
    client: FlaskClient, taken: Script
) -> None:
    assert f'href="{LEAGUE}?dot=1"' in client.get(BOARD).text
    page = client.get(LEAGUE).text
    assert f'href="{LEAGUE}?dot=1&amp;loai=huyen_uy" aria-current="page"' in page
    assert f'href="{LEAGUE}?dot=1&amp;loai=chi_bo"' in page
    assert "loai=tinh_uy" not in page
    assert "1 Đảng bộ huyện Cao Lộc 5 5" in words(page)
    assert f'href="{BOARD}?dot=1&amp;don-vi=cao-loc"' in page


def test_a_league_names_what_each_unit_stands_under_and_averages_no_few_people(
    client: FlaskClient, taken: Script
) -> None:
    page = words(client.get(CELLS).text)
    assert "1 Chi bộ Thụy Hùng Đảng bộ huyện Cao Lộc 5 5 – – 15 " in page
    assert "2 Chi bộ Trường THPT Chi Lăng Đảng bộ huyện Chi Lăng 1 1 – – – " in page
    assert "Đơn vị có dưới 5 người dự thi không công bố điểm trung bình." in page
    assert "Chưa chính thức" in page


def test_an_unchanged_league_is_not_sent_twice_and_a_changed_one_is(
    client: FlaskClient, taken: Script, clock: Any
) -> None:
    tag = client.get(CELLS).headers["ETag"]
    clock.advance(minutes=5)
    again = client.get(CELLS, headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    taken.takes("Kim", correct=4, after=34)
    clock.advance(seconds=10)
    changed = client.get(CELLS, headers={"If-None-Match": tag})
    assert (changed.status_code, changed.headers["ETag"] != tag) == (200, True)


def test_a_reader_is_led_to_the_own_unit_and_to_what_it_is_part_of(
    client: FlaskClient, app: Flask, taken: Script
) -> None:
    assert "Đơn vị của tôi" not in client.get(CELLS).text
    sign_in(client, app, taken)
    page = client.get(CELLS).text
    assert f'href="{CELLS.replace("&", "&amp;")}#own"' in page
    assert "Chi bộ Trường THPT Chi Lăng (đơn vị của tôi)" in words(page)
    above = words(client.get(LEAGUE).text)
    assert "Đơn vị của tôi Đảng bộ huyện Chi Lăng Hạng 2" in above
    assert "Đảng bộ huyện Chi Lăng (có đơn vị của tôi)" in above
    assert "của tôi)" not in app.test_client().get(CELLS).text


def test_a_league_has_fifty_units_on_a_page(client: FlaskClient, app: Flask, taken: Script) -> None:
    add_units(taken.stage, 60)
    taken.person("Kim", unit="moi-59")
    assert client.get(CELLS).text.count('class="n rank"') == 50
    second = client.get(f"{CELLS}&trang=2").text
    assert second.count('class="n rank"') == 12
    assert "Trang 2 / 2" in words(second)
    assert client.get(f"{CELLS}&trang=3").status_code == 404


@pytest.mark.parametrize(
    ("shown", "sentence"),
    [
        ("after_close", "Công bố sau khi đợt thi kết thúc"),
        ("after_publication", "Công bố cùng kết quả chính thức"),
    ],
)
def test_a_league_shows_no_figure_before_the_rules_say_so(
    client: FlaskClient, stage: Stage, clock: Any, shown: str, sentence: str
) -> None:
    scripted = script(stage, boards={"shown": shown}, units=UNITS)
    scripted.takes("Nguyễn Thị Hạnh", correct=4)
    clock.advance(minutes=30)
    tag = client.get(CELLS).headers["ETag"]
    page = client.get(CELLS).text
    assert sentence in page
    assert "<td" not in page
    assert "<dd" not in page
    scripted.takes("Bình", correct=4, after=20)
    clock.advance(minutes=1)
    assert client.get(CELLS).headers["ETag"] == tag
    clock.advance(hours=25)
    publish(scripted, clock)
    assert "Kết quả chính thức." in client.get(CELLS).text
    assert "Chi bộ Trường THPT Chi Lăng" in client.get(CELLS).text


def test_a_league_stands_still_with_its_board(
    client: FlaskClient, stage: Stage, clock: Any
) -> None:
    scripted = script(stage, boards={"frozen_minutes": 60}, units=UNITS)
    scripted.takes("Nguyễn Thị Hạnh", correct=3)
    clock.advance(hours=22, minutes=59, seconds=59)
    before = words(client.get(CELLS).text)
    scripted.takes("Bình", correct=4, after=22 * 60 + 59)
    clock.advance(seconds=1)
    page = words(client.get(CELLS).text)
    assert FROZEN in page
    assert "Chi bộ Trường THPT Chi Lăng Đảng bộ huyện Chi Lăng 1 1" in page
    assert "Chi bộ Trường THPT Chi Lăng Đảng bộ huyện Chi Lăng 1 1" in before


def test_only_kinds_that_the_rules_rank_have_a_league(
    client: FlaskClient, stage: Stage, clock: Any
) -> None:
    script(stage, units={**UNITS, "kinds": ["chi_bo"]})
    page = client.get(LEAGUE).text
    assert "loai=huyen_uy" not in page
    assert 'loai=chi_bo" aria-current="page"' in page
    assert client.get(f"{LEAGUE}?loai=huyen_uy").status_code == 404


def test_a_round_that_ranks_siblings_has_no_league_and_no_way_to_one(
    client: FlaskClient, taken: Script, clock: Any
) -> None:
    taken.stage.round(
        taken.contest,
        taken.stage.bank(code="hai"),
        number=2,
        opens_at=clock(),
        closes_at=clock() + HOUR,
        units={"order": ["people"]},
    )
    board = client.get(f"{BOARD}?dot=2").text
    assert "theo-loai" not in board
    assert client.get(f"{LEAGUE}?dot=2").status_code == 404
    assert f"{LEAGUE}?dot=2" not in client.get(CELLS).text


@pytest.mark.parametrize("loai", ["khong_co", "tinh_uy", "unaffiliated"])
def test_what_is_no_league_is_not_found(client: FlaskClient, taken: Script, loai: str) -> None:
    assert client.get(f"{LEAGUE}?dot=1&loai={loai}").status_code == 404
