"""Handing in: what the page asks before, by keyboard alone, and the receipt afterwards."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.hall import SAVE, Hall, Paper

RECEIPT = re.compile(r"^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$")


def hand_in(page: Page) -> Locator:
    """Press the button of the paper, and return the dialog that asks back."""
    page.locator("#hand-in").click()
    return page.get_by_role("dialog", name="Nộp bài?")


def test_the_buttons_of_the_dialog_are_in_sight_however_long_it_is(phone: Page, hall: Hall) -> None:
    phone.set_viewport_size({"width": 360, "height": 320})
    hall.sit_down(phone)
    buttons = hand_in(phone).get_by_role("button")
    expect(buttons).to_have_count(2)
    for button in buttons.all():
        expect(button).to_be_in_viewport(ratio=1)


def test_the_dialog_names_the_questions_left_blank_and_leads_to_them(
    page: Page, hall: Hall
) -> None:
    paper = hall.sit_down(page)
    paper.choose(2, "A")
    dialog = hand_in(page)
    expect(dialog).to_contain_text("Số câu chưa trả lời: 3.")
    expect(dialog.get_by_role("link")).to_have_text(["1", "3", "4"])
    dialog.get_by_role("link", name="Câu 3").click()
    expect(dialog).to_be_hidden()
    expect(page.locator("#q3")).to_be_in_viewport()


def test_a_complete_paper_is_handed_in_with_its_last_choice(phone: Page, hall: Hall) -> None:
    paper = hall.sit_down(phone)
    for number, letter in enumerate("ABCD", 1):
        paper.choose(number, letter)
    dialog = hand_in(phone)
    expect(dialog).to_contain_text("Bạn đã trả lời tất cả các câu hỏi.")
    dialog.get_by_role("button", name="Nộp bài").click()
    expect(phone.get_by_role("heading", name="Đã nộp bài")).to_be_visible()
    expect(phone.locator("main")).to_contain_text("4 / 4")
    assert hall.stored() == {1: "A", 2: "B", 3: "C", 4: "D"}


def test_nothing_is_handed_in_before_the_server_has_every_answer(
    phone: Page, hall: Hall, page_faults: list[str]
) -> None:
    paper = hall.sit_down(phone)
    phone.route(SAVE, lambda route: route.abort())
    paper.choose(1, "C")
    dialog = hand_in(phone)
    dialog.get_by_role("button", name="Nộp bài").click()
    expect(dialog).to_contain_text("Đang nộp bài…")
    phone.unroute(SAVE)
    expect(phone.get_by_role("heading", name="Đã nộp bài")).to_be_visible(timeout=10_000)
    assert hall.stored() == {1: "C"}
    page_faults.clear()


def test_whoever_goes_on_instead_of_waiting_is_not_handed_in(
    phone: Page, hall: Hall, page_faults: list[str]
) -> None:
    paper = hall.sit_down(phone)
    phone.route(SAVE, lambda route: route.abort())
    paper.choose(1, "C")
    dialog = hand_in(phone)
    dialog.get_by_role("button", name="Nộp bài").click()
    expect(dialog).to_contain_text("Đang nộp bài…")
    dialog.get_by_role("button", name="Làm tiếp").click()
    phone.unroute(SAVE)
    paper.is_saved()
    paper.choose(2, "B")
    paper.is_saved()
    assert hall.stored() == {1: "C", 2: "B"}
    page_faults.clear()


def test_a_whole_round_is_taken_by_keyboard(desktop: Page, hall: Hall) -> None:
    hall.sign_in(desktop)
    keyboard = desktop.keyboard
    tab_to(desktop.get_by_role("button", name="Bắt đầu làm bài"))
    keyboard.press("Enter")
    paper = Paper(desktop)
    expect(paper.save).to_be_visible()

    keyboard.press("b")
    keyboard.press("ArrowDown")  # the group's own key, from B to C
    keyboard.press("j")
    keyboard.press("1")
    keyboard.press("f")
    expect(desktop.locator("#q2").get_by_role("button", name="Đánh dấu")).to_have_attribute(
        "aria-pressed", "true"
    )
    for key in "jkjj":  # question 3, 2, 3, 4
        keyboard.press(key)
    keyboard.press("4")
    paper.shows(q1="C", q2="A", q4="D")

    tab_to(desktop.locator("#hand-in"))
    keyboard.press("Enter")
    tab_to(desktop.get_by_role("dialog").get_by_role("button", name="Nộp bài"))
    keyboard.press("Enter")
    expect(desktop.get_by_role("heading", name="Đã nộp bài")).to_be_visible()
    assert hall.stored() == {1: "C", 2: "A", 4: "D"}

    tab_to(desktop.get_by_role("link", name="Mở trang xác nhận có mã QR"))
    keyboard.press("Enter")
    expect(desktop.get_by_role("heading", name="Xác nhận nộp bài")).to_be_visible()


def tab_to(target: Locator) -> None:
    """Press Tab until the focus is there and can be seen; 80 presses are too many for anybody."""
    for _ in range(80):
        target.page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            assert target.evaluate("element => element.matches(':focus-visible')")
            return
    raise AssertionError(f"the keyboard does not reach {target}")


def test_letters_typed_for_other_things_choose_nothing(desktop: Page, hall: Hall) -> None:
    paper = hall.sit_down(desktop)
    desktop.keyboard.press("Control+a")
    desktop.get_by_text("Phím tắt", exact=True).click()
    desktop.get_by_label("Dùng phím tắt").uncheck()
    desktop.keyboard.press("b")
    desktop.keyboard.press("j")
    expect(desktop.locator(".q input:checked")).to_have_count(0)
    desktop.reload()
    expect(paper.save).to_be_visible()
    desktop.keyboard.press("b")
    expect(desktop.locator(".q input:checked")).to_have_count(0)


def test_the_receipt_prints_on_one_page_without_the_frame_of_the_site(
    desktop: Page, hall: Hall
) -> None:
    hall.sit_down(desktop)
    hand_in(desktop).get_by_role("button", name="Nộp bài").click()
    desktop.get_by_role("link", name="Mở trang xác nhận có mã QR").click()
    code = desktop.locator(".receipt .code")
    expect(code).to_have_text(RECEIPT)
    desktop.emulate_media(media="print")
    expect(code).to_be_visible()
    expect(desktop.locator(".qr svg")).to_be_visible()
    expect(desktop.get_by_role("navigation", name="Điều hướng chính")).to_be_hidden()
    assert len(re.findall(rb"/Type\s*/Page\b", desktop.pdf(format="A4"))) == 1
