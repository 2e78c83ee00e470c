"""The form of an item with its script: what is typed is looked at, shown, kept and saved."""

import io
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest
import sqlalchemy as sa
from PIL import Image
from playwright.sync_api import BrowserContext, Page, expect

from question_bank.bank import Bank
from question_bank.item import Item
from quiz.config import Settings
from quiz.database import transaction
from quiz.models import BankVersion
from quiz.services import banks
from quiz.services.accounts import open_account
from quiz.services.actor import Actor
from quiz.services.passwords import Passwords
from tests.browser.hall import PASSWORD, Hall
from tests.browser.test_pages import look_at
from tests.stage import Stage, items

ITEM = "/to-chuc/ngan-hang/lang-son/1/cau/T-001"
LIST = "/to-chuc/ngan-hang/lang-son/1/cau-hoi"
Contexts = Callable[..., BrowserContext]


@dataclass(frozen=True)
class Desk:
    """The organizers' desk with a draft of five items, whose author is not there."""

    stage: Stage
    passwords: Passwords
    draft: BankVersion

    def seat(self, page: Page, name: str = "An") -> None:
        """Sign an organizer in at a page, and open the first item."""
        person = self.stage.person(name)
        self.stage.grant(person, "organizer")
        login = f"to-chuc-{person.id}"
        with transaction(self.stage.session) as session:
            open_account(
                session,
                person_id=person.id,
                login_name=login,
                password=PASSWORD,
                passwords=self.passwords,
                now=self.stage.now,
            )
        page.goto(f"/dang-nhap?next={ITEM}")
        page.locator("[name=login]").fill(login)
        page.locator("[name=password]").fill(PASSWORD)
        page.locator("main form button").click()
        expect(page.locator("#item-form")).to_be_visible()
        page.wait_for_load_state()  # its script listens from now on

    def first_item(self) -> Item:
        """Return the first item as it is stored."""
        self.stage.session.rollback()
        self.stage.session.expire_all()
        return banks.bank_of_version(self.stage.session, self.draft).items[0]

    def approve(self) -> None:
        """Let somebody else put the version into use."""
        approved = {
            "approved_at": self.stage.now,
            "approved_by_id": self.stage.person("Vi Thẩm Định").id,
        }
        with transaction(self.stage.session) as session:
            this = BankVersion.id == self.draft.id
            session.execute(sa.update(BankVersion).where(this).values(approved))


@pytest.fixture
def desk(stage: Stage, settings: Settings) -> Desk:
    author = stage.person("Lê Soạn Đề")
    with transaction(stage.session):
        draft = banks.load(
            stage.session,
            actor=Actor(author.id, author.full_name, is_operator=True),
            now=stage.now,
            bank=Bank("lang-son", "Lịch sử", "vi", "", items(5)),
            message="",
        )
    return Desk(stage, Passwords(settings), draft)


def png() -> dict[str, object]:
    file = io.BytesIO()
    Image.new("RGB", (80, 40), "red").save(file, "PNG")
    return {"name": "co.png", "mimeType": "image/png", "buffer": file.getvalue()}


def question_html(page: Page, within: str) -> str:
    """Return a question without what differs between two places that it stands at."""
    html = page.locator(within).evaluate("(e) => e.outerHTML")
    html = re.sub(r' (?:id|name)="[aq]\d+"|<div class="tools">.*?</div>', "", html, flags=re.DOTALL)
    return re.sub(r"Câu \d+", "Câu", html)


def test_an_item_with_a_picture_is_written_and_looks_as_on_the_paper(
    desktop: Page, new_context: Contexts, desk: Desk, hall: Hall
) -> None:
    desk.seat(desktop)
    desktop.locator("#picture").set_input_files(png())
    expect(desktop.locator("#picture-thumb")).to_be_visible()
    desktop.locator("#alt").fill("Lá cờ đỏ")
    desktop.locator("#stem").fill("Lá cờ này\ncủa ai <b>?")
    for _ in range(2):
        desktop.locator("[aria-label='Bỏ phương án B']").click()
    desktop.locator("#option_b").fill("Phương án cuối & hết")
    expect(desktop.locator("#question img")).to_have_attribute("alt", "Lá cờ đỏ")
    expect(desktop.locator("#question label")).to_have_count(2)
    expect(desktop.locator("#question legend")).to_contain_text("của ai <b>?")
    assert desktop.locator("#question").evaluate("(e) => e.offsetWidth") == 360
    desktop.locator("#stem").press("Control+Enter")
    expect(desktop.locator("#saved")).to_be_visible()
    item = desk.first_item()
    assert (item.stem, len(item.options)) == ("Lá cờ này\ncủa ai <b>?", 2)
    assert item.picture is not None
    shown = question_html(desktop, "#question fieldset")

    desk.approve()
    hall = replace(hall, contest=desk.stage.contest("nam-cau"))
    as_written = {"items": 5, "points_per_item": 500, "shuffle": False}
    desk.stage.round(hall.contest, desk.draft, paper=as_written)
    hall.let_in("Mai")
    page = new_context().new_page()
    hall.sign_in(page, "Mai", to="/cuoc-thi/nam-cau/dot/1")
    page.get_by_role("button", name="Bắt đầu làm bài").click()
    picture = page.locator(f".q img[src='/hinh/{item.picture.digest}.png']")
    picture.scroll_into_view_if_needed()
    expect(picture).to_have_js_property("naturalWidth", 80)
    number = picture.locator("xpath=ancestor::fieldset").get_attribute("id")
    assert question_html(page, f"#{number}") == shown


