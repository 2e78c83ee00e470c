"""A question bank on its whole way through the pages, from a Word file to a sealed round.

The pictures of the organizers' guide are taken on this way. They are kept only where ``PICTURES``
names a folder (``make pictures``); every other run takes them too and throws them away.
"""

import io
import json
import os
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, Locator, Page, expect

from question_bank.bank import Bank
from question_bank.readers import read_bank
from question_bank.seal import seal_of
from question_bank.writers import write_bank
from quiz.config import Settings
from quiz.database import transaction
from quiz.services.accounts import open_account
from quiz.services.passwords import Passwords
from tests.browser.hall import PASSWORD
from tests.stage import HOUR, Stage

WIDTH = 1000
WINDOW = {"viewport": {"width": WIDTH, "height": 900}}
COLOURS, HEAVIEST, MARGIN = 48, 90_000, 16
CONTEST, ROUND = "cuoc-thi", 1
STAFF = {
    "soande": ("Hoàng Thị Lan", "bank_author"),
    "thamdinh": ("Nông Văn Bình", "reviewer"),
    "tochuc": ("Triệu Minh Đức", "organizer"),
}
CODES = ("LS-011", "LS-012", "LS-014", "LS-035", "LS-036", "LS-060", "LS-062", "LS-068")
LACKS_SOURCE = "LS-060"
DRAWN = {
    "Những chi bộ Đảng đầu tiên · Dễ": "1",
    "Các đồng chí lãnh đạo tiền bối · Mức bất kỳ": "1",
    "Khởi nghĩa Bắc Sơn và Cứu quốc quân · Mức bất kỳ": "2",
    "Chủ đề bất kỳ · Mức bất kỳ": "",
}
Take = Callable[[str, Locator, Locator], None]


def small_bank() -> Bank:
    """Return a few of the shipped items."""
    data = files("question_bank").joinpath("banks", "lang-son.yaml").read_bytes()
    shipped = read_bank(data, "lang-son.yaml").bank
    assert shipped is not None
    chosen = tuple(item for item in shipped.items if item.code in CODES)
    return Bank("lang-son-2026", "Lịch sử Đảng bộ tỉnh Lạng Sơn", "vi", "", chosen)


def without_source(bank: Bank, code: str) -> Bank:
    """Return the bank before the source of one key was found."""
    items = (replace(item, source="") if item.code == code else item for item in bank.items)
    return replace(bank, items=tuple(items))


def with_mistakes(bank: Bank) -> Bank:
    """Return the bank as it is typed in a hurry: a code twice, and an option twice."""
    items = list(bank.items)
    items[2] = replace(items[2], code=items[1].code)
    first, *others = items[5].options
    items[5] = replace(items[5], options=(first, *others[:-1], first))
    return replace(bank, items=tuple(items))


@dataclass(frozen=True)
class Offices:
    """The people of a contest whose next round is ahead, each at a browser of their own."""

    new_context: Callable[..., BrowserContext]

    def seat(self, login: str) -> Page:
        """Sign somebody in and lead them to the banks."""
        page = self.new_context(**WINDOW).new_page()
        page.goto("/dang-nhap?next=/to-chuc/ngan-hang")
        page.get_by_label("Tên đăng nhập").fill(login)
        page.get_by_label("Mật khẩu").fill(PASSWORD)
        page.locator("main").get_by_role("button", name="Đăng nhập").click()
        expect(page.get_by_role("heading", name="Các ngân hàng câu hỏi")).to_be_visible()
        return page

    def stranger(self) -> Page:
        """Return the page of somebody who has not signed in."""
        return self.new_context(**WINDOW).new_page()


@pytest.fixture
def offices(
    stage: Stage, settings: Settings, new_context: Callable[..., BrowserContext]
) -> Offices:
    passwords = Passwords(settings)
    for login, (name, role) in STAFF.items():
        person = stage.person(name)
        stage.grant(person, role)
        with transaction(stage.session) as session:
            open_account(
                session,
                person_id=person.id,
                login_name=login,
                password=PASSWORD,
                passwords=passwords,
                now=stage.now,
            )
    ahead = {"opens_at": stage.now + 24 * HOUR, "closes_at": stage.now + 48 * HOUR}
    stage.round(stage.contest(CONTEST), stage.bank(), number=ROUND, **ahead)
    return Offices(new_context)


