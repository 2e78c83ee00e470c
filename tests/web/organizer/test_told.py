"""What an act has done is said once, by the page that it leads to."""

import re
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.stage import Stage
from tests.web.organizer.test_bank_reviews import BANK, REVIEW, VERSION, bank, decide, stored
from tests.web.organizer.test_making_contests import ADD, PAGE, TYPED, typed


def told(client: FlaskClient, path: str, **data: Any) -> str:
    """Do something, and return what the page that follows says of it, and its next reading not."""
    answer = client.post(path, data=data)
    assert answer.status_code == 303, answer.text
    said, again = (sentences(client.get(answer.location).text) for _ in range(2))
    assert again == []
    (sentence,) = said
    return sentence


def sentences(page: str) -> list[str]:
    """Return what the regions for acts say on a page; others carry no id."""
    found = re.findall(r'<div id="[\w-]+" role="status">.*?<p>(.*?)</p>', page, re.DOTALL)
    return [re.sub("<[^>]+>", "", sentence) for sentence in found]


@pytest.fixture
def organizer(signs_in, stage: Stage) -> FlaskClient:
    stage.bank()
    return signs_in(unit=None)


def test_every_act_upon_a_contest_is_told(organizer, stage):
    assert told(organizer, "/to-chuc/cuoc-thi/tao", **TYPED) == "Đã tạo cuộc thi."
    round_ = typed(stage)
    details = {name: TYPED[name] for name in TYPED if name not in ("title_vi", "summary_vi")}
    texts = {"title_vi": "Hội thi", "summary_vi": "Giới thiệu", "regulation_vi": "# Điều 1"}
    first = f"{PAGE}/dot/1"
    assert told(organizer, ADD, **round_) == "Đã thêm “Tuần 1”."
    assert told(organizer, first, **round_ | {"title_vi": "Tuần đầu"}) == "Đã lưu “Tuần đầu”."
    assert told(organizer, f"{PAGE}/thong-tin", **details) == "Đã lưu thông tin cuộc thi."
    assert told(organizer, f"{PAGE}/noi-dung", **texts).startswith("Đã lưu tên, giới thiệu")
    assert told(organizer, f"{PAGE}/cong-khai") == "Đã công khai cuộc thi."
    assert told(organizer, f"{first}/niem-phong") == "Đã niêm phong “Tuần đầu”."
    other = round_ | {"number": "2", "title_vi": "Tuần 2"}
    assert told(organizer, ADD, **other) == "Đã thêm “Tuần 2”."
    assert told(organizer, f"{PAGE}/dot/2/bo") == "Đã bỏ “Tuần 2”."


def test_every_step_of_a_version_is_told(signs_in, stage):
    stored(stage, bank())
    stored(stage, bank(4))
    an, binh = signs_in("An", "bank_author", None), signs_in("Bình", "reviewer", None)
    second, rest = f"{BANK}/2", f"{BANK}/2/tham-dinh/con-lai"
    assert told(an, f"{second}/gui-tham-dinh") == "Đã gửi phiên bản 2 đi thẩm định."
    binh.get(f"{second}/tham-dinh")
    assert told(binh, rest, read="on") == "Đã chấp nhận các câu còn lại."
    assert told(binh, f"{second}/ket-luan").endswith("phiên bản 2 đạt yêu cầu.")
    assert told(binh, f"{second}/duyet") == "Đã duyệt phiên bản 2."
    assert told(an, f"{second}/soan") == "Bạn đang soạn phiên bản 3."
    back = told(an, f"{VERSION}/quay-lai", message="Như cũ")
    assert back == "Đã tạo phiên bản 4 với nội dung của phiên bản 1."


def test_a_decision_is_told_beside_the_item_that_comes_next(signs_in, stage):
    stored(stage, bank())
    signs_in("An", "bank_author", None).post(f"{VERSION}/gui-tham-dinh")
    binh = signs_in("Bình", "reviewer", None)
    binh.get(REVIEW)
    page = binh.get(decide(binh, 0, "accept").location.partition("#")[0]).text
    assert sentences(page) == ["Đã chấp nhận câu T-001."]
    assert page.index('id="c1"') < page.index("Đã chấp nhận câu T-001.") < page.index('id="c2"')
    page = binh.get(decide(binh, 1, "mend", "Sai năm").location.partition("#")[0]).text
    assert sentences(page) == ["Đã ghi điều cần sửa ở câu T-002."]


def test_signing_out_is_told(organizer):
    assert told(organizer, "/dang-xuat") == "Bạn đã đăng xuất."
