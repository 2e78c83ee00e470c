"""What contestants do at their browsers, as stories that tell when they act next."""

import heapq
from collections.abc import Iterable, Iterator
from typing import Any, Protocol

from tests.whole_contest.attempts import ALLOWANCE, HOUR, ITEMS, ROUNDS, Attempt, Ending, Round
from tests.whole_contest.browser import Browser
from tests.whole_contest.cast import Person
from tests.whole_contest.page import Node
from tests.whole_contest.papers import SLUG, right_options, secrets_of_the_bank
from tests.whole_contest.units import UNAFFILIATED

PASSWORD = "mùa thu năm ấy"
CONTEST = f"/cuoc-thi/{SLUG}"

Story = Iterator[int]
"""Somebody's doings; each moment it yields is when it wants to go on."""


class Clock(Protocol):
    """A clock that is put to a moment."""

    moment: int


def live(clock: Clock, stories: Iterable[Story]) -> None:
    """Let everybody act in the order of time, one story woven into the other."""
    waiting: list[tuple[int, int, Story]] = []

    def wait(number: int, story: Story) -> None:
        moment = next(story, None)
        if moment is not None:
            heapq.heappush(waiting, (moment, number, story))

    for numbered in enumerate(stories):
        wait(*numbered)
    while waiting:
        clock.moment, number, story = heapq.heappop(waiting)
        wait(number, story)


class Contestant:
    """A person at a browser; ``receipts`` are the codes noted down from the result pages."""

    def __init__(self, person: Person, browser: Browser) -> None:
        self.person = person
        self.browser = browser
        self.has_script = person.number % 3 > 0
        self.round_page = Node("")
        self.code = ""
        self.receipts: list[str] = []
        self.papers: dict[int, list[str]] = {1: [], 2: []}

    def registers(self) -> Story:
        """Register; whom the unit has listed, activates the account and only agrees."""
        yield self.person.registers_at
        if self.code:
            self._activates()
        page = self.browser.open(f"{CONTEST}/dang-ky").main
        if self.code:
            for known in (self.person.name, self.person.unit.name, self.person.phone):
                assert known in page.text
            self.browser.press("Đăng ký", {"consent": "y"})
        else:
            self.browser.press("Đăng ký", self._all_that_is_asked())
        assert self.browser.address == CONTEST, self.browser.page.main.text

    def takes_all(self, number: int, total: int) -> Story:
        """Take every planned attempt; the predictions lie around the true ``total``."""
        planned = self.person.attempts[number]
        for count, attempt in enumerate(planned, start=1):
            yield from self._takes(attempt, count, total)
        is_through = bool(planned) and planned[-1].ending is not Ending.WALKED_AWAY
        if is_through and len(planned) == planned[-1].round.attempts:
            self._is_refused_another(planned[-1].round)

    def comes_back(self) -> Story:
        """Sign in anew, an hour before the next round; browsers with script are still signed in."""
        if not self.has_script:
            yield ROUNDS[2].opens_at - HOUR
            self.browser.open("/dang-nhap")
            self.browser.press("Đăng nhập", self._sign_in)

    @property
    def _sign_in(self) -> dict[str, str]:
        return {"login": self.person.phone, "password": PASSWORD}

    def _activates(self) -> None:
        self.browser.open("/kich-hoat")
        typed = {"code": self.code.lower(), "again": PASSWORD}
        self.browser.press("Kích hoạt", typed | self._sign_in)

    def _all_that_is_asked(self) -> dict[str, str]:
        return self._sign_in | {
            "unit": self._finds_unit(),
            "full_name": self.person.name,
            "birth_date": self.person.birth_date,
            "phone": self.person.phone,
            "consent": "y",
        }

    def _finds_unit(self) -> str:
        """Return the code of the own unit, found by its name and the name of its district."""
        unit = self.person.unit
        if unit is UNAFFILIATED:
            return self._choices()[unit.name, ""]
        assert unit.parent is not None
        query = f"{unit.name} {unit.parent.name.removeprefix('Đảng bộ huyện ')}"
        if self.has_script:
            address = self.browser.page.one("fieldset", css="units").get("data-search")
            found: Any = self.browser.client.get(address, query_string={"q": query.lower()}).json
            codes: dict[tuple[str, str], str] = {
                (hit["name"], hit["path"]): hit["code"] for hit in found["units"]
            }
            return codes[unit.name, unit.above]
        self.browser.press("Tìm đơn vị", {"unit_query": query})
        return self._choices()[unit.name, unit.above]

    def _choices(self) -> dict[tuple[str, str], str]:
        """Return the codes of the units to choose from, by name and what is above."""
        choices = {}
        for label in self.browser.page.one("fieldset", css="units").all("label", css="choice"):
            above = " ".join(part.text for part in label.all("span", css="path"))
            choices[label.one("strong").text, above] = label.one("input").get("value")
        return choices

    def _takes(self, attempt: Attempt, count: int, total: int) -> Story:
        yield attempt.started_at
        paper = self._starts(attempt, count)
        if attempt.guess is not None:
            paper.prediction = total + attempt.guess
        yield attempt.acts_at
        paper.answer(attempt.right, attempt.blank)
        if attempt.ending is Ending.HANDED_IN:
            paper.hand_in()
            self._notes_the_receipt("Đã nộp bài")
            return
        if not attempt.is_empty:
            paper.save()
        if attempt.ending is Ending.TOO_LATE:
            yield attempt.finished_at + ALLOWANCE + 1
            paper.answer(right=ITEMS, blank=0)
            paper.hand_in(in_time=False)
            self._notes_the_receipt("Hết giờ, bài đã được nộp")

    def _starts(self, attempt: Attempt, count: int) -> "Paper":
        """Press the button; those without script press it twice and still start once."""
        self.round_page = self.browser.open(f"{CONTEST}/dot/{attempt.round.number}")
        self.browser.press("Bắt đầu làm bài")
        first = self.browser.address
        if not self.has_script:
            self.browser.back_to(self.round_page)
            self.browser.press("Bắt đầu làm bài")
        assert self.browser.address == first
        self.papers[attempt.round.number].append(first)
        assert f"Lượt thi thứ {count}" in self.browser.page.text
        return Paper(self.browser, has_script=self.has_script)

    def _notes_the_receipt(self, heading: str) -> None:
        page = self.browser.page.main
        assert page.one("h1").text == heading
        assert "Số câu đúng" not in page.text, "the round is still open"
        self.receipts.append(page.one("p", css="code").text)

    def _is_refused_another(self, round_: Round) -> None:
        """Find no button any more, and be refused by the one of the page from before."""
        page = self.browser.open(f"{CONTEST}/dot/{round_.number}").main
        assert "Bạn đã dùng hết số lượt thi của đợt này." in page.text
        self.browser.back_to(self.round_page)
        refused = self.browser.press("Bắt đầu làm bài", status=409)
        assert f"{round_.attempts} lượt" in refused.main.text


