"""A contest made, corrected and filled with rounds in the browser alone, without any file."""

import re
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from quiz.models import AuditLine, BankVersion, Contest, Round
from quiz.services.rules_library import presets
from tests.contest_text import CONTEST
from tests.stage import Stage
from tests.web.organizer.test_contests import create, upload

MAKE = "/to-chuc/cuoc-thi/tao"
PAGE = "/to-chuc/cuoc-thi/hoi-thi"
ADD = f"{PAGE}/them-dot"
TYPED: dict[str, Any] = {
    "title_vi": "Hội thi",
    "slug": "",
    "summary_vi": "Giới thiệu",
    "organizer_vi": "Ban Tổ chức",
    "audience_vi": "Mọi người",
    "home": "tinh/tinh",
    "tree_day": "2026-11-21",
    "headcount_kind": "dang_vien",
    "asks": ["birth_date", "phone"],
    "guardian_below": "16",
    "categories": "Đảng viên\r\n\r\n Đoàn viên ",
    "unaffiliated": "y",
    "purposes_vi": "Tổ chức cuộc thi\r\nTrao giải",
    "regulation_vi": "# Điều 1",
}
ROUND = {
    "number": "1",
    "title_vi": "Tuần 1",
    "title_en": "Week 1",
    "opens": "2026-11-22T08:00",
    "closes": "2026-11-29T08:00",
    "items": "5",
    "minutes": "15",
    "counts": "highest_then_earliest",
    "attempts": "2",
    "per": "round",
    "min_age": "18",
    "ranking": "points-duration-finished_at",
    "prediction": "-",
}
WITHOUT_ROUNDS = CONTEST[: CONTEST.index("rules:")] + "rounds: []\n"


@pytest.fixture
def organizer(signs_in, stage: Stage) -> FlaskClient:
    stage.bank()
    return signs_in(unit=None)


def made(client: FlaskClient, **changes: Any) -> None:
    assert client.post(MAKE, data=TYPED | changes).location == PAGE


def contest_in(stage: Stage) -> Contest:
    stage.session.rollback()
    return stage.session.execute(sa.select(Contest)).scalar_one()


def rounds_in(stage: Stage) -> list[Round]:
    stage.session.rollback()
    return list(stage.session.execute(sa.select(Round).order_by(Round.number)).scalars())


def typed(stage: Stage, **changes: str) -> dict[str, str]:
    stage.session.rollback()
    version = stage.session.execute(sa.select(BankVersion.id)).scalar_one()
    return ROUND | {"version": str(version)} | changes


def test_a_contest_is_made_announced_and_seen_without_any_file(organizer, stage, client):
    made(organizer)
    assert organizer.post(ADD, data=typed(stage)).location == PAGE
    assert "Đã công khai" in organizer.post(f"{PAGE}/cong-khai", follow_redirects=True).text
    assert "Hội thi" in client.get("/cuoc-thi/hoi-thi").text


def test_what_is_typed_is_what_is_stored(organizer, stage):
    made(organizer, title_en="Contest", is_practice="y")
    contest = contest_in(stage)
    assert contest.title == {"vi": "Hội thi", "en": "Contest"}
    assert (contest.tree_id, contest.owner_unit_id) == (stage.tree.id, stage.units["tinh"].id)
    assert (contest.is_practice, contest.zone) == (True, "Asia/Ho_Chi_Minh")
    assert contest.registration == {
        "asks": ["birth_date", "phone"],
        "guardian_below": 16,
        "categories": ["Đảng viên", "Đoàn viên"],
        "unaffiliated": True,
        "listed_only": False,
        "consent": {
            "version": "2026-11-21 08:00",
            "purposes": {"vi": ["Tổ chức cuộc thi", "Trao giải"], "en": []},
        },
    }


def test_a_contest_for_those_in_its_list_is_one_tick(organizer, stage):
    made(organizer, listed_only="y")
    assert contest_in(stage).registration["listed_only"] is True
    form = organizer.get(f"{PAGE}/thong-tin").text
    assert re.search(r'<input[^>]* checked[^>]*name="listed_only"', form)
    organizer.post(f"{PAGE}/thong-tin", data=TYPED)
    assert contest_in(stage).registration["listed_only"] is False


def test_the_empty_form_holds_what_is_usual(organizer):
    form = organizer.get(MAKE).text
    assert 'value="2026-11-21"' in form
    assert '<option value="tinh/tinh">Đảng bộ tỉnh</option>' in form
    assert "Liên hệ và trao giải cho người đạt giải." in form


