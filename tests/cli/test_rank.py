"""``quiz rank``: what it says and prints, and the codes that it ends with."""

import json
from importlib.resources import files
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from quiz.cli.rank import rank

EXAMPLE = Path(str(files("quiz").joinpath("offline", "example")))
RULES, ATTEMPTS = EXAMPLE / "the-le.yaml", EXAMPLE / "luot-thi.csv"
WHOLE = ("--people", EXAMPLE / "nguoi-du-thi.csv", "--units", EXAMPLE / "don-vi.csv")
DIGEST = "26160a7609635c36ff04d8467b311be672d9d087228de410b0f1a1b3e27e8499"


def run(*options: object, rules: Path = RULES, attempts: Path = ATTEMPTS) -> Result:
    return CliRunner().invoke(rank, [str(part) for part in (rules, attempts, *options)])


def test_people_and_units_are_told_in_order_with_what_decided_it() -> None:
    result = run(*WHOLE)
    assert result.exit_code == 0
    lines = [" ".join(line.split()) for line in result.stdout.splitlines()]
    assert "5 người, 11 lượt, 4 người trả lời đúng tất cả." in lines[1]
    assert "1 Hoàng Linh Chi L07 CB-02 0 03/09/2024 09:00:00,000 Giải Nhất" in lines
    assert "1 CB-02 Chi bộ Trạm Y tế 2 3 3 66,67 % 19,5" in lines
    assert "Không xếp hạng: 2 đơn vị – Chưa đạt tỷ lệ tham gia tối thiểu" in lines
    assert lines[-1] == f"SHA-256 của kết quả: {DIGEST}"


def test_a_tie_over_a_prize_is_told_and_left_to_people(tmp_path: Path) -> None:
    attempts = tmp_path / "luot.csv"
    row = "20;20;20;20;4"
    text = ATTEMPTS.read_text("utf-8").replace("20;20;20;20;5", row)
    attempts.write_text(text.replace("02/09/2024 10:30:00", "03/09/2024 09:00:00"), "utf-8")
    lines = run(attempts=attempts).stdout.splitlines()
    assert (
        "Đồng hạng 1: 2 người, 2 giải (Giải Nhất, Giải Nhì); cần Ban Tổ chức quyết định." in lines
    )
    assert sum(line.startswith("1=") for line in lines) == 2


def test_each_kind_of_unit_has_a_board_of_its_own(tmp_path: Path) -> None:
    rules, units = tmp_path / "the-le.yaml", tmp_path / "don-vi.csv"
    gates = "gates: [{participation_rate: 50}]"
    rules.write_text(RULES.read_text("utf-8").replace(gates, "among: kind"), "utf-8")
    units.write_text(
        "Mã đơn vị;Tên đơn vị;Loại;Mã đơn vị cấp trên;Số lượng\n"
        "X;Xã Vân Sơn;xã;;\nCB-01;Một;chi bộ;X;2\nCB-02;Hai;thôn;X;2\nCB-03;Ba;thôn;X;1\n",
        "utf-8",
    )
    lines = run("--units", units, rules=rules).stdout.splitlines()
    boards = {
        kind: lines.index(f"Xếp hạng các đơn vị loại “{kind}”") for kind in ("chi bộ", "thon")
    }
    assert lines[boards["chi bộ"] + 2].split()[:2] == ["1", "CB-01"]
    ranked = [lines[boards["thon"] + at].split()[:2] for at in (2, 3)]
    assert ranked == [["1", "CB-03"], ["2", "CB-02"]]


COLLECTIVE = """\
    prizes: [{level: nhat, count: 1, amount: 5000000}]
  unit_prizes:
    - {title: Nhiều giải nhất, order: [winners], prizes: [{level: tap_the, count: 1}]}
"""


