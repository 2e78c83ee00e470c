"""Units, people and staff at the command line: the same use cases, in Vietnamese."""

import csv
import re
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskCliRunner

from quiz.models import Account, Participation, RoleGrant, Unit
from tests.stage import Stage

UNITS = "Mã đơn vị;Tên đơn vị;Loại;Mã đơn vị cấp trên;Số lượng\n"
PEOPLE = "Họ và tên;Ngày sinh;Mã đơn vị\nLò Văn An;01/02/1990;cl-01\nTrần Bình;;cao-01\n"


def written(folder: Path, name: str, text: str) -> str:
    path = folder / name
    path.write_text(text, "utf-8")
    return str(path)


def count(stage: Stage, table: Any) -> int:
    stage.session.rollback()
    return stage.session.scalar(sa.select(sa.func.count()).select_from(table))


def test_units_are_loaded_and_loading_again_changes_nothing(
    runner: FlaskCliRunner, stage: Stage, tmp_path: Path
) -> None:
    file = written(tmp_path, "don-vi.csv", UNITS + "k;Đảng bộ Khối;Đảng bộ;;40\nc;Chi bộ 1;;k;7\n")
    words = ["unit", "load", file, "--tree", "khoi", "--name", "Đảng bộ Khối"]
    assert "khoi: thêm 2 đơn vị, sửa 0 đơn vị, ghi 2 số liệu." in runner.invoke(args=words).output
    assert "thêm 0 đơn vị, sửa 0 đơn vị, ghi 0" in runner.invoke(args=words).output


def test_faults_are_said_with_their_places_and_nothing_is_kept(
    runner: FlaskCliRunner, stage: Stage, tmp_path: Path
) -> None:
    file = written(tmp_path, "don-vi.csv", UNITS + "k;Đảng bộ Khối;;;\nc;Chi bộ 1;;x;y\n")
    before = count(stage, Unit)
    result = runner.invoke(args=["unit", "load", file, "--tree", "khoi", "--name", "Khối"])
    assert result.exit_code == 1
    assert "cột D, dòng 3: Không có đơn vị cấp trên nào mang mã “x”" in result.output
    assert "cột E, dòng 3: “y” không phải là số người." in result.output
    assert "Bảng còn 2 lỗi nên chưa nạp được." in result.output
    assert count(stage, Unit) == before


def test_people_are_loaded_and_their_codes_written_for_one_reader(
    runner: FlaskCliRunner, stage: Stage, tmp_path: Path
) -> None:
    stage.contest()
    file, codes = written(tmp_path, "nguoi.csv", PEOPLE), tmp_path / "ma.csv"
    words = ["people", "load", file, "--contest", "cuoc-thi", "--codes-to", str(codes)]
    result = runner.invoke(args=words)
    assert "Thêm 2 người, sửa 0, giữ nguyên 0." in result.output
    assert "Đã cấp 2 mã" in result.output
    assert codes.stat().st_mode & 0o077 == 0
    with codes.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter=";"))
    assert [row["Họ và tên"] for row in rows] == ["Trần Bình", "Lò Văn An"]  # by units
    assert all(re.fullmatch(r"\w{4}-\w{4}-\w{2}", row["Mã kích hoạt"]) for row in rows)
    assert rows[0]["Địa chỉ"].endswith("/kich-hoat")


def test_a_person_who_forgot_gets_a_new_code(runner: FlaskCliRunner, stage: Stage) -> None:
    contest = stage.contest()
    stage.contestant("Lò Văn An", contest)
    stage.contestant("Lò Văn Ân", contest)
    ask = ["people", "code", "--contest", "cuoc-thi"]
    assert "Tìm thấy 2 người" in runner.invoke(args=[*ask, "--find", "Lò Văn"]).output
    result = runner.invoke(args=[*ask, "--unit", "cl-01"])
    assert result.output.count("Chi bộ Trường THPT Chi Lăng") == 2


def test_who_is_not_there_is_a_sentence_and_not_a_traceback(
    runner: FlaskCliRunner, stage: Stage, tmp_path: Path
) -> None:
    file = written(tmp_path, "nguoi.csv", PEOPLE)
    result = runner.invoke(args=["people", "load", file, "--contest", "khong-co"])
    assert (result.exit_code, "Không tìm thấy" in result.output) == (1, True)


@pytest.mark.parametrize("noun", ["unit", "people"])
@pytest.mark.parametrize("name", ["mau.csv", "mau.xlsx"])
def test_templates_are_written(
    runner: FlaskCliRunner, noun: str, name: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    assert "Đã ghi tệp mẫu" in runner.invoke(args=[noun, "template", str(path)]).output
    assert path.stat().st_size > 50


def test_a_person_of_the_staff_gets_a_role_and_a_way_in(
    runner: FlaskCliRunner, stage: Stage
) -> None:
    words = ["account", "create", "--name", "Nông Én", "--role", "unit_officer"]
    created = runner.invoke(args=[*words, "--unit", "tinh:chi-lang"])
    assert re.search(r"cán bộ phụ trách đơn vị\. Mã kích hoạt: \w{4}-\w{4}-\w{2}", created.output)
    listed = runner.invoke(args=["account", "list"]).output
    assert "Nông Én: cán bộ phụ trách đơn vị (Đảng bộ huyện Chi Lăng), chưa có tài khoản" in listed


def test_an_account_with_a_password_made_up_is_opened_at_once(
    runner: FlaskCliRunner, stage: Stage
) -> None:
    words = ["account", "create", "--name", "Vi Dũng", "--role", "judge", "--login", "vi.dung"]
    assert "Tên đăng nhập: vi.dung  Mật khẩu: " in runner.invoke(args=words).output
    taken = runner.invoke(args=words)
    assert (taken.exit_code, "đã có người dùng" in taken.output) == (1, True)
    assert (count(stage, Account), count(stage, RoleGrant)) == (1, 1)


def test_an_officer_without_a_unit_is_refused(runner: FlaskCliRunner, stage: Stage) -> None:
    words = ["account", "create", "--name", "Vi Dũng", "--role", "unit_officer"]
    assert "Vai trò này cần gắn với một đơn vị." in runner.invoke(args=words).output
    assert count(stage, RoleGrant) == 0


def test_a_role_is_taken_away_by_its_number(runner: FlaskCliRunner, stage: Stage) -> None:
    runner.invoke(args=["account", "create", "--name", "Vi Dũng", "--role", "auditor"])
    number = str(stage.session.scalar(sa.select(RoleGrant.id)))
    for _ in range(2):
        assert "Đã thu hồi vai trò." in runner.invoke(args=["account", "revoke", number]).output
    assert runner.invoke(args=["account", "list"]).output == ""
    assert count(stage, Participation) == 0
