"""An organizer tries the ranking of a round on files before it opens."""

import json
import re
from collections.abc import Mapping
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
import sqlalchemy as sa
from click.testing import CliRunner
from flask.testing import FlaskClient

from quiz.cli.rank import rank
from quiz.models import AuditLine, StagedFile
from quiz.services import exports
from quiz.web.organizer.contests import trial, tried
from tests.stage import Stage

DESK = "/to-chuc/cuoc-thi/cuoc-thi/dot/1/chay-thu"
PRIZES = [{"level": "nhat", "count": 1}, {"level": "nhi", "count": 1}]
ATTEMPTS = """Mã lượt thi;Mã người dự thi;Mã đơn vị;Lượt thi;Bắt đầu lúc;Nộp bài lúc;Số câu đúng
L1;N1;cl-01;1;21/11/2026 08:00;21/11/2026 08:05;4
L2;N2;cl-01;1;21/11/2026 08:00;21/11/2026 08:04;3
L3;N3;cao-01;1;21/11/2026 08:00;21/11/2026 08:03;2
"""
PEOPLE = "Mã người dự thi;Họ và tên\nN1;Hoàng Linh Chi\nN2;Vi Tiến Dũng\nN3;Lương Thị Én\n"
UNITS = (
    "Mã đơn vị;Tên đơn vị;Mã đơn vị cấp trên\nX;Xã Vân Sơn;\ncl-01;Thôn Một;X\ncao-01;Thôn Hai;X\n"
)


@pytest.fixture
def round_(stage: Stage) -> Any:
    return stage.round(stage.contest(), stage.bank(), prizes=PRIZES)


@pytest.fixture
def organizer(signs_in: Any, round_: Any) -> FlaskClient:
    return signs_in("Chi")


def words(page: Any) -> str:
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.text)))


def send(browser: FlaskClient, address: str = DESK, **sent: str | bytes) -> Any:
    """Send files by the name of their field; a number is one that was typed."""
    typed = {"total": sent.pop("total")} if "total" in sent else {}
    files = {
        which: (BytesIO(text.encode() if isinstance(text, str) else text), f"{which}.csv")
        for which, text in sent.items()
    }
    return browser.post(address, data={**typed, **files}, content_type="multipart/form-data")


def digest_on(page: Any) -> str:
    found = re.search(r"Bản chạy thử: SHA-256 (\w{64})", page.text)
    assert found, words(page)
    return found[1]


def example(browser: FlaskClient, folder: Path) -> Mapping[str, Path]:
    """Take the example away, and return the path of each of its files."""
    with ZipFile(BytesIO(browser.get(f"{DESK}/bo-tep-mau.zip").data)) as files:
        files.extractall(folder)
    return {path.stem: path for path in folder.iterdir()}


def test_the_contest_leads_to_it_from_official_rounds(organizer: FlaskClient, stage: Stage) -> None:
    stage.round(stage.contest("hai"), stage.bank(code="hai"), kind="practice")
    assert f'href="{DESK}"' in organizer.get("/to-chuc/cuoc-thi/cuoc-thi").text
    assert "chay-thu" not in organizer.get("/to-chuc/cuoc-thi/hai").text
    practice = DESK.replace("/cuoc-thi/dot", "/hai/dot")
    for address in (practice, f"{practice}/bo-tep-mau.zip"):
        assert organizer.get(address).status_code == 404
    assert send(organizer, practice, attempts=ATTEMPTS).status_code == 404


def test_files_are_ranked_as_the_round_stands(organizer: FlaskClient) -> None:
    page = send(organizer, attempts=ATTEMPTS, people=PEOPLE)
    assert page.status_code == 200
    shown = words(page)
    assert shown.count("Chạy thử – không phải kết quả") >= 3  # also in the name of the window
    assert "Giải Nhất Hoàng Linh Chi – Chi bộ Trường THPT Chi Lăng" in shown
    assert "Giải Nhì Vi Tiến Dũng" in shown
    assert shown.index("1 Hoàng Linh Chi") < shown.index("2 Vi Tiến Dũng") < shown.index("3 Lương")
    assert "Hạng 1: " in shown  # and why
    assert "Các đơn vị thuộc Đảng bộ huyện Chi Lăng" in shown


def test_the_page_and_the_command_come_to_the_same(organizer: FlaskClient, tmp_path: Path) -> None:
    files = example(organizer, tmp_path)
    assert {*files} == {
        *("the-le", "luot-thi", "nguoi-du-thi", "don-vi", "quyet-dinh", "tong-so", "boc-tham"),
        "giai-chuyen-de",
    }
    given = {
        "attempts": files["luot-thi"].read_bytes(),
        "people": files["nguoi-du-thi"].read_bytes(),
        "rulings": files["quyet-dinh"].read_bytes(),
        "lots": files["boc-tham"].read_bytes(),
        "special": files["giai-chuyen-de"].read_bytes(),
        "totals": files["tong-so"].read_bytes(),
    }
    options = (
        *("--people", files["nguoi-du-thi"], "--units", files["don-vi"], "--json"),
        *("--rulings", files["quyet-dinh"], "--lots", files["boc-tham"]),
        *("--total", files["tong-so"], "--special", files["giai-chuyen-de"]),
    )
    ranked = CliRunner().invoke(
        rank, [str(files["the-le"]), str(files["luot-thi"]), *map(str, options)]
    )
    assert ranked.exit_code == 0, ranked.stderr
    document = json.loads(ranked.stdout)
    assert [line["rank"] for line in document["people"]] == [1, 2, None]
    page = send(organizer, **given)
    assert "Người đạt giải trẻ nhất Người dự thi ví dụ 1 Ví dụ" in words(page)
    assert digest_on(page) == document["digest"]
    assert f"Thể lệ: SHA-256 {document['rules']}" in page.text
    with_the_file = send(organizer, **given, units=files["don-vi"].read_bytes())
    assert digest_on(with_the_file) == document["digest"]


