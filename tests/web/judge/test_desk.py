"""The judges' desk in the browser: results, the question before publishing, tables to take away."""

import io
import re
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from quiz.models import AuditLine, Publication
from tests.scripted import Script, script
from tests.stage import Stage

ROUND = "/giam-khao/cuoc-thi/1"
PAGES = [ROUND, f"{ROUND}/khong-xep-hang", f"{ROUND}/don-vi", f"{ROUND}/cong-bo"]


@pytest.fixture
def taken(stage: Stage, clock: Any) -> Script:
    scripted = script(
        stage,
        ranking=["points", "duration"],
        units={"order": ["participation_rate"]},
        prizes=[{"level": "nhat", "count": 1}, {"level": "ba", "count": 2}],
    )
    scripted.takes("Nguyễn Văn An", correct=4, seconds=62)
    scripted.takes("Trần Thị Bình", correct=3, seconds=45, unit="cao-01", after=1)
    scripted.takes("Lê Thị Chi", correct=-1, after=2)
    clock.advance(hours=25)
    return scripted


@pytest.fixture
def judge(signs_in: Callable[..., FlaskClient], taken: Script) -> FlaskClient:
    return signs_in("judge", taken.contest)


def download(judge: FlaskClient, table: str, form: str) -> tuple[str, bytes]:
    """Return the name and the bytes of a file."""
    with judge.post(f"{ROUND}/tai-ve", data={"table": table, "form": form}) as answer:
        assert answer.status_code == 200
        return answer.headers["Content-Disposition"], answer.data


