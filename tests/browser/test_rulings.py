"""The pages on which judges rule on attempts and put equals in order, on a phone and on a desk."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.scripted import script
from tests.stage import HOUR, Stage

PEOPLE = {
    "Nguyễn Thị Thanh Hương": (4, "cl-01"),
    "Trần Văn Bình": (3, "cao-01"),
    "Lê Thị Chi": (3, "cl-01"),
    "Hoàng Văn Dũng": (3, "cao-01"),
    "Vi Thị Én": (1, "cl-01"),
}


@pytest.fixture
def stage(stage: Stage) -> Stage:
    """Return a stage on which a round was over an hour ago, whose ties are left to judges."""
    stage.now -= 26 * HOUR
    scripted = script(
        stage,
        ranking=["points"],
        prizes=[{"level": level, "count": 1} for level in ("nhat", "nhi", "ba")],
        units={"order": ["average_points"]},
    )
    for minute, (name, (correct, unit)) in enumerate(PEOPLE.items()):
        scripted.takes(name, correct=correct, after=minute, unit=unit)
    return stage


def test_an_attempt_is_voided_and_equals_are_put_in_order_by_keyboard(
    judges_page: Page, looks_well: Callable[[Page], None]
) -> None:
    page = judges_page
    page.goto("/giam-khao/cuoc-thi/1/quyet-dinh")
    page.locator("#tim").fill("thanh hương")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Hủy…")).to_be_visible()
    looks_well(page)
    page.get_by_role("link", name="Hủy…").press("Enter")
    expect(page.get_by_role("heading", name="Hủy lượt thi?")).to_be_visible()
    looks_well(page)
    page.get_by_label("Lý do").fill("Bài thi do người khác làm thay, đã lập biên bản số 05/BB-HĐGK")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Đã ghi quyết định số 1")).to_be_visible()
    looks_well(page)
    page.goto("/giam-khao/cuoc-thi/1")
    page.get_by_role("link", name="Xác định thứ tự…").press("Enter")
    expect(page.get_by_role("heading", name="Thứ tự của những người đồng hạng")).to_be_visible()
    looks_well(page)
    places = page.locator(".equal input")
    places.first.focus()
    for place in ("2", "3", "1"):
        page.keyboard.type(place)
        page.keyboard.press("Tab")
    page.keyboard.type("Trình bày đầy đủ và hay hơn ở phần tự luận kèm theo")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text("Hội đồng xác định thứ tự cho hạng 1").click()
    looks_well(page)
    page.goto("/giam-khao/cuoc-thi/1/cong-bo")
    page.get_by_role("button", name="Công bố ngay").click()
    page.wait_for_url("**/giam-khao/cuoc-thi/1")
    page.goto("/cuoc-thi/cuoc-thi/ket-qua/1/1")
    expect(page.get_by_text("Hội đồng xác định thứ tự: lý do Trình bày")).to_be_visible()
    looks_well(page)
