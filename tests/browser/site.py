"""A whole site to walk through: the demonstration, with somebody signed in at each desk.

Made once for each worker, with few people. Texts are those of the shipped banks and contests, so
that pages are as long and as wide as in life.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser, Page, expect
from werkzeug.routing import BuildError, Rule

from quiz import clock
from quiz.app import create_app
from quiz.config import Settings
from quiz.database import db, transaction
from quiz.models import ItemContent, RoleGrant, Unit
from quiz.services import demo_sign_ins
from quiz.services.demo import loading
from tests.browser.devices import VIETNAM, watch
from tests.browser.live import LiveServer, serving

READERS: Mapping[str, str | None] = {
    "public": None,
    "auth": None,
    "contestant": "thisinh",
    "contestant.join": None,
    "organizer": "tochuc",
    "judge": "giamkhao",
    "unit": "donvi",
}
"""Who reads the pages of each audience: a sign-in of the demonstration, or a stranger."""
FOR_PROGRAMS = {"api", "health", "static", "organizer.reading_progress"}
CONTEST, PUBLISHED, OPEN, AHEAD = "thai-nguyen-khoi-70-nam", 1, 2, 3
REVISED = {"code": "dang-cong-san-viet-nam"}
SPEAKING = {"public.embedded_board", "public.hall"}
"""Pages that read no cookie: their address says in which language they speak."""
VALUES: Mapping[str, str | int] = {"slug": CONTEST, "number": PUBLISHED}
"""What the addresses of most pages ask for; ``Site.known`` has what a page asks for besides."""


@cache
def pages() -> tuple[str, ...]:
    """Every page that can be asked for, as the application itself knows them."""
    app = create_app(Settings(database_url="sqlite://", secret_key="only to look at the addresses"))
    return tuple(sorted(rule.endpoint for rule in app.url_map.iter_rules() if _is_page(rule)))


def _is_page(rule: Rule) -> bool:
    is_file = "." in rule.rule.rpartition("/")[2]
    is_for_programs = not FOR_PROGRAMS.isdisjoint({rule.endpoint, rule.endpoint.partition(".")[0]})
    return "GET" in (rule.methods or ()) and not is_file and not is_for_programs


@dataclass
class Site:
    """The server, and one page for each reader."""

    server: LiveServer
    browser: Browser
    passwords: Mapping[str, str]
    faults: list[str] = field(default_factory=list)
    known: dict[str, Mapping[str, str | int]] = field(default_factory=dict)
    opened: dict[str | None, Page] = field(default_factory=dict)

    def visit(self, endpoint: str, language: str = "vi") -> Page:
        """Open a page of the site as the reader that it is for."""
        audience = endpoint if endpoint in READERS else endpoint.partition(".")[0]
        page = self.reader(READERS[audience], language)
        if ".preview_" in endpoint:
            self._upload(page, endpoint.replace(".preview_", ".choose_"))
            return page
        address = self.address(endpoint)
        if endpoint in SPEAKING:
            address += f"?ngon-ngu={language}"
        answer = page.goto(address)
        assert answer is not None
        assert answer.ok, f"{answer.status} {address}"
        assert page.url == self.server.url + address, f"{address} leads to {page.url}"
        return page

    def reader(self, login: str | None, language: str = "vi") -> Page:
        """Return the page of a reader, who is signed in and has chosen a language."""
        if login not in self.opened:
            context = self.browser.new_context(base_url=self.server.url, **VIETNAM)
            watch(context, self.faults)
            self.opened[login] = context.new_page()
            if login is not None:
                self._sign_in(self.opened[login], login)
        page = self.opened[login]
        chosen = {"name": "language", "value": language, "url": self.server.url}
        page.context.add_cookies([chosen])
        return page

    def address(self, endpoint: str) -> str:
        """Return an address at which a page shows something."""
        addresses = self.server.app.url_map.bind("")
        try:
            return addresses.build(
                endpoint, {**VALUES, **self.known.get(endpoint, {})}, append_unknown=False
            )
        except BuildError as lacking:
            return pytest.fail(f"say in {__file__} where {endpoint} is to be seen: {lacking}")

    def written(self) -> set[str]:
        """What people wrote in Vietnamese only: the names of units, and every item."""
        with self.server.app.app_context():
            names = db.session().execute(sa.select(Unit.name)).scalars()
            items = db.session().execute(sa.select(ItemContent.stem, ItemContent.options))
            return {*names, *(text for item in items for text in (item.stem, *item.options))}

    def _sign_in(self, page: Page, login: str) -> None:
        page.goto("/dang-nhap")
        page.locator("[name=login]").fill(login)
        page.locator("[name=password]").fill(self.passwords[login])
        page.locator("main form button").click()
        expect(page.locator("form[action='/dang-xuat']")).to_be_visible()

    def _upload(self, page: Page, chooses: str) -> None:
        """Send a file to the page that takes one, and go on to its preview."""
        page.goto(self.address(chooses))
        name, content = FILES[chooses]
        for field_name, text in {"tree": "moi", "tree_name": "Đảng bộ mới"}.items():
            for field_ in page.locator(f"main [name={field_name}]").all():
                field_.fill(text)
        upload = {"name": name, "mimeType": "", "buffer": content.replace(b"{unit}", self._unit())}
        page.locator("main [type=file]").set_input_files(upload)
        page.locator("main form button").first.click()
        expect(page).to_have_url(re.compile("/nap/"))

    def _unit(self) -> bytes:
        """The code of the unit whose officer has a desk here."""
        with self.server.app.app_context():
            query = sa.select(Unit.code).join(RoleGrant, RoleGrant.unit_id == Unit.id)
            return db.session().execute(query).scalar_one().encode()


def _shipped(package: str, *path: str) -> bytes:
    return files(package).joinpath(*path).read_bytes()


FILES = {
    "organizer.choose_bank": (
        "bank.yaml",
        _shipped("question_bank", "banks", "lang-son.yaml").replace(b"1933", b"1934", 3),
    ),
    "organizer.choose_contest": (
        "contest.yaml",
        # Under another name, for the rounds of the one in the demonstration are running.
        _shipped("quiz", "contests", f"{CONTEST}.yaml").replace(CONTEST.encode(), b"moi", 1),
    ),
    "organizer.choose_units": ("units.csv", _shipped("quiz", "contests", "units", "lang-son.csv")),
    "unit.choose_people": ("people.csv", "Họ và tên;Mã đơn vị\nLê Văn Dũng;{unit}".encode()),
}
"""A file for each page that takes one."""


SMALL = tuple(replace(cast, branches=3, listed=8) for cast in loading.CASTS)


@contextmanager
def whole_site(
    browser: Browser, database: Path, *, casts: tuple[loading.Cast, ...] = SMALL
) -> Iterator[Site]:
    """Load a demonstration into a migrated database and serve it."""
    settings = Settings(
        instance=database.parent,
        database_url=f"sqlite:///{database}",
        secret_key="kept by the tests, and by nobody else",
        demo=True,
        password_time_cost=1,
        password_memory_kib=8,
    )
    with serving(settings) as server:
        with server.app.app_context():
            sign_ins = _load(server, casts)
        demo_sign_ins.write(settings.instance, sign_ins)
        site = Site(server, browser, {line.login: line.password for line in sign_ins})
        site.known |= _records()
        _take_rounds(site)
        _begin_draft(site)
        yield site
        for page in site.opened.values():
            page.context.close()


def _load(
    server: LiveServer, casts: tuple[loading.Cast, ...]
) -> tuple[demo_sign_ins.DemoSignIn, ...]:
    with pytest.MonkeyPatch.context() as patch, transaction(db.session()) as session:
        patch.setattr(loading, "CASTS", casts)
        return loading.Loader(
            session=session,
            catalogue=server.app.extensions["catalogue"],
            passwords=server.app.extensions["passwords"],
            secret=server.app.config["SECRET_KEY"],
            now=clock.now(),
            progress=lambda _name: None,
        ).load()


def _records() -> dict[str, Mapping[str, str | int]]:
    bank, draft = {"code": "lang-son", "number": 1}, {"code": "lang-son", "number": 2}
    return {
        "contestant.round": {"number": OPEN},
        "judge.ask_publish": {"slug": "lang-son-90-nam", "number": 2},
        "organizer.ask_open_round": {"number": AHEAD},
        "organizer.ask_remove_round": {"number": AHEAD},
        "organizer.ask_revert": bank,
        "organizer.ask_seal": {"number": AHEAD},
        "organizer.bank": bank,
        "organizer.bank_head": draft,
        "organizer.bank_history": REVISED,
        "organizer.bank_key": bank,
        "organizer.edit_blueprint": {"number": AHEAD},
        "organizer.compare_bank": REVISED,
        "organizer.compare_bank_key": REVISED,
        "organizer.edit_round": {"number": AHEAD},
        "organizer.edit_rules": {"number": AHEAD},
        "organizer.item": draft | {"item": "LS-001"},
        "organizer.items": draft,
        "organizer.new_item": draft,
        "organizer.review_bank": REVISED | {"number": 2},
        "organizer.reorganise": {"code": "thai-nguyen-khoi"},
        "organizer.tree": {"code": "thai-nguyen-khoi"},
        "public.league": {"slug": "hai-duong-khoi-on-tap"},
        "public.publication": {"round": PUBLISHED, "publication": 1},
    }


def _take_rounds(site: Site) -> None:
    """Let the contestant hand in one paper and begin another."""
    page = site.reader("thisinh")
    _start(site, page)
    page.locator(".q label").first.click()
    page.locator("#hand-in").click()
    page.locator("#confirm-yes").click()
    page.wait_for_url("**/ket-qua")
    site.known["contestant.result"] = {"ref": page.url.split("/")[-2]}
    site.known["judge.ask_ruling"] = {"number": OPEN, "ref": page.url.split("/")[-2]}
    site.known["public.receipt"] = {"code": page.locator(".code").inner_text()}
    _start(site, page)
    site.known["contestant.paper"] = {"ref": page.url.split("/")[-1]}


def _begin_draft(site: Site) -> None:
    """Let the organizer begin the next version of a bank."""
    page = site.reader("tochuc")
    page.goto("/to-chuc/ngan-hang/lang-son/1/cau-hoi")
    page.locator("form[action$='/soan'] button").click()
    page.wait_for_url("**/lang-son/2/cau-hoi")


def _start(site: Site, page: Page) -> None:
    page.goto(site.address("contestant.round"))
    page.locator("form[action$='/bat-dau'] button").click()
    page.wait_for_url("**/bai-thi/*")
