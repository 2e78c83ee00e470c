"""A whole site to walk through: a small demonstration, with somebody signed in at each desk.

Made once for each worker. Texts are those of the shipped banks and contests, so that pages are as
long and as wide as in life.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from werkzeug.routing import BuildError, Rule

from quiz import clock
from quiz.app import create_app
from quiz.config import Settings
from quiz.database import db, transaction
from quiz.services import demo_sign_ins
from quiz.services.demo import loading
from tests.browser.devices import VIETNAM, watch
from tests.browser.live import LiveServer, serving

CONTEST, PUBLISHED, OPEN = "thai-nguyen-khoi-70-nam", 1, 2
READERS: Mapping[str, str | None] = {
    "public": None,
    "auth": None,
    "contestant": "thisinh",
    "organizer": "tochuc",
    "judge": "giamkhao",
    "unit": "donvi",
}
"""Who reads the pages of each audience: a sign-in of the demonstration."""
NEW = {"tree": "moi", "tree_name": "Đảng bộ mới"}
"""What is typed beside a file."""
FOR_PROGRAMS = {"api", "health", "static"}


@cache
def pages() -> tuple[str, ...]:
    """Every page that can be asked for, as the application itself knows them."""
    app = create_app(Settings(database_url="sqlite://", secret_key="only to look at the addresses"))
    return tuple(sorted(rule.endpoint for rule in app.url_map.iter_rules() if _is_page(rule)))


def _is_page(rule: Rule) -> bool:
    is_file = rule.rule.rpartition("/")[2].count(".") > 0
    program = rule.endpoint.partition(".")[0] in FOR_PROGRAMS
    return "GET" in (rule.methods or ()) and not is_file and not program


@dataclass
class Site:
    """The server, and one page in each language for each reader."""

    server: LiveServer
    browser: Browser
    passwords: Mapping[str, str]
    faults: list[str] = field(default_factory=list)
    opened: dict[tuple[str | None, str], Page] = field(default_factory=dict)
    known: dict[str, dict[str, str | int]] = field(default_factory=dict)

    def visit(self, endpoint: str, language: str = "vi") -> Page:
        """Open a page of the site as the reader that it is for."""
        page = self.reader(READERS[endpoint.partition(".")[0]], language)
        if ".preview_" in endpoint:
            page.goto(self.address(endpoint.replace(".preview_", ".choose_")))
            _upload_example(page)
            return page
        answer = page.goto(self.address(endpoint))
        assert answer is not None
        assert answer.ok, f"{answer.status} {page.url}"
        assert page.url == self.server.url + self.address(endpoint), f"led away to {page.url}"
        return page

    def reader(self, login: str | None, language: str = "vi") -> Page:
        """Return the page of a reader, who is signed in."""
        if (login, language) not in self.opened:
            context = self.browser.new_context(base_url=self.server.url, **VIETNAM)
            watch(context, self.faults)
            chosen = {"name": "language", "value": language, "url": self.server.url}
            context.add_cookies([chosen])
            page = self.opened[login, language] = context.new_page()
            if login is not None:
                self._sign_in(page, login)
        return self.opened[login, language]

    def address(self, endpoint: str) -> str:
        """Return an address that shows something, for every page there is."""
        common: dict[str, str | int] = {"slug": CONTEST, "number": PUBLISHED}
        values = common | self.known.get(endpoint, {})
        try:
            return self.server.app.url_map.bind("").build(endpoint, values, append_unknown=False)
        except BuildError as lacking:
            return pytest.fail(f"say in {__file__} where {endpoint} is to be seen: {lacking}")

    def _sign_in(self, page: Page, login: str) -> None:
        page.goto("/dang-nhap")
        page.locator("[name=login]").fill(login)
        page.locator("[name=password]").fill(self.passwords[login])
        page.locator("main form button").click()
        expect(page.locator("nav form[action='/dang-xuat']")).to_be_visible()


@contextmanager
def small_site(browser: Browser, database: Path, instance: Path) -> Iterator[Site]:
    """Load a small demonstration, sit down at every desk, and serve it all."""
    settings = Settings(
        instance=instance,
        database_url=f"sqlite:///{database}",
        secret_key="kept by the tests, and by nobody else",
        demo=True,
        password_time_cost=1,
        password_memory_kib=8,
    )
    with serving(settings) as server:
        with server.app.app_context():
            sign_ins = _load(server)
        instance.mkdir(exist_ok=True)
        demo_sign_ins.write(instance, sign_ins)
        site = Site(server, browser, {line.login: line.password for line in sign_ins})
        for prepare in (_take_rounds, _know_records):
            prepare(site)
        yield site
        for page in site.opened.values():
            page.context.close()


def _load(server: LiveServer) -> tuple[demo_sign_ins.DemoSignIn, ...]:
    casts = tuple(replace(cast, branches=3, listed=8) for cast in loading.CASTS)
    with pytest.MonkeyPatch.context() as patch, transaction(db.session()) as session:
        patch.setattr(loading, "CASTS", casts)
        return loading.Loader(
            session=session,
            catalogue=server.app.extensions["catalogue"],
            passwords=server.app.extensions["passwords"],
            secret=server.app.config["SECRET_KEY"],
            now=clock.now(),
            progress=lambda name: None,
        ).load()


def _take_rounds(site: Site) -> None:
    """Let the contestant hand in one paper, and sit over the next in both languages' browsers."""
    page = site.reader("thisinh")
    site.known["contestant.round"] = {"number": OPEN}
    _start(site, page)
    page.locator(".q label").first.click()
    page.locator("#hand-in").click()
    page.locator("#confirm-yes").click()
    page.wait_for_url("**/ket-qua")
    site.known["contestant.result"] = {"ref": page.url.split("/")[-2]}
    site.known["public.receipt"] = {"code": page.locator(".code").inner_text()}
    _start(site, page)
    site.known["contestant.paper"] = {"ref": page.url.split("/")[-1]}


def _start(site: Site, page: Page) -> None:
    page.goto(site.address("contestant.round"))
    page.locator("form[action$='/bat-dau'] button").click()
    page.wait_for_url("**/bai-thi/*")


def _know_records(site: Site) -> None:
    """Name a bank, a tree of units and a publication."""
    bank: dict[str, str | int] = {"code": "lang-son", "number": 1}
    site.known |= {
        "organizer.bank": bank,
        "organizer.bank_key": bank,
        "organizer.tree": {"code": "thai-nguyen-khoi"},
        "public.publication": {"round": PUBLISHED, "publication": 1},
    }


def _upload_example(page: Page) -> None:
    """Send the example that a page with a file field offers, and go on to the preview."""
    address = page.locator("main a[href*='mau']").first.get_attribute("href") or ""
    example = page.request.get(address).body()
    for name, value in NEW.items():
        if page.locator(f"main [name={name}]").count():
            page.locator(f"main [name={name}]").fill(value)
    # The example may be one that the demonstration has loaded, and whose rounds are running.
    example = example.replace(b"slug: lang-son-90-nam", b"slug: moi")
    upload = {"name": Path(address).name, "mimeType": "", "buffer": example}
    page.locator("main [type=file]").set_input_files(upload)
    page.locator("main form button").first.click()
    expect(page, page.locator("main").inner_text()).to_have_url(re.compile("/nap/"))
