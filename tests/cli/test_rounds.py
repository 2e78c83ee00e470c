"""``quiz round``: what the commands say and write, with no worker running."""

import re
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from click.testing import CliRunner

from quiz.cli.rank import rank
from quiz.database import transaction
from quiz.models import Attempt
from quiz.services import accounts
from tests.scripted import Script, script
from tests.stage import HOUR, Stage


@pytest.fixture
def left(stage: Stage, clock: Any) -> Script:
    """Return a round that is over, which An has walked away from and Bình has handed in."""
    scripted = script(stage, attempts={"limit": 2, "empty_count": True})
    scripted.takes("An", correct=4, submits=False)
    scripted.takes("Bình", correct=3)
    clock.moment = scripted.round.closes_at + HOUR
    return scripted


def test_results_count_everybody_whose_time_is_up(runner: Any, left: Script) -> None:
    result = runner.invoke(args=["round", "results", "cuoc-thi", "1"])
    assert (result.exit_code, result.output.splitlines()[0][:15]) == (0, "2 người, 2 lượt")


def test_results_show_what_ranked_people_and_what_else_judges_look_at(
    runner: Any, stage: Stage, clock: Any
) -> None:
    prediction = {"asks": "attempts", "includes_voided": False, "total_frozen": "at_close"}
    ranking = ["all_correct_only", "prediction_distance", "finished_at"]
    prizes = [{"level": "nhat", "count": 1}]
    scripted = script(stage, prediction=prediction, ranking=ranking, prizes=prizes)
    scripted.takes("Nguyễn Văn An", correct=4, prediction=1_234)
    clock.moment = scripted.round.closes_at + HOUR
    lines = runner.invoke(args=["round", "results", "cuoc-thi", "1"]).output.splitlines()
    headings, first = (re.split(r"\s{2,}", line) for line in lines[1:3])
    assert dict(zip(headings, first, strict=True)) == {
        "Hạng": "1",
        "Họ và tên": "Nguyễn Văn An",
        "Đơn vị": "Chi bộ Trường THPT Chi Lăng, Đảng bộ huyện Chi Lăng",
        "Độ lệch dự đoán": "1.233",
        "Nộp bài lúc": "21/11/2026 08:01:00,000",
        "Điểm": "20",
        "Số câu đúng": "4",
        "Thời gian làm bài": "1:00,000",
        "Số lượt thi": "1",
        "Số dự đoán": "1.234",
        "Giải": "Giải Nhất",
    }


@pytest.mark.parametrize("table", ["people", "attempts"])
def test_a_table_holds_everybody_whose_time_is_up(
    runner: Any, left: Script, tmp_path: Path, table: str
) -> None:
    folder = tmp_path / "tep"
    command = ["round", "export", "cuoc-thi", "1", table, "--format", "csv", "--to", str(folder)]
    result = runner.invoke(args=command)
    assert result.exit_code == 0, result.output
    (file,) = folder.iterdir()
    assert len(file.read_text("utf-8-sig").splitlines()) == 3


def test_a_round_that_is_not_there_is_said_so(runner: Any, left: Script) -> None:
    result = runner.invoke(args=["round", "results", "cuoc-thi", "9"])
    assert (result.exit_code, "Traceback" in result.output) == (1, False)


def test_what_a_round_is_ranked_from_ranks_to_its_result_without_the_database(
    runner: Any, left: Script, tmp_path: Path
) -> None:
    published = runner.invoke(args=["round", "publish", "cuoc-thi", "1", "--knows-ties"]).output
    digest = published.split()[-1]
    folder = tmp_path / "tep"
    result = runner.invoke(
        args=["round", "export-ranking", "cuoc-thi", "1", "--to", str(folder)],
    )
    lines = result.output.splitlines()
    assert result.exit_code == 0, result.output
    assert lines[0] == f"Đã ghi 9 tệp vào {folder}. SHA-256 {digest}"
    assert lines[1] == "Kết quả này là kết quả đã công bố lần 1."
    command = [word if word.startswith("--") else str(folder / word) for word in lines[-1].split()]
    ranked = CliRunner().invoke(rank, [*command[2:], "--expect", digest])
    assert ranked.exit_code == 0, ranked.output


