"""A contest from each preset: made, looked over, announced and open, without script."""

import pytest
from flask.testing import FlaskClient

from question_bank.item import Use
from quiz.services.rules_library import presets
from tests.stage import Stage
from tests.web.organizer.test_making_contests import ADD, MAKE, PAGE, TYPED, rounds_in
from tests.whole_contest.page import form_of, read

ASKED_FOR = {"attempts.counts": ("counts", "best_prediction")}
"""What a preset leaves to the organizer: the field, and what is chosen here."""


def begun(organizer: FlaskClient, preset: str) -> None:
    """Make a contest, and its first round with nothing typed but what the preset asks for."""
    answer = organizer.post(MAKE, data=TYPED | {"preset": preset})
    assert answer.location == f"{ADD}?tu={preset}"
    _, typed = form_of(read(organizer.get(answer.location).text).main, "Thêm đợt thi")
    chosen = dict(ASKED_FOR[asked] for asked in presets()[preset].asks)
    added = organizer.post(answer.location, data=typed | chosen)
    assert added.location == PAGE, read(added.text).main.text


@pytest.mark.parametrize("preset", presets())
def test_a_contest_from_any_preset_opens(signs_in, stage: Stage, client, clock, preset: str):
    known = presets()[preset]
    is_practice = known.kind == "practice"
    stage.bank(count=20, use=Use.PRACTICE if is_practice else Use.OFFICIAL)
    organizer = signs_in(unit=None)
    begun(organizer, preset)
    (of,) = rounds_in(stage)
    if not known.asks:
        assert of.rules_digest == known.parsed().digest  # nothing is lost in the form
    desk = read(organizer.get(PAGE).text).main
    assert f"Quy tắc lập từ mẫu “{known.title.vi}”." in desk.text
    annex = read(organizer.get(f"{PAGE}/phu-luc").text).main
    assert ("Đợt này không xếp hạng." in annex.text) is is_practice
    address, fields = form_of(desk, "Công khai cuộc thi")
    assert organizer.post(address, data=fields).location == PAGE
    clock.moment = of.opens_at
    shown = read(client.get("/cuoc-thi/hoi-thi").text).main.text
    assert "Đợt 1 Đang mở" in shown, shown


def test_a_preset_is_proposed_again_to_who_left_before_adding_a_round(signs_in, stage: Stage):
    stage.bank(count=20)
    organizer = signs_in(unit=None)
    organizer.post(MAKE, data=TYPED | {"preset": "vcnet"})
    shown = read(organizer.get(ADD).text).one("nav", css="beginnings")
    (chosen,) = (link for link in shown.all("a") if "aria-current" in link.attributes)
    assert chosen.text == presets()["vcnet"].title.vi


def test_the_preset_of_the_first_round_is_that_of_the_contest(signs_in, stage: Stage):
    stage.bank(count=20)
    organizer = signs_in(unit=None)
    organizer.post(MAKE, data=TYPED | {"preset": "vcnet"})
    other = f"{ADD}?tu=tich-luy"
    organizer.post(other, data=form_of(read(organizer.get(other).text).main, "Thêm đợt thi")[1])
    organizer.post(ADD, data=form_of(read(organizer.get(ADD).text).main, "Thêm đợt thi")[1])
    desk = read(organizer.get(PAGE).text).main.text
    assert f"Quy tắc lập từ mẫu “{presets()['tich-luy'].title.vi}”." in desk
    assert "Quy tắc như “Đợt 1”" in desk
