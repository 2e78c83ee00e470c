"""The wall of a hall: it follows the board by itself, and says when it cannot."""

import pytest
from playwright.sync_api import Page, expect

from quiz.database import transaction
from quiz.services import boards
from tests.scripted import Script, script
from tests.stage import Stage

WALL = "/cuoc-thi/cuoc-thi/bang-xep-hang/hoi-truong"
EVERY = 10_000
LOST = "Mất kết nối từ"


@pytest.fixture
def wall(desktop: Page, stage: Stage) -> Script:
    """Show the board of a running round on a wall whose time only tests move on."""
    scripted = script(stage)
    scripted.takes("Nguyễn Thị Hạnh", correct=3)
    refresh(scripted)
    desktop.clock.install()
    desktop.goto(WALL)
    expect(desktop.get_by_text("Nguyễn T. H***")).to_be_visible()
    return scripted


def refresh(scripted: Script) -> None:
    """Do what the worker does."""
    stage = scripted.stage
    with transaction(stage.session) as session:
        boards.refresh(session, stage.definition(scripted.round), now=stage.now)


def test_a_wall_follows_the_board_without_a_hand(desktop: Page, wall: Script) -> None:
    wall.takes("Trần Văn Bình", correct=4, after=1)
    refresh(wall)
    desktop.clock.run_for(EVERY)
    first = desktop.locator(".wall-people tbody tr").first
    expect(first).to_contain_text("Trần V. B***")
    expect(first).to_have_class("changed")
    expect(desktop.locator(".totals dd").first).to_have_text("2")


def test_a_wall_without_a_network_keeps_its_figures_says_so_and_recovers(
    desktop: Page, wall: Script, page_faults: list[str]
) -> None:
    desktop.context.set_offline(True)
    desktop.clock.run_for(EVERY)
    said = desktop.get_by_role("status")
    expect(said).to_contain_text(LOST)
    expect(desktop.get_by_text("Nguyễn T. H***")).to_be_visible()
    desktop.clock.run_for(60 * EVERY)
    expect(said).to_have_count(1)
    wall.takes("Trần Văn Bình", correct=4, after=1)
    refresh(wall)
    desktop.context.set_offline(False)
    desktop.clock.run_for(EVERY)
    expect(desktop.get_by_text("Trần V. B***")).to_be_visible()
    expect(desktop.locator("#lost")).to_be_hidden()
    page_faults.clear()  # what the browser itself says of a network that is not there


def test_a_wall_that_is_refused_says_that_its_figures_may_be_old(
    desktop: Page, wall: Script, page_faults: list[str]
) -> None:
    desktop.route("**/hoi-truong", lambda route: route.fulfill(status=503, body=""))
    desktop.clock.run_for(EVERY)
    expect(desktop.get_by_role("status")).to_contain_text(LOST)
    page_faults.clear()


def test_nothing_moves_for_who_does_not_want_it(desktop: Page, wall: Script) -> None:
    desktop.emulate_media(reduced_motion="reduce")
    wall.takes("Trần Văn Bình", correct=4, after=1)
    refresh(wall)
    desktop.clock.run_for(EVERY)
    first = desktop.locator(".wall-people tbody tr.changed").first
    assert first.evaluate("(line) => getComputedStyle(line).animationName") == "none"


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1920, 1080), (3840, 2160)])
def test_a_wall_needs_no_scrolling(desktop: Page, stage: Stage, width: int, height: int) -> None:
    scripted = script(stage, units={"order": ["people"]})
    for number in range(10):
        scripted.takes(f"Nguyễn Thị Hồng Hạnh {number}", correct=3, after=number)
    refresh(scripted)
    desktop.set_viewport_size({"width": width, "height": height})
    desktop.goto(WALL)
    expect(desktop.locator(".wall-people tbody tr")).to_have_count(10)
    page = desktop.evaluate("document.documentElement.scrollHeight")
    assert page <= height


def test_a_wall_without_script_reloads_itself(desktop: Page, wall: Script) -> None:
    source = desktop.request.get(WALL).text()
    assert f'<noscript><meta http-equiv="refresh" content="{EVERY // 1000}"></noscript>' in source
