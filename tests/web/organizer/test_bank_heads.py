"""The head of a bank on its pages: a bank begun without items, and its name corrected."""

import re

from flask.testing import FlaskClient

from quiz.database import transaction
from quiz.services.access import actor_of
from quiz.services.banks import editing
from tests.stage import Stage
from tests.web.organizer.test_items import DRAFT, ROOT, approve, load, send, typed
from tests.web.organizer.test_items import bank as some_bank

NEW = "/to-chuc/ngan-hang/moi"
HEAD = f"{DRAFT}/thong-tin"


def seen(client: FlaskClient) -> str:
    found = re.search(r'name="seen"[^>]*value="([^"]*)"', client.get(HEAD).text)
    assert found is not None
    return found[1]


def test_a_bank_is_begun_and_its_items_are_added_one_by_one(signs_in, stage: Stage) -> None:
    client = signs_in("An", "bank_author", "tinh")
    assert NEW in client.get("/to-chuc/ngan-hang").text
    form = {"title": "Lịch sử Đảng bộ", "owner": str(stage.units["tinh"].id), "code": ""}
    made = client.post(NEW, data=form)
    assert made.location == "/to-chuc/ngan-hang/lich-su-dang-bo/1"
    page = client.get(made.location).text
    assert "Đã lập ngân hàng “Lịch sử Đảng bộ”" in page
    assert "Ngân hàng chưa có câu hỏi nào" in page
    assert "Gửi thẩm định</button>" not in page
    first = f"{made.location}/cau-moi"
    fields = typed(client.get(first).text)
    assert fields["code"] == "LSDB-001"
    options = {"option_a": "Năm 1930", "option_b": "Năm 1945", "right": ["A"]}
    added = send(client, fields, first, code="C-1", stem="Đảng ra đời năm nào?", **options)
    assert added.location == f"{made.location}/cau/C-1"
    assert "Gửi thẩm định</button>" in client.get(made.location).text


def test_what_a_new_bank_lacks_is_said_at_its_field(signs_in, stage: Stage) -> None:
    load(stage, some_bank())
    client = signs_in("An", "bank_author", "tinh")
    owner = str(stage.units["tinh"].id)
    taken = client.post(NEW, data={"title": "Tên", "owner": owner, "code": "lang-son"})
    assert (taken.status_code, "Đã có ngân hàng câu hỏi mang mã" in taken.text) == (409, True)
    wrong = client.post(NEW, data={"title": "", "owner": "0", "code": "Mã sai"})
    assert wrong.status_code == 422
    for name in ("title", "code", "owner"):
        assert f'id="{name}-error"' in wrong.text
    assert signs_in("Bình", "judge", "tinh").get(NEW).status_code == 403


def test_only_whoever_reaches_everything_may_leave_a_bank_without_a_unit(signs_in, stage) -> None:
    form = {"title": "Tên", "owner": "-", "code": "chung"}
    assert signs_in("An", "bank_author", "tinh").post(NEW, data=form).status_code == 422
    assert signs_in("Bình", "bank_author", None).post(NEW, data=form).status_code == 303


def test_the_head_of_a_draft_is_corrected(signs_in, stage: Stage) -> None:
    load(stage, some_bank())
    client = signs_in("An", "bank_author", "tinh")
    assert HEAD in client.get(DRAFT).text
    form = {"title": "Tên mới", "notice": "Dành cho 90 năm", "seen": seen(client)}
    page = client.post(HEAD, data=form, follow_redirects=True).text
    assert "Đã lưu tên và lưu ý của ngân hàng." in page
    assert "<h1>Tên mới</h1>" in page
    assert "Dành cho 90 năm" in page
    assert client.post(HEAD, data=form | {"title": " "}).status_code == 422


def test_what_somebody_else_said_meanwhile_is_shown_and_not_written_over(signs_in, stage) -> None:
    load(stage, some_bank())
    client = signs_in("An", "bank_author", "tinh")
    old = seen(client)
    other = stage.person("Bình")
    stage.grant(other, "bank_author", "tinh")
    with transaction(stage.session):
        editing.save_head(
            stage.session,
            actor=actor_of(stage.session, other.id, "Bình"),
            now=stage.now,
            code="lang-son",
            number=1,
            seen=old,
            title="Tên của Bình",
            notice="",
        )
    answer = client.post(HEAD, data={"title": "Tên của An", "notice": "", "seen": old})
    assert answer.status_code == 409
    assert "<q>Tên của Bình</q>" in answer.text
    assert 'value="Tên của An"' in answer.text
    again = {"title": "Tên của An", "notice": "", "seen": seen(client)}
    assert client.post(HEAD, data=again).status_code == 303


def test_a_version_that_was_approved_keeps_its_head(signs_in, stage: Stage) -> None:
    approve(stage, load(stage, some_bank()))
    client = signs_in("An", "bank_author", "tinh")
    assert HEAD not in client.get(DRAFT).text
    assert client.get(HEAD).status_code == 409
    assert client.post(HEAD, data={"title": "Khác"}).status_code == 409
    assert client.get(ROOT).status_code == 200
