"""``quiz bank``: what the commands store, write and say."""

from pathlib import Path

import pytest

from question_bank.readers import read_bank
from tests.stage import Stage

BANKS = Path("question_bank/banks")


def test_a_shipped_bank_is_loaded_and_approved(runner):
    source = BANKS / "lang-son.yaml"
    result = runner.invoke(args=["bank", "load", str(source), "--approve"])
    items = source.read_text("utf-8").count("  - code: ")
    assert result.exit_code == 0
    assert result.stdout.startswith(f"lang-son: phiên bản 1, {items} câu, đã duyệt.")


def test_loading_it_again_changes_nothing(runner):
    load = ["bank", "load", str(BANKS / "hai-duong-khoi.yaml")]
    assert runner.invoke(args=load).output == runner.invoke(args=load).output
    assert "phiên bản mới nhất 1 " in runner.invoke(args=["bank", "list"]).output


def test_a_faulty_file_stores_nothing_and_names_its_faults(runner, tmp_path):
    faulty = tmp_path / "sai.yaml"
    text = (BANKS / "hai-duong-khoi.yaml").read_text("utf-8")
    faulty.write_text(text.replace("right: [A]", "right: [E]", 1), "utf-8")
    result = runner.invoke(args=["bank", "load", str(BANKS / "lang-son.yaml"), str(faulty)])
    assert result.exit_code == 1
    assert "sai.yaml, dòng " in result.stderr
    assert runner.invoke(args=["bank", "list"]).output == ""


@pytest.mark.parametrize("format_", ["yaml", "json", "xlsx"])
def test_what_is_exported_is_what_was_loaded(runner, tmp_path, format_):
    source = BANKS / "thai-nguyen-khoi.yaml"
    runner.invoke(args=["bank", "load", str(source)])
    path = tmp_path / f"ra.{format_}"
    result = runner.invoke(args=["bank", "export", "thai-nguyen-khoi", str(path)])
    assert result.exit_code == 0
    exported, loaded = (read_bank(file.read_bytes(), file.name).bank for file in (path, source))
    assert exported == loaded


def test_a_csv_needs_a_code_and_gets_it_from_the_command(runner, tmp_path):
    path = tmp_path / "mau.csv"
    runner.invoke(args=["bank", "template", str(path)])
    assert runner.invoke(args=["bank", "load", str(path)]).exit_code == 1
    result = runner.invoke(args=["bank", "load", str(path), "--code", "mau", "--title", "Mẫu"])
    assert result.stdout.startswith("mau: phiên bản 1, ")


def test_items_without_codes_get_those_they_had_and_new_ones_after_them(runner, tmp_path):
    runner.invoke(args=["bank", "load", str(BANKS / "thai-nguyen-khoi.yaml")])
    plain = tmp_path / "tn.txt"
    export = runner.invoke(args=["bank", "export", "thai-nguyen-khoi", str(plain)])
    assert "không giữ mục “Mã câu”" in export.stderr
    added = "\nCâu hỏi hoàn toàn khác là gì?\nA. Một\nB. Hai\nANSWER: B\n"
    plain.write_text(plain.read_text("utf-8") + added, "utf-8")
    load = ["bank", "load", str(plain), "--code", "thai-nguyen-khoi"]
    result = runner.invoke(args=load)
    assert "giống hệt câu đã có" in result.stderr
    assert "Đặt mã mới cho 1 câu: TN-068." in result.stderr
    assert result.stdout.startswith("thai-nguyen-khoi: phiên bản 2, 68 câu")
    assert runner.invoke(args=load).stdout.startswith("thai-nguyen-khoi: phiên bản 2, 68 câu")


def test_an_owner_has_to_be_a_unit(runner, stage: Stage):
    load = ["bank", "load", str(BANKS / "lang-son.yaml"), "--owner"]
    assert runner.invoke(args=[*load, "tinh:khong-co"]).exit_code == 1
    assert runner.invoke(args=[*load, "tinh:chi-lang"]).exit_code == 0


def test_an_unknown_ending_is_refused(runner, tmp_path):
    result = runner.invoke(args=["bank", "template", str(tmp_path / "mau.docx")])
    assert (result.exit_code, "Hãy đặt đuôi tệp" in result.stderr) == (1, True)
