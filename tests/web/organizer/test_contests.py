"""Contests at the organizers' desk: from a file, texts, rounds, rules, announcing."""

import io
import re
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from quiz.models import Contest, Round
from tests.contest_text import CONTEST, changed
from tests.stage import Stage

LOAD = "/to-chuc/cuoc-thi/nap"
PAGE = "/to-chuc/cuoc-thi/cuoc-thi"
ROUND = f"{PAGE}/dot/1"
TYPED = {
    "title_vi": "Tuần 1",
    "title_en": "Week 1",
    "opens": "2026-12-02T08:00",
    "closes": "2026-12-09T17:30",
    "items": "5",
    "minutes": "15",
    "per": "round",
    "counts": "highest_then_earliest",
    "attempts": "",
    "ranking": "all_correct_only-prediction_distance-finished_at",
    "prediction": "attempts",
}


@pytest.fixture
def organizer(signs_in, stage: Stage) -> FlaskClient:
    stage.bank()
    return signs_in(unit=None)


def upload(client: FlaskClient, text: str = CONTEST) -> Any:
    return client.post(LOAD, data={"file": (io.BytesIO(text.encode()), "cuoc-thi.yaml")})


def create(client: FlaskClient, text: str = CONTEST) -> None:
    assert client.post(upload(client, text).location).location == PAGE


def first(stage: Stage) -> Round:
    stage.session.rollback()
    return stage.session.execute(sa.select(Round).order_by(Round.number).limit(1)).scalar_one()


def typed(stage: Stage, **changes: str) -> dict[str, str]:
    return TYPED | {"version": str(first(stage).bank_version_id)} | changes


def test_a_contest_goes_from_file_to_the_public_in_three_steps(organizer):
    preview = upload(organizer).location
    shown = organizer.get(preview).text
    assert "Cuộc thi tìm hiểu lịch sử" in shown
    assert "4 câu, 20 phút" in shown
    assert organizer.post(preview).location == PAGE
    assert "Công khai cuộc thi" in organizer.get(PAGE).text
    assert "Đã công khai" in organizer.post(f"{PAGE}/cong-khai", follow_redirects=True).text


def test_every_fault_of_a_file_is_said_with_its_line(organizer, stage):
    text = changed("{items: 4}", "{items: 0}", changed("slug: cuoc-thi", "slug: Sai"))
    answer = upload(organizer, text)
    assert answer.status_code == 422
    assert "dòng 2" in answer.text
    assert "dòng 17" in answer.text
    assert stage.session.execute(sa.select(Contest.id)).all() == []


def test_what_the_database_lacks_is_said_with_its_line_too(organizer):
    answer = upload(organizer, changed("tree: tinh", "tree: la"))
    assert (answer.status_code, "dòng 8" in answer.text) == (422, True)


def test_what_the_database_lacks_is_said_along_with_what_is_wrong_in_the_file(organizer):
    text = changed("{items: 4}", "{items: 0}", changed("tree: tinh", "tree: la"))
    text = changed("bank: kiem-thu", "bank: khong-co", text)
    answer = upload(organizer, text).text
    for said in ("dòng 8", "dòng 17", "dòng 27", "“khong-co”", "“la”"):
        assert said in answer


@pytest.mark.parametrize("text", ['rounds: [1, {bank: 2}, {bank: ""}]\ntree: 3\n', "- 1\n"])
def test_names_that_are_none_are_looked_up_nowhere(organizer, text):
    assert upload(organizer, text).status_code == 422


def test_loading_the_file_of_a_contest_changes_it(organizer):
    create(organizer)
    text = changed("Cuộc thi tìm hiểu lịch sử", "Tên đã sửa")
    preview = upload(organizer, text).location
    assert "Cuộc thi này đã có" in organizer.get(preview).text
    organizer.post(preview)
    assert "<h1>Tên đã sửa</h1>" in organizer.get(PAGE).text


def test_confirming_twice_makes_one_contest(organizer, stage):
    preview = upload(organizer).location
    assert organizer.post(preview).location == organizer.post(preview).location == PAGE
    assert len(stage.session.execute(sa.select(Contest.id)).all()) == 1


def test_the_example_is_explained_and_of_the_days_to_come(organizer):
    example = organizer.get("/to-chuc/cuoc-thi/mau.yaml").text
    assert "slug: vi-du-cuoc-thi" in example
    assert "opens: 2026-11-28T08:00" in example
    assert "# Thể lệ, viết bằng Markdown" in example


def test_texts_are_corrected_in_a_form(organizer, stage):
    create(organizer)
    form = organizer.get(f"{PAGE}/noi-dung").text
    assert 'value="History contest"' in form
    texts = {"title_vi": "Tên mới", "summary_vi": "Tóm tắt mới", "regulation_vi": "# Điều 2"}
    assert organizer.post(f"{PAGE}/noi-dung", data=texts).location == PAGE
    stage.session.rollback()
    contest = stage.session.execute(sa.select(Contest)).scalar_one()
    assert contest.title == {"vi": "Tên mới"}
    assert contest.regulation == {"vi": "# Điều 2"}


