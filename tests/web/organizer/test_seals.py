"""Sealing a round at the desk, and what the public sees of it before and after the result."""

import json

import pytest

from question_bank.seal import seal_of
from quiz.database import transaction
from quiz.services import publications
from quiz.services.actor import OPERATOR
from tests.stage import HOUR, Stage

SEAL = "/to-chuc/cuoc-thi/cuoc-thi/dot/1/niem-phong"
PUBLIC = "/minh-bach/cuoc-thi"


@pytest.fixture
def stage(stage: Stage) -> Stage:
    """Return a stage with a round that opens in an hour."""
    stage.round(stage.contest(), stage.bank(), opens_at=stage.now + HOUR)
    return stage


def test_a_round_that_opens_soon_is_warned_about_until_it_is_sealed(signs_in, stage):
    chi = signs_in("Chi")
    for path in ("/to-chuc/", "/to-chuc/cuoc-thi/cuoc-thi"):
        assert "mà chưa niêm phong" in chi.get(path).text
    assert "cố định từ lúc niêm phong" in chi.get(SEAL).text
    shown = chi.post(SEAL, follow_redirects=True).text
    assert "Chi niêm phong lúc" in shown
    assert "mà chưa niêm phong" not in shown
    assert "mà chưa niêm phong" not in chi.get("/to-chuc/").text


def test_a_sealed_round_takes_no_other_rules_from_its_form(signs_in, stage):
    chi = signs_in("Chi")
    chi.post(SEAL)
    rules = "rules_schema: 1\npaper: {items: 3}\ntiming: {limit_minutes: 20}\nattempts: {limit: 2}"
    answer = chi.post("/to-chuc/cuoc-thi/cuoc-thi/dot/1/quy-tac", data={"rules": rules})
    assert (answer.status_code, "đã niêm phong" in answer.text) == (422, True)


def test_a_sealed_round_offers_only_what_may_still_change(signs_in, stage):
    chi = signs_in("Chi")
    contest = "/to-chuc/cuoc-thi/cuoc-thi"
    assert f"{contest}/dot/1/bo" in chi.get(contest).text
    chi.post(SEAL)
    page = chi.get(contest).text
    assert f"{contest}/dot/1/bo" not in page
    assert "Đợt đã niêm phong: ngân hàng câu hỏi và quy tắc không thay đổi được nữa" in page
    form = chi.get(f"{contest}/dot/1").text
    assert 'name="opens"' in form
    assert 'name="version"' not in form
    for path in ("quy-tac", "ma-tran-de"):
        shown = chi.get(f"{contest}/dot/1/{path}").text
        assert "Đợt đã niêm phong" in shown
        assert '<button class="button large">' not in shown
    assert "Bỏ đợt thi này</button>" not in chi.get(f"{contest}/dot/1/bo").text


def test_the_window_of_a_sealed_round_is_moved_by_its_form(signs_in, stage):
    chi = signs_in("Chi")
    chi.post(SEAL)
    page = "/to-chuc/cuoc-thi/cuoc-thi/dot/1"
    form = {"title_vi": "Đợt mới", "opens": "2036-11-22T08:00", "closes": "2036-11-23T08:00"}
    shown = chi.post(page, data=form, follow_redirects=True).text
    assert "Đã lưu “Đợt mới”." in shown
    assert "22/11/2036" in shown
    wrong = chi.post(page, data=form | {"closes": "2036-11-21T08:00"})
    assert (wrong.status_code, 'id="closes-error"' in wrong.text) == (422, True)


def test_whoever_cannot_seal_is_told_why(signs_in, stage, clock):
    chi = signs_in("Chi")
    clock.advance(hours=2)
    page = chi.get(SEAL).text
    assert "Đợt thi đã mở." in page
    assert "Niêm phong</button>" not in page
    assert chi.post(SEAL).status_code == 409


def test_the_public_sees_a_commitment_first_and_everything_with_the_result(
    signs_in, client, stage, clock
):
    assert "Chưa niêm phong." in client.get(PUBLIC).text
    assert client.get(f"{PUBLIC}/1/seal.json").status_code == 404
    signs_in("Chi").post(SEAL)
    closed = seal_of(json.loads(client.get(f"{PUBLIC}/1/seal.json").data))
    page = client.get(PUBLIC).text
    assert closed.opened is None
    assert closed.commitment in page
    assert "kiem-thu" not in page
    clock.advance(hours=30)
    assert "Niêm phong còn kín" in client.get(PUBLIC).text
    with transaction(stage.session) as session:
        publications.publish(
            session,
            actor=OPERATOR,
            now=clock(),
            slug="cuoc-thi",
            number=1,
            catalogue=stage.catalogue,
        )
    opened = seal_of(json.loads(client.get(f"{PUBLIC}/1/seal.json").data)).opened
    assert opened.commitment == closed.commitment
    page = client.get(PUBLIC).text
    assert opened.nonce in page
    assert "Ngân hàng kiểm thử, phiên bản 1" in page


def test_a_round_that_nobody_sealed_in_time_is_said_so(client, stage, clock):
    clock.advance(hours=2)
    assert "không được niêm phong trước khi mở" in client.get(PUBLIC).text


def test_a_draft_contest_has_no_transparency_page(client, stage):
    assert client.get("/minh-bach/khong-co").status_code == 404
