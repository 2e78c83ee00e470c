"""The way of a bank at the desk: review item by item, history, comparison, and the way back."""

import re
from dataclasses import replace

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from question_bank.bank import Bank
from quiz.database import transaction
from quiz.models import AuditLine, BankVersion, KeyReading
from quiz.services import banks
from quiz.services.actor import OPERATOR
from tests.stage import Stage, items

BANK = "/to-chuc/ngan-hang/lang-son"
VERSION = f"{BANK}/1"
REVIEW = f"{VERSION}/tham-dinh"


def bank(count: int = 3) -> Bank:
    return Bank("lang-son", "Lịch sử Đảng bộ tỉnh", "vi", "", items(count))


def stored(stage: Stage, loaded: Bank) -> BankVersion:
    with transaction(stage.session) as session:
        return banks.load(session, actor=OPERATOR, now=stage.now, bank=loaded, message="Lần đầu")


@pytest.fixture
def an(signs_in, stage: Stage) -> FlaskClient:
    """Return the author of a bank of three items that is in review."""
    stored(stage, bank())
    author = signs_in("An", "bank_author", None)
    assert author.post(f"{VERSION}/gui-tham-dinh").status_code == 303
    return author


@pytest.fixture
def binh(signs_in, an) -> FlaskClient:
    return signs_in("Bình", "reviewer", None)


def decide(client: FlaskClient, position: int, verdict: str, comment: str = "", **more: str):
    form = {"position": position, "item": f"T-{position + 1:03}", "verdict": verdict}
    return client.post(REVIEW, data={**form, "comment": comment, **more})


def acts(stage: Stage) -> list[str]:
    stage.session.rollback()
    return list(stage.session.execute(sa.select(AuditLine.action).order_by(AuditLine.id)).scalars())


def test_a_bank_goes_through_review_to_approval_on_its_pages(an, binh, stage):
    page = binh.get(REVIEW).text
    assert page.count("Đáp án đúng") == 3
    assert "Giải thích 1." in page
    assert decide(binh, 0, "accept").location.endswith("tham-dinh?trang=1#c1")
    assert decide(binh, 1, "accept").location.endswith("#c2")
    assert decide(binh, 2, "accept").location.endswith("tham-dinh#end")
    assert "Kết luận: đạt yêu cầu" in binh.get(REVIEW).text
    assert binh.post(f"{VERSION}/ket-luan").status_code == 303
    assert "Đã thẩm định, chờ duyệt" in an.get(VERSION).text
    assert "Đã duyệt" in binh.post(f"{VERSION}/duyet", follow_redirects=True).text


def test_reading_for_review_is_noted_once_and_not_again_between_decisions(binh, stage, clock):
    binh.get(REVIEW)
    decide(binh, 0, "accept")
    binh.get(REVIEW)
    assert acts(stage).count("bank.key.read") == 1
    clock.advance(minutes=11)
    binh.get(REVIEW)
    assert acts(stage).count("bank.key.read") == 2
    ways = stage.session.execute(sa.select(KeyReading.way)).scalars().all()
    assert ways == ["review"]


def test_an_item_to_be_mended_goes_back_with_its_comment(an, binh):
    binh.get(REVIEW)
    decide(binh, 1, "mend", "Sai năm <1941>")
    assert "Sai năm &lt;1941&gt;" in binh.get(f"{REVIEW}?xem=can-sua").text
    assert binh.post(f"{VERSION}/tra-lai").status_code == 303
    seen = an.get(VERSION).text
    assert "Sai năm &lt;1941&gt;" in seen
    assert "Gửi thẩm định</button>" in seen
    assert f'<a href="{VERSION}/cau/T-002">' in seen
    assert "Sai năm &lt;1941&gt;" in an.get(f"{VERSION}/cau/T-002").text  # beside what is to mend
    assert "đề nghị sửa" not in an.get(f"{VERSION}/cau/T-001").text
    assert "người soạn đang sửa" in binh.get(VERSION).text
    assert "Sai năm" not in binh.get(VERSION).text  # a comment may speak of a key


def test_what_was_said_of_an_item_is_found_after_it_is_accepted(an, binh, stage):
    binh.get(REVIEW)
    decide(binh, 1, "mend", "Sai năm <1941>")
    assert "Ý kiến trước đây" not in binh.get(REVIEW).text
    decide(binh, 1, "accept", "Đã rõ")
    page = binh.get(REVIEW).text
    assert page.count("Ý kiến trước đây: 1") == page.count("Sai năm &lt;1941&gt;") == 1
    assert "Ý kiến trước đây: 1</summary>" in page
    decide(binh, 1, "mend", "Sai nguồn")
    binh.post(f"{VERSION}/tra-lai")
    stored(stage, replace(bank(), items=(items()[0], replace(items()[1], topic="Khác"))))
    an.post(f"{BANK}/2/gui-tham-dinh")
    page = binh.get(f"{BANK}/2/tham-dinh").text
    said = ["Sai nguồn", "Đã rõ", "Sai năm"]
    assert sorted(said, key=page.index) == said
    assert "phiên bản 1" in page


def test_a_comment_is_asked_for_beside_its_item_and_nothing_typed_is_lost(binh):
    binh.get(REVIEW)
    answer = decide(binh, 2, "mend", "   ")
    assert answer.status_code == 422
    assert "Hãy ghi rõ câu này cần sửa điều gì." in answer.text
    long = "a" * 1001
    answer = decide(binh, 2, "mend", long)
    assert (answer.status_code, long in answer.text) == (422, True)