def test_the_example_of_a_last_round_tells_what_people_did_before(
    signs_in: Any, stage: Stage, tmp_path: Path
) -> None:
    chi = signs_in("Chi")
    stage.round(stage.contest(), stage.bank(), overall={"ranking": ["points", "duration"]})
    files = example(chi, tmp_path)
    sent = {
        "attempts": files["luot-thi"].read_bytes(),
        "before": files["cac-dot-truoc"].read_bytes(),
    }
    page = send(chi, **sent)
    assert page.status_code == 200, words(page)
    shown = words(page)
    overall = shown[shown.index("Bảng tổng hợp") :]
    lines = re.findall(r"(N\d) Chi bộ .*? Hạng (\d): dự (\d) đợt", overall)
    assert lines == [("N1", "1", "2"), ("N2", "2", "2"), ("N3", "3", "2")], overall


def test_every_fault_of_every_file_is_told_at_once(organizer: FlaskClient) -> None:
    attempts = ATTEMPTS.replace(";4\n", ";bốn\n").replace("cao-01", "khong-co")
    page = send(organizer, attempts=attempts, people=PEOPLE + "N1;Hai lần\n", rulings="a\tb")
    assert page.status_code == 422
    shown = words(page)
    assert "attempts.csv 2 G “bốn” ở cột “Số câu đúng” không phải là số." in shown
    assert "attempts.csv 4 C Không có đơn vị nào mang mã “khong-co” trong danh sách" in shown
    assert "people.csv 5 A Mã người dự thi “N1” đã có ở dòng 2." in shown
    assert "rulings.csv – – Không tìm thấy hàng tiêu đề." in shown
    assert "SHA-256" not in shown


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({}, "Hãy chọn tệp lượt thi."),
        ({"attempts": b"PK\x03\x04"}, "Tệp này không phải tệp CSV."),
        ({"attempts": b""}, "Không tìm thấy hàng tiêu đề."),
        ({"attempts": b"\xff\xfe\x00"}, "ký tự không đọc được"),
        ({"attempts": ATTEMPTS, "units": "Mã đơn vị;Tên đơn vị\nA;\n"}, "units.csv 2 B Ô ở cột"),
    ],
)
def test_what_is_no_table_is_told_and_not_believed(
    organizer: FlaskClient, sent: dict[str, str | bytes], told: str
) -> None:
    page = send(organizer, **sent)
    assert page.status_code == 422
    assert told in words(page)


def test_files_that_are_too_large_together_are_not_looked_at(organizer: FlaskClient) -> None:
    body = b"x" * ((trial.LARGEST_MIB + 1) * 2**20)
    page = organizer.post(DESK, data=body, content_type="multipart/form-data; boundary=x")
    assert page.status_code == 413


def test_another_tree_of_units_may_be_tried(organizer: FlaskClient) -> None:
    shown = words(send(organizer, attempts=ATTEMPTS, units=UNITS))
    assert "Các đơn vị thuộc Xã Vân Sơn" in shown
    assert "Chi Lăng" not in shown


def test_units_in_which_nobody_took_part_are_counted_and_not_listed(
    organizer: FlaskClient,
) -> None:
    idle = UNITS + "".join(f"con-{n};Thôn Vắng {n};X\n" for n in range(7))
    shown = words(send(organizer, attempts=ATTEMPTS, units=idle))
    assert "Thôn Một" in shown
    assert "Thôn Vắng" not in shown
    assert "Và 8 đơn vị chưa có người dự thi." in shown  # and who belongs to no unit


def test_units_of_a_kind_stand_together_wherever_they_are(signs_in: Any, stage: Stage) -> None:
    chi = signs_in("Chi")
    stage.round(stage.contest(), stage.bank(), units={"among": "kind", "order": ["people"]})
    units = (
        "Mã đơn vị;Tên đơn vị;Loại;Mã đơn vị cấp trên\nX;Xã Vân Sơn;xã;\nY;Xã Hòa Lạc;xã;\n"
        "cl-01;Thôn Một;thôn;X\ncao-01;Thôn Hai;thôn;Y\n"
    )
    shown = words(send(chi, attempts=ATTEMPTS, units=units))
    board = shown[shown.index("Thon") :]  # a kind of the file's own, as it is kept
    assert board.index("1 Thôn Một") < board.index("2 Thôn Hai")


