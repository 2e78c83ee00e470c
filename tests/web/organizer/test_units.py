"""An organizer walks through the trees of units and loads them from tables."""

import re
from datetime import date
from html import unescape
from io import BytesIO
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from quiz.database import transaction
from quiz.models import AuditLine, Headcount, Unit
from tests.services.test_unit_desk import count
from tests.stage import Stage

HEADER = "Mã đơn vị;Tên đơn vị;Loại;Mã đơn vị cấp trên;Số lượng\n"
NEW = "cl-02;Chi bộ thôn 2;Chi bộ;chi-lang;14\n"


@pytest.fixture
def organizer(signs_in: Any) -> FlaskClient:
    return signs_in()


def words(page: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.text))


def upload(browser: FlaskClient, rows: str, **fields: str) -> Any:
    data = {"tree": "tinh", "tree_name": "", "kind": "dang_vien", **fields}
    file = (BytesIO((HEADER + rows).encode()), "don-vi.csv")
    return browser.post("/to-chuc/don-vi/nap", data={**data, "file": file})


def test_trees_are_listed_and_walked_through(organizer: FlaskClient) -> None:
    assert "Đảng bộ tỉnh" in organizer.get("/to-chuc/don-vi").text
    top = organizer.get("/to-chuc/don-vi/tinh").text
    assert 'href="/to-chuc/don-vi/tinh?don-vi=chi-lang"' in top
    assert (
        "Chi bộ Trường THPT Chi Lăng" in organizer.get("/to-chuc/don-vi/tinh?don-vi=chi-lang").text
    )


def test_a_unit_is_found_by_its_name(organizer: FlaskClient) -> None:
    page = words(organizer.get("/to-chuc/don-vi/tinh?tim=thuy+hung"))
    assert "Chi bộ Thụy Hùng Đảng bộ tỉnh › Đảng bộ huyện Cao Lộc" in page


def test_a_table_is_looked_at_first_and_loaded_then(organizer: FlaskClient, stage: Stage) -> None:
    preview = organizer.get(upload(organizer, NEW).location)
    assert "Đơn vị mới 1 Đơn vị thay đổi 0 Số liệu được ghi 1" in words(preview)
    for _ in range(2):  # a double click
        assert organizer.post(preview.request.path).status_code == 303
    stage.session.rollback()
    assert stage.session.scalars(sa.select(Unit.name).where(Unit.code == "cl-02")).all() == [
        "Chi bộ thôn 2"
    ]
    assert stage.session.scalars(sa.select(Headcount.people)).all() == [14]


def test_a_change_is_shown_with_what_was_before(organizer: FlaskClient) -> None:
    row = "cl-01;Chi bộ Trường THPT Đồng Bành;Chi bộ;cao-loc;\n"
    preview = words(organizer.get(upload(organizer, row).location))
    assert "Chi bộ Trường THPT Chi Lăng → Chi bộ Trường THPT Đồng Bành" in preview
    assert "chi-lang → cao-loc" in preview


def test_every_fault_is_shown_and_what_was_typed_stays(organizer: FlaskClient) -> None:
    page = upload(organizer, "cl-02;;Chi bộ;khong-co;mười\n", tree_name="Một cái tên")
    assert page.status_code == 422
    for fault in (
        "cột B, dòng 2 Thiếu tên đơn vị.",
        "cột D, dòng 2 Không có đơn vị cấp trên nào mang mã “khong-co”",
        "cột E, dòng 2 “mười” không phải là số người.",
    ):
        assert fault in words(page)
    assert "Một cái tên" in page.text


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"tree": "Tỉnh ta"}, "Mã chỉ gồm chữ thường không dấu"),
        ({"tree": "moi"}, "Bạn chỉ được thay đổi cây đơn vị có phần thuộc phạm vi"),
        ({"kind": "gi-do"}, "không có trong danh sách"),
    ],
)
def test_what_is_typed_wrong_is_told(
    organizer: FlaskClient, fields: dict[str, str], sentence: str
) -> None:
    page = upload(organizer, NEW, **fields)
    assert (page.status_code, sentence in words(page)) == (422, True)


def test_a_new_tree_needs_a_name(signs_in: Any, stage: Stage) -> None:
    everywhere = signs_in(unit=None)
    root = "goc;Đảng bộ Khối;Đảng bộ;;\n"
    assert "Hãy đặt tên cho cây đơn vị mới" in upload(everywhere, root, tree="moi").text
    preview = upload(everywhere, root, tree="moi", tree_name="Đảng bộ Khối")
    assert "Đây là cây đơn vị mới." in everywhere.get(preview.location).text


ACTS = "/to-chuc/don-vi/tinh/sap-xep"


def act(browser: FlaskClient, name: str, unit: str, /, **fields: str) -> Any:
    """Send what the form of an act sends: the answer shows what would be."""
    data = {f"{name}-{field}": text for field, text in {"day": "2026-07-01", **fields}.items()}
    return browser.post(f"{ACTS}/{name}", data={"don-vi": unit, **data})


def hidden(page: Any) -> dict[str, str]:
    """Return what the preview sends along when its button is pressed."""
    fields = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page.text)
    return {name: unescape(value) for name, value in fields}


