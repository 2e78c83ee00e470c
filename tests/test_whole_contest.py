"""A contest from the first file to the last publication, through the pages alone.

Three hundred people of forty units on three levels take two rounds. What they do is planned
beforehand, what has to come of it is computed from the plan by the regulation's own words
(``whole_contest/regulation.py``), and the pages and files have to say exactly that.
"""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner

from tests.conftest import SettableClock
from tests.whole_contest.attempts import DAY, HOUR, MINUTE, ROUNDS
from tests.whole_contest.browser import Browser
from tests.whole_contest.cast import BY_HAND, Person, cast, headcounts
from tests.whole_contest.contestant import CONTEST, Contestant, Story, live
from tests.whole_contest.page import facts
from tests.whole_contest.papers import SLUG, people_file
from tests.whole_contest.reading import check_board, check_files, check_judge, check_publication
from tests.whole_contest.regulation import (
    EMPTY,
    NO_HEADCOUNT,
    NOBODY,
    NOT_ALL_CORRECT,
    NOT_OF_THE_KIND,
    RATE_TOO_LOW,
    Result,
    first_round,
    second_round,
)
from tests.whole_contest.shown import attempts_in_csv
from tests.whole_contest.staff import Judge, Officer, Organizer, Reviewer, appointed

SIZES = {"sqlite": 300, "postgresql": 60}  # all of them once: that takes half a minute


def test_a_whole_contest_ends_exactly_as_its_regulation_says(
    app: Flask, runner: FlaskCliRunner, clock: SettableClock, database_kind: str
) -> None:
    app.config["WTF_CSRF_ENABLED"] = True  # these browsers send the tokens that they are given
    people = cast(SIZES[database_kind])
    counted = headcounts(people)
    first, second = first_round(people, counted), second_round(people, counted)
    reader = Browser(app.test_client())

    organizer = Organizer(appointed(app, runner, "Phạm Thị Giang", "organizer"))
    organizer.loads_units(counted)
    organizer.loads_bank()
    Reviewer(appointed(app, runner, "Vi Thị Nhàn", "reviewer")).approves_bank()
    organizer.makes_contest()
    judge = Judge(appointed(app, runner, "Lý Văn Hòa", "judge", "--contest", SLUG))

    clock.advance(hours=2)
    district = ("--unit", "lang-son:BG")
    officer = Officer(appointed(app, runner, "Mông Thị Ý", "unit_officer", *district))
    officer.loads_people(people_file(person for person in people if person.is_imported))
    contestants = [Contestant(person, Browser(app.test_client())) for person in people]
    hand_out(officer.issues_codes(), contestants)

    sealed: list[str] = []
    stories = [takes_the_first_round(contestant, first) for contestant in contestants]
    live(clock, [*stories, watches_sealed_pages(reader, sealed)])
    assert len(sealed) == 3
    assert len(set(sealed)) == 1

    clock.moment = ROUNDS[1].closes_at + MINUTE
    keeps_house(runner)
    check_board(reader, 1, first)
    check_judge(judge, 1, first)
    judge.publishes(1)
    check_published(reader, judge, people, 1, first)
    check_own_results(contestants[: len(BY_HAND)], 1)

    stories = [takes_the_second_round(contestant, second) for contestant in contestants]
    live(clock, [*stories, watches_live_board(reader, people, counted)])

    clock.moment = ROUNDS[2].closes_at + MINUTE
    check_judge(judge, 2, second)
    judge.publishes(2)
    check_published(reader, judge, people, 2, second)
    check_own_results(contestants[: len(BY_HAND)], 2)
    check_receipts(judge, contestants)
    check_publication(reader, 1, first)


@pytest.mark.parametrize("size", SIZES.values())
def test_the_plan_holds_what_makes_a_ranking_hard(size: int) -> None:
    people = cast(size)
    counted = headcounts(people)
    first, second = first_round(people, counted), second_round(people, counted)
    assert [line.best.guess for line in first.ranked[:3]] == [0, -3, 3]
    assert [line.rank for line in first.ranked[:3]] == [1, 2, 2]
    assert [line.rank for line in second.ranked[:3]] == [1, 1, 3]
    assert second.at_stake == ["Giải Nhất", "Giải Nhì"]
    assert {line.reason for line in first.unranked} == {EMPTY, NOT_ALL_CORRECT}
    assert {line.reason for line in second.unranked} == {EMPTY}
    units = {line.unit.code: line for line in first.units}
    assert units["CL-3"].rate == Fraction(1, 2)
    assert units["CL-3"].rank is not None
    assert units["HL-1"].rank == units["HL-2"].rank
    reasons = {line.reason for line in first.units}
    assert reasons == {None, NOT_OF_THE_KIND, NOBODY, NO_HEADCOUNT, RATE_TOO_LOW}


