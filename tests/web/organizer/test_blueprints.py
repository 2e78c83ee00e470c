"""The exam blueprint as a grid on a page, without script."""

from dataclasses import replace

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from question_bank.bank import Bank
from question_bank.item import Difficulty
from quiz.database import transaction
from quiz.domain.blueprint_grid import ANY, Cell
from quiz.models import Round
from quiz.services import banks
from quiz.services.actor import OPERATOR
from quiz.web.organizer.contests.grids import name_of
from tests.contest_text import CONTEST, changed
from tests.stage import Stage
from tests.stage import items as some_items
from tests.web.organizer.test_contests import PAGE, create, first

GRID = f"{PAGE}/dot/1/ma-tran-de"
EASY, MEDIUM, HARD = Difficulty
PARTY, UNION = "Đảng bộ", "Đoàn thể"


@pytest.fixture
def organizer(signs_in, stage: Stage) -> FlaskClient:
    """An organizer whose bank has 4 easy and 3 hard items of one topic, 3 easy of another."""
    sorts = [(PARTY, EASY)] * 4 + [(PARTY, HARD)] * 3 + [(UNION, EASY)] * 3
    items = tuple(
        replace(item, topic=topic, difficulty=difficulty)
        for item, (topic, difficulty) in zip(some_items(), sorts, strict=True)
    )
    bank = Bank("kiem-thu", "Ngân hàng kiểm thử", "vi", "", items)
    with transaction(stage.session) as session:
        version = banks.load(session, actor=OPERATOR, now=stage.now, bank=bank, message="")
    stage.approve(version)
    return signs_in(unit=None)


def typed(cells: dict[Cell, int | str]) -> dict[str, str]:
    return {name_of(cell): str(count) for cell, count in cells.items()}


def sections(stage: Stage) -> list[tuple[int, list[str], list[str]]]:
    blueprint = first(stage).rules["paper"]["blueprint"]
    return [(one["count"], one["topics"], one["difficulties"]) for one in blueprint]


def test_the_grid_tells_what_there_is(organizer):
    create(organizer)
    page = organizer.get(GRID).text
    assert page.count("/ 4<") == 1
    assert page.count("/ 7<") == 2  # of one topic, and easy ones of any topic
    assert page.count("/ 10<") == 1
    assert f'name="{name_of(Cell(UNION, HARD))}"' not in page  # there are none


def test_a_round_without_a_blueprint_draws_anything(organizer):
    create(organizer)
    page = organizer.get(GRID).text
    assert f'name="{name_of(ANY)}" id="{name_of(ANY)}" value="4"' in page
    assert "trung bình có 1,6 câu chung" in page
    assert "40 %" in page


def test_a_grid_becomes_the_blueprint_and_its_sum_the_number_of_items(organizer, stage):
    create(organizer)
    grid = typed({Cell(PARTY, EASY): 2, Cell(PARTY, HARD): "1", Cell(UNION, None): " 3 "})
    assert "Đã lưu" not in organizer.get(GRID).text
    answer = organizer.post(GRID, data=grid | typed({ANY: 0}))
    assert answer.location == PAGE
    assert "Đã lưu ma trận đề của “Đợt 1”." in organizer.get(answer.location).text
    assert sections(stage) == [(2, [PARTY], ["easy"]), (1, [PARTY], ["hard"]), (3, [UNION], [])]
    assert first(stage).rules["paper"]["items"] == 6
    page = organizer.get(GRID).text
    assert "Tổng số câu của đề: <output" in page
    assert 'id="total">6<' in page
    assert 'name="items"' not in organizer.get(f"{PAGE}/dot/1").text


def test_saving_what_is_there_changes_no_rules(organizer, stage):
    create(organizer, changed("{items: 4}", "{items: 4, blueprint: [{count: 4}]}"))
    before = first(stage).rules_digest
    assert organizer.post(GRID, data=typed({ANY: 4})).location == PAGE
    assert first(stage).rules_digest == before


