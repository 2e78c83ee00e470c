"""The public boards of a round at the organizers' desk."""

import pytest

from tests.stage import HOUR, Stage

DESK = "/to-chuc/cuoc-thi/cuoc-thi/dot/1/bang-xep-hang"
BOARD = "/cuoc-thi/cuoc-thi/bang-xep-hang"
FROZEN = "Bảng xếp hạng dừng cập nhật từ"


@pytest.fixture
def stage(stage: Stage) -> Stage:
    """Return a stage with a running round and one of practice."""
    contest, bank = stage.contest(), stage.bank()
    stage.round(contest, bank)
    stage.round(contest, bank, number=2, kind="practice")
    return stage


def test_an_organizer_stops_the_boards_and_lets_them_go_on(signs_in, stage):
    chi = signs_in("Chi")
    assert "Dừng cập nhật bảng xếp hạng" in chi.get(DESK).text
    shown = chi.post(f"{DESK}/dung", follow_redirects=True).text
    assert "Đã dừng cập nhật bảng xếp hạng." in shown
    assert "Ban Tổ chức đã dừng cập nhật bảng lúc" in shown
    assert FROZEN in chi.get(BOARD).text
    shown = chi.post(f"{DESK}/tiep", follow_redirects=True).text
    assert "Bảng xếp hạng cập nhật trở lại." in shown
    assert FROZEN not in chi.get(BOARD).text


def test_a_board_that_nobody_has_looked_at_is_filled_before_it_is_stopped(signs_in, stage):
    chi = signs_in("Chi")
    chi.post(f"{DESK}/dung")
    page = chi.get(BOARD).text
    assert "Chưa có số liệu" not in page
    assert "<table" in page


def test_the_desk_says_what_the_rules_say_of_boards(signs_in, stage, clock):
    chi = signs_in("Chi")
    contest = stage.contest("hai")
    rules = {"boards": {"frozen_minutes": 60}}
    stage.round(contest, stage.bank(code="hai"), closes_at=clock() + 2 * HOUR, **rules)
    desk = "/to-chuc/cuoc-thi/hai/dot/1/bang-xep-hang"
    assert "Theo quy tắc, bảng dừng cập nhật lúc" in chi.get(desk).text


def test_a_round_of_practice_has_no_boards(signs_in, stage):
    chi = signs_in("Chi")
    desk = DESK.replace("/1/", "/2/")
    assert chi.get(desk).status_code == 404
    assert chi.post(f"{desk}/dung").status_code == 404


def test_what_a_portal_puts_in_names_this_site(signs_in, stage):
    page = signs_in("Chi").get(DESK).text
    assert "&lt;iframe src=&#34;http" in page
    assert f"{BOARD}/nhung?dot=1&#34;" in page
    assert "Chưa trang nào được phép nhúng" in page