def test_the_rest_is_accepted_only_by_who_ticks_that_they_read_it(binh):
    binh.get(REVIEW)
    assert binh.post(f"{REVIEW}/con-lai").status_code == 409
    assert binh.post(f"{REVIEW}/con-lai", data={"read": "on"}).location.endswith("#end")
    assert re.search(r"Đã chấp nhận <b>3</b>", binh.get(REVIEW).text)


def test_the_next_item_may_stand_on_another_page(signs_in, stage):
    stored(stage, bank(30))
    signs_in("An", "bank_author", None).post(f"{VERSION}/gui-tham-dinh")
    binh = signs_in("Bình", "reviewer", None)
    binh.get(REVIEW)
    assert decide(binh, 19, "accept").location.endswith("?trang=2#c20")
    assert decide(binh, 29, "accept").location.endswith("?trang=1#c0")
    assert decide(binh, 0, "accept", xem="chua-xem").location.endswith("?xem=chua-xem&trang=1#c1")
    assert binh.get(f"{REVIEW}?xem=chua-xem&trang=2").text.count("<article") == 7


def test_a_draft_has_no_review_and_an_author_none_of_the_own(an, binh, signs_in, stage):
    stored(stage, bank(4))
    assert binh.get(f"{BANK}/2/tham-dinh").status_code == 409
    organizer = signs_in("Chi", "organizer", None)
    organizer.post(f"{BANK}/2/gui-tham-dinh")
    page = organizer.get(f"{BANK}/2/tham-dinh").text
    assert "do người khác làm" in page
    assert 'name="verdict"' not in page
    answer = organizer.post(f"{BANK}/2/duyet")
    assert (answer.status_code, "Bạn đã soạn hoặc sửa phiên bản này" in answer.text) == (409, True)


def test_the_history_tells_who_made_what(an, stage):
    stored(stage, bank(4))
    page = an.get(BANK).text
    assert page.index("Phiên bản 2") < page.index("Phiên bản 1")
    assert "Đang thẩm định" in page
    assert "Lần đầu" in page
    assert f"{BANK}/so-sanh?tu=1&amp;den=2" in page


CHANGED = replace(
    bank(),
    title="Lịch sử Đảng bộ",
    items=(
        replace(items()[0], stem="Câu hỏi số một hỏi điều gì?"),
        replace(items()[1], right=(2,), explanation="Vì thế."),
        replace(items()[2], topic="Địa lý"),
    ),
)


def test_a_comparison_marks_the_words_and_keeps_keys_to_those_who_ask(an, stage):
    stored(stage, CHANGED)
    before = acts(stage)
    page = an.get(f"{BANK}/so-sanh").text
    assert "Câu hỏi số <del>1</del><ins>một</ins> hỏi điều gì?" in page
    assert "<del>Lịch sử</del><ins>Địa lý</ins>" in page
    assert "Lịch sử Đảng bộ<del> tỉnh</del>" in page
    assert "T-002" not in page
    assert "Đổi đáp án" not in page
    assert acts(stage) == before
    keyed = an.get(f"{BANK}/so-sanh/dap-an?tu=1&den=2").text
    assert "Đổi đáp án (1)" in keyed
    assert re.search("<del>A[.] [^<]+</del><ins>C[.] [^<]+</ins>", keyed)
    assert keyed.count(items()[1].stem) == 1
    assert acts(stage)[-2:] == ["bank.key.read", "bank.key.read"]


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("", {"T-001", "T-003"}),
        ("?loai=reworded", {"T-001"}),
        ("?loai=moved", {"T-003"}),
        ("?loai=rekeyed", set()),
        ("?tu=2&den=2", set()),
        ("?tu=2&den=1", {"T-001", "T-003"}),
    ],
)
def test_a_kind_of_change_can_be_looked_at_alone(an, stage, query, codes):
    stored(stage, CHANGED)
    page = an.get(f"{BANK}/so-sanh{query}").text
    assert set(re.findall(r"<strong>(T-\d+)</strong>", page)) == codes


@pytest.mark.parametrize("query", ["?tu=9", "?den=9", "?tu=x", "?den=-1", "?trang=2", "?tu=0"])
def test_what_is_not_there_is_not_compared(an, query):
    assert an.get(f"{BANK}/so-sanh{query}").status_code == 404


def test_an_older_version_comes_back_with_a_reason(an, stage):
    stored(stage, CHANGED)
    assert "phiên bản 3 được tạo ra" in an.get(f"{VERSION}/quay-lai").text
    assert an.post(f"{VERSION}/quay-lai", data={"message": " "}).status_code == 422
    made = an.post(f"{VERSION}/quay-lai", data={"message": "Bản đầu đúng hơn"})
    assert made.location == f"{BANK}/3"
    assert "Bản đầu đúng hơn" in an.get(BANK).text
    assert an.post(f"{VERSION}/quay-lai", data={"message": "Nữa"}).status_code == 409


@pytest.mark.parametrize("role", ["bank_author", "reviewer"])
def test_people_of_a_bank_find_it_from_every_page_and_nothing_closed_to_them(signs_in, stage, role):
    stored(stage, bank())
    page = signs_in("Chi", role, None).get("/to-chuc/ngan-hang").text
    assert '<a href="/to-chuc/ngan-hang">Ngân hàng câu hỏi</a>' in page
    assert 'href="/to-chuc/"' not in page
    assert 'href="/to-chuc/cuoc-thi"' not in page


def test_an_organizer_finds_the_banks_on_the_desk(signs_in):
    page = signs_in("Chi", "organizer").get("/to-chuc/ngan-hang").text
    assert "Ngân hàng câu hỏi</a>" not in page
    assert 'href="/to-chuc/cuoc-thi"' in page
