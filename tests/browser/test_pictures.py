"""The pictures of the README, taken of real pages.

They are kept only where ``PICTURES`` names a folder (``make pictures``); every other run takes them
too, to see that they can be taken, and throws them away.
"""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.hall import Paper
from tests.browser.site import Site

LARGEST = 250_000
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return where the pictures go."""
    kept = Path(os.environ.get("PICTURES", tmp_path))
    kept.mkdir(parents=True, exist_ok=True)
    return kept


def take(page: Page, path: Path) -> None:
    """Take what the window shows, in a size that a README can carry."""
    page.evaluate("document.fonts.ready")
    page.screenshot(path=path, animations="disabled", caret="hide")
    assert path.read_bytes().startswith(PNG)
    assert 10_000 < path.stat().st_size < LARGEST


@pytest.mark.parametrize(
    ("name", "window", "letters"),
    [
        ("paper", {"width": 1280, "height": 800}, "BADC"),
        ("paper-phone", {"width": 360, "height": 740}, "CDAB"),
    ],
)
def test_a_picture_of_a_paper(
    site: Site, folder: Path, name: str, window: ViewportSize, letters: str
) -> None:
    page = site.visit("contestant.paper")
    page.set_viewport_size(window)
    page.reload()  # at this width from the start, as on a device of this size
    paper = Paper(page)
    for number, letter in enumerate(letters, 1):
        paper.choose(number, letter)
    paper.is_saved()
    page.evaluate("scrollTo({top: 0, behavior: 'instant'})")
    expect(paper.clock).to_be_in_viewport()
    expect(paper.save).to_be_in_viewport()
    expect(page.locator("#q1")).to_be_in_viewport()
    take(page, folder / f"{name}.png")


def test_a_picture_of_a_leaderboard(site: Site, folder: Path) -> None:
    page = site.visit("public.leaderboard")
    page.set_viewport_size({"width": 1280, "height": 1250})
    expect(page.get_by_role("heading", name="Xếp hạng đơn vị")).to_be_in_viewport()
    expect(page.get_by_role("table", name="Các đơn vị thuộc")).to_be_in_viewport()
    take(page, folder / "leaderboard.png")
