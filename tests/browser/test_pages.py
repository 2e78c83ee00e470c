"""Every page there is, in both languages, on a small phone and on a desk.

The pages come from the application's own list, so that a new one is looked at without being named
here. Where an address asks for something new, ``tests/browser/site.py`` has to say what it is.
"""

import re
from collections.abc import Callable, Sequence
from functools import cache

import pytest
import sqlalchemy as sa
from babel.messages.pofile import read_po
from playwright.sync_api import Page, expect

from quiz.database import transaction
from quiz.domain.rules import RoundKind
from quiz.models import Attempt
from tests.browser.hall import Hall
from tests.browser.site import CONTEST, Site, pages
from tests.test_translations import ENGLISH, PLACE, is_vietnamese

WIDTHS = DESK, PHONE = 1280, 360
CUT_OFF = """() => {
  const {clientWidth, scrollWidth} = document.documentElement;
  if (scrollWidth <= clientWidth) return [];
  const reaches = (e) => e.getBoundingClientRect().right > clientWidth && !e.closest(".scroll");
  const guilty = [...document.body.querySelectorAll("*")].filter(reaches).slice(0, 5);
  return [`${scrollWidth} > ${clientWidth}`, ...guilty.map((e) => e.outerHTML.slice(0, 200))];
}"""
SAID = """() => {
  const said = [document.title];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    if (!parent.closest("[lang='vi'], style")) said.push(walker.currentNode.data);
  }
  for (const e of document.querySelectorAll("[aria-label], [title], [alt], [placeholder]"))
    for (const name of ["aria-label", "title", "alt", "placeholder"])
      if (e.hasAttribute(name)) said.push(e.getAttribute(name));
  return said.map((text) => text.trim().replace(/\\s+/g, " "));
}"""
LEAST_LETTERS = 4
STATES = {
    "leaderboard while the round is open": f"/cuoc-thi/{CONTEST}/bang-xep-hang?dot=2",
    "hall of another contest": "/cuoc-thi/lang-son-90-nam/bang-xep-hang/hoi-truong",
    "portal while numbers are predicted": "/cuoc-thi/lang-son-90-nam/bang-xep-hang/nhung?dot=3",
    "ranks with a chart": "/cuoc-thi/lang-son-90-nam/bang-xep-hang/cac-dot",
    "league of cells": (
        "/cuoc-thi/hai-duong-khoi-on-tap/bang-xep-hang/theo-loai?dot=1&loai=chi_bo_truc_thuoc"
    ),
    "round ahead": f"/cuoc-thi/{CONTEST}/dot/3",
    "round that is over": f"/cuoc-thi/{CONTEST}/dot/1",
    "contest with practice": "/cuoc-thi/hai-duong-khoi-on-tap",
    "nothing there": "/khong-co-trang-nay",
}
"""The same templates in other states, as a stranger sees them."""


def look_at(page: Page, axe: Callable[[Page], None], *, heard_at: Sequence[int] = WIDTHS) -> None:
    """Check that nothing is cut off at any width, and that nobody is shut out.

    Axe takes its time: it listens at the widths ``heard_at`` only.
    """
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(CUT_OFF) == []
        if width in heard_at:
            axe(page)


@cache
def interface() -> re.Pattern[str]:
    """Match every Vietnamese sentence of the interface, whatever fills its places.

    What joins two places by hardly a word, as "%(amount)s và %(gift)s", matches half a library.
    """
    with ENGLISH.open("rb") as stream:
        messages = read_po(stream, locale="en")
    texts = {
        text
        for message in messages
        for text in ([message.id] if isinstance(message.id, str) else message.id)
        if is_vietnamese(text) and len(PLACE.sub("", text).strip()) >= LEAST_LETTERS
    }
    return re.compile("|".join(_pattern(text) for text in sorted(texts)))


def _pattern(text: str) -> str:
    pieces = PLACE.sub("\0", " ".join(text.split())).split("\0")
    return ".+".join(map(re.escape, pieces))


@pytest.mark.parametrize("endpoint", pages())
def test_a_page_fits_every_screen_and_shuts_nobody_out(
    site: Site, axe: Callable[[Page], None], endpoint: str
) -> None:
    page = site.visit(endpoint, "vi")
    expect(page.locator("html")).to_have_attribute("lang", "vi")
    look_at(page, axe, heard_at=[DESK])


@pytest.mark.parametrize("endpoint", pages())
def test_an_english_page_does_so_too_and_says_nothing_in_vietnamese_by_itself(
    site: Site, axe: Callable[[Page], None], endpoint: str
) -> None:
    page = site.visit(endpoint, "en")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    said = set(page.evaluate(SAID)) - site.written()
    assert [text for text in said if interface().fullmatch(text)] == []
    look_at(page, axe, heard_at=[PHONE])


