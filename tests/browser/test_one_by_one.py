"""A paper that is answered one question at a time, each within its own time."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from quiz.config import Settings
from quiz.services.passwords import Passwords
from tests.browser.hall import Hall, Paper
from tests.browser.test_pages import CUT_OFF, look_at
from tests.browser.test_submitting import tab_to
from tests.stage import Stage

PREDICTS = {"prediction": {"asks": "attempts"}, "ranking": ["points", "prediction_distance"]}


@pytest.fixture
def seat(stage: Stage, settings: Settings) -> Callable[[int], Hall]:
    """Return a function that opens a hall whose questions have so many seconds each."""

    def open_hall(seconds: int) -> Hall:
        contest = stage.contest()
        timing = {"limit_minutes": 20, "allowance_seconds": 1, "item_seconds": seconds}
        stage.round(contest, stage.bank(), timing=timing, **PREDICTS)
        hall = Hall(stage, Passwords(settings), contest)
        hall.let_in("Hạnh")
        return hall

    return open_hall


def shows(page: Page, number: int) -> None:
    """Wait until the page shows this question and no other, with its script running."""
    expect(page.locator(".q")).to_have_count(1)
    expect(page.locator(f"#q{number}")).to_be_focused()
    expect(page.locator(".done strong")).to_have_text(f"{number} / 4")


def test_a_whole_round_is_taken_by_keyboard_and_every_step_shuts_nobody_out(
    desktop: Page,
    seat: Callable[[int], Hall],
    axe: Callable[[Page], None],
    page_faults: list[str],
) -> None:
    hall = seat(600)
    hall.sign_in(desktop)
    keyboard, onward = desktop.keyboard, desktop.locator("#next")
    tab_to(desktop.get_by_role("button", name="Bắt đầu làm bài"))
    keyboard.press("Enter")

    shows(desktop, 1)
    keyboard.press("b")
    keyboard.press("Enter")  # saves, and leaves nothing behind
    Paper(desktop).is_saved()
    Paper(desktop).shows(q1="B")
    tab_to(onward)
    keyboard.press("Enter")

    shows(desktop, 2)
    tab_to(onward)
    keyboard.press("Enter")  # without an answer
    expect(desktop.locator("#fault")).to_be_focused()
    expect(onward).to_have_text("Bỏ qua câu này")
    look_at(desktop, axe)
    keyboard.press("3")
    expect(onward).to_have_text("Câu tiếp theo")
    tab_to(onward)
    keyboard.press("Enter")

    for number, key in ((3, "1"), (4, "4")):
        shows(desktop, number)
        keyboard.press(key)
        tab_to(onward)
        keyboard.press("Enter")
    expect(desktop.get_by_role("heading", name="Bạn đã qua hết 4 câu")).to_be_visible()
    look_at(desktop, axe)
    tab_to(desktop.get_by_label("Theo bạn"))
    keyboard.type("1.250")
    keyboard.press("Enter")  # hands nothing in
    Paper(desktop).is_saved()
    tab_to(desktop.locator("#hand-in"))
    keyboard.press("Enter")
    expect(desktop.get_by_role("heading", name="Đã nộp bài")).to_be_visible()
    expect(desktop.locator("main")).to_contain_text("1.250")
    assert hall.stored() == {1: "B", 2: "C", 3: "A", 4: "D"}
    page_faults.clear()  # the question that was left blank


def test_the_last_second_of_a_question_counts_and_the_next_waits_to_be_asked_for(
    phone: Page, seat: Callable[[int], Hall], axe: Callable[[Page], None]
) -> None:
    hall = seat(5)
    hall.sign_in(phone)
    phone.get_by_role("button", name="Bắt đầu làm bài").click()
    shows(phone, 1)
    expect(phone.locator("#item-clock")).to_have_text("0:01")
    Paper(phone).choose(1, "B")
    over = phone.locator("#item-over")
    expect(over).to_be_focused()
    expect(over).to_contain_text("Hết thời gian của câu 1")
    expect(Paper(phone).option(1, "B")).to_be_disabled()
    Paper(phone).is_saved()
    look_at(phone, axe)
    phone.set_viewport_size({"width": 360, "height": 780})
    phone.locator("#next").click()
    shows(phone, 2)
    expect(phone.locator("#item-clock")).to_have_text("0:05")
    assert hall.stored() == {1: "B"}


def test_a_second_tab_follows_and_without_a_connection_the_next_question_waits(
    phone: Page, seat: Callable[[int], Hall], page_faults: list[str]
) -> None:
    hall = seat(600)
    hall.sign_in(phone)
    phone.get_by_role("button", name="Bắt đầu làm bài").click()
    shows(phone, 1)
    tab = phone.context.new_page()
    tab.goto(phone.url)
    Paper(phone).choose(1, "A")
    phone.context.set_offline(True)
    phone.locator("#next").click()
    expect(phone.locator("#announce")).to_contain_text("mất kết nối", timeout=20_000)
    phone.context.set_offline(False)
    phone.locator("#next").click()
    shows(phone, 2)
    Paper(tab).choose(1, "C")
    shows(tab, 2)
    assert hall.stored() == {1: "A"}
    page_faults.clear()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_question_fits_a_small_phone_without_script(
    without_script: Page, seat: Callable[[int], Hall], language: str
) -> None:
    hall = seat(600)
    hall.sign_in(without_script)
    if language == "en":
        without_script.get_by_role("button", name="English").click()
    without_script.locator("form[action$='/bat-dau'] button").click()
    expect(without_script.locator("html")).to_have_attribute("lang", language)
    assert without_script.evaluate(CUT_OFF) == []
    Paper(without_script).choose(1, "D")
    without_script.locator("#next").click()
    expect(without_script.locator("#q2")).to_be_visible()
    assert hall.stored() == {1: "D"}
