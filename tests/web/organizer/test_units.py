"""An organizer walks through the trees of units and loads them from tables."""

import re
from io import BytesIO
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from quiz.models import Headcount, Unit
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