def test_a_missing_text_loses_nothing_that_was_typed(organizer):
    create(organizer)
    answer = organizer.post(f"{PAGE}/noi-dung", data={"title_vi": "Tên mới", "summary_vi": ""})
    assert (answer.status_code, 'value="Tên mới"' in answer.text) == (422, True)


def test_a_round_is_shown_in_the_contests_own_time(organizer):
    create(organizer)
    form = organizer.get(ROUND).text
    assert 'value="2026-12-01T08:00"' in form
    assert re.search(r'<input checked [^>]*value="points-duration"', form)


def test_a_round_takes_what_is_typed(organizer, stage):
    create(organizer)
    assert organizer.post(ROUND, data=typed(stage)).location == PAGE
    of = first(stage)
    assert of.title == {"vi": "Tuần 1", "en": "Week 1"}
    assert (of.rules["paper"]["items"], of.rules["attempts"]["limit"]) == (5, None)
    assert of.rules["prediction"]["asks"] == "attempts"
    assert of.closes_at - of.opens_at == (7 * 24 * 60 + 9 * 60 + 30) * 60_000


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"title_vi": ""}, "Hãy điền mục này."),
        ({"opens": "mai"}, "Hãy nhập ngày giờ đúng dạng."),
        ({"items": "0"}, "Số phải trong khoảng 1 đến 200."),
        ({"items": "11"}, "chỉ có 10 câu phù hợp"),
        ({"closes": "2026-12-02T08:00"}, "Giờ đóng phải sau giờ mở"),
        ({"prediction": "-"}, "không có câu dự đoán"),
        ({"ranking": "points-duration"}, "xếp hạng không dùng đến"),
        ({"ranking": "tuoi"}, "không có trong danh sách"),
        ({"version": "999"}, "không có trong danh sách"),
        ({"min_age": "200"}, "Số phải trong khoảng 1 đến 150."),
        ({"item_seconds": "4"}, "Số phải trong khoảng 5 đến 3600."),
        ({"item_seconds": "2220"}, "phải ngắn hơn thời gian làm cả bài (37 phút)"),
    ],
)
def test_a_fault_is_said_at_its_field_and_nothing_is_lost(organizer, stage, change, sentence):
    create(organizer)
    answer = organizer.post(ROUND, data=typed(stage, minutes="37", **change))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'value="37"' in answer.text
    assert first(stage).rules["timing"]["limit_minutes"] == 20


def test_the_whole_rules_are_edited_as_text(organizer, stage):
    create(organizer)
    assert "limit_minutes: 20" in organizer.get(f"{ROUND}/quy-tac").text
    rules = """
        rules_schema: 1
        paper: {items: 4, blueprint: [{count: 3}, {count: 1, topics: [Lịch sử]}]}
        timing: {limit_minutes: 12}
        attempts: {limit: null}
        ranking: [points, duration]
    """
    assert organizer.post(f"{ROUND}/quy-tac", data={"rules": rules}).location == PAGE
    assert len(first(stage).rules["paper"]["blueprint"]) == 2


@pytest.mark.parametrize(
    ("rules", "sentence"),
    [
        ("paper: [", "không còn đúng cú pháp YAML"),
        ("- 1", "phải gồm các cặp tên và giá trị"),
        ("rules_schema: 1\npaper: {items: x}", "“paper.items” phải là một số nguyên"),
        ("rules_schema: 1\npaper: {items: x}", "dòng 2"),
        ("rules_schema: 1", "Thiếu mục “timing”"),
    ],
)
def test_faulty_rules_stay_in_the_text_area_with_their_faults(organizer, stage, rules, sentence):
    create(organizer)
    before = first(stage).rules_digest
    answer = organizer.post(f"{ROUND}/quy-tac", data={"rules": rules})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert rules.splitlines()[0] in answer.text
    assert first(stage).rules_digest == before


def test_rules_that_the_bank_cannot_fill_are_refused(organizer):
    create(organizer)
    rules = "rules_schema: 1\npaper: {items: 50}\ntiming: {limit_minutes: 9}\nattempts: {limit: 1}"
    answer = organizer.post(f"{ROUND}/quy-tac", data={"rules": rules})
    assert "chỉ có 10 câu phù hợp" in answer.text


