"""Every page there is, in both languages, on a small phone and on a desk.

The pages come from the application's own list, so that a new one is looked at without being named
here. Where an address asks for something new, ``tests/browser/site.py`` has to say what it is.
"""

import re
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser import site as whole_site
from tests.browser.devices import PHONE
from tests.browser.hall import ROUND, Hall, Paper
from tests.browser.site import CONTEST, PUBLISHED, READERS, Site
from tests.test_translations import ENGLISH, PLACE, is_vietnamese

WIDTHS = (1280, 360)
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
STATES = {
    "leaderboard while the round is open": f"/cuoc-thi/{CONTEST}/bang-xep-hang?dot=2",
    "round ahead": f"/cuoc-thi/{CONTEST}/dot/3",
    "round that is over": f"/cuoc-thi/{CONTEST}/dot/1",
    "contest with practice": "/cuoc-thi/hai-duong-khoi-on-tap",
    "nothing there": "/khong-co-trang-nay",
}
"""The same templates in other states, as a stranger sees them."""


@pytest.fixture(scope="session")
def shared_site(
    chromium: Browser, migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    database = tmp_path_factory.mktemp("site") / "on-su.sqlite3"
    shutil.copy(migrated_sqlite, database)
    with whole_site.small_site(chromium, database) as site:
        yield site


@pytest.fixture
def site(shared_site: Site) -> Iterator[Site]:
    """Return the site that all tests share, which only look at it."""
    shared_site.faults.clear()
    yield shared_site
    assert shared_site.faults == []


def look_at(page: Page, axe: Callable[[Page], None]) -> None:
    """Check that nothing is cut off at any width, and that nobody is shut out."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(CUT_OFF) == []
        axe(page)


@cache
def interface() -> re.Pattern[str]:
    """Match every Vietnamese sentence of the interface, whatever fills its places."""
    with ENGLISH.open("rb") as stream:
        messages = read_po(stream, locale="en")
    texts = {
        text
        for message in messages
        for text in ([message.id] if isinstance(message.id, str) else message.id)
        if is_vietnamese(text)
    }
    return re.compile("|".join(_pattern(text) for text in sorted(texts)))


def _pattern(text: str) -> str:
    words = " ".join(text.split())
    pieces = [re.escape(piece) for piece in re.split(PLACE.pattern.replace("(", "(?:"), words)]
    return ".+".join(pieces)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("endpoint", whole_site.pages())
def test_a_page_fits_every_screen_and_shuts_nobody_out(
    site: Site, axe: Callable[[Page], None], endpoint: str, language: str
) -> None:
    page = site.visit(endpoint, language)
    expect(page.locator("html")).to_have_attribute("lang", language)
    look_at(page, axe)


@pytest.mark.parametrize("endpoint", whole_site.pages())
def test_an_english_page_says_nothing_in_vietnamese_by_itself(site: Site, endpoint: str) -> None:
    said = site.visit(endpoint, "en").evaluate(SAID)
    assert [text for text in said if interface().fullmatch(text)] == []