def words(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_a_judge_finds_the_rounds_of_the_own_contests(judge: FlaskClient, stage: Stage) -> None:
    other = stage.contest("khac")
    stage.round(other, stage.bank(code="khac"))
    page = judge.get("/giam-khao/").text
    assert ROUND in page
    assert "/giam-khao/khac/1" not in page


def test_people_stand_in_order_with_every_key_that_decided(judge: FlaskClient) -> None:
    page = words(judge.get(ROUND).text)
    assert "1 Nguyễn Văn An Giải Nhất Chi bộ Trường THPT Chi Lăng, Đảng bộ huyện Chi Lăng" in page
    assert "Hạng 1: 20 điểm; làm bài trong 1:02,000. 20 1:02,000" in page
    assert page.index("Nguyễn Văn An Giải") < page.index("Trần Thị Bình Giải")
    assert "Chưa chính thức" in page


def test_each_rank_explains_itself(judge: FlaskClient) -> None:
    page = words(judge.get(ROUND).text)
    assert "Hạng 1: 20 điểm; làm bài trong 1:02,000. " in page
    assert "Hạng 2: 15 điểm; làm bài trong 0:45,000." in page
    assert "Xếp sau hạng 1 vì ít điểm hơn (15 so với 20)." in page


@pytest.mark.parametrize(("plausible", "flagged"), [(62, 1), (63, 2), (45, 0)])
def test_attempts_quicker_than_plausible_are_pointed_out_and_stay_ranked(
    signs_in: Callable[..., FlaskClient],
    stage: Stage,
    clock: Any,
    plausible: int,
    flagged: int,
) -> None:
    timing = {"limit_minutes": 20, "plausible_seconds": plausible}
    scripted = script(stage, ranking=["points", "duration"], timing=timing)
    scripted.takes("An", correct=4, seconds=62)
    scripted.takes("Bình", correct=3, seconds=45, unit="cao-01", after=1)
    clock.advance(hours=25)
    page = words(signs_in("judge", scripted.contest).get(ROUND).text)
    assert page.count(f"nhanh bất thường: dưới {plausible} giây") == flagged
    assert (f"làm nhanh bất thường: {flagged}." in page) is bool(flagged)
    assert "Hạng 1: 20 điểm" in page


def test_a_publication_tells_until_when_complaints_are_taken(
    signs_in: Callable[..., FlaskClient], stage: Stage, clock: Any
) -> None:
    scripted = script(stage, ranking=["points"], complaints={"days": 5})
    scripted.takes("An", correct=4)
    clock.set("2026-12-01T10:00:00+07:00")
    judge = signs_in("judge", scripted.contest)
    judge.post(f"{ROUND}/cong-bo")
    page = words(judge.get("/cuoc-thi/cuoc-thi/ket-qua/1/1").text)
    assert "nhận khiếu nại đến 06/12/2026 24:00." in page


def test_prizes_and_what_nobody_won_are_told(judge: FlaskClient) -> None:
    page = words(judge.get(ROUND).text)
    assert "Giải Nhất Nguyễn Văn An – Chi bộ Trường THPT Chi Lăng, Đảng bộ huyện Chi Lăng" in page
    assert "Chưa có người đạt: Giải Ba." in page


def test_prizes_of_one_level_that_nobody_won_are_told_together(
    signs_in: Callable[..., FlaskClient], stage: Stage, clock: Any
) -> None:
    prizes = [{"level": "nhat", "count": 1}, {"level": "nhi", "count": 2}]
    scripted = script(stage, ranking=["points"], prizes=prizes)
    scripted.takes("An", correct=4)
    clock.advance(hours=25)
    page = words(signs_in("judge", scripted.contest).get(ROUND).text)
    assert "Chưa có người đạt: Giải Nhì (2)." in page


def test_a_tie_that_the_rules_cannot_part_is_named(
    signs_in: Callable[..., FlaskClient], stage: Stage, clock: Any
) -> None:
    scripted = script(stage, ranking=["points"], prizes=[{"level": "nhat", "count": 1}])
    scripted.takes("An", correct=4)
    scripted.takes("Bình", correct=4)
    clock.advance(hours=25)
    judge = signs_in("judge", scripted.contest)
    page = words(judge.get(f"{ROUND}/cong-bo").text)
    assert "Đồng hạng 1, thể lệ không phân định được" in page
    assert "Các giải liên quan: Giải Nhất." in page


def test_a_tie_at_a_prize_has_to_be_known_before_publishing_and_stays_named(
    signs_in: Callable[..., FlaskClient], stage: Stage, clock: Any
) -> None:
    scripted = script(stage, ranking=["points"], prizes=[{"level": "nhat", "count": 1}])
    scripted.takes("An", correct=4)
    scripted.takes("Bình", correct=4)
    clock.advance(hours=25)
    judge = signs_in("judge", scripted.contest)
    assert 'name="knows_ties"' in judge.get(f"{ROUND}/cong-bo").text
    refused = judge.post(f"{ROUND}/cong-bo")
    assert refused.status_code == 422
    assert "đánh dấu xác nhận trước khi công bố" in refused.text
    stage.session.rollback()
    assert stage.session.scalar(sa.select(sa.func.count(Publication.id))) == 0
    assert judge.post(f"{ROUND}/cong-bo", data={"knows_ties": "y"}).status_code == 303
    page = words(judge.get("/cuoc-thi/cuoc-thi/ket-qua/1/1").text)
    assert "Đồng hạng 1, thể lệ không phân định được" in page
    assert "Số người đồng hạng: 2. Các giải liên quan: Giải Nhất." in page
    assert "Người đạt giải" not in page
    stage.session.rollback()
    line = stage.session.execute(
        sa.select(AuditLine.data).where(AuditLine.action == "publication.publish")
    ).scalar_one()
    assert line["open_ties"] == 1


def test_without_a_tie_there_is_nothing_to_tick(judge: FlaskClient) -> None:
    assert 'name="knows_ties"' not in judge.get(f"{ROUND}/cong-bo").text
    judge.post(f"{ROUND}/cong-bo")
    assert "thể lệ không phân định được" not in judge.get("/cuoc-thi/cuoc-thi/ket-qua/1/1").text


def test_who_is_not_ranked_is_listed_with_the_reason(judge: FlaskClient) -> None:
    page = words(judge.get(f"{ROUND}/khong-xep-hang").text)
    assert "Bài thi không trả lời câu nào: 1" in page
    assert "Lê Thị Chi" in page


def test_units_are_walked_down_level_by_level(judge: FlaskClient) -> None:
    assert "don-vi=chi-lang" in judge.get(f"{ROUND}/don-vi").text
    below = judge.get(f"{ROUND}/don-vi?don-vi=chi-lang").text
    assert "Chi bộ Trường THPT Chi Lăng" in below
    assert "don-vi=tinh" in below
    assert judge.get(f"{ROUND}/don-vi?don-vi=khong-co").status_code == 404


def test_publishing_is_asked_first_and_then_done_once(judge: FlaskClient, stage: Stage) -> None:
    assert "Công bố kết quả lần 1?" in judge.get(f"{ROUND}/cong-bo").text
    for _ in range(2):
        answer = judge.post(f"{ROUND}/cong-bo")
        assert (answer.status_code, answer.headers["Location"]) == (303, ROUND)
    stage.session.rollback()
    assert stage.session.scalar(sa.select(sa.func.count(Publication.id))) == 1
    assert "Kết quả dưới đây đúng như đã công bố." in judge.get(ROUND).text


def test_what_is_published_already_is_not_asked_again(judge: FlaskClient) -> None:
    judge.post(f"{ROUND}/cong-bo")
    assert judge.get(f"{ROUND}/cong-bo").status_code == 303


def test_a_running_round_shows_no_button_and_refuses_the_act(
    judge: FlaskClient, clock: Any
) -> None:
    clock.advance(hours=-20)
    page = judge.get(ROUND).text
    assert "Công bố kết quả…" not in page
    answer = judge.post(f"{ROUND}/cong-bo")
    assert answer.status_code == 409
    assert "Đợt thi chưa kết thúc hẳn" in answer.text


@pytest.mark.parametrize("form", ["xlsx", "csv"])
@pytest.mark.parametrize("table", ["people", "units", "attempts", "winners"])
def test_a_page_and_a_command_give_the_same_bytes(
    judge: FlaskClient, app: Flask, tmp_path: Any, table: str, form: str
) -> None:
    name, data = download(judge, table, form)
    run = app.test_cli_runner().invoke(
        args=["round", "export", "cuoc-thi", "1", table, "--format", form, "--to", str(tmp_path)]
    )
    assert run.exit_code == 0, run.output
    (written,) = tmp_path.glob(f"*.{form}")
    assert written.name in name
    assert written.read_bytes() == data


def test_a_download_opens_and_is_written_down(judge: FlaskClient, stage: Stage) -> None:
    _, data = download(judge, "people", "xlsx")
    page = openpyxl.load_workbook(io.BytesIO(data)).active
    assert [cell.value for cell in page["E"]][1:] == [
        "Nguyễn Văn An",
        "Trần Thị Bình",
        "Lê Thị Chi",
    ]
    stage.session.rollback()
    line = stage.session.execute(sa.select(AuditLine)).scalar_one()
    assert (line.action, line.data["table"]) == ("round.export", "people")


@pytest.mark.parametrize(
    "data", [{"table": "keys", "form": "csv"}, {"table": "people", "form": "exe"}]
)
def test_what_is_not_offered_is_not_found(judge: FlaskClient, data: dict[str, str]) -> None:
    assert judge.post(f"{ROUND}/tai-ve", data=data).status_code == 404


@pytest.mark.parametrize("address", PAGES)
def test_a_judge_of_another_contest_finds_nothing_here(
    signs_in: Callable[..., FlaskClient], taken: Script, address: str
) -> None:
    stranger = signs_in("judge", taken.stage.contest("khac"))
    assert stranger.get(address).status_code == 404
    assert stranger.post(f"{ROUND}/cong-bo").status_code == 404
    data = {"table": "people", "form": "csv"}
    assert stranger.post(f"{ROUND}/tai-ve", data=data).status_code == 404


def test_an_organizer_sees_results_and_may_not_publish(
    signs_in: Callable[..., FlaskClient], taken: Script
) -> None:
    organizer = signs_in("organizer", taken.contest)
    page = organizer.get(ROUND)
    assert page.status_code == 200
    assert "Công bố kết quả…" not in page.text
    assert organizer.post(f"{ROUND}/cong-bo").status_code == 404


@pytest.mark.parametrize("address", ["/giam-khao/", *PAGES])
def test_nobody_looks_without_signing_in(client: FlaskClient, taken: Script, address: str) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer.headers["Location"][:10]) == (303, "/dang-nhap")
