"""A unit officer follows the own branch, loads its people and hands out their codes."""

import re
from io import BytesIO
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from quiz.models import Account, AuditLine, Contest, Participation, Person
from tests.stage import Stage

DESK = "/don-vi/cuoc-thi"
HEADER = "Họ và tên;Ngày sinh;Mã đơn vị;Số điện thoại;Ghi chú\n"
HANH = "Nguyễn Thị Hạnh;05/09/1980;cl-01;0912345678;\n"


@pytest.fixture
def contest(stage: Stage) -> Contest:
    contest = stage.contest()
    stage.round(contest, stage.bank())
    stage.contestant("Lò Văn An", contest, "cl-01")
    stage.contestant("Trần Bình", contest, "cao-01")
    return contest


@pytest.fixture
def officer(signs_in: Any, contest: Contest) -> FlaskClient:
    return signs_in()


def words(page: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.text))


def upload(browser: FlaskClient, rows: str) -> Any:
    file = (BytesIO((HEADER + rows).encode()), "danh-sach.csv")
    return browser.post(f"{DESK}/nguoi/nap", data={"file": file})


def names(stage: Stage) -> list[str]:
    stage.session.rollback()
    return list(stage.session.scalars(sa.select(Person.full_name).join(Participation)))


def test_the_start_page_leads_to_the_contests_of_the_own_tree(officer: FlaskClient) -> None:
    assert "Cuộc thi tìm hiểu lịch sử" in officer.get("/don-vi/").text


def test_the_desk_opens_at_the_own_branch(officer: FlaskClient) -> None:
    page = words(officer.get(DESK))
    assert "Đảng bộ huyện Chi Lăng" in page
    assert "Người trong danh sách 1 Đã đăng ký 1 Đã dự thi 0 Chưa dự thi 1" in page
    assert "Cao Lộc" not in page


@pytest.mark.parametrize("page", ["", "?dot=1", "/nguoi", "/chua-thi", "/chua-thi?dot=1"])
def test_every_list_holds_the_own_branch_only(officer: FlaskClient, page: str) -> None:
    address = DESK + page
    beside = "&" if "?" in address else "?"
    assert officer.get(address).status_code == 200
    for code in ("cao-01", "tinh", "khong-co"):
        assert officer.get(f"{address}{beside}don-vi={code}").status_code == 404


@pytest.mark.parametrize("bad", ["dot=9", "dot=một", "dot=1&trang=x"])
def test_what_an_address_asks_for_wrongly_is_not_there(officer: FlaskClient, bad: str) -> None:
    assert officer.get(f"{DESK}?{bad}").status_code == 404


def test_people_are_found_and_sifted(officer: FlaskClient) -> None:
    assert "Lò Văn An" in officer.get(f"{DESK}/nguoi?tim=van+an&xem=registered").text
    assert "Lò Văn An" not in officer.get(f"{DESK}/nguoi?xem=not_registered").text
    assert officer.get(f"{DESK}/nguoi?xem=gi-do").status_code == 404


def test_a_list_is_looked_at_first_and_loaded_then(officer: FlaskClient, stage: Stage) -> None:
    preview = officer.get(upload(officer, HANH).location)
    assert "Thêm vào danh sách 1 Thay đổi 0 Giữ nguyên 0" in words(preview)
    assert "không được đọc vì không có trong mẫu: Ghi chú" in words(preview)
    assert "Nguyễn Thị Hạnh" not in names(stage)
    for _ in range(2):  # a double click
        done = officer.post(preview.request.path)
        assert done.status_code == 303
    assert "Đã nạp danh sách." in officer.get(done.location).text
    assert names(stage).count("Nguyễn Thị Hạnh") == 1


def test_every_fault_of_a_list_is_shown_and_nothing_is_kept(
    officer: FlaskClient, stage: Stage
) -> None:
    page = upload(officer, "Hạnh;35/9/1980;cao-01;12;\n")
    assert page.status_code == 422
    for place, fault in (
        ("cột B, dòng 2", "“35/9/1980” không phải là một ngày"),
        ("cột C, dòng 2", "Không có đơn vị nào mang mã “cao-01” trong phạm vi bạn được giao"),
        ("cột D, dòng 2", "“12” không phải số điện thoại"),
    ):
        assert f"{place} {fault}" in words(page)
    assert "Hạnh" not in " ".join(names(stage))


