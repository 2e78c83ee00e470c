"""Prizes at the judges' desk and in public: groups, caps with their reasons, lots."""

import re
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from quiz.database import transaction
from quiz.domain.lots import drawn_order
from quiz.models import LotDraw
from tests.scripted import Script, script
from tests.stage import Stage

ROUND = "/giam-khao/cuoc-thi/1"
PUBLIC = "/cuoc-thi/cuoc-thi/ket-qua/1/1"
TWO = [{"level": "nhat", "count": 1}, {"level": "nhi", "count": 1}]
SignsIn = Callable[..., FlaskClient]


def words(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


@pytest.fixture
def tied(stage: Stage, clock: Any) -> Script:
    scripted = script(stage, ranking=["points"], prizes=TWO, last_resort="lots")
    for minute, name in enumerate(("Nguyễn Văn An", "Trần Thị Bình")):
        scripted.takes(name, correct=4, after=minute)
    clock.advance(hours=25)
    return scripted


def test_prizes_stand_by_group_in_the_order_of_the_rules(
    signs_in: SignsIn, client: FlaskClient, stage: Stage, clock: Any
) -> None:
    prizes = [{**TWO[0], "categories": [name]} for name in ("Cán bộ", "Học sinh")]
    scripted = script(stage, prizes=prizes)
    categories = {"An": "Học sinh", "Bình": "Cán bộ", "Chi": "Tự do"}
    for minute, (name, category) in enumerate(categories.items()):
        person = scripted.person(name)
        with transaction(stage.session):
            person.category = category
        scripted.takes(name, correct=4 - minute, after=minute)
    clock.advance(hours=25)
    judge = signs_in("judge", scripted.contest)
    page = words(judge.get(ROUND).text)
    first, second = page.index("Giải Nhất – Cán bộ Bình"), page.index("Giải Nhất – Học sinh An")
    assert first < second
    assert "Chi Không thuộc đối tượng nào được xét giải" in page
    assert "Cán bộ: 1 Giải Nhất" in page
    judge.post(f"{ROUND}/cong-bo")
    shown = words(client.get(PUBLIC).text)
    assert shown.index("Giải Nhất – Cán bộ Bình") < shown.index("Giải Nhất – Học sinh An")
    assert "Cách trao giải theo thể lệ Cán bộ: 1 Giải Nhất" in shown


def test_whoever_a_cap_passes_over_is_told_why(signs_in: SignsIn, stage: Stage, clock: Any) -> None:
    scripted = script(stage, prizes=TWO, prize_caps={"per_unit": 1, "percent_of_people": 50})
    for minute, name in enumerate(("An", "Bình", "Chi")):
        scripted.takes(name, correct=4 - minute, after=minute)
    clock.advance(hours=25)
    page = words(signs_in("judge", scripted.contest).get(ROUND).text)
    assert "2 Bình Không trao giải: số giải đã đủ tỷ lệ so với số người dự thi" in page
    assert "Không trao vì số giải đã đủ tỷ lệ so với số người dự thi: Giải Nhì." in page
    assert "Mỗi đơn vị không quá 1 giải" in page
    assert "Số giải không quá 50% số người dự thi" in page


def test_a_chief_judge_draws_lots_and_everybody_can_work_them_out_again(
    signs_in: SignsIn, client: FlaskClient, tied: Script
) -> None:
    judge = signs_in("chief_judge", tied.contest)
    asks = re.search(r'href="([^"]+boc-tham[^"]+)"', judge.get(ROUND).text)
    assert asks is not None
    question = judge.get(asks[1].replace("&amp;", "&"))
    assert "Bốc thăm giữa những người đồng hạng 1?" in question.text
    assert "Nguyễn Văn An – Chi bộ Trường THPT Chi Lăng, Đảng bộ huyện Chi Lăng" in question.text
    answer = judge.post(f"{ROUND}/boc-tham", data={"hang": "1", "nhom": "0"})
    assert (answer.status_code, answer.headers["Location"]) == (303, ROUND)
    assert "Bốc thăm cho hạng 1" in judge.get(ROUND).text
    again = judge.post(f"{ROUND}/boc-tham", data={"hang": "1", "nhom": "0"})
    assert (again.status_code, "có thể đã phân định xong" in again.text) == (409, True)
    assert "có thể đã phân định xong" in judge.get(asks[1].replace("&amp;", "&")).text
    judge.post(f"{ROUND}/cong-bo")
    shown = client.get(PUBLIC).text
    tied.stage.session.rollback()
    drawn = tied.stage.session.execute(sa.select(LotDraw)).scalar_one()
    assert drawn.seed.hex() in shown
    places = [shown.index(f"mã lượt thi {one}") for one in drawn_order(drawn.seed, drawn.attempts)]
    assert places == sorted(places)


@pytest.mark.parametrize("place", ["", "hang=1", "hang=1&nhom=1", "hang=x&nhom=0", "hang=1&nhom=²"])
def test_where_no_tie_is_open_there_is_nothing_to_ask(
    signs_in: SignsIn, tied: Script, place: str
) -> None:
    judge = signs_in("chief_judge", tied.contest)
    page = judge.get(f"{ROUND}/boc-tham?{place}").text
    assert "Không còn người đồng hạng nào cần phân định" in page
    assert "<form" not in page.partition("<main")[2]


def test_a_judge_sees_the_tie_but_no_way_to_draw(signs_in: SignsIn, tied: Script) -> None:
    judge = signs_in("judge", tied.contest)
    assert "boc-tham" not in judge.get(ROUND).text
    assert "Bốc thăm ngay" not in judge.get(f"{ROUND}/boc-tham?hang=1&nhom=0").text
    answer = judge.post(f"{ROUND}/boc-tham", data={"hang": "1", "nhom": "0"})
    assert answer.status_code == 404


def test_a_round_that_looks_back_says_which_rounds_come_first(
    signs_in: SignsIn, stage: Stage, clock: Any
) -> None:
    contest = stage.contest()
    version = stage.bank()
    stage.round(contest, version, number=1, prizes=TWO)
    stage.round(contest, version, number=2, prizes=TWO, prize_caps={"per_person": 1})
    clock.advance(hours=25)
    judge = signs_in("judge", contest)
    page = judge.get("/giam-khao/cuoc-thi/2").text
    assert "chưa công bố kết quả (đợt 1)" in page
    answer = judge.post("/giam-khao/cuoc-thi/2/cong-bo")
    assert (answer.status_code, "Hãy công bố đợt trước" in answer.text) == (409, True)


SPECIAL = f"{ROUND}/giai-chuyen-de"
GIVEN = {"title": "Giải Lan tỏa", "recipient": "Đảng bộ huyện Chi Lăng", "reason": "Nhiều lượt thi"}


def test_special_prizes_are_typed_in_with_a_reason_and_published(
    signs_in: SignsIn, client: FlaskClient, tied: Script
) -> None:
    judge = signs_in("chief_judge", tied.contest)
    refused = judge.post(SPECIAL, data=GIVEN | {"reason": " "})
    assert (refused.status_code, 'id="reason-error"' in refused.text) == (422, True)
    shown = judge.post(SPECIAL, data=GIVEN, follow_redirects=True).text
    assert "Đã ghi “Giải Lan tỏa”" in shown
    assert "Phạm Thị Giang ghi lúc" in shown
    assert "Giải Lan tỏa Đảng bộ huyện Chi Lăng" in words(judge.get(f"{ROUND}/cong-bo").text)
    judge.post(f"{ROUND}/cong-bo", data={"knows_ties": "y"})
    public = words(client.get(PUBLIC).text)
    assert "Giải Lan tỏa Đảng bộ huyện Chi Lăng Nhiều lượt thi" in public
    prize = re.search(r'name="prize" value="(\d+)"', judge.get(SPECIAL).text)
    assert prize is not None
    shown = judge.post(f"{SPECIAL}/bo", data={"prize": prize[1]}, follow_redirects=True).text
    assert "Chưa có giải chuyên đề nào." in shown
    assert "Giải Lan tỏa" in client.get(PUBLIC).text


def test_a_judge_reads_special_prizes_and_gives_none(signs_in: SignsIn, tied: Script) -> None:
    judge = signs_in("judge", tied.contest)
    assert "Ghi thêm một giải" not in judge.get(SPECIAL).text
    assert judge.post(SPECIAL, data=GIVEN).status_code == 404


def test_special_prizes_are_given_after_the_round(
    signs_in: SignsIn, tied: Script, clock: Any
) -> None:
    clock.advance(hours=-20)
    judge = signs_in("chief_judge", tied.contest)
    assert "sau khi đợt thi kết thúc" in judge.get(SPECIAL).text
    assert judge.post(SPECIAL, data=GIVEN).status_code == 409


def test_a_ranking_over_several_rounds_is_shown_and_published(
    signs_in: SignsIn, client: FlaskClient, stage: Stage, clock: Any
) -> None:
    overall = {"ranking": ["points", "duration"], "prizes": TWO}
    scripted = script(stage, overall=overall)
    for minute, name in enumerate(("Nguyễn Văn An", "Trần Thị Bình", "Lê Văn Chi")):
        scripted.takes(name, correct=4 - minute, after=minute)
    clock.advance(hours=25)
    judge = signs_in("judge", scripted.contest)
    assert "/giam-khao/cuoc-thi/1/tong-hop" in judge.get(ROUND).text
    page = words(judge.get(f"{ROUND}/tong-hop").text)
    assert "Hạng 1: dự 1 đợt; 20 điểm; làm bài trong 1:00,000." in page
    assert "Xếp sau hạng 1 vì ít điểm hơn (15 so với 20)." in page
    assert "Giải Nhất Nguyễn Văn An – Chi bộ Trường THPT Chi Lăng, Đảng bộ huyện Chi Lăng" in page
    assert "2 Trần Thị Bình Giải Nhì Chi bộ Trường THPT Chi Lăng, Đảng bộ huyện Chi Lăng" in page
    assert "(15 so với 20). 1 15 1:00,000" in page
    assert "Cộng kết quả được công nhận của từng đợt, từ đợt 1 đến đợt 1" in page
    judge.post(f"{ROUND}/cong-bo")
    shown = words(client.get(PUBLIC).text)
    assert "Tổng hợp các đợt Giải Nhất Nguyễn Văn An" in shown
    assert "3 Lê V. C*** Chi bộ Trường THPT Chi Lăng, Đảng bộ huyện Chi Lăng 1 10 1:00,000" in shown


def test_without_such_a_ranking_there_is_no_way_to_it(signs_in: SignsIn, tied: Script) -> None:
    judge = signs_in("judge", tied.contest)
    assert "tong-hop" not in judge.get(ROUND).text
    assert "không có xếp hạng tổng hợp" in judge.get(f"{ROUND}/tong-hop").text


def test_lots_are_drawn_over_several_rounds_at_the_same_desk(
    signs_in: SignsIn, client: FlaskClient, stage: Stage, clock: Any
) -> None:
    overall = {"ranking": ["points"], "prizes": TWO}
    scripted = script(stage, ranking=["points"], prizes=TWO, overall=overall, last_resort="lots")
    for minute, name in enumerate(("Nguyễn Văn An", "Trần Thị Bình")):
        scripted.takes(name, correct=4, after=minute)
    clock.advance(hours=25)
    judge = signs_in("chief_judge", scripted.contest)
    asks = re.search(r'href="([^"]+boc-tham[^"]+)"', judge.get(f"{ROUND}/tong-hop").text)
    assert asks is not None
    question = judge.get(asks[1].replace("&amp;", "&")).text
    assert 'name="cho" value="tong-hop"' in question
    form = {"hang": "1", "nhom": "0", "cho": "tong-hop"}
    answer = judge.post(f"{ROUND}/boc-tham", data=form)
    assert answer.headers["Location"] == f"{ROUND}/tong-hop"
    assert "Bốc thăm cho hạng 1" in judge.get(f"{ROUND}/tong-hop").text
    assert "thể lệ không phân định được" in judge.get(ROUND).text
    judge.post(f"{ROUND}/cong-bo", data={"knows_ties": "y"})
    assert "Bốc thăm cho hạng 1 – Tổng hợp các đợt" in words(client.get(PUBLIC).text)


MARKS = f"{ROUND}/cham-don-vi"
MARK = {"unit": "cao-loc", "points": "8,5", "reason": "Tổ chức tốt, 100% chi bộ tham gia"}


@pytest.fixture
def judged(stage: Stage, clock: Any) -> Script:
    """Return a round that ranks units by what judges give them, and that is over."""
    scripted = script(stage, units={"order": ["judged_points", "people"]})
    scripted.takes("Nguyễn Văn An", correct=4)
    scripted.takes("Trần Thị Bình", correct=3, unit="cao-01")
    clock.advance(hours=25)
    return scripted


def test_points_of_units_are_typed_in_with_a_reason_and_rank_them(
    signs_in: SignsIn, judged: Script
) -> None:
    judge = signs_in("chief_judge", judged.contest)
    assert f'href="{MARKS}"' in judge.get(ROUND).text
    assert "Chưa có đơn vị nào được chấm." in judge.get(MARKS).text
    shown = words(judge.post(MARKS, data=MARK, follow_redirects=True).text)
    assert "Đảng bộ huyện Cao Lộc (cao-loc) 8,5 Tổ chức tốt, 100% chi bộ tham gia" in shown
    units = words(judge.get(f"{ROUND}/don-vi?don-vi=tinh").text)
    assert units.index("Đảng bộ huyện Cao Lộc") < units.index("Đảng bộ huyện Chi Lăng")
    assert "Điểm do Ban Giám khảo chấm, Người dự thi" in units


def test_what_judges_gave_is_published_with_its_reason_and_stays_as_it_was(
    signs_in: SignsIn, judged: Script, client: FlaskClient, clock: Any
) -> None:
    judge = signs_in("chief_judge", judged.contest)
    judge.post(MARKS, data=MARK)
    judge.post(f"{ROUND}/cong-bo")
    clock.advance(minutes=5)
    judge.post(MARKS, data=MARK | {"points": "9", "reason": "Chấm lại theo biên bản số 2"})
    first = words(client.get("/cuoc-thi/cuoc-thi/ket-qua/1/1").text)
    assert "Đảng bộ huyện Cao Lộc: 8,5 – Tổ chức tốt, 100% chi bộ tham gia" in first
    assert "Chấm lại" not in first
    judge.post(f"{ROUND}/cong-bo")
    second = words(client.get("/cuoc-thi/cuoc-thi/ket-qua/1/2").text)
    assert "Đảng bộ huyện Cao Lộc: 9 – Chấm lại theo biên bản số 2" in second


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("unit", "khong-co", "Không có đơn vị nào mang mã “khong-co”"),
        ("points", "tám", "Hãy ghi điểm bằng số"),
        ("points", "8,125", "Hãy ghi điểm bằng số"),
        ("reason", " ", "Hãy điền mục này."),
    ],
)
def test_what_is_no_mark_is_told_at_its_field(
    signs_in: SignsIn, judged: Script, field: str, value: str, sentence: str
) -> None:
    judge = signs_in("chief_judge", judged.contest)
    answer = judge.post(MARKS, data=MARK | {field: value})
    assert (answer.status_code, sentence in answer.text) == (422, True)
    assert f'id="{field}-error"' in answer.text
    assert "Chưa có đơn vị nào được chấm." in judge.get(MARKS).text


def test_judges_read_marks_and_only_where_the_rules_ask_for_them(
    signs_in: SignsIn, judged: Script
) -> None:
    judge = signs_in("judge", judged.contest)
    assert "Chấm một đơn vị" not in judge.get(MARKS).text
    assert judge.post(MARKS, data=MARK).status_code == 404


def test_where_the_rules_do_not_ask_for_marks_nobody_is_asked_for_them(
    signs_in: SignsIn, tied: Script
) -> None:
    judge = signs_in("chief_judge", tied.contest)
    assert "cham-don-vi" not in judge.get(ROUND).text
    shown = judge.get(MARKS).text
    assert "không xếp hạng đơn vị theo điểm do Ban Giám khảo chấm" in shown
    assert "Chấm một đơn vị" not in shown
    assert judge.post(MARKS, data=MARK).status_code == 409
