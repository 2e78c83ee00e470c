"""The first page: every announced contest, and what may be done about it now."""

from flask.testing import FlaskClient

from tests.stage import HOUR, Stage


def test_a_contest_ahead_tells_the_round_that_opens_first(
    client: FlaskClient, stage: Stage
) -> None:
    contest, version = stage.contest(), stage.bank()
    for number, hours in ((1, 72), (2, 24)):
        opens = stage.now + hours * HOUR
        stage.round(contest, version, number=number, opens_at=opens, closes_at=opens + HOUR)
    page = client.get("/").text
    assert "Đợt 2 mở lúc" in page
    assert "Đợt 1 mở lúc" not in page
