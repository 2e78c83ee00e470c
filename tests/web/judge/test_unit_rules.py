"""Units ranked by rules of several criteria: what judges and the public are told of them."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from quiz.database import transaction
from quiz.services import boards, publications
from quiz.services.actor import OPERATOR
from quiz.services.results import results_now
from tests.scripted import Script, script
from tests.stage import Stage

# C44 with the best people added, and a gate by size as in C49.
UNITS = {
    "order": ["rank_points", "best_points"],
    "best": 2,
    "rank_points": [{"by": "people", "first": 10}, {"by": "best_points", "first": 5}],
    "gates": [{"people": 1, "headcount_below": 50}],
}


@pytest.fixture
def taken(stage: Stage, clock: Any) -> Script:
    scripted = script(stage, units={**UNITS, "gates": []})
    for minute, name in enumerate(("An", "Bình", "Chi")):
        scripted.takes(name, correct=4 - minute, after=minute)
    scripted.takes("Dũng", correct=4, unit="cao-01", after=9)
    clock.advance(hours=25)
    return scripted


def publish(scripted: Script, clock: Any) -> int:
    with transaction(scripted.stage.session) as session:
        return publications.publish(
            session,
            actor=OPERATOR,
            now=clock(),
            slug="cuoc-thi",
            number=1,
            catalogue=scripted.stage.catalogue,
        ).id


def words(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_judges_see_the_points_that_units_are_ranked_by(
    signs_in: Callable[..., FlaskClient], taken: Script
) -> None:
    page = words(signs_in("judge", taken.contest).get("/giam-khao/cuoc-thi/1/don-vi").text)
    assert (
        "Tổng điểm theo thứ hạng từng tiêu chí (Người dự thi: hạng nhất 10 điểm; Tổng điểm của "
        "những người đạt kết quả cao nhất (2 người): hạng nhất 5 điểm; mỗi hạng sau kém 1 điểm)"
    ) in page
    assert "1 Đảng bộ huyện Chi Lăng 3 3 – – 15 1 15 35" in page
    assert "2 Đảng bộ huyện Cao Lộc 1 1 – – 20 1 13 20" in page


def test_what_units_must_reach_first_is_said_by_their_size(
    signs_in: Callable[..., FlaskClient], stage: Stage
) -> None:
    scripted = script(stage, units=UNITS)
    page = words(signs_in("judge", scripted.contest).get("/giam-khao/cuoc-thi/1/don-vi").text)
    assert "Đơn vị dưới 50 người: từ 1 người dự thi trở lên" in page


def test_a_publication_and_the_board_keep_what_units_were_compared_by(
    client: FlaskClient, taken: Script, clock: Any
) -> None:
    published = publish(taken, clock)
    session = taken.stage.session
    lines = publications.unit_lines(session, published)
    definition = taken.stage.definition(taken.round, clock())
    assert tuple(lines) == results_now(session, definition).units
    values = {row.code: dict(row.values) for row in boards.unit_board(session, definition).rows}
    assert values["chi-lang"] == {"rank_points": 15, "best_points": 3500}


def test_the_points_of_few_people_are_not_told_to_everybody(
    client: FlaskClient, taken: Script, clock: Any
) -> None:
    publish(taken, clock)
    page = words(client.get("/cuoc-thi/cuoc-thi/bang-xep-hang").text)
    assert "1 Đảng bộ huyện Chi Lăng 3 3 – – – 15 –" in page
