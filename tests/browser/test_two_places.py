"""One paper in two tabs, on two devices, and in a browser that was signed out (D-03, D-05)."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.browser.devices import DESKTOP
from tests.browser.hall import SAVE, Hall, Paper, fill_sign_in

GO_ON_HERE = "Làm tiếp ở máy này"


@pytest.fixture
def first(phone: Page, hall: Hall) -> Paper:
    """Return Hạnh's paper in the tab where it was started."""
    return hall.sit_down(phone)


@pytest.fixture
def second(first: Paper) -> Paper:
    """Return the same paper in a second tab, opened before anything was chosen."""
    tab = first.page.context.new_page()
    tab.goto(first.page.url)
    return Paper(tab)


def test_two_tabs_put_their_choices_together(
    first: Paper, second: Paper, hall: Hall, page_faults: list[str]
) -> None:
    first.choose(1, "A")
    first.is_saved()
    second.choose(2, "B")
    second.is_saved()
    second.shows(q1="A", q2="B")
    assert hall.stored() == {1: "A", 2: "B"}
    page_faults.clear()  # the save on top of an answer not seen was refused before it was merged


def test_of_two_tabs_the_later_choice_wins(
    first: Paper, second: Paper, hall: Hall, page_faults: list[str]
) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    first.page.route(SAVE, hold)
    with first.page.expect_request(SAVE):
        first.choose(1, "A")
    second.choose(1, "D")
    second.is_saved()
    held.pop().continue_()  # the earlier choice arrives last
    first.shows(q1="D")
    first.is_saved()
    assert hall.stored() == {1: "D"}
    page_faults.clear()


def test_a_tab_that_slept_does_not_put_its_old_choice_over_the_new_one(
    first: Paper, second: Paper, hall: Hall, page_faults: list[str]
) -> None:
    first.choose(1, "A")
    first.is_saved()
    second.choose(1, "C")
    second.is_saved()
    first.choose(2, "B")
    first.is_saved()
    first.shows(q1="C", q2="B")
    expect(first.announcement).to_contain_text("vừa được lưu từ nơi khác")
    assert hall.stored() == {1: "C", 2: "B"}
    page_faults.clear()


def test_going_on_at_another_device_stops_the_first_and_loses_nothing(
    first: Paper, hall: Hall, new_context: Callable[..., BrowserContext], page_faults: list[str]
) -> None:
    first.choose(1, "A")
    first.is_saved()
    desk = new_context(**DESKTOP).new_page()
    hall.sign_in(desk)
    desk.get_by_role("link", name="Làm tiếp bài đang thi").click()
    expect(desk.get_by_role("heading", name="Bài đang mở trên máy khác")).to_be_visible()
    desk.get_by_role("button", name=GO_ON_HERE).click()
    Paper(desk).shows(q1="A")

    first.choose(2, "B")
    expect(first.page.get_by_role("heading", name="đang được làm trên máy khác")).to_be_visible()
    expect(first.option(3, "C")).to_be_disabled()
    assert hall.stored() == {1: "A"}
    page_faults.clear()  # the refused save

    Paper(desk).choose(3, "C")
    Paper(desk).is_saved()
    first.page.get_by_role("button", name=GO_ON_HERE).click()
    first.shows(q1="A", q3="C")
    page_faults.clear()


def test_a_browser_signed_out_elsewhere_keeps_choices_until_somebody_signs_in_again(
    first: Paper, hall: Hall, page_faults: list[str]
) -> None:
    tab = first.page.context.new_page()
    tab.goto("/")
    tab.get_by_role("button", name="Đăng xuất").click()
    first.choose(2, "C")
    expect(first.save).to_contain_text("Bạn đã bị đăng xuất")
    assert hall.stored() == {}

    with first.page.context.expect_page() as opened:
        first.page.get_by_role("link", name="Đăng nhập lại (thẻ mới)").click()
    again = opened.value
    fill_sign_in(again)
    Paper(again).shows(q2="C")
    Paper(again).is_saved()
    assert hall.stored() == {2: "C"}
    page_faults.clear()


def test_a_browser_signed_out_goes_on_in_the_same_tab(
    first: Paper, hall: Hall, page_faults: list[str]
) -> None:
    tab = first.page.context.new_page()
    tab.goto("/")
    tab.get_by_role("button", name="Đăng xuất").click()
    first.choose(2, "C")
    expect(first.save).to_contain_text("Bạn đã bị đăng xuất")
    hall.sign_in(tab)
    come_back_to(first.page)
    first.shows(q2="C")
    first.is_saved()
    assert hall.stored() == {2: "C"}
    page_faults.clear()


def come_back_to(page: Page) -> None:
    """Let a tab know that it is looked at again; a headless browser hides none by itself."""
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