def hand_out(codes: dict[tuple[str, str], str], contestants: Sequence[Contestant]) -> None:
    """Give every imported person the slip with the one-time code."""
    for contestant in contestants:
        person = contestant.person
        if person.is_imported:
            contestant.code = codes.pop((person.name, person.unit.name))
    assert not codes


def takes_the_first_round(contestant: Contestant, result: Result) -> Story:
    """Register in time, then take every planned attempt."""
    yield from contestant.registers()
    yield from contestant.takes_all(1, result.attempts)


def takes_the_second_round(contestant: Contestant, result: Result) -> Story:
    """Come back, then take every planned attempt."""
    yield from contestant.comes_back()
    yield from contestant.takes_all(2, result.attempts)


def watches_sealed_pages(reader: Browser, seen: list[str]) -> Story:
    """Read all public pages three times while the number is still to be predicted."""
    opens_at, closes_at = ROUNDS[1].opens_at, ROUNDS[1].closes_at
    for moment in (opens_at, opens_at + DAY + 4 * HOUR, closes_at - 1):
        yield moment
        board = reader.open(f"{CONTEST}/bang-xep-hang").main
        assert "Công bố sau khi đợt thi kết thúc" in board.text
        assert not list(board.all("table"))
        others = [reader.open(address).main.text for address in ("/", CONTEST, f"{CONTEST}/dot/1")]
        seen.append(" ".join([board.text, *others]))


def watches_live_board(reader: Browser, people: Sequence[Person], counted: dict[str, int]) -> Story:
    """Read the board of round 2 in the evening, when some have taken it and some have not."""
    evening = ROUNDS[2].opens_at + 12 * HOUR
    yield evening
    so_far = second_round([as_of(person, evening) for person in people], counted)
    check_board(reader, 2, so_far)


def as_of(person: Person, moment: int) -> Person:
    """Return a person with the attempts that are finished by then."""
    done = [attempt for attempt in person.attempts[2] if attempt.finished_at < moment]
    return replace(person, attempts={2: done})


def keeps_house(runner: FlaskCliRunner) -> None:
    """Let the worker have its turn; in round 2 nobody does, and the pages see to it."""
    answer = runner.invoke(args=["worker", "--once"])
    assert answer.exit_code == 0, answer.output


def check_published(
    reader: Browser, judge: Judge, people: Sequence[Person], number: int, result: Result
) -> None:
    """Find the expected result wherever it is published."""
    check_publication(reader, number, result)
    check_board(reader, number, result)
    check_judge(judge, number, result)
    check_files(judge, number, result, attempts_in_csv(people, number, result.attempts))


def check_own_results(contestants: Sequence[Contestant], number: int) -> None:
    """Let contestants read their points and look through their papers."""
    for contestant in contestants:
        attempts = contestant.person.attempts[number]
        for attempt, address in zip(attempts, contestant.papers[number], strict=True):
            page = contestant.browser.open(address).main
            own = facts(page)
            assert own["Điểm"] == f"{10 * attempt.right} / 100"
            assert own["Số câu đúng"] == f"{attempt.right} / 10"
            verdicts = [verdict.text for verdict in page.all("p", css="verdict")]
            assert verdicts.count("Đúng") == attempt.right
            assert verdicts.count("Không trả lời") == attempt.blank


def check_receipts(judge: Judge, contestants: Sequence[Contestant]) -> None:
    """Find every receipt that somebody has noted down among the attempts of both rounds."""
    noted = [receipt for contestant in contestants for receipt in contestant.receipts]
    kept = [
        row["Mã xác nhận nộp bài"] for number in ROUNDS for row in judge.export(number, "attempts")
    ]
    assert len(kept) == len(set(kept))
    assert set(noted) <= set(kept)
