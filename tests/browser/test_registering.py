"""Registering for a contest: the unit is found by typing, and chosen without a mouse."""

import sqlalchemy as sa
from playwright.sync_api import Page, expect

from quiz.models import Participation, Unit
from tests.browser.hall import PASSWORD, Hall

JOIN = "/cuoc-thi/cuoc-thi/dang-ky"


def fill_in(page: Page) -> None:
    """Fill in everything but the unit."""
    page.get_by_label("Họ và tên", exact=True).fill("Lê Văn Dũng")
    page.get_by_label("Ngày sinh").fill("3/2/1985")
    page.get_by_label("Số điện thoại", exact=True).fill("0912 345 678")
    page.get_by_label("Tên đăng nhập hoặc số điện thoại").fill("dung")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_label("Tôi đã đọc và đồng ý").check()


def registered_units(hall: Hall) -> set[str]:
    """The codes of the units that somebody registered from."""
    hall.stage.session.rollback()
    query = sa.select(Unit.code).join(Participation, Participation.unit_id == Unit.id)
    return set(hall.stage.session.execute(query).scalars())


def test_a_unit_is_found_while_typing_and_chosen_by_keyboard(page: Page, hall: Hall) -> None:
    page.goto(JOIN)
    fill_in(page)
    page.get_by_label("Tìm đơn vị theo tên").fill("thuy hung")
    found = page.get_by_role("radio", name="Chi bộ Thụy Hùng")
    expect(found).to_be_visible()
    for key in ("Tab", "Tab", "Space"):  # past the button to the first that was found
        page.keyboard.press(key)
    expect(found).to_be_checked()
    page.get_by_role("button", name="Đăng ký", exact=True).click()
    expect(page.get_by_role("link", name="Vào thi đợt 1")).to_be_visible()
    assert "cao-01" in registered_units(hall)


def test_a_unit_chosen_stays_in_sight_when_others_are_looked_for(phone: Page, hall: Hall) -> None:
    phone.goto(JOIN)
    search = phone.get_by_label("Tìm đơn vị theo tên")
    search.fill("thuy hung")
    phone.get_by_label("Chi bộ Thụy Hùng").check()
    search.fill("chi lang")
    expect(phone.get_by_label("Chi bộ Trường THPT Chi Lăng")).to_be_visible()
    expect(phone.get_by_label("Chi bộ Thụy Hùng")).to_be_checked()


def test_a_name_that_no_unit_has_is_told(phone: Page, hall: Hall) -> None:
    phone.goto(JOIN)
    phone.get_by_label("Tìm đơn vị theo tên").fill("khong o dau ca")
    expect(phone.get_by_role("status")).to_contain_text("Không tìm thấy đơn vị nào")


def test_a_whole_round_is_taken_without_script(
    without_script: Page, hall: Hall, page_faults: list[str]
) -> None:
    page = without_script
    page.goto(JOIN)
    fill_in(page)
    page.get_by_label("Tìm đơn vị theo tên").fill("thuy hung")
    page.get_by_role("button", name="Tìm đơn vị").click()
    page.get_by_label("Chi bộ Thụy Hùng").check()
    expect(page.get_by_label("Họ và tên", exact=True)).to_have_value("Lê Văn Dũng")
    page.get_by_label("Mật khẩu").fill(PASSWORD)  # never sent back by a server
    page.get_by_role("button", name="Đăng ký", exact=True).click()
    page.get_by_role("link", name="Vào thi đợt 1").click()
    page.get_by_role("button", name="Bắt đầu làm bài").click()

    page.locator("#q2 > label").nth(1).click()
    page.locator("#save-all").click()
    expect(page.locator("#q2 input").nth(1)).to_be_checked()
    assert hall.stored() == {2: "B"}

    page.locator("#q3 > label").nth(0).click()
    page.locator("#hand-in").click()
    expect(page.locator("main")).to_contain_text("Còn 2 trên 4 câu chưa trả lời")
    page.get_by_role("button", name="Nộp bài").click()
    expect(page.get_by_role("heading", name="Đã nộp bài")).to_be_visible()
    expect(page.locator("main")).to_contain_text("2 / 4")
    assert hall.stored() == {2: "B", 3: "A"}
    page_faults.clear()  # the question before the end comes with status 422
