"""A real server, a real browser, and nothing on the page that is broken or unreachable."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from quiz import clock as system_clock
from quiz.config import Settings
from quiz.database import transaction
from quiz.services.accounts import open_account
from quiz.services.demo import loading
from quiz.services.passwords import Passwords
from tests.browser.devices import DESKTOP, PHONE, VIETNAM, watch
from tests.browser.hall import Hall
from tests.browser.live import LiveServer, serving
from tests.browser.site import SMALL, Site, whole_site
from tests.stage import Stage

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what stands in this folder, so that ``-m 'not browser'`` leaves it out."""
    for item in items:
        if "browser" in item.path.parts:
            item.add_marker(pytest.mark.browser)


@pytest.fixture
def database_kind() -> str:
    """A browser cannot tell the two databases apart; one is enough here."""
    return "sqlite"


@pytest.fixture
def clock() -> Callable[[], int]:
    """Return the system's clock: a browser cannot stop time."""
    return system_clock.now


@pytest.fixture
def live_server(settings: Settings) -> Iterator[LiveServer]:
    """Serve the application of this test."""
    with serving(settings) as server:
        yield server


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Return one headless Chromium for all tests of this worker."""
    if CHROMIUM is None:
        absent = pytest.fail if os.environ.get("CI") else pytest.skip
        absent("no Chromium here: sudo apt-get install -y chromium")
    expect.set_options(timeout=15_000)  # a busy machine shows what a quick one shows
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page_faults() -> Iterator[list[str]]:
    """Collect what went wrong on any page; a test that means it to go wrong empties the list."""
    faults: list[str] = []
    yield faults
    assert faults == []


@pytest.fixture
def new_context(
    chromium: Browser, live_server: LiveServer, page_faults: list[str]
) -> Iterator[Callable[..., BrowserContext]]:
    """Return a function that opens a browser of a person in Vietnam, with nothing stored yet."""
    contexts: list[BrowserContext] = []

    def make(**options: object) -> BrowserContext:
        context = chromium.new_context(base_url=live_server.url, **VIETNAM, **options)
        context.set_default_timeout(15_000)
        watch(context, page_faults)
        contexts.append(context)
        return context

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def hall(stage: Stage, settings: Settings) -> Hall:
    """Return a hall with one open round, into which Hạnh has been let."""
    contest = stage.contest()
    stage.round(contest, stage.bank(), timing={"limit_minutes": 20, "allowance_seconds": 1})
    hall = Hall(stage, Passwords(settings), contest)
    hall.let_in("Hạnh")
    return hall


@pytest.fixture(scope="session")
def shared_site(
    chromium: Browser, migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """Return the one site of this worker; pictures to keep are taken of one with many people."""
    database = tmp_path_factory.mktemp("site") / "on-su.sqlite3"
    shutil.copy(migrated_sqlite, database)
    casts = loading.CASTS if "PICTURES" in os.environ else SMALL
    with whole_site(chromium, database, casts=casts) as site:
        yield site


@pytest.fixture
def site(shared_site: Site) -> Iterator[Site]:
    """Return the site that many tests look at."""
    shared_site.faults.clear()
    yield shared_site
    assert shared_site.faults == []


@pytest.fixture
def phone(new_context: Callable[..., BrowserContext]) -> Page:
    """Return a page on a small phone."""
    return new_context(**PHONE).new_page()


@pytest.fixture
def desktop(new_context: Callable[..., BrowserContext]) -> Page:
    """Return a page on an ordinary desk."""
    return new_context(**DESKTOP).new_page()


@pytest.fixture(params=[PHONE, DESKTOP], ids=["phone", "desktop"])
def page(request: pytest.FixtureRequest, new_context: Callable[..., BrowserContext]) -> Page:
    """Return a page on each of the two, one test after the other."""
    return new_context(**request.param).new_page()


@pytest.fixture
def without_script(new_context: Callable[..., BrowserContext]) -> Page:
    """Return a page on a small phone whose browser runs no script."""
    return new_context(**PHONE, java_script_enabled=False).new_page()


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], None]:
    """Return the check that a page has no accessibility fault that axe can find."""
    checker = Axe()

    def check(page: Page) -> None:
        result = checker.run(page)
        assert result.violations_count == 0, result.generate_report()

    return check


@pytest.fixture
def looks_well(axe: Callable[[Page], None]) -> Callable[[Page], None]:
    """Return the check that a page is there, fits its screen and shuts nobody out."""

    def check(page: Page) -> None:
        page.wait_for_load_state()
        assert page.viewport_size is not None
        # The window grows with a page that is too wide; the screen does not.
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= page.viewport_size["width"], page.url
        axe(page)

    return check


@pytest.fixture
def judges_page(page: Page, stage: Stage, settings: Settings) -> Page:
    """Return the page of a chief judge, who has signed in."""
    person, password = stage.person("Phạm Thị Giang"), "mùa thu lịch sử"
    stage.grant(person, "chief_judge")
    with transaction(stage.session) as session:
        open_account(
            session,
            person_id=person.id,
            login_name="giang",
            password=password,
            passwords=Passwords(settings),
            now=stage.now,
        )
    page.goto("/dang-nhap")
    page.locator("[name=login]").fill("giang")
    page.locator("[name=password]").fill(password)
    page.locator("main form button").click()
    expect(page.get_by_role("button", name="Đăng xuất")).to_be_attached()
    return page
