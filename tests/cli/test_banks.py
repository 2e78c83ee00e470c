"""``quiz bank``: what the commands store, write and say."""

import re
from pathlib import Path

import pytest

from question_bank.readers import read_bank
from tests.stage import HOUR, Stage

BANKS = Path("question_bank/banks")


@pytest.fixture(autouse=True)
def people(runner) -> None:
    """Let there be an author and a reviewer who can be named."""
    for login, role in (("an", "bank_author"), ("binh", "reviewer")):
        result = runner.invoke(
            args=["account", "create", "--name", login, "--role", role, "--login", f"{login}.tc"]
        )
        assert result.exit_code == 0, result.output


def quiz_bank(runner, verb: str, *words: str, by: str = "an.tc"):
    return runner.invoke(args=["bank", verb, *words, "--by", by])


def test_a_shipped_bank_goes_from_file_to_use_by_two_people(runner, tmp_path):
    source = BANKS / "lang-son.yaml"
    items = source.read_text("utf-8").count("  - code: ")
    result = quiz_bank(runner, "load", str(source))
    assert result.exit_code == 0
    assert result.stdout == f"lang-son: phiên bản 1, {items} câu, bản nháp.\n"
    assert "đang thẩm định" in quiz_bank(runner, "submit", "lang-son").stdout
    unread = quiz_bank(runner, "review", "lang-son", "--accept-rest", by="binh.tc")
    assert (unread.exit_code, "đọc các câu hỏi" in unread.stderr) == (1, True)
    quiz_bank(runner, "export", "lang-son", str(tmp_path / "doc.yaml"), by="binh.tc")
    accepted = quiz_bank(
        runner, "review", "lang-son", "--accept-rest", "--conclude", by="binh.tc"
    ).stdout
    assert accepted.startswith(f"Chấp nhận {items}, cần sửa 0, chưa xem 0.\n")
    assert quiz_bank(runner, "approve", "lang-son").exit_code == 1
    approved = quiz_bank(runner, "approve", "lang-son", by="binh.tc")
    assert approved.stdout == f"lang-son: phiên bản 1, {items} câu, đã duyệt.\n"


def test_nobody_acts_in_the_name_of_a_stranger(runner):
    result = quiz_bank(runner, "load", str(BANKS / "lang-son.yaml"), by="la-ai")
    assert (result.exit_code, "“la-ai”" in result.stderr) == (1, True)


def test_versions_are_compared_and_an_older_one_comes_back(runner, tmp_path):
    source = BANKS / "hai-duong-khoi.yaml"
    quiz_bank(runner, "load", str(source))
    changed = tmp_path / "sua.yaml"
    changed.write_text(source.read_text("utf-8").replace("1954", "1955"), "utf-8")
    assert "phiên bản 2" in quiz_bank(runner, "load", str(changed)).stdout
    said = quiz_bank(runner, "diff", "hai-duong-khoi").stdout
    assert said.startswith("hai-duong-khoi: phiên bản 1 → 2\n")
    assert "[-1954-]{+1955+}" in said
    same = runner.invoke(args=["bank", "diff", "hai-duong-khoi", "2", "2"]).stdout
    assert "cùng một phiên bản" in same
    again = quiz_bank(runner, "revert", "hai-duong-khoi", "1", "--message", "Bản cũ đúng")
    assert "phiên bản 3" in again.stdout


def test_a_bank_is_sealed_for_a_round_that_is_ahead_once(runner, stage: Stage):
    runner.invoke(
        args=["account", "create", "--name", "Chi", "--role", "organizer", "--login", "chi.tc"]
    )
    ahead = {"opens_at": stage.now + 24 * HOUR, "closes_at": stage.now + 48 * HOUR}
    stage.round(stage.contest("cuoc-thi"), stage.bank(), number=1, **ahead)
    assert quiz_bank(runner, "seal", "cuoc-thi", "1").exit_code == 1
    sealed = quiz_bank(runner, "seal", "cuoc-thi", "1", by="chi.tc")
    assert re.fullmatch(r"Đã niêm phong. Mã cam kết .*: [0-9a-f]{64}\n", sealed.stdout)


