"""Reviewing a bank by keyboard alone."""

import re

from playwright.sync_api import expect

from tests.browser.site import Site


def test_a_reviewer_goes_through_the_items_by_keyboard(site: Site) -> None:
    page = site.reader("thamdinh")
    page.goto(site.address("organizer.review_bank"))
    first, second = page.locator("#c0"), page.locator("#c1")
    page.keyboard.press("j")
    expect(first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(second).to_be_focused()
    page.keyboard.press("k")
    page.keyboard.press("s")
    expect(first.locator("textarea")).to_be_focused()
    page.keyboard.type("Cần ghi rõ ngày, tháng.")  # letters that are shortcuts elsewhere
    for key in ("Tab", "Tab", "Enter"):
        page.keyboard.press(key)
    expect(first.locator(".said q")).to_have_text("Cần ghi rõ ngày, tháng.")
    expect(page).to_have_url(re.compile(r"#c\d+$"))
    page.goto(site.address("organizer.review_bank") + "#c0")
    expect(first).to_be_focused()
    page.keyboard.press("a")
    expect(first.locator(".said")).to_contain_text("Đã chấp nhận")
    page.locator("#keys-on").uncheck()
    page.keyboard.press("Tab")
    page.keyboard.press("j")
    expect(second).not_to_be_focused()
    page.locator("#keys-on").check()