def test_what_was_typed_outlives_the_tab(desktop: Page, desk: Desk) -> None:
    desk.seat(desktop)
    desktop.locator("#stem").fill("Chưa kịp lưu?")
    desktop.locator("#add-option").click()
    desktop.locator("#option_e").fill("Phương án thứ năm")
    context = desktop.context
    desktop.close(run_before_unload=False)
    again = context.new_page()
    again.goto(ITEM)
    expect(again.locator("#draft")).to_be_visible()
    again.locator("#draft-take").click()
    expect(again.locator("#stem")).to_have_value("Chưa kịp lưu?")
    expect(again.locator("#option_e")).to_have_value("Phương án thứ năm")
    again.locator("#save").click()
    expect(again.locator("#saved")).to_be_visible()
    again.goto(ITEM)
    expect(again.locator("#draft")).to_be_hidden()


def test_leaving_with_something_unsaved_is_asked_about(desktop: Page, desk: Desk) -> None:
    desk.seat(desktop)
    asked: list[str] = []
    desktop.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    desktop.locator("#stem").fill("Chưa lưu?")
    desktop.keyboard.press("Alt+n")
    desktop.wait_for_url("**/T-002")
    assert asked == ["beforeunload"]
    desktop.keyboard.press("Alt+p")
    desktop.wait_for_url("**/T-001")
    assert len(asked) == 1


def test_a_file_that_is_no_picture_is_told_at_its_field(
    desktop: Page, desk: Desk, page_faults: list[str]
) -> None:
    desk.seat(desktop)
    svg = {"name": "a.svg", "mimeType": "image/svg+xml", "buffer": b"<svg/>"}
    desktop.locator("#picture").set_input_files(svg)
    expect(desktop.locator("#picture-box .error")).to_contain_text("không phải hình PNG")
    page_faults.clear()  # the browser's own line about the refusal


def test_options_are_moved_by_keyboard(desktop: Page, desk: Desk) -> None:
    desk.seat(desktop)
    desktop.locator("#option_a").focus()
    desktop.keyboard.press("Alt+ArrowDown")
    expect(desktop.locator("#option_b")).to_have_value("Phương án 1.0")
    expect(desktop.locator("[name=right][value=B]")).to_be_checked()
    expect(desktop.locator("#option_b")).to_be_focused()


def test_two_people_choose_between_their_wordings(
    new_context: Contexts, desk: Desk, axe: Callable[[Page], None], page_faults: list[str]
) -> None:
    an, binh = new_context().new_page(), new_context().new_page()
    desk.seat(an, "An")
    desk.seat(binh, "Bình")
    binh.locator("#stem").fill("Câu hỏi của Bình?")
    binh.locator("#topic").fill("Chủ đề của Bình")
    binh.locator("#save").click()
    expect(binh.locator("#saved")).to_be_visible()
    an.locator("#stem").fill("Câu hỏi của An?")
    an.locator("#save").click()
    expect(an.get_by_role("heading", name="Hai người cùng sửa")).to_be_visible()
    expect(an.locator("mark").first).to_have_text("An")
    look_at(an, axe)
    page_faults.clear()  # the browser's own line about the conflict
    an.get_by_role("radio", name="Bản của tôi").first.check()
    an.get_by_role("radio", name="Bản đã lưu").last.check()
    an.get_by_role("button", name="Lưu theo lựa chọn").click()
    expect(an.locator("#saved")).to_be_visible()
    was = items(1)[0]
    assert desk.first_item() == replace(was, stem="Câu hỏi của An?", topic="Chủ đề của Bình")


def test_the_list_is_walked_by_keyboard(desktop: Page, desk: Desk) -> None:
    desk.seat(desktop)
    desktop.goto(LIST)
    desktop.locator("#tim").fill("t-003")
    desktop.keyboard.press("Enter")
    desktop.wait_for_url("**tim=t-003**")
    desktop.locator("#tim").focus()
    desktop.keyboard.press("ArrowDown")
    desktop.keyboard.press("Enter")
    desktop.wait_for_url("**/cau/T-003")
