import json
from pathlib import Path

import pytest

from question_bank.__main__ import main

GOOD = """\
bank_schema: 1
code: mau
title: Mẫu
items:
  - {code: A-1, stem: Hội nghị họp ở đâu?, options: [Tân Trào, Pác Bó], right: [A]}
"""


@pytest.fixture
def good(tmp_path: Path) -> str:
    file = tmp_path / "good.yaml"
    file.write_text(GOOD, encoding="utf-8")
    return str(file)


@pytest.fixture
def rekeyed(tmp_path: Path) -> str:
    file = tmp_path / "rekeyed.yaml"
    file.write_text(GOOD.replace("right: [A]", "right: [B]"), encoding="utf-8")
    return str(file)


@pytest.fixture
def bad(tmp_path: Path) -> str:
    file = tmp_path / "bad.yaml"
    file.write_text(GOOD.replace("right: [A]", "right: [C]"), encoding="utf-8")
    return str(file)


def test_a_good_file_is_checked_with_advice_and_code_0(
    good: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", good]) == 0
    said = capsys.readouterr().out
    assert "Lưu ý · dòng 5, câu A-1: Câu hỏi chưa có chủ đề" in said
    assert "đọc được 1 câu, 0 lỗi, 3 lưu ý" in said


def test_an_error_is_said_with_its_place_and_code_1(
    bad: str, good: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--lang", "en", good, bad]) == 1
    assert "ERROR · line 5, item A-1: “Key” names C" in capsys.readouterr().out


def test_json_holds_the_code_the_data_and_the_place(
    bad: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--json", bad]) == 1
    (result,) = json.loads(capsys.readouterr().out)
    (finding,) = result["findings"]
    assert result["bank"] is None
    assert finding["code"] == "letter_without_option"
    assert finding["place"]["line"] == 5
    assert finding["data"] == {"field": "right", "letter": "C"}


def test_a_bank_is_converted_and_stays_the_same_version(
    good: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = str(tmp_path / "good.xlsx")
    assert main(["convert", good, target]) == 0
    assert main(["diff", good, target]) == 0
    assert "cùng một phiên bản" in capsys.readouterr().out


def test_differences_are_listed_by_kind_with_code_1(
    good: str, rekeyed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["diff", good, rekeyed]) == 1
    assert capsys.readouterr().out == "Đổi đáp án (1): A-1\n"
    assert main(["diff", "--json", good, rekeyed]) == 1
    assert json.loads(capsys.readouterr().out)["rekeyed"] == ["A-1"]


def test_the_name_of_a_csv_file_serves_as_its_title(good: str, tmp_path: Path) -> None:
    table, back = tmp_path / "Đợt 1.csv", tmp_path / "back.yaml"
    assert main(["convert", good, str(table)]) == 0
    assert main(["convert", "--code", "dot-1", str(table), str(back)]) == 0
    assert "code: dot-1\ntitle: Đợt 1\n" in back.read_text("utf-8")


def test_stats_count_the_items(good: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["stats", good]) == 0
    assert "Số câu: 1" in capsys.readouterr().out
    assert main(["stats", "--json", good]) == 0
    assert json.loads(capsys.readouterr().out)[good]["keys"] == {"A": 1}


def test_an_unreadable_bank_is_not_converted(bad: str, tmp_path: Path) -> None:
    target = tmp_path / "never.yaml"
    assert main(["convert", bad, str(target)]) == 1
    assert not target.exists()


@pytest.mark.parametrize("format_", ["yaml", "xlsx", "csv", "docx"])
def test_a_template_can_be_had(format_: str, tmp_path: Path) -> None:
    target = tmp_path / f"mau.{format_}"
    assert main(["template", format_, str(target)]) == 0
    assert target.stat().st_size > 500


def test_the_schema_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out)["type"] == "object"


@pytest.mark.parametrize(
    "arguments",
    [["check", "khong-co.yaml"], ["convert", "GOOD", "x.doc"], ["convert", "GOOD", "/"]],
)
def test_what_cannot_be_opened_or_named_is_wrong_usage(
    arguments: list[str], good: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([good if word == "GOOD" else word for word in arguments]) == 2
    assert capsys.readouterr().err


def test_unknown_arguments_are_wrong_usage() -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["nothing"])
    assert stopped.value.code == 2