@pytest.fixture
def take(tmp_path: Path) -> Take:
    """Return what takes a picture for the guide, from one part of a page down to another."""
    folder = Path(os.environ.get("PICTURES", tmp_path))
    folder.mkdir(parents=True, exist_ok=True)

    def picture(name: str, top: Locator, bottom: Locator) -> None:
        page = top.page
        page.evaluate("document.fonts.ready")
        page.evaluate("scrollTo({top: 0, behavior: 'instant'})")
        first, last = top.bounding_box(), bottom.bounding_box()
        assert first is not None
        assert last is not None
        start, end = first["y"] - MARGIN, last["y"] + last["height"] + MARGIN
        clip = {"x": 0, "y": start, "width": WIDTH, "height": end - start}
        shot = page.screenshot(full_page=True, clip=clip, animations="disabled", caret="hide")
        path = folder / f"bank-{name}.png"
        few_colours = Image.open(io.BytesIO(shot)).convert("RGB").quantize(COLOURS)
        few_colours.save(path, optimize=True)
        assert 5_000 < path.stat().st_size < HEAVIEST

    return picture


def title_of(page: Page) -> Locator:
    """Return the heading under which everything of a page stands."""
    return page.get_by_role("heading", level=1)


def choose_file(page: Page, bank: Bank) -> None:
    """Hand in a bank as a Word document."""
    document = write_bank(bank, "docx")
    page.get_by_label("Tệp ngân hàng câu hỏi").set_input_files(
        {"name": "lich-su-lang-son.docx", "mimeType": "", "buffer": document}
    )
    page.get_by_role("button", name="Kiểm tra tệp").click()


def load(page: Page, bank: Bank, take: Take, faults: list[str]) -> None:
    """Be told what is wrong with a file, mend it, look at what it holds, and store it."""
    page.get_by_role("link", name="Nạp ngân hàng câu hỏi").click()
    choose_file(page, with_mistakes(bank))
    findings = page.get_by_role("table", name="Những điều tìm thấy trong tệp")
    expect(findings).to_contain_text(f"Mã “{bank.items[1].code}” đã dùng")
    expect(findings).to_contain_text("Phương án A và D giống hệt nhau")
    take("findings", title_of(page), findings)
    faults.clear()  # the browser's own line about the refusal
    choose_file(page, bank)
    expect(page.get_by_role("table", name="Nên xem lại")).to_contain_text("chưa ghi nguồn")
    take("preview", title_of(page), page.locator("article.item").first)
    page.get_by_label("Nội dung thay đổi").fill("Tám câu đầu, theo đề cương của Ban Tổ chức")
    page.get_by_role("button", name="Nạp ngân hàng").click()
    expect(page.get_by_text("Bản nháp", exact=True)).to_be_visible()


def name_the_source(page: Page, bank: Bank, take: Take) -> None:
    """Find the item of the draft that lacks it, and write down where its key can be verified."""
    (source,) = (item.source for item in bank.items if item.code == LACKS_SOURCE)
    page.get_by_role("link", name="Tìm và sửa câu hỏi").click()
    page.get_by_label("Tìm trong câu hỏi, phương án và mã câu").fill(LACKS_SOURCE)
    page.get_by_role("button", name="Tìm", exact=True).click()
    page.get_by_role("link", name=re.compile(LACKS_SOURCE)).click()
    remarks = page.locator("#remarks")
    expect(remarks).to_contain_text("chưa ghi nguồn")
    take("item", title_of(page), page.locator(".option-typed").nth(2))
    page.get_by_label("Nguồn").fill(source)
    expect(remarks).not_to_contain_text("chưa ghi nguồn")
    page.locator("#save").click()
    expect(page.locator("#saved")).to_be_visible()


def submit(page: Page) -> None:
    """Send the draft for review."""
    page.get_by_role("link", name=re.compile("phiên bản 1$")).click()
    page.get_by_role("button", name="Gửi thẩm định").click()
    expect(page.locator("main")).to_contain_text("việc thẩm định và duyệt do người khác làm")