def test_prizes_of_units_and_higher_prizes_kept_are_told(tmp_path: Path) -> None:
    rules, people = tmp_path / "the-le.yaml", tmp_path / "nguoi.csv"
    written = RULES.read_text("utf-8").replace("  prizes:\n", f"{COLLECTIVE}  prizes:\n")
    caps = "  prize_caps: {per_person: 1, keeps: higher}\n  prizes:\n"
    rules.write_text(written.replace("  prizes:\n", caps), "utf-8")
    heading, *rows = (EXAMPLE / "nguoi-du-thi.csv").read_text("utf-8").splitlines()
    won = [f"{row};1:nhi" if row.startswith("N3;") else f"{row};" for row in rows]
    people.write_text("\n".join([f"{heading};Giải đã nhận", *won]) + "\n", "utf-8")
    options = ("--people", people, *WHOLE[2:])
    lines = [" ".join(line.split()) for line in run(*options, rules=rules).stdout.splitlines()]
    assert any(line.endswith("Giải Nhất (thay cho Giải Nhì của đợt 1)") for line in lines)
    at = lines.index("Giải tập thể")
    assert lines[at + 1].startswith("Giải Nhất: CB-02 Chi bộ Trạm Y tế (Tỷ lệ tham gia: 66,67 %")
    assert "Giải tập thể: Nhiều giải nhất" in lines[at:]
    found = json.loads(run("--json", *options, rules=rules).stdout)
    assert [one["title"] for one in found["unit_prizes"]] == [None, "Nhiều giải nhất"]
    assert found["people"][0]["gave_up"] == {"round": 1, "level": "nhi"}
    bad = people.read_text("utf-8").replace("1:nhi", "nhi")
    people.write_text(bad, "utf-8")
    told = run(*options, rules=rules)
    assert told.exit_code == 1
    assert "Hãy ghi số đợt và mức giải, ví dụ 1:nhi" in told.stderr


def test_a_few_people_are_shown_and_the_others_counted() -> None:
    lines = run("--first", 3, *WHOLE).stdout.splitlines()
    assert "… và 1 người xếp hạng sau." in lines


def test_programs_read_everything_as_json() -> None:
    result = run("--json", *WHOLE)
    document = json.loads(result.stdout)
    assert (document["schema"], document["digest"]) == (1, DIGEST)
    assert [line["rank"] for line in document["people"]] == [1, 2, 3, 4, None]
    assert run("--json", *WHOLE).stdout == result.stdout


@pytest.mark.parametrize(
    ("expected", "code"), [(DIGEST, 0), (DIGEST.upper(), 0), ("0" * 64, 3), ("", 3)]
)
def test_a_result_is_held_against_a_published_digest(expected: str, code: int) -> None:
    assert run("--expect", expected, *WHOLE).exit_code == code


def test_faults_are_told_with_file_line_and_column_and_nothing_is_ranked(tmp_path: Path) -> None:
    attempts = tmp_path / "luot.csv"
    text = ATTEMPTS.read_text("utf-8").replace("L05;N2;CB-01;4", "L05;N2;CB-01;bốn")
    attempts.write_text(text, "utf-8")
    result = run(attempts=attempts)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.splitlines() == [
        "luot.csv, cột D, dòng 11: “bốn” ở cột “Lượt thi” không phải là số. Hãy ghi một số nguyên.",
        "Còn những điểm trên cần sửa nên chưa xếp hạng.",
    ]


def test_a_heading_that_no_column_goes_by_is_told(tmp_path: Path) -> None:
    attempts = tmp_path / "luot.csv"
    rows = ATTEMPTS.read_text("utf-8").splitlines()
    attempts.write_text(
        "\n".join(["Ghi chú;" + rows[0], *(";" + row for row in rows[1:])]), "utf-8"
    )
    result = run(attempts=attempts)
    assert (result.exit_code, result.stderr) == (0, "luot.csv: không dùng cột “Ghi chú”.\n")


@pytest.mark.parametrize("total", [4, EXAMPLE / "tong-so.csv"])
def test_the_number_predicted_is_given_as_a_number_or_as_a_file(total: object) -> None:
    assert run("--total", total, "--expect", DIGEST, *WHOLE).exit_code == 0


@pytest.mark.parametrize("options", [["--total", "khong-co.csv"], ["--round", "một"]])
def test_what_cannot_be_asked_ends_with_the_code_of_misuse(options: list[str]) -> None:
    assert run(*options).exit_code == 2