def test_a_preset_chosen_with_the_contest_begins_its_first_round(organizer, stage):
    form = organizer.get(MAKE).text
    assert all(f'value="{preset}"' in form for preset in presets())
    answer = organizer.post(MAKE, data=TYPED | {"preset": "tich-luy"})
    assert answer.location == f"{ADD}?tu=tich-luy"
    shown = organizer.get(answer.location).text
    assert "Bây giờ hãy thêm đợt thi đầu tiên." in shown
    assert f'aria-current="true">{presets()["tich-luy"].title.vi}</a>' in shown
    organizer.post(answer.location, data=typed(stage))
    (of,) = rounds_in(stage)
    assert of.rules["units"]["order"] == ["rank_points"]
    assert of.rules["prize_caps"]["per_person"] == 1


@pytest.mark.parametrize(
    ("per", "words"),
    [
        ("round", "không quá 2 lượt mỗi người"),
        ("day", "mỗi ngày không quá 2 lượt mỗi người"),
        ("contest", "cả cuộc thi không quá 2 lượt mỗi người"),
    ],
)
def test_a_limit_of_attempts_is_for_a_round_a_day_or_the_contest(organizer, stage, per, words):
    made(organizer)
    organizer.post(ADD, data=typed(stage, per=per))
    (of,) = rounds_in(stage)
    assert of.rules["attempts"]["per"] == per
    assert f"<dd>{words}</dd>" in organizer.get(PAGE).text
    for form in (f"{PAGE}/dot/1", ADD):
        assert f'<option selected value="{per}">' in organizer.get(form).text


def test_a_round_from_a_preset_keeps_what_its_limit_counts_for(organizer):
    made(organizer)
    form = organizer.get(f"{ADD}?tu=mot-luot-duy-nhat").text
    assert '<option selected value="contest">' in form


def test_a_round_begun_from_a_central_contest_asks_which_attempt_counts(organizer, stage):
    made(organizer)
    address = f"{ADD}?tu=tuyen-giao-trung-uong"
    form = organizer.get(address).text
    offered = form.partition('id="counts"')[2].partition("</fieldset>")[0]
    assert 'value="best_prediction"' in offered
    assert "checked" not in offered
    posted = typed(stage, ranking="all_correct_only-prediction_distance-finished_at")
    posted |= {"prediction": "attempts"}
    assert organizer.post(address, data=posted | {"counts": ""}).status_code == 422
    assert rounds_in(stage) == []
    organizer.post(address, data=posted | {"counts": "best_prediction"})
    (of,) = rounds_in(stage)
    assert of.rules["attempts"]["counts"] == "best_prediction"
    assert [level["count"] for level in of.rules["prizes"]] == [1, 2, 3, 10]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"title_vi": ""}, "Hãy điền mục này."),
        ({"slug": "Hội thi"}, "Địa chỉ chỉ gồm chữ thường không dấu"),
        ({"title_vi": "!!!"}, "Địa chỉ chỉ gồm chữ thường không dấu"),
        ({"home": "tinh/la"}, "không có trong danh sách"),
        ({"tree_day": "mai"}, "Hãy nhập ngày đúng dạng."),
        ({"asks": ["phone"]}, "nên phải hỏi ngày sinh"),
        ({"asks": ["con_giap"]}, "không có trong danh sách"),
        ({"preset": "la"}, "không có trong danh sách"),
        ({"guardian_below": "19"}, "Số phải trong khoảng 1 đến 18."),
        ({"categories": "x" * 41}, "“Các nhóm đối tượng để người dự thi chọn”"),
        ({"summary_vi": "ẩn\u200bkín"}, "“Giới thiệu” có ký tự ẩn"),
    ],
)
def test_a_fault_is_said_at_its_field_and_nothing_is_lost(organizer, stage, change, sentence):
    answer = organizer.post(MAKE, data=TYPED | {"organizer_vi": "Ban Tổ chức Hội thi"} | change)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'value="Ban Tổ chức Hội thi"' in answer.text
    assert stage.session.execute(sa.select(Contest.id)).all() == []


def test_a_taken_address_is_shown_to_be_changed(organizer):
    made(organizer)
    answer = organizer.post(MAKE, data=TYPED)
    assert answer.status_code == 422
    assert "“hoi-thi” đã có cuộc thi khác sử dụng; hãy chọn địa chỉ khác" in answer.text
    assert 'value="hoi-thi"' in answer.text


def test_an_organizer_of_a_district_makes_contests_for_it(signs_in, stage):
    district = signs_in(unit="chi-lang")
    assert "chủ trì: Đảng bộ huyện Chi Lăng" in district.get(MAKE).text
    assert district.post(MAKE, data=TYPED).status_code == 422
    made(district, home="tinh/chi-lang")
    assert contest_in(stage).owner_unit_id == stage.units["chi-lang"].id