def test_an_open_round_offers_its_title_alone(organizer, stage, clock):
    create(organizer)
    clock.set("2026-12-01T08:00:00+07:00")
    assert 'name="minutes"' not in organizer.get(ROUND).text
    organizer.post(ROUND, data=typed(stage, minutes="37"))
    assert first(stage).title["vi"] == "Tuần 1"
    assert first(stage).rules["timing"]["limit_minutes"] == 20
    rules = "rules_schema: 1\npaper: {items: 4}\ntiming: {limit_minutes: 9}\nattempts: {limit: 1}"
    answer = organizer.post(f"{ROUND}/quy-tac", data={"rules": rules})
    assert (answer.status_code, "Đợt 1 đã mở" in answer.text) == (422, True)


def test_another_district_sees_nothing_of_a_contest(organizer, signs_in):
    create(organizer, changed("owner_unit: tinh", "owner_unit: chi-lang"))
    other = signs_in("Bình", unit="cao-loc")
    assert "Cuộc thi tìm hiểu" not in other.get("/to-chuc/cuoc-thi").text
    for path in (PAGE, f"{PAGE}/noi-dung", ROUND, f"{ROUND}/quy-tac"):
        assert other.get(path).status_code == 404
    for path in (f"{PAGE}/cong-khai", f"{PAGE}/noi-dung", ROUND, f"{ROUND}/quy-tac"):
        assert other.post(path, data={}).status_code == 404


def test_a_slug_of_another_district_cannot_be_taken_over(organizer, signs_in):
    create(organizer, changed("owner_unit: tinh", "owner_unit: chi-lang"))
    other = signs_in("Bình", unit="cao-loc")
    answer = upload(other, changed("owner_unit: tinh", "owner_unit: cao-loc"))
    assert (answer.status_code, "đã có cuộc thi khác sử dụng" in answer.text) == (422, True)


@pytest.mark.parametrize("role", ["contestant", "judge", "unit_officer", "reviewer"])
def test_nobody_else_makes_contests(signs_in, role):
    assert signs_in("Chi", role).get(LOAD).status_code == 403


def test_what_is_worth_a_second_look_is_told_before_a_round_opens(organizer, stage):
    create(organizer)
    page = organizer.get("/to-chuc/cuoc-thi/cuoc-thi").text
    assert "Nên xem lại trước khi mở" in page
    assert "máy chủ vẫn nhận câu trả lời chậm 5 giây" in page


def test_the_rules_are_spoken_back_on_the_desk(organizer, stage):
    create(organizer)
    page = organizer.get("/to-chuc/cuoc-thi/cuoc-thi/phu-luc").text
    assert "Phụ lục thể lệ" in page
    assert "câu hỏi trắc nghiệm, mỗi câu" in page


def test_a_round_tells_how_its_prizes_and_units_are_judged(organizer):
    rules = (
        "ranking: [points, duration]\n"
        "  prizes: [{level: nhat, count: 3}]\n"
        "  prize_caps: {per_person: 1}\n"
        "  last_resort: lots\n"
        "  overall: {ranking: [points, duration], prizes: [{level: nhat, count: 2}]}\n"
        "  units: {order: [best_points], best: 10, gates: [{participation_rate: 50}]}"
    )
    create(organizer, changed("ranking: [points, duration]", rules))
    page = organizer.get(PAGE).text
    for said in (
        "3 giải",
        "Mỗi người không quá 1 giải, tính cả các đợt trước của cuộc thi",
        "không phân định được thì bốc thăm",
        "2 giải",
        "Cộng kết quả được công nhận của từng đợt, từ đợt 1 đến đợt 2",
        "Tổng thời gian làm bài của các đợt ngắn hơn xếp trước",
        "Tổng điểm của những người đạt kết quả cao nhất (10 người)",
        "Mọi đơn vị: tỷ lệ tham gia từ 50% trở lên",
    ):
        assert said in page


def test_a_time_for_each_question_is_typed_and_taken_back(organizer, stage):
    create(organizer)
    organizer.post(ROUND, data=typed(stage, item_seconds="30"))
    assert first(stage).rules["timing"]["item_seconds"] == 30
    assert 'name="item_seconds" type="number" value="30"' in organizer.get(ROUND).text
    assert "mỗi câu 30 giây, lần lượt từng câu" in organizer.get(PAGE).text
    organizer.post(ROUND, data=typed(stage, item_seconds=""))
    assert first(stage).rules["timing"]["item_seconds"] is None


def test_a_round_keeps_the_rules_that_its_form_does_not_ask_for(organizer, stage):
    rules = "prizes: [{level: nhat, count: 3}]\n  prize_caps: {per_unit: 2}\n  last_resort: lots"
    create(organizer, changed("ranking: [points", f"{rules}\n  ranking: [points"))
    organizer.post(ROUND, data=typed(stage, items="4"))
    kept = first(stage).rules
    assert (kept["prize_caps"]["per_unit"], kept["last_resort"]) == (2, "lots")
    assert kept["timing"]["limit_minutes"] == 15
