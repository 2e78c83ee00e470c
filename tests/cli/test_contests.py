"""``quiz contest``: what the commands store and say."""

import json
from pathlib import Path

from quiz.domain.rules import json_schema
from tests.contest_text import CONTEST, changed
from tests.stage import Stage


def written(tmp_path: Path, text: str = CONTEST) -> str:
    path = tmp_path / "cuoc-thi.yaml"
    path.write_text(text, "utf-8")
    return str(path)


def test_a_contest_is_loaded_announced_and_listed(runner, stage: Stage, tmp_path):
    stage.bank()
    loaded = runner.invoke(args=["contest", "load", written(tmp_path), "--announce"])
    assert loaded.output == "cuoc-thi: 2 đợt thi, đã công khai.\n"
    listed = runner.invoke(args=["contest", "list"]).output
    assert "đợt 1, chưa mở: hôm nay 0 lượt bắt đầu" in listed


def test_loading_a_changed_file_changes_the_contest(runner, stage: Stage, tmp_path):
    stage.bank()
    runner.invoke(args=["contest", "load", written(tmp_path)])
    changed_file = written(tmp_path, changed("Cuộc thi tìm hiểu lịch sử", "Tên mới"))
    assert runner.invoke(args=["contest", "load", changed_file]).exit_code == 0
    assert "cuoc-thi: Tên mới (chưa công khai)" in runner.invoke(args=["contest", "list"]).output


def test_a_check_stores_nothing(runner, stage: Stage, tmp_path):
    stage.bank()
    checked = runner.invoke(args=["contest", "check", written(tmp_path)])
    assert checked.exit_code == 0
    assert checked.output.endswith("cuoc-thi: nạp được, 2 đợt thi.\n")
    assert "Nên xem lại: Đợt 1: giờ đóng dừng mọi bài đang làm" in checked.output
    assert runner.invoke(args=["contest", "list"]).output == ""


def test_every_problem_is_said_with_its_line(runner, stage: Stage, tmp_path):
    for verb in ("check", "load"):
        result = runner.invoke(args=["contest", verb, written(tmp_path)])
        assert result.exit_code == 1
        assert "cuoc-thi.yaml, dòng 27: Không có ngân hàng câu hỏi “kiem-thu”" in result.stderr


def test_an_unknown_bank_is_said_along_with_what_is_wrong_in_the_file(runner, tmp_path):
    text = changed("{items: 4}", "{items: 0}")
    said = runner.invoke(args=["contest", "check", written(tmp_path, text)]).stderr
    assert "dòng 17" in said
    assert "dòng 27: Không có ngân hàng câu hỏi “kiem-thu”" in said


def test_a_file_that_is_no_contest_is_refused(runner, tmp_path):
    result = runner.invoke(args=["contest", "check", written(tmp_path, "rounds: []\n")])
    assert (result.exit_code, "Thiếu mục “slug”" in result.stderr) == (1, True)


def test_the_schemas_for_editors_are_printed_without_a_database(runner):
    whole = json.loads(runner.invoke(args=["contest", "schema"]).output)
    of_round = json.loads(runner.invoke(args=["contest", "schema", "--rules"]).output)
    assert whole["$defs"]["RulesOrPart"]["properties"] == of_round["properties"]
    assert "required" not in whole["$defs"]["RulesOrPart"]
    assert of_round == json_schema()


def test_presets_and_regulations_are_listed_and_printed_with_their_comments(runner):
    listed = runner.invoke(args=["contest", "library"]).output
    assert "vcnet: VCNet" in listed
    assert "C53: Quận Đoàn Bình Tân" in listed
    printed = runner.invoke(args=["contest", "library", "C01"]).output
    assert "# Nguồn dừng ở dự đoán" in printed
    assert runner.invoke(args=["contest", "library", "C99"]).exit_code == 1