@pytest.mark.parametrize(
    ("name", "fields", "told"),
    [
        ("doi-ten", {"name": "Chi Lăng mới"}, "0 đơn vị kết thúc, 0 đơn vị mới"),
        ("chuyen", {"parent": "cao-loc"}, "2 đơn vị chuyển theo"),
        (
            "sap-nhap",
            {"codes": "cao-loc", "into": "xa", "into_name": "Xã"},
            "2 đơn vị kết thúc, 1 đơn vị mới, 2 đơn vị chuyển theo",
        ),
        (
            "chia-tach",
            {"parts": "a; Xã A; cl-01\nb; Xã B"},
            "1 đơn vị kết thúc, 2 đơn vị mới, 1 đơn vị chuyển theo",
        ),
    ],
)
def test_a_tree_is_reorganised_by_page(organizer: FlaskClient, name, fields, told) -> None:
    assert "Sắp xếp đơn vị" in organizer.get(f"{ACTS}?don-vi=chi-lang").text
    preview = act(organizer, name, "chi-lang", **fields)
    assert "Chưa có gì thay đổi." in words(preview)
    answer = organizer.post(f"{ACTS}/{name}", data=hidden(preview))
    assert told in words(organizer.get(answer.location))


@pytest.mark.parametrize(
    ("name", "fields", "told"),
    [
        ("doi-ten", {"name": ""}, "Hãy điền mục này."),
        ("doi-ten", {"name": "x", "day": "2030-01-01"}, "Ngày này chưa đến"),
        ("chuyen", {"parent": "cl-01"}, "trực thuộc chính nó"),
        ("sap-nhap", {"into": "xa", "into_name": "Xã"}, "ít nhất 2 đơn vị"),
        ("chia-tach", {"parts": "a; A"}, "ít nhất hai đơn vị"),
        ("ket-thuc", {}, "còn trực thuộc “Đảng bộ huyện Chi Lăng”"),
    ],
)
def test_what_cannot_be_reorganised_is_said_at_its_field(
    organizer: FlaskClient, name, fields, told
) -> None:
    answer = act(organizer, name, "chi-lang", **fields)
    assert answer.status_code == 422
    assert told in words(answer)
    assert organizer.post(f"{ACTS}/gi-do", data={"don-vi": "chi-lang"}).status_code == 404


def standing(stage: Stage) -> set[str]:
    stage.session.rollback()
    return set(stage.session.scalars(sa.select(Unit.code).where(Unit.valid_to.is_(None))))


MERGER = {"codes": "cao-loc", "into": "xa", "into_name": 'Xã "Đồng Đăng" <mới>'}


def test_a_merger_is_shown_with_all_that_follows_and_nothing_is_stored(
    organizer: FlaskClient, stage: Stage
) -> None:
    for slug, day in {"cu": date(2026, 6, 30), "moi": date(2026, 7, 1)}.items():
        contest = stage.contest(slug)
        stage.round(contest, stage.bank(code=f"bo-{slug}"))
        with transaction(stage.session):
            contest.tree_day = day
            contest.title = {"vi": f"Cuộc thi {slug}"}
        stage.contestant(f"An {slug}", contest, "cao-loc")
    count(stage, "chi-lang", 40)
    before = standing(stage)
    page = words(act(organizer, "sap-nhap", "chi-lang", **MERGER))
    for told in (
        "Lập đơn vị mới: Xã &#34;Đồng Đăng&#34; &lt;mới&gt; (xa)",
        "Đơn vị kết thúc: Đảng bộ huyện Chi Lăng (chi-lang) →",
        "Chi bộ Trường THPT Chi Lăng (cl-01) : chuyển về trực thuộc Xã",
        "1 người trong danh sách chuyển theo sang đơn vị mới.",
        "Đảng bộ huyện Chi Lăng, Đảng viên: 40 (ngày 01/01/2026)",
        "Không thay đổi, vì lấy cây đơn vị theo ngày sớm hơn: Cuộc thi cu",
        "Theo cây đơn vị mới: Cuộc thi moi",
    ):
        assert told in page
    assert standing(stage) == before
    assert stage.session.scalars(sa.select(AuditLine.action)).all() == []


def test_what_was_typed_comes_back_from_the_preview(organizer: FlaskClient, stage: Stage) -> None:
    before = standing(stage)
    parts = "a; Xã A; cl-01\r\nb; Xã B"
    preview = act(organizer, "chia-tach", "chi-lang", parts=parts)
    again = organizer.post(f"{ACTS}/chia-tach", data={**hidden(preview), "sua": "1"})
    assert "a; Xã A; cl-01\r\nb; Xã B</textarea>" in again.text
    assert standing(stage) == before


def test_what_has_changed_since_it_was_seen_is_shown_again(
    organizer: FlaskClient, stage: Stage
) -> None:
    preview = act(organizer, "sap-nhap", "chi-lang", **MERGER)
    moved = act(organizer, "chuyen", "cl-01", parent="tinh")
    organizer.post(f"{ACTS}/chuyen", data=hidden(moved))
    again = organizer.post(f"{ACTS}/sap-nhap", data=hidden(preview))
    assert "Danh mục vừa được người khác thay đổi." in words(again)
    assert "chi-lang" in standing(stage)
    assert organizer.post(f"{ACTS}/sap-nhap", data=hidden(again)).status_code == 303
    assert "chi-lang" not in standing(stage)


def test_a_unit_with_nothing_below_it_ends_without_a_successor(
    organizer: FlaskClient, stage: Stage
) -> None:
    preview = act(organizer, "ket-thuc", "cl-01")
    assert "(cl-01) → không có đơn vị kế tục" in words(preview)
    organizer.post(f"{ACTS}/ket-thuc", data=hidden(preview))
    assert "cl-01" not in standing(stage)
