"""A contest that begins with a preset, from its first form to the last publication.

The pages are real ones. Of six people three sit at browsers, the others take the rounds through the
same use cases. The clock of the server stands until the test moves it, so that every paper takes
exactly the time that is written here, and what has to come of it can be worked out by hand.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import pytest
import sqlalchemy as sa
from playwright.sync_api import BrowserContext, Page, expect

from quiz.config import Settings
from quiz.database import transaction
from quiz.domain.names import fold
from quiz.models import Contest, Round
from quiz.services.accounts import open_account
from quiz.services.passwords import Passwords
from quiz.services.rules_library import presets
from tests.browser.devices import DESKTOP, PHONE
from tests.browser.hall import PASSWORD, fill_sign_in
from tests.conftest import SettableClock
from tests.scripted import MINUTE, SECOND, Script
from tests.stage import Stage

SLUG = "tich-luy"
DESK = f"/to-chuc/cuoc-thi/{SLUG}"
PUBLIC = f"/cuoc-thi/{SLUG}"
PRESET = presets()["tich-luy"].title.vi
TYPED = {
    "title_vi": "Cuộc thi hằng tuần",
    "slug": SLUG,
    "organizer_vi": "Ban Tổ chức cuộc thi",
    "summary_vi": "Hai tuần thi.",
    "audience_vi": "Đảng viên trong tỉnh",
    "regulation_vi": "# Thể lệ",
}
OVERALL = "overall: {ranking: [points, duration], prizes: [{level: nhat, count: 1}]}\n"

HOMES = {
    "Nguyễn Văn An": "cl-01",
    "Trần Thị Bình": "cao-01",
    "Lê Thị Chi": "cl-01",
    "Phạm Văn Dũng": "cao-01",
    "Hoàng Thị Én": "cl-01",
    "Vũ Văn Giang": "cao-01",
}
AT_BROWSERS = ("Nguyễn Văn An", "Trần Thị Bình", "Lê Thị Chi")


@dataclass(frozen=True)
class Sitting:
    """Somebody takes a round: so many of the four items are right, in so many seconds."""

    name: str
    right: int
    seconds: int


SITTINGS = {
    1: (
        Sitting("Nguyễn Văn An", 4, 300),
        Sitting("Trần Thị Bình", 4, 240),
        Sitting("Lê Thị Chi", 2, 100),
        Sitting("Lê Thị Chi", 3, 180),
        Sitting("Phạm Văn Dũng", 3, 180),
        Sitting("Hoàng Thị Én", 2, 60),
    ),
    2: (
        Sitting("Nguyễn Văn An", 3, 200),
        Sitting("Trần Thị Bình", 2, 150),
        Sitting("Lê Thị Chi", 4, 400),
        Sitting("Phạm Văn Dũng", 4, 300),
        Sitting("Vũ Văn Giang", 1, 90),
        Sitting("Vũ Văn Giang", 4, 300),
    ),
}
# Five points an item; then the shorter time, then fewer attempts: Chi needed two for what Dũng did
# in one. Eleven prizes are more than people, so everybody has one and stands with the full name.
PEOPLE_OF_THE_FIRST = [
    "1 | Trần Thị Bình | 20 | 4:00,000 | 1",
    "2 | Nguyễn Văn An | 20 | 5:00,000 | 1",
    "3 | Phạm Văn Dũng | 15 | 3:00,000 | 1",
    "4 | Lê Thị Chi | 15 | 3:00,000 | 2",
    "5 | Hoàng Thị Én | 10 | 1:00,000 | 1",
]
PRIZES_OF_THE_FIRST = {
    "Giải Nhất": ["Trần Thị Bình"],
    "Giải Nhì": ["Nguyễn Văn An", "Phạm Văn Dũng"],
    "Giải Ba": ["Lê Thị Chi", "Hoàng Thị Én"],
}
# Ten for the first and nine for the second by people (3, 2), points (45, 35) and attempts (4, 2).
UNITS_OF_THE_FIRST = [
    "1 | Đảng bộ huyện Chi Lăng | 3 | 4 | 30",
    "2 | Đảng bộ huyện Cao Lộc | 2 | 2 | 27",
]
# One prize for each person in all weeks: the first goes to the only one who has none yet.
PEOPLE_OF_THE_SECOND = [
    "1 | Phạm V. D*** | 20 | 5:00,000 | 1",
    "2 | Vũ Văn Giang | 20 | 5:00,000 | 2",
    "3 | Lê T. C*** | 20 | 6:40,000 | 1",
    "4 | Nguyễn V. A*** | 15 | 3:20,000 | 1",
    "5 | Trần T. B*** | 10 | 2:30,000 | 1",
]
PRIZES_OF_THE_SECOND = {"Giải Nhất": ["Vũ Văn Giang"]}
# By people 2 and 3, points 35 and 50, attempts 2 and 4.
UNITS_OF_THE_SECOND = [
    "1 | Đảng bộ huyện Cao Lộc | 3 | 4 | 30",
    "2 | Đảng bộ huyện Chi Lăng | 2 | 2 | 27",
]
# Rounds, then points and time of both added up: Dũng 15 + 20 in 3:00 + 5:00 comes before An.
OVERALL_PEOPLE = [
    "1 | Phạm Văn Dũng | 2 | 35 | 8:00,000",
    "2 | Nguyễn V. A*** | 2 | 35 | 8:20,000",
    "3 | Lê T. C*** | 2 | 35 | 9:40,000",
    "4 | Trần T. B*** | 2 | 30 | 6:30,000",
    "5 | Vũ V. G*** | 1 | 20 | 5:00,000",
    "6 | Hoàng T. E*** | 1 | 10 | 1:00,000",
]


@pytest.fixture
def clock() -> SettableClock:
    """Return the clock of the server, which stands until the test moves it."""
    return SettableClock("2026-11-21T08:00:00+07:00")


@pytest.fixture
def desk(
    stage: Stage, settings: Settings, new_context: Callable[..., BrowserContext]
) -> Callable[[str, str], Page]:
    """Return a function that appoints somebody and signs them in at a desk of their own."""

    def appoint(name: str, role: str) -> Page:
        person = stage.person(name)
        stage.grant(person, role)
        with transaction(stage.session) as session:
            open_account(
                session,
                person_id=person.id,
                login_name=fold(name),
                password=PASSWORD,
                passwords=Passwords(settings),
                now=stage.now,
            )
        page = new_context(**DESKTOP).new_page()
        page.goto("/dang-nhap")
        fill_sign_in(page, name)
        return page

    return appoint


def test_a_contest_from_a_preset_ends_as_its_rules_say(
    stage: Stage,
    clock: SettableClock,
    desk: Callable[[str, str], Page],
    new_context: Callable[..., BrowserContext],
) -> None:
    stage.bank()
    organizer = desk("Sơn", "organizer")
    make_contest(organizer)
    add_rounds(organizer)
    people = {name: new_context(**PHONE).new_page() for name in AT_BROWSERS}
    for name, page in people.items():
        register(page, name)
    judge = desk("Tùng", "chief_judge")
    script = Script(stage, *stored(stage, 1))

    take_round(script, clock, people)
    publish(judge, 1)
    assert table(judge, "Bảng cá nhân", "Điểm", "Thời gian làm bài", "Số lượt thi") == (
        PEOPLE_OF_THE_FIRST
    )
    assert winners(judge, "prizes") == PRIZES_OF_THE_FIRST
    assert units(judge, 1) == UNITS_OF_THE_FIRST

    take_round(replace(script, round=stored(stage, 2)[1]), clock, people)
    publish(judge, 2)
    assert table(judge, "Bảng cá nhân", "Điểm", "Thời gian làm bài", "Số lượt thi") == (
        PEOPLE_OF_THE_SECOND
    )
    assert winners(judge, "prizes") == PRIZES_OF_THE_SECOND
    assert table(
        judge, "Bảng tổng hợp", "Số đợt dự thi", "Tổng điểm", "Tổng thời gian làm bài"
    ) == (OVERALL_PEOPLE)
    assert winners(judge, "overall") == {"Giải Nhất": ["Phạm Văn Dũng"]}
    assert units(judge, 2) == UNITS_OF_THE_SECOND


def make_contest(page: Page) -> None:
    """Fill in a contest whose first round is to begin with the preset."""
    page.goto("/to-chuc/cuoc-thi/tao")
    for name, text in TYPED.items():
        page.locator(f"[name={name}]").fill(text)
    page.locator("[name=home]").select_option("tinh/tinh")
    page.get_by_label(PRESET).check()
    page.get_by_role("button", name="Tạo cuộc thi").click()
    expect(page.locator(".beginnings [aria-current]")).to_have_text(PRESET)


def add_rounds(page: Page) -> None:
    """Add the round of the preset with four items, another one like it that sums up; announce."""
    page.locator("[name=items]").fill("4")
    page.locator("main").get_by_role("button", name="Thêm đợt thi").click()
    page.get_by_role("link", name="Thêm đợt thi").click()
    page.locator("main").get_by_role("button", name="Thêm đợt thi").click()
    expect(page.get_by_role("heading", name="Đợt 2")).to_be_visible()
    page.goto(f"{DESK}/dot/2/quy-tac")
    rules = page.locator("[name=rules]")
    rules.fill(rules.input_value() + OVERALL)
    page.get_by_role("button", name="Lưu quy tắc").click()
    page.get_by_role("button", name="Công khai cuộc thi").click()
    expect(page.get_by_text("Đã công khai cuộc thi.")).to_be_visible()


def register(page: Page, name: str) -> None:
    """Register for the contest, which signs in."""
    unit = {"cl-01": "Chi bộ Trường THPT Chi Lăng", "cao-01": "Chi bộ Thụy Hùng"}[HOMES[name]]
    page.goto(f"{PUBLIC}/dang-ky")
    page.get_by_label("Họ và tên", exact=True).fill(name)
    page.get_by_label("Tìm đơn vị theo tên").fill(unit)
    page.get_by_label(unit).check()
    page.get_by_label("Tên đăng nhập hoặc số điện thoại").fill(fold(name).replace(" ", "."))
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_label("Tôi đã đọc và đồng ý").check()
    page.get_by_role("button", name="Đăng ký", exact=True).click()
    expect(page).to_have_url(re.compile(f"{PUBLIC}$"))


def stored(stage: Stage, number: int) -> tuple[Contest, Round]:
    """Return the contest and one of its rounds, as the pages have stored them."""
    stage.session.rollback()
    query = sa.select(Contest, Round).join(Round, Round.contest_id == Contest.id)
    contest, round_ = stage.session.execute(query.where(Round.number == number)).one()
    return contest, round_


def take_round(script: Script, clock: SettableClock, people: Mapping[str, Page]) -> None:
    """Let everybody sit, half an hour after one another, and wait until the round is over."""
    opens_at, closes_at = script.round.opens_at, script.round.closes_at
    for place, sitting in enumerate(SITTINGS[script.round.number], start=1):
        after = 30 * place
        if sitting.name in people:
            clock.moment = opens_at + after * MINUTE
            sit(people[sitting.name], script.round.number, sitting, clock)
        else:
            script.takes(
                sitting.name,
                correct=sitting.right,
                after=after,
                seconds=sitting.seconds,
                unit=HOMES[sitting.name],
            )
    clock.moment = closes_at + 10 * MINUTE


def sit(page: Page, number: int, sitting: Sitting, clock: SettableClock) -> None:
    """Take the round at a browser; the right option of the bank ends in a nought, as written."""
    page.goto(f"{PUBLIC}/dot/{number}")
    page.get_by_role("button", name="Bắt đầu làm bài").click()
    for question in range(1, 5):
        ending = ".0" if question <= sitting.right else ".1"
        page.locator(f"#q{question} > label").filter(has_text=ending).click()
    clock.moment += sitting.seconds * SECOND
    page.locator("#hand-in").click()
    page.get_by_role("dialog").get_by_role("button", name="Nộp bài").click()
    expect(page.get_by_role("heading", name="Đã nộp bài")).to_be_visible()


def publish(page: Page, number: int) -> None:
    """Publish a round as a judge does, and go to what everybody can read of it."""
    page.goto(f"/giam-khao/{SLUG}/{number}")
    page.get_by_role("link", name="Công bố kết quả…").click()
    page.get_by_role("button", name="Công bố ngay").click()
    page.get_by_role("link", name="Xem công bố lần 1").click()
    expect(page.get_by_role("heading", name=f"Kết quả Đợt {number}")).to_be_visible()


def table(page: Page, caption: str, *headings: str, who: str = "Họ và tên") -> list[str]:
    """Return the lines of a table that have a rank: the rank, who, and what stands below these."""
    rows = page.get_by_role("table", name=caption).evaluate(
        """(table) => {
          const texts = (row) => [...row.cells].map((cell) => cell.innerText.trim());
          const headings = texts(table.tHead.rows[0]);
          return [...table.tBodies[0].rows].map((row) =>
            Object.fromEntries(texts(row).map((text, place) => [headings[place], text])));
        }"""
    )
    shown = ("Hạng", who, *headings)
    return [" | ".join(row[one] for one in shown) for row in rows if row["Hạng"] != "–"]


def winners(page: Page, section: str) -> dict[str, list[str]]:
    """Return who won what, in the order of the page."""
    prizes = page.locator(f"section.prizes[aria-labelledby={section}] .prize").all()
    return {
        prize.locator("h3").inner_text(): prize.locator("li strong").all_inner_texts()
        for prize in prizes
    }


def units(page: Page, number: int) -> list[str]:
    """Return the districts as the public board ranks them."""
    page.goto(f"{PUBLIC}/bang-xep-hang?dot={number}")
    headings = ("Người dự thi", "Lượt thi", "Tổng điểm theo thứ hạng từng tiêu chí")
    return table(page, "Các đơn vị thuộc", *headings, who="Đơn vị")
