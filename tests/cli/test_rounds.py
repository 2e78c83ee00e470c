"""``quiz round``: what the commands say and write, with no worker running."""

import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from quiz.cli.rank import rank
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


def test_files_for_ranking_are_not_written_while_the_round_runs(
    runner: Any, left: Script, clock: Any, tmp_path: Path
) -> None:
    clock.moment = left.round.closes_at - HOUR
    folder = tmp_path / "tep"
    result = runner.invoke(
        args=["round", "export-ranking", "cuoc-thi", "1", "--to", str(folder)],
    )
    assert (result.exit_code, folder.exists()) == (1, False)