def test_a_file_that_is_no_table_is_told_so(officer: FlaskClient) -> None:
    file = (BytesIO(b"%PDF-1.7"), "danh-sach.pdf")
    page = officer.post(f"{DESK}/nguoi/nap", data={"file": file})
    assert "Hãy dùng tệp Excel (.xlsx) hoặc CSV theo tệp mẫu." in page.text
    assert "Hãy chọn tệp cần nạp." in officer.post(f"{DESK}/nguoi/nap").text


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_template_is_taken_away(officer: FlaskClient, form: str) -> None:
    file = officer.get(f"/don-vi/mau-danh-sach.{form}")
    assert f"mau-danh-sach-nguoi-du-thi.{form}" in file.headers["Content-Disposition"]
    assert officer.get("/don-vi/mau-danh-sach.doc").status_code == 404


def test_codes_are_shown_once_and_open_an_account(
    officer: FlaskClient, client: FlaskClient, stage: Stage
) -> None:
    page = officer.post(f"{DESK}/ma")
    assert page.headers["Cache-Control"] == "no-store"
    assert "Lò Văn An" in page.text
    [code] = re.findall(r"\w{4}-\w{4}-\w{2}", page.text)
    password = "một câu dễ nhớ"
    client.post(
        "/kich-hoat",
        data={"code": code, "login": "lo.van.an", "password": password, "again": password},
    )
    stage.session.rollback()
    assert "lo.van.an" in stage.session.scalars(sa.select(Account.login_name)).all()
    assert code not in officer.post(f"{DESK}/ma").text


def test_one_person_gets_a_new_code(officer: FlaskClient, stage: Stage) -> None:
    an = stage.session.scalar(
        sa.select(Participation.id).where(Participation.unit_id == stage.units["cl-01"].id)
    )
    assert "Lò Văn An" in officer.post(f"{DESK}/nguoi/{an}/ma").text


def test_the_list_for_reminding_prints_whole_and_leaves_a_line(
    officer: FlaskClient, stage: Stage
) -> None:
    page = words(officer.post(f"{DESK}/chua-thi", data={"dot": "1"}))
    assert "Danh sách người chưa dự thi" in page
    assert "Đợt 1" in page
    assert "Lò Văn An" in page
    stage.session.rollback()
    assert "people.print" in stage.session.scalars(sa.select(AuditLine.action)).all()


def test_an_organizer_sees_all_units_of_the_contest(signs_in: Any, contest: Contest) -> None:
    page = words(signs_in("Hoàng Én", "organizer", "tinh").get(DESK))
    assert "Đảng bộ huyện Chi Lăng" in page
    assert "Đảng bộ huyện Cao Lộc" in page


def test_the_desk_speaks_english_too(officer: FlaskClient) -> None:
    officer.set_cookie("language", "en")
    assert 'lang="en"' in officer.get(DESK).text


def test_the_report_is_handed_out_in_every_format(officer: FlaskClient) -> None:
    assert "Báo cáo lên cấp trên" in officer.get(f"{DESK}/bao-cao").text
    for kind, begins in (("pdf", b"%PDF-"), ("docx", b"PK"), ("zip", b"PK")):
        with officer.post(f"{DESK}/bao-cao", data={"form": "party", "kind": kind}) as file:
            assert file.data.startswith(begins)
            assert file.headers["Content-Disposition"].endswith(f"chi-lang-bao-cao.{kind}")
    assert officer.post(f"{DESK}/bao-cao", data={"form": "x"}).status_code == 422


def test_the_list_for_reminding_is_handed_out(officer: FlaskClient) -> None:
    with officer.post(f"{DESK}/chua-thi/tai-ve", data={"form": "csv", "dot": "1"}) as file:
        assert "Lò Văn An" in file.text
        assert "Trần Bình" not in file.text
    assert officer.post(f"{DESK}/chua-thi/tai-ve", data={"form": "exe"}).status_code == 404


def test_a_number_is_declared_below_and_confirmed_above(
    signs_in: Any, contest: Contest, stage: Stage
) -> None:
    below, above = signs_in(unit="cl-01"), signs_in(name="Lộc", unit="chi-lang")
    data = {"kind": "dang_vien", "people": "47", "day": "2026-11-01"}
    assert below.post(f"{DESK}/so-lieu", data=data).status_code == 303
    assert "Chưa xác nhận" in words(below.get(f"{DESK}/so-lieu"))
    assert "Chưa được cấp trên xác nhận" in words(below.get(DESK))
    page = above.get(f"{DESK}/so-lieu").text
    action = re.search(r'action="([^"]+/xac-nhan)"', page)
    assert action is not None
    assert above.post(action[1], data={"people": "47"}).status_code == 303
    assert "Cấp trên đã xác nhận" in words(below.get(DESK))


@pytest.mark.parametrize("people", ["", "-1", "12,5"])
def test_a_number_that_is_none_is_refused_at_its_field(officer: FlaskClient, people: str) -> None:
    data = {"kind": "dang_vien", "people": people, "day": "2026-11-01"}
    assert officer.post(f"{DESK}/so-lieu", data=data).status_code == 422