def test_a_ruling_takes_a_prize_away(organizer: FlaskClient) -> None:
    rulings = "Quyết định;Mã lượt thi;Mã người dự thi\nKhông công nhận kết quả;;N1\n"
    shown = words(send(organizer, attempts=ATTEMPTS, people=PEOPLE, rulings=rulings))
    assert "Giải Nhất Vi Tiến Dũng" in shown
    assert "Không xếp hạng" in shown


def test_prizes_of_units_and_the_higher_of_two_prizes_are_tried(
    signs_in: Any, stage: Stage
) -> None:
    chi = signs_in("Chi")
    stage.round(
        stage.contest(),
        stage.bank(),
        prizes=[{**PRIZES[0], "amount": 4_000_000}, PRIZES[1]],
        prize_caps={"per_person": 1, "keeps": "higher"},
        units={"order": ["people"], "prizes": [{"level": "tap_the", "count": 1, "gift": "Cờ"}]},
    )
    people = "Mã người dự thi;Giải đã nhận\nN1;1:nhi\nN2;1:nhi\nN3;\n"
    shown = words(send(chi, attempts=ATTEMPTS, people=people))
    assert "Giải Nhất 4.000.000 đồng N1" in shown
    assert "(thay cho Giải Nhì của đợt 1)" in shown
    assert "Giải Nhì N3" in shown
    assert "Giải Tập thể Cờ Đảng bộ huyện Chi Lăng" in shown


def test_predictions_are_held_against_a_number_or_a_file(signs_in: Any, stage: Stage) -> None:
    chi = signs_in("Chi")
    rules = {"prediction": {"asks": "attempts"}, "ranking": ["prediction_distance"]}
    stage.round(stage.contest(), stage.bank(), prizes=PRIZES, **rules)
    attempts = "\n".join(
        line + (";Số dự đoán" if at == 0 else f";{at * 100}")
        for at, line in enumerate(ATTEMPTS.splitlines())
    )
    assert "Giải Nhất N3" in words(send(chi, attempts=attempts, total="290"))
    assert "Giải Nhất N1" in words(send(chi, attempts=attempts))
    totals = "Số lượt thi;Số người dự thi;Số người đúng tất cả\n210;3;1\n"
    assert "Giải Nhất N2" in words(send(chi, attempts=attempts, totals=totals))
    both = send(chi, attempts=attempts, totals=totals, total="290")
    assert both.status_code == 422
    assert "không cả hai" in words(both)


def test_rules_that_need_another_file_say_so_by_its_name(signs_in: Any, stage: Stage) -> None:
    chi = signs_in("Chi")
    stage.round(stage.contest(), stage.bank(), ranking=["points", "registered_at"])
    shown = words(send(chi, attempts=ATTEMPTS))
    assert "Thể lệ của đợt thi – – Thể lệ xếp hạng theo giờ đăng ký." in shown
    assert "Hãy chọn thêm tệp người dự thi" in shown
    assert "--" not in shown


def test_nothing_of_it_is_stored(organizer: FlaskClient, stage: Stage) -> None:
    def stored() -> list[int]:
        stage.session.rollback()
        counted = (sa.select(sa.func.count()).select_from(of) for of in (AuditLine, StagedFile))
        return [stage.session.execute(query).scalar_one() for query in counted]

    before = stored()
    assert send(organizer, attempts=ATTEMPTS, people=PEOPLE).status_code == 200
    assert stored() == before


def test_the_rules_are_those_of_now(organizer: FlaskClient, stage: Stage, round_: Any) -> None:
    first = digest_on(send(organizer, attempts=ATTEMPTS))
    definition = stage.definition(round_)
    assert exports.trial_rules(stage.session, definition).document["rules"]["prizes"]
    contest = stage.contest("hai")
    stage.round(contest, stage.bank(code="hai"))
    other = send(organizer, DESK.replace("/cuoc-thi/dot", "/hai/dot"), attempts=ATTEMPTS)
    assert digest_on(other) != first
    assert "không có giải cá nhân" in words(other)


def test_a_long_result_is_cut_and_says_so(
    organizer: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tried, "MOST_PEOPLE", 2)
    monkeypatch.setattr(tried, "MOST_BOARDS", 1)
    shown = words(send(organizer, attempts=ATTEMPTS, people=PEOPLE))
    assert "Và 1 dòng nữa." in shown
    assert "bảng đơn vị nữa." in shown
    assert "Lương Thị Én" not in shown


def test_what_files_say_is_text_and_not_markup(organizer: FlaskClient) -> None:
    people = PEOPLE.replace("Hoàng Linh Chi", "<script>alert(1)</script>")
    page = send(organizer, attempts=ATTEMPTS, people=people)
    assert "<script>alert(1)" not in page.text
    assert "<script>alert(1)" in unescape(page.text)


def test_people_of_no_unit_are_ranked_too(organizer: FlaskClient) -> None:
    shown = words(send(organizer, attempts=ATTEMPTS.replace("cl-01", "")))
    assert "Giải Nhất N1 – –" in shown
    assert "Người dự thi không thuộc đơn vị nào trong danh sách: 2" in shown