def test_a_grid_may_be_tried_without_being_saved(organizer, stage):
    create(organizer)
    before = first(stage).rules_digest
    answer = organizer.post(GRID, data=typed({Cell(UNION, None): 3}) | {"xem": "1"})
    assert answer.status_code == 200
    assert "chưa lưu" in answer.text
    assert "trung bình có 3,0 câu chung" in answer.text
    assert "7 câu trong kho không được rút tới" in answer.text
    assert first(stage).rules_digest == before


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ({}, "Đề thi phải có từ 1 đến 200 câu."),
        ({ANY: "x"}, "Hãy ghi một số nguyên từ 0 đến 200."),
        ({ANY: "-1"}, "Hãy ghi một số nguyên từ 0 đến 200."),
        ({ANY: "201"}, "Hãy ghi một số nguyên từ 0 đến 200."),
        ({Cell(PARTY, HARD): 4}, "<li>Đảng bộ · Khó: Trong kho chỉ có 3 câu."),
        ({Cell(UNION, HARD): 1}, "Trong kho chỉ có 0 câu."),
        (
            {Cell(PARTY, HARD): 2, Cell(None, HARD): 2},
            "Các ô “Đảng bộ · Khó”, “Chủ đề bất kỳ · Khó” cùng cần 4 câu, nhưng trong kho chỉ có 3",
        ),
        ({Cell("Chủ đề đã bị bỏ", EASY): 1}, "Ngân hàng câu hỏi của đợt vừa thay đổi"),
    ],
)
def test_a_grid_that_cannot_be_is_refused_and_nothing_is_lost(organizer, stage, cells, sentence):
    create(organizer)
    before = first(stage).rules_digest
    known = {Cell(PARTY, EASY): "2"} if cells else {}
    answer = organizer.post(GRID, data=typed(known | cells))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert not known or 'value="2"' in answer.text
    assert first(stage).rules_digest == before


@pytest.mark.parametrize(("count", "is_thin"), [("1", False), ("2", True)])
def test_fewer_than_three_items_for_each_drawn_are_warned_of(organizer, count, is_thin):
    create(organizer)
    answer = organizer.post(GRID, data=typed({Cell(PARTY, EASY): count}) | {"xem": "1"})
    assert ("Nên có từ 6 câu trong kho." in answer.text) == is_thin


def test_a_blueprint_that_says_more_is_told_before_it_is_replaced(organizer, stage):
    blueprint = "{items: 4, blueprint: [{count: 4, difficulties: [easy, hard]}]}"
    create(organizer, changed("{items: 4}", blueprint))
    page = organizer.get(GRID).text
    assert "chi tiết hơn bảng này" in page
    assert "trung bình có 1,6 câu chung" in page
    organizer.post(GRID, data=typed({Cell(None, HARD): 2}))
    assert sections(stage) == [(2, [], ["hard"])]


def test_competition_that_cannot_be_followed_is_said_so(organizer, monkeypatch):
    create(organizer)
    monkeypatch.setattr("question_bank.exposure.MOST_DIVISIONS", 1)
    cells = typed({Cell(PARTY, None): 1, Cell(None, EASY): 2})
    answer = organizer.post(GRID, data=cells | {"xem": "1"})
    assert "không tính chính xác được" in answer.text


def test_an_open_round_shows_its_blueprint_and_keeps_it(organizer, stage, clock):
    create(organizer)
    clock.set("2026-12-01T08:00:00+07:00")
    page = organizer.get(GRID).text
    assert "Lưu ma trận đề" not in page
    assert "trung bình có 1,6 câu chung" in page
    answer = organizer.post(GRID, data=typed({ANY: 5}))
    assert (answer.status_code, "Đợt 1 đã mở" in answer.text) == (422, True)
    assert first(stage).rules["paper"]["items"] == 4


def test_a_practice_round_draws_from_its_own_pool(organizer, stage):
    practice = CONTEST.replace("kind: official", "kind: practice").replace(
        "  ranking: [points, duration]\n", ""
    )
    create(organizer, practice.replace("{items: 4}", "{items: 4, pool: {uses: []}}"))
    with transaction(stage.session) as session:
        of = session.execute(sa.select(Round).where(Round.number == 1)).scalar_one()
        assert of.kind == "practice"
    assert "Mọi câu: 10 câu" in organizer.get(GRID).text
