"""The annex of a regulation: the rules of every round, spoken back."""

import pytest

from quiz.database import transaction
from tests.stage import HOUR, Stage


@pytest.fixture
def contest(stage: Stage):
    contest, bank = stage.contest(), stage.bank()
    stage.round(contest, bank)
    opens = stage.now + 48 * HOUR
    stage.round(contest, bank, number=2, opens_at=opens, closes_at=opens + HOUR)
    stage.round(
        contest,
        bank,
        number=3,
        opens_at=opens,
        closes_at=opens + HOUR,
        attempts={"limit": 1, "per": "contest"},
    )
    return contest


def test_rounds_under_the_same_rules_are_told_together(client, contest):
    page = client.get("/cuoc-thi/cuoc-thi/the-le/phu-luc").text
    assert page.index("Đợt 1, Đợt 2") < page.index("không quá 2 lượt")
    assert page.index("không quá 2 lượt") < page.index("Trong cả cuộc thi")
    assert page.count("SHA-256") == 2


def test_units_are_those_of_a_day_measured_by_one_kind_of_people(client, stage: Stage, contest):
    address = "/cuoc-thi/cuoc-thi/the-le/phu-luc"
    assert "tổng số người của đơn vị" not in client.get(address).text
    stage.round(contest, stage.bank(code="hai"), number=4, units={"order": ["participation_rate"]})
    page = client.get(address).text
    day = contest.tree_day
    assert f"theo ngày {day:%d/%m/%Y}; tổng số người của đơn vị là số: Đảng viên." in page
    assert "Tỷ lệ số người dự thi trên tổng số người của đơn vị." in page


def test_the_regulation_leads_to_its_annex(client, contest):
    assert "/the-le/phu-luc" in client.get("/cuoc-thi/cuoc-thi/the-le").text


def test_a_contest_that_is_not_announced_has_no_public_annex(client, stage: Stage, contest):
    with transaction(stage.session):
        contest.announced_at = None
    assert client.get("/cuoc-thi/cuoc-thi/the-le/phu-luc").status_code == 404