def test_details_are_corrected_and_a_new_wording_is_a_new_version(organizer, stage, clock):
    made(organizer)
    clock.advance(minutes=5)
    same = TYPED | {"headcount_kind": "bien_che", "asks": ["birth_date"]}
    assert organizer.post(f"{PAGE}/thong-tin", data=same).location == PAGE
    contest = contest_in(stage)
    assert (contest.headcount_kind, contest.title["vi"]) == ("bien_che", "Hội thi")
    assert contest.registration["asks"] == ["birth_date"]
    assert contest.registration["consent"]["version"] == "2026-11-21 08:00"
    organizer.post(f"{PAGE}/thong-tin", data=same | {"purposes_vi": "Việc khác"})
    assert contest_in(stage).registration["consent"]["version"] == "2026-11-21 08:05"


def test_where_a_contest_stands_is_fixed_once_a_round_has_opened(organizer, stage, clock):
    made(organizer)
    organizer.post(ADD, data=typed(stage))
    clock.set("2026-11-22T08:00:00+07:00")
    assert 'name="tree_day"' not in organizer.get(f"{PAGE}/thong-tin").text
    changed = TYPED | {"tree_day": "2020-01-01", "organizer_vi": "Tên khác"}
    assert organizer.post(f"{PAGE}/thong-tin", data=changed).location == PAGE
    contest = contest_in(stage)
    assert (str(contest.tree_day), contest.organizer["vi"]) == ("2026-11-21", "Tên khác")


def test_a_birth_date_that_a_round_needs_goes_on_being_asked(organizer, stage):
    made(organizer)
    organizer.post(ADD, data=typed(stage))
    changed = TYPED | {"asks": [], "guardian_below": ""}
    answer = organizer.post(f"{PAGE}/thong-tin", data=changed)
    assert (answer.status_code, "nên phải hỏi ngày sinh" in answer.text) == (422, True)
    assert contest_in(stage).registration["asks"] == ["birth_date", "phone"]


def test_the_first_round_is_proposed_for_the_next_morning(organizer):
    made(organizer)
    form = organizer.get(ADD).text
    assert 'value="2026-11-22T08:00"' in form
    assert 'value="Đợt 1"' in form
    assert "Kèm 11 giải cá nhân." in form


def test_the_next_round_follows_the_last_in_time_name_and_rules(organizer, stage):
    made(organizer)
    organizer.post(ADD, data=typed(stage))
    form = organizer.get(ADD).text
    for value in ("2026-11-29T08:00", "2026-12-06T08:00", "Tuần 2", "Week 2", "15", "18"):
        assert f'value="{value}"' in form
    organizer.post(ADD, data=typed(stage, number="2", closes="2026-12-30T08:00"))
    first, second = rounds_in(stage)
    assert first.rules_digest == second.rules_digest


def test_a_practice_round_asks_for_no_ranking(organizer, stage):
    made(organizer)
    assert 'name="ranking"' not in organizer.get(f"{ADD}?tu=practice").text
    answer = organizer.post(f"{ADD}?tu=practice", data=typed(stage))
    assert "chỉ có 0 câu phù hợp" in answer.text  # the bank has no items for practice
    assert rounds_in(stage) == []


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"title_vi": ""}, "Hãy điền mục này."),
        ({"number": "0"}, "Số phải trong khoảng 1 đến 200."),
        ({"closes": "2026-11-22T08:00"}, "Giờ đóng phải sau giờ mở"),
        ({"opens": "2026-11-01T08:00", "closes": "2026-11-21T08:00"}, "đóng trước lúc này"),
        ({"items": "11"}, "chỉ có 10 câu phù hợp"),
        ({"attempts": "", "per": "day"}, "hãy ghi số lượt thi mỗi người"),
        ({"version": "999"}, "không có trong danh sách"),
        ({"prediction": "attempts"}, "xếp hạng không dùng đến"),
    ],
)
def test_a_faulty_round_is_not_added_and_nothing_is_lost(organizer, stage, change, sentence):
    made(organizer)
    answer = organizer.post(ADD, data=typed(stage) | {"minutes": "37"} | change)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'value="37"' in answer.text
    assert rounds_in(stage) == []


def test_a_least_age_needs_a_birth_date(organizer, stage):
    made(organizer, asks=[], guardian_below="")
    answer = organizer.post(ADD, data=typed(stage))
    assert (answer.status_code, "nên phải hỏi ngày sinh" in answer.text) == (422, True)


def test_a_number_is_used_once(organizer, stage):
    made(organizer)
    organizer.post(ADD, data=typed(stage))
    answer = organizer.post(ADD, data=typed(stage))
    assert (answer.status_code, "dùng cho hai đợt thi" in answer.text) == (422, True)
    assert len(rounds_in(stage)) == 1


def test_a_round_is_removed_after_a_question(organizer, stage):
    made(organizer)
    organizer.post(ADD, data=typed(stage))
    assert "Bỏ đợt thi này" in organizer.get(f"{PAGE}/dot/1/bo").text
    assert len(rounds_in(stage)) == 1
    assert organizer.post(f"{PAGE}/dot/1/bo").location == PAGE
    assert rounds_in(stage) == []