@pytest.mark.parametrize("state", STATES)
def test_a_page_in_another_state_fits_and_shuts_nobody_out(
    site: Site, axe: Callable[[Page], None], state: str
) -> None:
    page = site.reader(None)
    page.goto(STATES[state])
    look_at(page, axe)
    site.faults.clear()  # the page that is not there


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        ("(h1) => h1.style.width = '2000px'", r"\d+ > 1280"),
        ("(h1) => h1.append(new Image())", "image-alt"),
        ("(h1) => h1.style.color = '#eee'", "color-contrast"),
    ],
)
def test_the_checks_notice_what_they_look_for(
    site: Site, axe: Callable[[Page], None], spoil: str, told: str
) -> None:
    page = site.visit("public.privacy")
    page.locator("h1").evaluate(spoil)
    with pytest.raises(AssertionError, match=told):
        look_at(page, axe)


@pytest.mark.parametrize(
    ("text", "is_interface"),
    [
        ("Đăng nhập", True),
        ("Đợt 1 đang mở đến 17:00 ngày 20/9/2024", True),
        ("Đảng bộ Khối các cơ quan tỉnh", False),
        ("Sign in", False),
    ],
)
def test_the_interface_is_told_from_what_people_wrote(text: str, is_interface: bool) -> None:
    assert bool(interface().fullmatch(text)) == is_interface


def ask_before_the_end(page: Page, hall: Hall) -> None:
    hall.sit_down(page)
    page.locator("#hand-in").click()
    expect(page.get_by_role("dialog")).to_be_visible()


def ask_before_the_end_without_a_dialog(page: Page, hall: Hall) -> None:
    page.add_init_script("delete HTMLDialogElement.prototype.showModal")
    hall.sit_down(page)
    page.locator("#hand-in").click()
    expect(page.get_by_role("heading", name="Nộp bài?")).to_be_visible()


def sit_down_elsewhere_too(page: Page, hall: Hall) -> None:
    hall.sit_down(page)
    page.context.clear_cookies()
    hall.sign_in(page)
    page.get_by_role("link", name="Làm tiếp bài đang thi").click()
    expect(page.get_by_role("heading", name="Bài đang mở trên máy khác")).to_be_visible()


def stop_here(page: Page, hall: Hall) -> None:
    paper = hall.sit_down(page)
    with transaction(hall.stage.session) as session:
        session.execute(sa.update(Attempt).values(lease=2))
    paper.choose(1, "A")
    expect(page.locator("#taken-over")).to_be_visible()


def run_out_of_time_soon(page: Page, hall: Hall) -> None:
    hall.sit_down(page)
    hall.leave_only(seconds=59)
    page.reload()
    expect(page.locator("#announce")).to_contain_text("Còn 1 phút")


def look_back(page: Page, hall: Hall) -> None:
    practice = {"number": 2, "kind": RoundKind.PRACTICE, "result": "at_submit", "ranking": []}
    bank = hall.stage.bank(code="on-tap")
    hall.stage.round(hall.contest, bank, review="at_once", **practice)
    hall.sign_in(page, to="/cuoc-thi/cuoc-thi/dot/2")
    page.get_by_role("button", name="Bắt đầu làm bài").click()
    page.locator("#q1 > label").first.click()
    ask_and_hand_in(page)
    expect(page.get_by_role("heading", name="Xem lại bài")).to_be_visible()


def ask_and_hand_in(page: Page) -> None:
    page.locator("#hand-in").click()
    page.locator("#confirm-yes").click()


def register_with_everything_wrong(page: Page, _hall: Hall) -> None:
    page.goto("/cuoc-thi/cuoc-thi/dang-ky")
    page.evaluate("document.querySelector('main form').noValidate = true")
    page.get_by_role("button", name="Đăng ký", exact=True).click()
    expect(page.get_by_role("alert")).to_be_visible()


@pytest.mark.parametrize(
    "reach",
    [
        ask_before_the_end,
        ask_before_the_end_without_a_dialog,
        sit_down_elsewhere_too,
        stop_here,
        run_out_of_time_soon,
        look_back,
        register_with_everything_wrong,
    ],
    ids=lambda reach: reach.__name__,
)
def test_what_appears_on_the_way_fits_and_shuts_nobody_out(
    desktop: Page,
    hall: Hall,
    axe: Callable[[Page], None],
    page_faults: list[str],
    reach: Callable[[Page, Hall], None],
) -> None:
    reach(desktop, hall)
    look_at(desktop, axe)
    page_faults.clear()  # refusals that belong to the way