def sign_in_name(stage: Stage, app: Any, role: str) -> str:
    """Appoint somebody with an account, and return the name that they sign in under."""
    person = stage.person("Phạm Thị Giang")
    stage.grant(person, role)
    with transaction(stage.session) as session:
        accounts.open_account(
            session,
            person_id=person.id,
            login_name="giang",
            password="mùa thu lịch sử",
            passwords=app.extensions["passwords"],
            now=stage.now,
        )
    return "giang"


def test_an_attempt_is_voided_restored_and_listed(
    runner: Any, app: Any, stage: Stage, left: Script
) -> None:
    by = sign_in_name(stage, app, "judge")
    refs = stage.session.scalars(sa.select(Attempt.ref).order_by(Attempt.id)).all()
    stage.session.rollback()
    about = ["cuoc-thi", "1"]
    assert runner.invoke(args=["round", "rulings", *about]).output == "Chưa có quyết định nào.\n"
    options = ["--reason", "Làm bài thay người khác", "--by", by]
    voided = runner.invoke(args=["round", "void", *about, *refs, *options])
    assert voided.exit_code == 0, voided.output
    assert voided.output.splitlines()[:2] == [
        "Quyết định số 1: hủy lượt thi.",
        "Quyết định số 2: hủy lượt thi.",
    ]
    again = runner.invoke(args=["round", "void", *about, refs[0], *options])
    assert (again.exit_code, "đã bị hủy từ trước" in again.output) == (1, True)
    restored = runner.invoke(args=["round", "restore", *about, refs[0], *options])
    assert "Quyết định số 3: khôi phục lượt thi." in restored.output
    lines = [
        re.split(r"\s{2,}", line)
        for line in runner.invoke(args=["round", "rulings", *about]).output.splitlines()
    ]
    assert [(line[0], line[1], line[2], line[4]) for line in lines[1:]] == [
        ("3", "khôi phục lượt thi", "có", "An"),
        ("2", "hủy lượt thi", "có", "Bình"),
        ("1", "hủy lượt thi", "không", "An"),
    ]


def test_a_void_leads_to_files_that_rank_to_the_same_digest(
    runner: Any, app: Any, stage: Stage, left: Script, tmp_path: Path
) -> None:
    ref = stage.session.scalars(sa.select(Attempt.ref).order_by(Attempt.id.desc())).first()
    stage.session.rollback()
    options = ["--reason", "Làm bài thay người khác", "--by", sign_in_name(stage, app, "judge")]
    runner.invoke(args=["round", "void", "cuoc-thi", "1", ref, *options])
    told = runner.invoke(args=["round", "export-ranking", "cuoc-thi", "1", "--to", str(tmp_path)])
    lines = told.output.splitlines()
    command = [word if word[0] == "-" else str(tmp_path / word) for word in lines[-1].split()]
    digest = lines[0].split()[-1]
    ranked = CliRunner().invoke(rank, [*command[2:], "--expect", digest])
    assert (ranked.exit_code, "Mọi lượt thi đã bị hủy" in ranked.output) == (0, True)


def test_equals_are_put_in_order(runner: Any, app: Any, stage: Stage, clock: Any) -> None:
    scripted = script(stage, ranking=["points"], prizes=[{"level": "nhat", "count": 1}])
    refs = [scripted.takes(name, correct=4) for name in ("An", "Bình")]
    clock.moment = scripted.round.closes_at + HOUR
    options = ["--reason", "Biên bản họp Hội đồng", "--by", sign_in_name(stage, app, "chief_judge")]
    command = ["round", "order-tie", "cuoc-thi", "1", "1", refs[1], refs[0], *options]
    done = runner.invoke(args=command)
    assert (done.exit_code, done.output) == (0, "Đã xác định thứ tự của 2 người đồng hạng 1.\n")
    shown = runner.invoke(args=["round", "results", "cuoc-thi", "1"]).output
    assert re.search(r"^1  +Bình .*Giải Nhất$", shown, re.MULTILINE)
    assert runner.invoke(args=command).exit_code == 1


def test_files_for_ranking_are_not_written_while_the_round_runs(
    runner: Any, left: Script, clock: Any, tmp_path: Path
) -> None:
    clock.moment = left.round.closes_at - HOUR
    folder = tmp_path / "tep"
    result = runner.invoke(
        args=["round", "export-ranking", "cuoc-thi", "1", "--to", str(folder)],
    )
    assert (result.exit_code, folder.exists()) == (1, False)
