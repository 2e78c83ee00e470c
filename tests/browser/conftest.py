"""A real server, a real browser, and nothing on the page that is broken or unreachable."""

import os
import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from werkzeug.serving import make_server

from quiz import clock as system_clock
from quiz.app import create_app
from quiz.config import Settings
from quiz.database import db

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
PHONE = {"width": 360, "height": 780}
DESKTOP = {"width": 1280, "height": 900}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what stands in this folder, so that ``-m 'not browser'`` leaves it out."""
    for item in items:
        if "browser" in item.path.parts:
            item.add_marker(pytest.mark.browser)


@dataclass(frozen=True)
class LiveServer:
    """An application that answers on a port of this machine."""

    app: Flask
    url: str


@pytest.fixture
def live_server(settings: Settings) -> Iterator[LiveServer]:
    """Serve the application from a thread, with the system's clock: a browser cannot stop time."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        url = f"http://127.0.0.1:{port}"
        app = create_app(settings.model_copy(update={"public_url": url, "clock": system_clock.now}))
        server = make_server("127.0.0.1", port, app, threaded=True, fd=listener.fileno())
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield LiveServer(app, url)
        server.shutdown()
        thread.join()
        server.server_close()
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Return one headless Chromium for all tests of this worker."""
    if CHROMIUM is None:
        absent = pytest.fail if os.environ.get("CI") else pytest.skip
        absent("no Chromium here: sudo apt-get install -y chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def new_context(
    chromium: Browser, live_server: LiveServer
) -> Iterator[Callable[..., BrowserContext]]:
    """Return a function that opens a browser of a person in Vietnam, with nothing stored yet.

    At the end of the test no page of any of them may have raised an error or lacked a file.
    """
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def watch(page: Page) -> None:
        page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
        page.on(
            "console",
            lambda line: (
                faults.append(f"{page.url}: {line.text}") if line.type == "error" else None
            ),
        )

    def make(**options: object) -> BrowserContext:
        context = chromium.new_context(
            base_url=live_server.url,
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
            **options,
        )
        context.set_default_timeout(10_000)
        context.on("page", watch)
        contexts.append(context)
        return context

    yield make
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture
def phone(new_context: Callable[..., BrowserContext]) -> Page:
    """Return a page on a small phone."""
    return new_context(viewport=PHONE, has_touch=True, is_mobile=True).new_page()


@pytest.fixture
def desktop(new_context: Callable[..., BrowserContext]) -> Page:
    """Return a page on an ordinary desk."""
    return new_context(viewport=DESKTOP).new_page()


@pytest.fixture(params=["phone", "desktop"])
def page(request: pytest.FixtureRequest) -> Page:
    """Return a page on each of the two, one test after the other."""
    return request.getfixturevalue(request.param)


@pytest.fixture
def without_script(new_context: Callable[..., BrowserContext]) -> Page:
    """Return a page on a small phone whose browser runs no script."""
    return new_context(viewport=PHONE, java_script_enabled=False).new_page()


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], None]:
    """Return the check that a page has no accessibility fault that axe can find."""
    checker = Axe()

    def check(page: Page) -> None:
        result = checker.run(page)
        assert result.violations_count == 0, result.generate_report()

    return check
