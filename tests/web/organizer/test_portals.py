"""The organizer names the portals of a contest, and sees what they will show."""

import pytest
import sqlalchemy as sa

from quiz.config import Settings
from quiz.models import AuditLine
from tests.stage import Stage

DESK = "/to-chuc/cuoc-thi/cuoc-thi/nhung"
BOARD = "/cuoc-thi/cuoc-thi/bang-xep-hang/nhung"


@pytest.fixture
def stage(stage: Stage) -> Stage:
    """Return a stage with a running round."""
    stage.round(stage.contest(), stage.bank())
    return stage


@pytest.fixture
def chi(signs_in, stage):
    return signs_in("Chi")


def ancestors(browser, address: str = BOARD) -> str:
    return browser.get(address).headers["Content-Security-Policy"].rpartition("frame-ancestors ")[2]


def name(browser, portals: str):
    return browser.post(DESK, data={"portals": portals}, follow_redirects=True)


def test_only_the_portals_of_the_contest_show_its_board(chi, clock):
    assert ancestors(chi) == "'self'"
    page = name(chi, "https://Langson.gov.vn/tin\r\nhttps://langson.gov.vn\r\ndcs.vn:8443")
    assert "Đã lưu các trang được nhúng bảng xếp hạng." in page.text
    assert "https://langson.gov.vn\nhttps://dcs.vn:8443</textarea>" in page.text
    clock.advance(seconds=11)
    assert ancestors(chi) == "'self' https://langson.gov.vn https://dcs.vn:8443"
    for closed in (DESK, "/", BOARD.removesuffix("/nhung")):
        assert ancestors(chi, closed) == "'none'"
    name(chi, "")
    clock.advance(seconds=11)
    assert ancestors(chi) == "'self'"


def test_a_change_of_the_portals_reaches_who_has_the_board_already(chi, clock):
    tag = chi.get(BOARD).headers["ETag"]
    name(chi, "https://dcs.vn")
    clock.advance(seconds=11)
    assert chi.get(BOARD, headers={"If-None-Match": tag}).status_code == 200


def test_the_server_limits_what_a_contest_may_name(chi, app, clock):
    name(chi, "https://dcs.vn https://langson.gov.vn")
    settings = app.extensions["settings"]
    app.extensions["settings"] = Settings(**{**dict(settings), "portals": "https://*.gov.vn"})
    clock.advance(seconds=11)
    assert ancestors(chi) == "'self' https://langson.gov.vn"
    page = chi.get(DESK).text
    assert "Cài đặt của máy chủ (QUIZ_PORTALS) chỉ cho phép: https://*.gov.vn." in page
    assert "Máy chủ hiện không cho phép nhúng ở: https://dcs.vn." in page
    refused = name(chi, "https://dcs.vn")
    assert refused.status_code == 422
    assert "Máy chủ không cho phép nhúng ở https://dcs.vn" in refused.text


@pytest.mark.parametrize(
    ("portals", "said"),
    [
        ("http://a.vn", "“http://a.vn” không phải địa chỉ https"),
        ("https://a.vn;script-src", "không phải địa chỉ https"),
        (" ".join(f"a{n}.vn" for n in range(11)), "Khai nhiều nhất 10 trang."),
    ],
)
def test_what_is_no_portal_is_said_at_its_field_and_what_was_typed_stays(chi, portals, said):
    refused = name(chi, portals)
    assert refused.status_code == 422
    assert said in refused.text
    assert f"{portals}</textarea>" in refused.text
    assert ancestors(chi) == "'self'"


def test_the_line_to_put_in_and_the_preview_show_the_newest_board(chi):
    page = chi.get(DESK).text
    assert f"{BOARD}&#34; title=" in page
    assert f'<iframe class="preview" src="{BOARD}"' in page


def test_naming_portals_is_an_act_on_record_and_the_same_again_is_none(chi, stage):
    name(chi, "https://dcs.vn")
    name(chi, "dcs.vn/")
    lines = stage.session.scalars(
        sa.select(AuditLine).where(AuditLine.action == "contest.portals")
    ).all()
    assert [line.data["portals"] for line in lines] == [["https://dcs.vn"]]
