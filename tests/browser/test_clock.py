"""The clock on a paper is the server's, and the last second counts (D-01)."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.hall import Hall, Paper

SHIFTED_CLOCK = """
const Real = Date;
globalThis.Date = class extends Real {
  constructor(...when) { when.length ? super(...when) : super(Real.now() + SHIFT); }
  static now() { return Real.now() + SHIFT; }
};
"""
RECORD_ANNOUNCEMENTS = """
window.announced = [];
new MutationObserver(() => {
  const words = document.getElementById("announce").textContent;
  if (words) window.announced.push(words);
}).observe(document.getElementById("announce"), {childList: true});
"""


def shown_milliseconds(paper: Paper) -> int:
    """What the clock shows, "19:58" or "1:02:09"."""
    seconds = 0
    for part in paper.clock.inner_text().split(":"):
        seconds = seconds * 60 + int(part)
    return seconds * 1000


@pytest.mark.parametrize("minutes", [-15, 15])
def test_a_device_whose_clock_is_wrong_shows_the_time_that_is_left(
    phone: Page, hall: Hall, minutes: int
) -> None:
    phone.add_init_script(SHIFTED_CLOCK.replace("SHIFT", str(minutes * 60_000)))
    paper = hall.sit_down(phone)
    expect(paper.clock).to_have_text(re.compile("19:5"))
    assert abs(shown_milliseconds(paper) - hall.milliseconds_left()) < 3_000
    paper.choose(1, "A")
    paper.is_saved()  # every answer of the server corrects the clock again
    assert abs(shown_milliseconds(paper) - hall.milliseconds_left()) < 3_000


def test_the_last_second_counts_and_the_result_comes_by_itself(
    phone: Page, hall: Hall, page_faults: list[str]
) -> None:
    paper = hall.sit_down(phone)
    hall.leave_only(seconds=4)
    phone.reload()
    expect(paper.clock).to_have_text("0:01")
    paper.choose(2, "B")
    expect(paper.option(2, "B")).to_be_disabled()
    expect(paper.announcement).to_contain_text("Đã hết giờ")
    expect(phone.get_by_role("heading", name="Hết giờ, bài đã được nộp")).to_be_visible()
    expect(phone.locator("main")).to_contain_text("1 / 4")
    assert hall.stored() == {2: "B"}
    page_faults.clear()  # the page asked whether the attempt is finished, and was told so


def test_when_time_is_over_without_a_connection_the_result_waits_for_it(
    phone: Page, hall: Hall, page_faults: list[str]
) -> None:
    paper = hall.sit_down(phone)
    paper.choose(1, "A")
    paper.is_saved()
    hall.leave_only(seconds=2)
    phone.reload()
    phone.context.set_offline(True)
    expect(paper.announcement).to_contain_text("đang mất kết nối", timeout=10_000)
    phone.context.set_offline(False)
    heading = phone.get_by_role("heading", name="Hết giờ, bài đã được nộp")
    expect(heading).to_be_visible(timeout=10_000)
    assert hall.stored() == {1: "A"}
    page_faults.clear()


def test_five_minutes_left_are_announced_once(phone: Page, hall: Hall) -> None:
    paper = hall.sit_down(phone)
    hall.leave_only(seconds=5 * 60 + 2)
    phone.reload()
    phone.evaluate(RECORD_ANNOUNCEMENTS)
    expect(paper.announcement).to_have_attribute("role", "status")
    expect(paper.announcement).to_have_text("Còn 5 phút.")
    expect(paper.clock).to_have_text("4:58")
    assert phone.evaluate("window.announced") == ["Còn 5 phút."]


def test_who_comes_back_in_between_is_not_told_a_number_that_is_wrong(
    phone: Page, hall: Hall
) -> None:
    paper = hall.sit_down(phone)
    hall.leave_only(seconds=4 * 60 + 30)
    phone.reload()
    expect(paper.clock).to_have_text("4:28")
    expect(paper.announcement).to_be_empty()
