"""What organizers, unit officers and judges do at their desks."""

import csv
import io
import re

from flask import Flask
from flask.testing import FlaskCliRunner

from tests.whole_contest.browser import Browser
from tests.whole_contest.page import facts
from tests.whole_contest.papers import BANK, CONTEST_FILE, SLUG, units_file


def appointed(app: Flask, runner: FlaskCliRunner, name: str, role: str, *place: str) -> Browser:
    """Appoint somebody by the command line, and sign them in through the page."""
    login = role.replace("_", "-")
    answer = runner.invoke(
        args=["account", "create", "--name", name, "--role", role, "--login", login, *place]
    )
    assert answer.exit_code == 0, answer.output
    (password,) = re.findall(r"Mật khẩu: (\S+)", answer.output)
    browser = Browser(app.test_client())
    browser.open("/dang-nhap")
    browser.press("Đăng nhập", {"login": login, "password": password})
    return browser


class Organizer:
    """Whoever sets the contest up."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser

    def loads_units(self, headcounts: dict[str, int]) -> None:
        """Load the tree with its headcounts."""
        self.browser.open("/to-chuc/don-vi/nap")
        self.browser.send_file(
            "Kiểm tra tệp",
            "don-vi.csv",
            units_file(headcounts),
            {"tree": "lang-son", "tree_name": "Đảng bộ tỉnh Lạng Sơn"},
        )
        assert facts(self.browser.page)["Đơn vị mới"] == "40"
        self.browser.press("Nạp danh sách đơn vị")

    def loads_bank(self) -> None:
        """Load the bank file and send its version for review."""
        self.browser.open("/to-chuc/ngan-hang/nap")
        self.browser.send_file("Kiểm tra tệp", BANK.name, BANK.read_bytes())
        self.browser.press("Nạp ngân hàng", {"message": "Phiên bản đầu tiên"})
        self.browser.press("Gửi thẩm định")
        assert "Đang thẩm định" in self.browser.page.main.text

    def makes_contest(self) -> None:
        """Make the contest from its document and show it to the public."""
        self.browser.open("/to-chuc/cuoc-thi/nap")
        self.browser.send_file("Kiểm tra tệp", "cuoc-thi.yaml", CONTEST_FILE.encode())
        self.browser.press("Tạo cuộc thi")
        self.browser.press("Công khai cuộc thi")
        assert "Đã công khai" in self.browser.page.main.text


class Reviewer:
    """Whoever reads what another has written, and puts it into use."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser

    def approves_bank(self) -> None:
        """Have one item mended in words, think better of it, accept all, conclude and approve."""
        self.browser.open("/to-chuc/ngan-hang/lang-son/1/tham-dinh")
        self.browser.press("Cần sửa", {"comment": "Xem lại năm."})
        self.browser.press("Chấp nhận")
        self.browser.press("Chấp nhận các câu còn lại", {"read": "on"})
        self.browser.press("Kết luận: đạt yêu cầu")
        self.browser.press("Duyệt phiên bản 1")
        assert "Đã duyệt" in self.browser.page.main.text


class Officer:
    """Whoever answers for the people of one district."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser

    def loads_people(self, file: bytes) -> None:
        """Load a list of people."""
        self.browser.open(f"/don-vi/{SLUG}/nguoi/nap")
        self.browser.send_file("Kiểm tra tệp", "nguoi.csv", file)
        self.browser.press("Nạp danh sách")

    def issues_codes(self) -> dict[tuple[str, str], str]:
        """Return the one-time codes by the name and the unit on the slip."""
        self.browser.press("Cấp mã và mở danh sách để in")
        slips = self.browser.page.one("ul", css="slips").all("li")
        return {
            (slip.one("p", css="slip-name").text, slip.one("p", css="soft").text): slip.one(
                "p", css="slip-code"
            ).text
            for slip in slips
        }


class Judge:
    """Whoever reads the results, takes them away and publishes them."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser

    def export(self, number: int, table: str) -> list[dict[str, str]]:
        """Return the rows of a table of a round, taken away as CSV."""
        self.browser.open(f"/giam-khao/{SLUG}/{number}")
        data = self.browser.download("CSV", {"table": table})
        return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))

    def publishes(self, number: int) -> None:
        """Publish a round after looking at what would be said; say so where ties are open."""
        page = self.browser.open(f"/giam-khao/{SLUG}/{number}/cong-bo").main
        asks = any(control.get("name") == "knows_ties" for control in page.all("input"))
        self.browser.press("Công bố ngay", {"knows_ties": "y"} if asks else None)
        assert "Kết quả dưới đây đúng như đã công bố." in self.browser.page.main.text