def test_a_round_that_has_opened_stays(organizer, stage, clock):
    made(organizer)
    organizer.post(ADD, data=typed(stage))
    clock.set("2026-11-22T08:00:00+07:00")
    assert "Bỏ đợt thi này" not in organizer.get(f"{PAGE}/dot/1/bo").text
    answer = organizer.post(f"{PAGE}/dot/1/bo")
    assert (answer.status_code, "Đợt 1 đã mở" in answer.text) == (422, True)
    assert len(rounds_in(stage)) == 1


def test_a_round_is_opened_by_a_button_at_that_very_moment(organizer, stage, clock):
    made(organizer)
    organizer.post(ADD, data=typed(stage))
    (before,) = rounds_in(stage)
    closes_at = before.closes_at
    assert "Mở đợt thi ngay" in organizer.get(f"{PAGE}/dot/1/mo").text
    assert organizer.post(f"{PAGE}/dot/1/mo").location == PAGE
    stage.session.rollback()
    (of,) = rounds_in(stage)
    assert (of.opens_at, of.closes_at) == (clock(), closes_at)
    acts = stage.session.execute(sa.select(AuditLine.action).order_by(AuditLine.id)).scalars()
    assert list(acts)[-1] == "round.open"


def test_a_round_is_opened_once(organizer, stage, clock):
    made(organizer)
    organizer.post(ADD, data=typed(stage))
    organizer.post(f"{PAGE}/dot/1/mo")
    opened_at = clock()
    clock.advance(minutes=5)
    answer = organizer.post(f"{PAGE}/dot/1/mo")
    assert (answer.status_code, "Đợt 1 đã mở" in answer.text) == (422, True)
    assert "Mở đợt thi ngay" not in organizer.get(f"{PAGE}/dot/1/mo").text
    stage.session.rollback()
    assert rounds_in(stage)[0].opens_at == opened_at


def test_an_announced_contest_keeps_a_round(organizer, stage):
    made(organizer)
    organizer.post(ADD, data=typed(stage))
    organizer.post(f"{PAGE}/cong-khai")
    answer = organizer.post(f"{PAGE}/dot/1/bo")
    assert (answer.status_code, "ít nhất một đợt thi" in answer.text) == (422, True)
    empty = WITHOUT_ROUNDS.replace("slug: cuoc-thi", "slug: hoi-thi")
    assert "ít nhất một đợt thi" in upload(organizer, empty).text


def test_a_contest_without_rounds_is_not_announced(organizer):
    made(organizer)
    shown = organizer.get(PAGE).text
    assert "Cuộc thi chưa có đợt thi nào" in shown
    assert "Công khai cuộc thi" not in shown
    answer = organizer.post(f"{PAGE}/cong-khai")
    assert (answer.status_code, "chưa công khai được" in answer.text) == (422, True)


def test_a_contest_from_a_file_goes_on_by_form(organizer, stage):
    create(organizer)
    page = "/to-chuc/cuoc-thi/cuoc-thi"
    assert 'value="2026-12-15T09:00"' in organizer.get(f"{page}/them-dot").text
    assert 'value="Đợt 3"' in organizer.get(f"{page}/them-dot").text
    assert organizer.post(f"{page}/dot/2/bo").location == page
    assert [of.number for of in rounds_in(stage)] == [1]


def linked(page: str) -> list[str]:
    """Return the fields that the summary of faults leads to, in its order."""
    summary = page[page.index('class="errors"') :]
    return re.findall(r'<a href="#([^"]+)">', summary[: summary.index("</ul>")])


def test_the_summary_names_faults_in_the_order_of_the_page(organizer):
    page = organizer.post(MAKE, data={"slug": "hoi-thi", "guardian_below": "99"}).text
    fields = linked(page)
    assert fields[:4] == ["title_vi", "organizer_vi", "summary_vi", "audience_vi"]
    assert fields[-2:] == ["purposes_vi", "regulation_vi"]
    places = [page.index(f'id="{name}"') for name in fields]
    assert places == sorted(places)


def test_a_window_that_is_reversed_is_told_with_every_other_fault(organizer, stage):
    made(organizer)
    wrong = typed(stage, closes="2026-11-21T08:00", items="0", title_vi="")
    page = organizer.post(ADD, data=wrong).text
    assert linked(page) == ["title_vi", "closes", "items"]
    assert "Theo giờ Việt Nam." in page


def test_prizes_without_any_minimum_are_remarked_upon_at_the_round(organizer, stage):
    made(organizer)
    organizer.post(ADD, data=typed(stage))
    assert "bài 0 điểm cũng có thể được giải" in organizer.get(PAGE).text