class Paper:
    """A paper in a browser: the options that are right are known by their words alone."""

    def __init__(self, browser: Browser, *, has_script: bool) -> None:
        self.browser = browser
        self.page = browser.page
        self.has_script = has_script
        self.prediction: int | None = None
        self.chosen: dict[int, int] = {}
        self.state = browser.data("paper-data")
        self.questions = [question.text for question in self.page.all("fieldset", css="q")]
        assert len(self.questions) == ITEMS
        assert not any(secret in browser.html for secret in secrets_of_the_bank())

    def answer(self, right: int, blank: int) -> None:
        """Choose the right option of the first items, then wrong ones, and leave the last blank."""
        self.chosen = {}
        for number, question in enumerate(self.page.all("fieldset", css="q"), start=1):
            if number <= ITEMS - blank:
                self.chosen[number] = _choice(question, is_right=number <= right)

    def save(self) -> None:
        """Let the script send the answers, or press the button."""
        if not self.has_script:
            self.browser.back_to(self.page)
            self.browser.press("Lưu câu trả lời", self._typed())
            assert len(self.browser.data("paper-data")["answers"]) == len(self.chosen)
            return
        answers = {str(number): [place] for number, place in self.chosen.items()}
        body = {name: self.state[name] for name in ("lease", "revision")}
        body |= {"sequence": self.state["sequence"] + 1, "answers": answers}
        if self.prediction is not None:
            body["prediction"] = self.prediction
        kept = self.browser.post_json(self.state["save_url"], body)
        assert kept["answered"] == len(self.chosen)
        self.state |= {name: kept[name] for name in ("revision", "sequence")}

    def hand_in(self, *, in_time: bool = True) -> None:
        """Hand the paper in; a blank is asked about first, by the script or by the server."""
        self.browser.back_to(self.page)
        if self.has_script:
            self.browser.press("Nộp bài", self._typed() | {"confirmed": "1"})
            return
        is_asked = in_time and self._has_blanks
        self.browser.press("Nộp bài", self._typed(), status=422 if is_asked else 200)
        if is_asked:
            self.browser.press("Nộp bài")

    @property
    def _has_blanks(self) -> bool:
        asks_a_number = any(field.get("name") == "prediction" for field in self.page.all("input"))
        return len(self.chosen) < ITEMS or (asks_a_number and self.prediction is None)

    def _typed(self) -> dict[str, str]:
        typed = {f"a{number}": str(place) for number, place in self.chosen.items()}
        if self.prediction is not None:
            typed["prediction"] = str(self.prediction)
        return typed


def _choice(question: Node, *, is_right: bool) -> int:
    """Return the place of the right option, or of the first that is not."""
    stem = question.one("legend").one("span").text
    options = [label.one("span").text for label in question.all("label")]
    right = options.index(right_options()[stem])
    return right if is_right else int(right == 0)
