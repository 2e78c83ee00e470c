"""The organizers' start page: what happened today, in each contest within the fence."""

import re

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quiz.services.actor import OPERATOR
from quiz.services.progress import midnight, progress
from tests.scripted import script
from tests.stage import Stage

HOUR = 3_600_000


def words(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_starts_and_submissions_since_midnight_are_counted(stage: Stage, signs_in, clock):
    scripted = script(stage)
    scripted.takes("An", correct=4, seconds=60)
    scripted.takes("Bình", correct=2, seconds=60)
    page = words(signs_in().get("/to-chuc/").text)
    assert "Lượt bắt đầu hôm nay 2" in page
    assert "Lượt nộp bài hôm nay 2" in page
    clock.advance(hours=17)
    assert "Lượt bắt đầu hôm nay 0" in words(signs_in("Chi").get("/to-chuc/").text)


def test_a_day_begins_at_midnight_in_the_contests_zone():
    eight_in_the_morning = 1_795_222_800_000
    assert midnight("Asia/Ho_Chi_Minh", eight_in_the_morning) == eight_in_the_morning - 8 * HOUR
    assert midnight("UTC", eight_in_the_morning) == eight_in_the_morning - 1 * HOUR


def test_the_number_of_queries_does_not_grow_with_contests_and_rounds(stage: Stage):
    version = stage.bank()
    stage.round(stage.contest("mot"), version)
    alone = queries(stage.session, stage.now)
    for number in range(5):
        contest = stage.contest(f"them-{number}")
        for other in (1, 2, 3):
            stage.round(contest, version, number=other)
    assert queries(stage.session, stage.now) == alone == 3


def queries(session: Session, now: int) -> int:
    session.rollback()
    seen: list[object] = []

    def note(*arguments: object) -> None:
        seen.append(arguments[2])

    sa.event.listen(session.get_bind(), "before_cursor_execute", note)
    progress(session, actor=OPERATOR, now=now)
    sa.event.remove(session.get_bind(), "before_cursor_execute", note)
    return len([statement for statement in seen if str(statement).startswith("SELECT")])


def test_only_contests_within_the_fence_are_shown(stage: Stage, signs_in):
    version = stage.bank()
    stage.round(stage.contest("o-chi-lang", owner="chi-lang"), version)
    assert "o-chi-lang" in signs_in("An", unit="chi-lang").get("/to-chuc/").text
    assert "o-chi-lang" not in signs_in("Bình", unit="cao-loc").get("/to-chuc/").text


def test_a_contestant_has_no_desk_here(signs_in):
    assert signs_in("Dũng", "contestant").get("/to-chuc/").status_code == 403
