import json
from pathlib import Path

import pytest

from question_bank.__main__ import main
from question_bank.readers import read_bank
from question_bank.seal import Seal, SealedDocument, as_document
from question_bank.writers import FORMATS

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
    assert capsys.readouterr().out == (
        "Đổi đáp án (1): A-1\n\nA-1 – Hội nghị họp ở đâu?\n  Đáp án: [-A. Tân Trào-]{+B. Pác Bó+}\n"
    )
    assert main(["diff", "--json", good, rekeyed]) == 1
    assert json.loads(capsys.readouterr().out)["rekeyed"] == ["A-1"]


@pytest.fixture
def seal(good: str, tmp_path: Path) -> Path:
    """Return the file of an opened seal of the good bank."""
    bank = read_bank(Path(good).read_bytes(), good).bank
    assert bank is not None
    opened = SealedDocument("hoi-thi", 2, "mau", 1, bank.digest, "ab" * 32, "cd" * 32)
    file = tmp_path / "seal.json"
    file.write_text(json.dumps(as_document(Seal("hoi-thi", 2, opened.commitment, 1, opened))))
    return file


def test_an_intact_seal_is_confirmed_with_code_0(
    good: str, seal: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["verify-seal", str(seal), good]) == 0
    said = capsys.readouterr().out
    assert said.startswith("Niêm phong đợt 2 của cuộc thi hoi-thi:\n  KHỚP ")
    assert said.endswith("Niêm phong nguyên vẹn.\n")
    assert main(["verify-seal", "--json", str(seal), good]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "contest": "hoi-thi",
        "round": 2,
        "holds": True,
        "commitment": True,
        "bank": True,
        "digest": True,
    }


def test_a_bank_with_another_key_breaks_the_seal_with_code_1(
    rekeyed: str, seal: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["verify-seal", "--lang", "en", str(seal), rekeyed]) == 1
    said = capsys.readouterr().out
    assert "  DIFFERS items and keys in the file" in said
    assert "does NOT match" in said


def test_a_seal_that_was_rewritten_is_noticed_with_code_1(good: str, seal: Path) -> None:
    seal.write_text(seal.read_text().replace("cd" * 32, "ce" * 32))
    assert main(["verify-seal", str(seal), good]) == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[]", "không đúng dạng"),
        ("{", "không đúng dạng"),
        (
            json.dumps(as_document(Seal("hoi-thi", 2, "ab" * 32, 1, None))),
            "Niêm phong chưa mở",
        ),
    ],
)
def test_what_cannot_be_checked_is_wrong_usage(
    text: str, said: str, good: str, seal: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    seal.write_text(text)
    assert main(["verify-seal", str(seal), good]) == 2
    assert said in capsys.readouterr().err


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


def test_what_the_new_format_cannot_hold_is_listed_first(
    good: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["convert", good, str(tmp_path / "good.txt")]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("Không giữ được: Tệp Aiken không giữ mã, tên")
    assert lines[1] == "Không giữ được: Tệp Aiken không giữ mục “Mã câu”, đang có ở 1 câu."
    assert lines[-1].startswith("Đã ghi 1 câu")


def test_codes_come_from_an_older_file_and_each_is_told(
    good: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plain, target = tmp_path / "plain.txt", tmp_path / "new.yaml"
    plain.write_text(
        "Hội nghị họp ở đâu?\nA. Pác Bó\nB. Tân Trào\nANSWER: B\n\n"
        "Ai chủ trì?\nA. Trường Chinh\nB. Lê Duẩn\nANSWER: A\n",
        encoding="utf-8",
    )
    assert main(["convert", "--codes-from", good, str(plain), str(target)]) == 0
    said = capsys.readouterr().out
    assert "dòng 1, câu #1 → A-1: cùng nội dung câu hỏi, chung 100 % số từ" in said
    assert "Đặt mã mới cho 1 câu: A-2." in said
    assert "code: A-1\n" in target.read_text("utf-8")
    assert main(["diff", good, str(plain)]) == 1
    assert "Thêm mới (1): A-2" in capsys.readouterr().out
    assert main(["check", "--json", "--codes-from", good, str(plain)]) == 0
    (result,) = json.loads(capsys.readouterr().out)
    assert [(each["code"], each["how"]) for each in result["codes"]] == [
        ("A-1", "stem"),
        ("A-2", "new"),
    ]


def test_codes_cannot_come_from_a_file_without_any_nor_go_into_one(
    good: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plain = str(tmp_path / "plain.txt")
    assert main(["convert", good, plain]) == 0
    assert main(["convert", "--codes-from", plain, good, str(tmp_path / "a.json")]) == 2
    assert "không lấy mã từ tệp này được" in capsys.readouterr().err
    assert main(["convert", "--codes-from", good, good, plain]) == 2
    assert "không giữ mã câu" in capsys.readouterr().err


def test_options_about_others_are_pinned_when_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, target = tmp_path / "a.yaml", tmp_path / "b.yaml"
    source.write_text(GOOD.replace("Pác Bó]", "Pác Bó, Cả hai nơi trên, Tất cả đều sai]"), "utf-8")
    assert main(["convert", str(source), str(target)]) == 0
    assert "pinned" not in target.read_text("utf-8")
    assert main(["convert", "--fix", "pins", str(source), str(target)]) == 0
    assert "pinned: [D]" in target.read_text("utf-8")
    assert "Đã giữ cuối phương án ở 1 câu: A-1." in capsys.readouterr().out


@pytest.mark.parametrize("format_", FORMATS)
def test_a_template_can_be_had(format_: str, tmp_path: Path) -> None:
    target = tmp_path / f"mau.{format_}"
    assert main(["template", format_, str(target)]) == 0
    assert target.stat().st_size > 300


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


def test_why_a_file_cannot_be_opened_is_said_in_the_reader_s_language(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["check", "khong-co.yaml"]) == 2
    said = capsys.readouterr().err
    assert said == "Không mở được tệp khong-co.yaml: không có tệp hoặc thư mục này.\n"
    assert main(["check", "--lang", "en", "khong-co.yaml"]) == 2
    assert "there is no such file" in capsys.readouterr().err


def test_unknown_arguments_are_wrong_usage() -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["nothing"])
    assert stopped.value.code == 2