def review(page: Page, bank: Bank, take: Take) -> None:
    """Accept one item by itself and all others that were read, conclude, and approve."""
    page.get_by_role("link", name=bank.title).click()
    page.get_by_role("link", name="Thẩm định từng câu").click()
    section = page.get_by_role("region", name=f"Câu {LACKS_SOURCE}")
    take("review", section, section)
    section.get_by_role("button", name="Chấp nhận").click()
    expect(section.locator(".said")).to_contain_text("Đã chấp nhận")
    page.get_by_label("Tôi đã đọc 7 câu chưa có ý kiến và chấp nhận tất cả.").check()
    page.get_by_role("button", name="Chấp nhận các câu còn lại").click()
    page.get_by_role("button", name="Kết luận: đạt yêu cầu").click()
    page.get_by_role("button", name="Duyệt phiên bản 1").click()
    expect(page.get_by_text("Đã duyệt", exact=True)).to_be_visible()


def take_away(page: Page, bank: Bank) -> None:
    """Keep the file against which anybody can check the seal later."""
    page.get_by_role("link", name=bank.title).click()
    page.get_by_text("Việc khác", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("button", name="DOCX").click()
    assert read_bank(download.value.path().read_bytes(), "kept.docx").bank == bank


def pin(page: Page, bank: Bank, take: Take) -> None:
    """Let the round draw from the version, and say how many items of which topic."""
    page.goto(f"/to-chuc/cuoc-thi/{CONTEST}")
    page.get_by_role("link", name="Sửa đợt thi").click()
    page.get_by_label("Ngân hàng câu hỏi").select_option(label=f"{bank.title} – phiên bản 1, 8 câu")
    page.get_by_role("button", name="Lưu đợt thi").click()
    expect(page.locator("main")).to_contain_text("Đã công khai")
    page.get_by_role("link", name="Ma trận đề").click()
    for cell, count in DRAWN.items():
        page.get_by_label(cell, exact=True).fill(count)
    expect(page.locator("#total")).to_have_text("4")
    take("blueprint", title_of(page), page.locator("table.grid"))
    page.get_by_role("button", name="Lưu ma trận đề").click()
    expect(page.get_by_role("status")).to_contain_text("Đã lưu ma trận đề")
    page.get_by_role("link", name="Ma trận đề").click()
    for cell, count in DRAWN.items():
        expect(page.get_by_label(cell, exact=True)).to_have_value(count)


def seal(page: Page, take: Take) -> None:
    """Fix bank, keys and rules of the round for good."""
    page.goto(f"/to-chuc/cuoc-thi/{CONTEST}")
    page.get_by_role("link", name="Niêm phong đề thi").first.click()
    expect(page.get_by_role("heading", name="Niêm phong đề thi: Đợt 1")).to_be_visible()
    take("seal", title_of(page), page.locator("form .actions"))
    page.get_by_role("button", name="Niêm phong", exact=True).click()
    expect(page.locator("main")).to_contain_text(f"{STAFF['tochuc'][0]} niêm phong lúc")


def read_commitment(page: Page, take: Take) -> None:
    """See as anybody can what was promised, and nothing of what is sealed."""
    page.goto(f"/minh-bach/{CONTEST}")
    promise = page.locator("main .digest")
    expect(promise).to_have_text(re.compile("^[0-9a-f]{64}$"))
    expect(page.locator("main")).to_contain_text("Niêm phong còn kín")
    take("transparency", title_of(page), page.locator("section.card"))
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải tệp niêm phong").click()
    sealed = seal_of(json.loads(download.value.path().read_bytes()))
    assert (sealed.commitment, sealed.opened) == (promise.inner_text(), None)


def test_a_bank_goes_from_a_word_file_to_a_sealed_round(
    offices: Offices, take: Take, page_faults: list[str]
) -> None:
    bank = small_bank()
    author = offices.seat("soande")
    load(author, without_source(bank, LACKS_SOURCE), take, page_faults)
    name_the_source(author, bank, take)
    submit(author)
    review(offices.seat("thamdinh"), bank, take)
    organizer = offices.seat("tochuc")
    take_away(organizer, bank)
    pin(organizer, bank, take)
    seal(organizer, take)
    read_commitment(offices.stranger(), take)
