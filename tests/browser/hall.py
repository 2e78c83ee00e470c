"""The hall in which a round is taken: one open round, people with accounts, and their papers."""

import re
from dataclasses import dataclass

import sqlalchemy as sa
from playwright.sync_api import Locator, Page, expect

from quiz import clock
from quiz.database import transaction
from quiz.domain.answers import MASK, positions
from quiz.domain.names import fold
from quiz.models import Attempt, Contest
from quiz.services.accounts import open_account
from quiz.services.passwords import Passwords
from tests.stage import Stage

PASSWORD = "mùa thu lịch sử"
ROUND = "/cuoc-thi/cuoc-thi/dot/1"
SAVE = "**/api/v1/attempts/*/save"
SAVED = re.compile("Đã lưu lúc")


@dataclass(frozen=True)
class Paper:
    """A paper as its reader sees it; options are named by the letter that they stand at."""

    page: Page

    def option(self, number: int, letter: str) -> Locator:
        """The input of an option."""
        return self.page.locator(f"#q{number} input").nth("ABCDEF".index(letter))

    def choose(self, number: int, letter: str) -> None:
        """Touch an option."""
        self.page.locator(f"#q{number} > label").nth("ABCDEF".index(letter)).click()

    @property
    def save(self) -> Locator:
        """The line that says how things stand with saving."""
        return self.page.locator("#save")

    @property
    def clock(self) -> Locator:
        """The time that is left, as it is shown."""
        return self.page.locator("#clock")

    @property
    def announcement(self) -> Locator:
        """What a screen reader is told."""
        return self.page.locator("#announce")

    def is_saved(self) -> None:
        """Wait until the page says that everything is saved."""
        expect(self.save).to_contain_text(SAVED)

    def shows(self, **answers: str) -> None:
        """Wait until these options are chosen: ``shows(q1="B")``."""
        for question, letter in answers.items():
            expect(self.option(int(question[1:]), letter)).to_be_checked()


@dataclass(frozen=True)
class Hall:
    """A contest with one open round of four questions, and whoever was let in."""

    stage: Stage
    passwords: Passwords
    contest: Contest

    def let_in(self, name: str) -> None:
        """Register somebody who has an account."""
        participation = self.stage.contestant(name, self.contest)
        with transaction(self.stage.session) as session:
            open_account(
                session,
                person_id=participation.person_id,
                login_name=fold(name),
                password=PASSWORD,
                passwords=self.passwords,
                now=self.stage.now,
            )

    def sign_in(self, page: Page, name: str = "Hạnh", *, to: str = ROUND) -> None:
        """Sign in at a device, and go on to a page."""
        page.goto(f"/dang-nhap?next={to}")
        fill_sign_in(page, name)

    def sit_down(self, page: Page, name: str = "Hạnh") -> Paper:
        """Sign in and start."""
        self.sign_in(page, name)
        page.get_by_role("button", name="Bắt đầu làm bài").click()
        expect(page.locator("#save")).to_be_visible()
        return Paper(page)

    def stored(self) -> dict[int, str]:
        """The letters chosen in the one attempt, by question, as the database has them."""
        answers = self._read(sa.select(Attempt.answers))
        chosen = {number: positions(MASK[letter]) for number, letter in enumerate(answers, 1)}
        return {
            n: "".join("ABCDEF"[place] for place in places)
            for n, places in chosen.items()
            if places
        }

    def leave_only(self, seconds: float) -> None:
        """Let the time of the one attempt be up in so many seconds."""
        with transaction(self.stage.session) as session:
            session.execute(
                sa.update(Attempt).values(deadline_at=clock.now() + int(seconds * 1000))
            )

    def milliseconds_left(self) -> int:
        """How long the one attempt still runs, by the server's clock."""
        return self._read(sa.select(Attempt.deadline_at)) - clock.now()

    def _read(self, query: sa.Select) -> object:
        self.stage.session.rollback()  # what was read before is over
        return self.stage.session.execute(query).scalar_one()


def fill_sign_in(page: Page, name: str = "Hạnh") -> None:
    """Sign in on the page that asks for it."""
    page.get_by_label("Tên đăng nhập").fill(fold(name))
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Đăng nhập").click()
