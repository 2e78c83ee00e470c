"""Rulings and orders of equals in the browser: judges decide, contestants and everybody read."""

import re
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from quiz.database import transaction
from quiz.models import Attempt, RulingAct
from quiz.services import accounts
from tests.scripted import Script, rule, script
from tests.stage import Stage
from tests.web.judge.conftest import PASSWORD

ROUND = "/giam-khao/cuoc-thi/1"
RULINGS = f"{ROUND}/quyet-dinh"
ORDER = f"{ROUND}/thu-tu"
PUBLIC = "/cuoc-thi/cuoc-thi/ket-qua/1/1"
PRIZES = [{"level": "nhat", "count": 1}, {"level": "nhi", "count": 1}]
REASON = "Bài thi do người khác làm thay"
SignsIn = Callable[..., FlaskClient]


def words(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def main(page: str) -> str:
    """Return the words of a page without what stands around every page."""
    return words(page.partition("<main")[2])


@pytest.fixture
def taken(stage: Stage, clock: Any) -> Script:
    scripted = script(stage, prizes=PRIZES, units={"order": ["average_points"]})
    scripted.takes("Nguyễn Văn An", correct=4)
    scripted.takes("Nguyễn Văn An", correct=1, after=9)
    scripted.takes("Trần Thị Bình", correct=3, unit="cao-01")
    clock.advance(hours=25)
    return scripted


@pytest.fixture
def first(taken: Script) -> str:
    """Return the reference of the best attempt."""
    number = sa.select(Attempt.ref).where(
        Attempt.participation_id == taken.people["Nguyễn Văn An"].id, Attempt.number == 1
    )
    ref: str = taken.stage.session.execute(number).scalar_one()
    taken.stage.session.rollback()
    return ref


@pytest.fixture
def an(app: Flask, taken: Script) -> FlaskClient:
    """Return the browser of the contestant An."""
    person = taken.people["Nguyễn Văn An"].person_id
    with transaction(taken.stage.session) as session:
        accounts.open_account(
            session,
            person_id=person,
            login_name="nguyen.an",
            password=PASSWORD,
            passwords=app.extensions["passwords"],
            now=taken.stage.now,
        )
    client = app.test_client()
    client.post("/dang-nhap", data={"login": "nguyen.an", "password": PASSWORD})
    return client


def test_a_judge_finds_an_attempt_sees_what_would_move_and_voids_it(
    signs_in: SignsIn, client: FlaskClient, taken: Script, first: str
) -> None:
    judge = signs_in("judge", taken.contest)
    assert "Không có lượt thi nào đang bị hủy." in judge.get(RULINGS).text
    found = judge.get(f"{RULINGS}?tim=nguyen an").text
    assert f"{RULINGS}/{first}" in found
    asked = main(judge.get(f"{RULINGS}/{first}").text)
    assert "Lượt thi: 3 → 2" in asked
    assert "Người dự thi: 2 (không đổi)" in asked
    assert "Người đổi hạng hoặc giải: 2" in asked
    assert "Hạng 1 – Giải Nhất Hạng 2 – Giải Nhì" in asked
    assert "Đơn vị đổi hạng: 2" in asked

    form = {"act": "void", "reason": REASON}
    done = main(judge.post(f"{RULINGS}/{first}", data=form, follow_redirects=True).text)
    assert "Đã ghi quyết định số 1: hủy lượt thi." in done
    assert "Số 1 – Hủy lượt thi Nguyễn Văn An – Chi bộ Trường THPT Chi Lăng" in done
    assert f"{REASON} Phạm Thị Giang ghi lúc" in done
    again = judge.post(f"{RULINGS}/{first}", data=form)
    assert (again.status_code, "đã bị hủy từ trước" in again.text) == (409, True)
    assert "Lượt thi đang bị hủy: 1." in judge.get(f"{ROUND}/cong-bo").text
    judge.post(f"{ROUND}/cong-bo")
    shown = client.get(PUBLIC).text
    assert shown.index("Trần Thị Bình") < shown.index("Nguyễn Văn An")
    assert REASON not in shown


def test_a_restored_attempt_is_listed_as_withdrawn(
    signs_in: SignsIn, taken: Script, first: str
) -> None:
    judge = signs_in("judge", taken.contest)
    rule(taken, RulingAct.VOID, first, reason=REASON)
    assert "Đã hủy vì" in judge.get(f"{RULINGS}/{first}").text
    form = {"act": "restore", "reason": "Đã xác minh, không có vi phạm"}
    done = main(judge.post(f"{RULINGS}/{first}", data=form, follow_redirects=True).text)
    assert "Không có lượt thi nào đang bị hủy." in done
    withdrawn = done.partition("Đã rút và khôi phục")[2]
    assert "Số 2 – Khôi phục lượt thi" in withdrawn
    assert "Số 1 – Hủy lượt thi" in withdrawn


@pytest.mark.parametrize("reason", ["", "ngắn", "dài" * 200])
def test_a_ruling_without_a_fitting_reason_is_told_at_the_field(
    signs_in: SignsIn, taken: Script, first: str, reason: str
) -> None:
    judge = signs_in("judge", taken.contest)
    answer = judge.post(f"{RULINGS}/{first}", data={"act": "void", "reason": reason})
    assert (answer.status_code, 'id="reason-error"' in answer.text) == (422, True)
    assert "Người đổi hạng hoặc giải: 2" in main(answer.text)


def test_after_a_publication_judges_are_told_that_the_next_one_will_follow(
    signs_in: SignsIn, taken: Script, first: str
) -> None:
    judge = signs_in("judge", taken.contest)
    sentence = "quyết định mới có hiệu lực từ lần công bố tới"
    assert sentence not in judge.get(RULINGS).text
    judge.post(f"{ROUND}/cong-bo")
    assert sentence in judge.get(RULINGS).text
    assert sentence in judge.get(f"{RULINGS}/{first}").text
    form = {"act": "void", "reason": REASON}
    judge.post(f"{RULINGS}/{first}", data=form)
    assert "khác với công bố lần 1" in judge.get(ROUND).text


def test_while_the_round_is_open_a_voided_attempt_is_given_back(
    signs_in: SignsIn, an: FlaskClient, taken: Script, first: str, clock: Any
) -> None:
    clock.advance(hours=-24)
    start = "/cuoc-thi/cuoc-thi/dot/1/bat-dau"
    assert an.post(start, data={"attempt": 3}).status_code == 409
    judge = signs_in("judge", taken.contest)
    assert "được thi lại một lượt" in judge.get(f"{RULINGS}/{first}").text
    judge.post(f"{RULINGS}/{first}", data={"act": "void", "reason": REASON})
    result = f"/bai-thi/{first}/ket-qua"
    assert "Thi thêm (còn 1 lượt)" in an.get(result).text
    assert "1 / 2" in an.get("/cuoc-thi/cuoc-thi/dot/1").text
    assert an.post(start, data={"attempt": 3}).status_code == 303
    assert "Thi thêm" not in an.get(result).text


def test_an_attempt_in_progress_waits_for_its_end(
    signs_in: SignsIn, stage: Stage, clock: Any
) -> None:
    scripted = script(stage)
    running = scripted.takes("Nguyễn Văn An", correct=1, submits=False)
    clock.advance(minutes=5)
    judge = signs_in("judge", scripted.contest)
    assert "Đang làm" in judge.get(f"{RULINGS}?tim={running}").text
    asked = judge.get(f"{RULINGS}/{running}").text
    assert "đang được làm nên chưa thể hủy" in asked
    assert 'name="act"' not in asked
    answer = judge.post(f"{RULINGS}/{running}", data={"act": "void", "reason": REASON})
    assert (answer.status_code, "chưa thể hủy" in answer.text) == (409, True)


def test_a_contestant_reads_why_and_nobody_else_does(
    an: FlaskClient, client: FlaskClient, taken: Script, first: str
) -> None:
    rule(taken, RulingAct.VOID, first, reason=REASON)
    result = main(an.get(f"/bai-thi/{first}/ket-qua").text)
    assert f"Bài thi này không được công nhận. {REASON}" in result
    assert main(an.get("/cua-toi").text).count(f"Không được công nhận: {REASON}") == 1
    assert f"Không được công nhận: {REASON}" in words(an.get("/cuoc-thi/cuoc-thi/dot/1").text)
    receipt = taken.stage.session.scalar(sa.select(Attempt.receipt).where(Attempt.ref == first))
    taken.stage.session.rollback()
    public = client.get(f"/xac-nhan/{receipt}").text
    assert ("không được công nhận" in public, REASON in public) == (False, False)


def test_people_whom_a_decision_keeps_from_prizes_stand_on_the_same_page(
    signs_in: SignsIn, taken: Script
) -> None:
    with transaction(taken.stage.session):
        taken.people["Trần Thị Bình"].eligibility = "excluded"
    page = main(signs_in("judge", taken.contest).get(RULINGS).text)
    assert "Không được công nhận kết quả Trần Thị Bình – Chi bộ Thụy Hùng" in page


def test_an_organizer_reads_rulings_and_makes_none(
    signs_in: SignsIn, taken: Script, first: str
) -> None:
    organizer = signs_in("organizer", taken.contest)
    assert "Tìm lượt thi để quyết định" not in organizer.get(RULINGS).text
    assert organizer.get(f"{RULINGS}/{first}").status_code == 404
    form = {"act": "void", "reason": REASON}
    assert organizer.post(f"{RULINGS}/{first}", data=form).status_code == 404


def test_an_attempt_that_is_not_there_leads_back_to_the_search(
    signs_in: SignsIn, taken: Script
) -> None:
    judge = signs_in("judge", taken.contest)
    assert "Không có lượt thi nào của đợt này" in judge.get(f"{RULINGS}?tim=Dũng").text
    assert judge.get(f"{RULINGS}/KHONGCO").headers["Location"] == RULINGS


@pytest.fixture
def tied(stage: Stage, clock: Any) -> tuple[Script, dict[str, str]]:
    """Return a round in which three are equal, and their attempts by name."""
    scripted = script(stage, ranking=["points"], prizes=PRIZES)
    names = ("Nguyễn Văn An", "Trần Thị Bình", "Lê Văn Chi")
    refs = {name: scripted.takes(name, correct=4, after=at) for at, name in enumerate(names)}
    clock.advance(hours=25)
    return scripted, refs


def places(refs: dict[str, str], *typed: str) -> dict[str, str]:
    """Fill in the form: what is typed beside each of the equals."""
    beside = {f"place-{ref}": text for ref, text in zip(refs.values(), typed, strict=True)}
    return beside | {"hang": "1", "nhom": "0", "reason": "Biên bản họp Hội đồng số 12"}


def test_a_chief_judge_puts_equals_in_order_and_everybody_reads_why(
    signs_in: SignsIn, client: FlaskClient, tied: tuple[Script, dict[str, str]]
) -> None:
    scripted, refs = tied
    judge = signs_in("chief_judge", scripted.contest)
    asks = re.search(r'href="([^"]+thu-tu[^"]+)"', judge.get(ROUND).text)
    assert asks is not None
    question = judge.get(asks[1].replace("&amp;", "&")).text
    assert all(f'name="place-{ref}"' in question for ref in refs.values())
    done = judge.post(ORDER, data=places(refs, "3", "1", "2"))
    assert (done.status_code, done.headers["Location"]) == (303, ROUND)
    shown = main(judge.get(ROUND).text)
    assert "Hội đồng xác định thứ tự cho hạng 1" in shown
    assert "Lý do: Biên bản họp Hội đồng số 12" in shown
    assert "xếp sau theo thứ tự Hội đồng xác định" in shown
    assert "có thể đã phân định xong" in judge.get(f"{ORDER}?hang=1&nhom=0").text
    judge.post(f"{ROUND}/cong-bo")
    public = main(client.get(PUBLIC).text)
    assert "Hội đồng xác định thứ tự: lý do Biên bản họp Hội đồng số 12" in public
    told = public.partition("Thứ tự cho hạng 1")[2]
    order = [
        told.index(f"mã lượt thi {refs[name]}")
        for name in ("Trần Thị Bình", "Lê Văn Chi", "Nguyễn Văn An")
    ]
    assert order == sorted(order)
    assert "SHA-256 của mã bốc thăm" not in public


@pytest.mark.parametrize(
    "typed", [("1", "2", ""), ("1", "1", "2"), ("2", "3", "4"), ("1", "2", "ba"), ("0", "1", "2")]
)
def test_every_equal_gets_one_place_and_what_was_typed_is_kept(
    signs_in: SignsIn, tied: tuple[Script, dict[str, str]], typed: tuple[str, ...]
) -> None:
    scripted, refs = tied
    judge = signs_in("chief_judge", scripted.contest)
    answer = judge.post(ORDER, data=places(refs, *typed))
    assert (answer.status_code, "mỗi người đồng hạng một thứ tự" in answer.text) == (422, True)
    for ref, text in zip(refs.values(), typed, strict=True):
        assert f'name="place-{ref}" value="{text}"' in answer.text
    assert "Biên bản họp Hội đồng số 12" in answer.text


def test_an_order_has_a_reason(signs_in: SignsIn, tied: tuple[Script, dict[str, str]]) -> None:
    scripted, refs = tied
    judge = signs_in("chief_judge", scripted.contest)
    answer = judge.post(ORDER, data=places(refs, "1", "2", "3") | {"reason": "vì"})
    assert (answer.status_code, 'id="reason-error"' in answer.text) == (422, True)


@pytest.mark.parametrize("role", ["judge", "organizer"])
def test_only_a_chief_judge_puts_equals_in_order(
    signs_in: SignsIn, tied: tuple[Script, dict[str, str]], role: str
) -> None:
    scripted, refs = tied
    reader = signs_in(role, scripted.contest)
    assert "thu-tu" not in reader.get(ROUND).text
    assert "Xác định thứ tự này" not in reader.get(f"{ORDER}?hang=1&nhom=0").text
    assert reader.post(ORDER, data=places(refs, "1", "2", "3")).status_code == 404


def test_equals_over_several_rounds_are_put_in_order_at_the_same_desk(
    signs_in: SignsIn, stage: Stage, clock: Any
) -> None:
    overall = {"ranking": ["points"], "prizes": PRIZES}
    scripted = script(stage, ranking=["points", "finished_at"], overall=overall)
    refs = {
        name: scripted.takes(name, correct=4, after=at)
        for at, name in enumerate(("Nguyễn Văn An", "Trần Thị Bình"))
    }
    clock.advance(hours=25)
    judge = signs_in("chief_judge", scripted.contest)
    assert "cho=tong-hop" in judge.get(f"{ROUND}/tong-hop").text
    answer = judge.post(ORDER, data=places(refs, "2", "1") | {"cho": "tong-hop"})
    assert answer.headers["Location"] == f"{ROUND}/tong-hop"
    shown = main(judge.get(f"{ROUND}/tong-hop").text)
    assert "Giải Nhất Trần Thị Bình" in shown