def test_loading_it_again_changes_nothing(runner):
    load = ["bank", "load", str(BANKS / "hai-duong-khoi.yaml"), "--by", "an.tc"]
    assert runner.invoke(args=load).output == runner.invoke(args=load).output
    assert "phiên bản mới nhất 1 " in runner.invoke(args=["bank", "list"]).output


def test_a_faulty_file_stores_nothing_and_names_its_faults(runner, tmp_path):
    faulty = tmp_path / "sai.yaml"
    text = (BANKS / "hai-duong-khoi.yaml").read_text("utf-8")
    faulty.write_text(text.replace("right: [A]", "right: [E]", 1), "utf-8")
    result = quiz_bank(runner, "load", str(BANKS / "lang-son.yaml"), str(faulty))
    assert result.exit_code == 1
    assert "LỖI · sai.yaml, dòng " in result.stderr
    assert runner.invoke(args=["bank", "list"]).output == ""


@pytest.mark.parametrize("format_", ["yaml", "json", "xlsx", "docx"])
def test_what_is_exported_is_what_was_loaded(runner, tmp_path, format_):
    source = BANKS / "thai-nguyen-khoi.yaml"
    quiz_bank(runner, "load", str(source))
    path = tmp_path / f"ra.{format_}"
    result = runner.invoke(args=["bank", "export", "thai-nguyen-khoi", str(path)])
    assert result.exit_code == 0
    exported, loaded = (read_bank(file.read_bytes(), file.name).bank for file in (path, source))
    assert exported == loaded


def test_a_csv_needs_a_code_and_gets_it_from_the_command(runner, tmp_path):
    path = tmp_path / "mau.csv"
    runner.invoke(args=["bank", "template", str(path)])
    assert quiz_bank(runner, "load", str(path)).exit_code == 1
    result = quiz_bank(runner, "load", str(path), "--code", "mau", "--title", "Mẫu")
    assert result.stdout.startswith("mau: phiên bản 1, ")


def test_items_without_codes_get_those_they_had_and_new_ones_after_them(runner, tmp_path):
    quiz_bank(runner, "load", str(BANKS / "thai-nguyen-khoi.yaml"))
    plain = tmp_path / "tn.txt"
    export = runner.invoke(args=["bank", "export", "thai-nguyen-khoi", str(plain)])
    assert "không giữ mục “Mã câu”" in export.stderr
    added = "\nCâu hỏi hoàn toàn khác là gì?\nA. Một\nB. Hai\nANSWER: B\n"
    plain.write_text(plain.read_text("utf-8") + added, "utf-8")
    load = ["bank", "load", str(plain), "--code", "thai-nguyen-khoi", "--by", "an.tc"]
    result = runner.invoke(args=load)
    assert "giống hệt câu đã có" in result.stderr
    assert "Đặt mã mới cho 1 câu: TN-068." in result.stderr
    assert result.stdout.startswith("thai-nguyen-khoi: phiên bản 2, 68 câu")
    assert runner.invoke(args=load).stdout.startswith("thai-nguyen-khoi: phiên bản 2, 68 câu")


def test_an_owner_has_to_be_a_unit(runner, stage: Stage):
    load = ["bank", "load", str(BANKS / "lang-son.yaml"), "--by", "an.tc", "--owner"]
    assert runner.invoke(args=[*load, "tinh:khong-co"]).exit_code == 1
    assert runner.invoke(args=[*load, "tinh:chi-lang"]).exit_code == 0


def test_an_unknown_ending_is_refused(runner, tmp_path):
    result = runner.invoke(args=["bank", "template", str(tmp_path / "mau.odt")])
    assert (result.exit_code, "Hãy đặt đuôi tệp" in result.stderr) == (1, True)
