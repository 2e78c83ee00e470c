"""A round with a time for each item, taken through the use cases, on both databases."""

from typing import Any

import pytest
import sqlalchemy as sa

from quiz.database import transaction
from quiz.models import Attempt, AttemptEvent, Score
from quiz.services import attempts
from quiz.services.attempts.evidence import broken_event
from quiz.services.attempts.saving import Change
from quiz.services.rules_library import regulations
from tests.stage import Stage
from tests.taker import Taker, refusal, taking

SECOND = 1_000
TIMING = {"limit_minutes": 15, "item_seconds": 30, "allowance_seconds": 5}
PREDICTS = {
    "prediction": {"asks": "attempts"},
    "ranking": ["points", "prediction_distance", "duration"],
}


@pytest.fixture
def an(stage: Stage) -> Taker:
    """An, in front of the first of four items."""
    taker = taking(stage, timing=TIMING)
    taker.start()
    return taker


def starting(stage: Stage, **rules: Any) -> Taker:
    taker = taking(stage, timing=TIMING, **rules)
    taker.start()
    return taker


def go_through(taker: Taker, upto: int, now: int) -> None:
    """Leave all items before one, each without an answer."""
    for item in range(upto):
        taker.next_item(item, skips=True, now=now)


def events(stage: Stage) -> list[tuple[str, Any]]:
    found = stage.session.execute(
        sa.select(AttemptEvent.kind, AttemptEvent.change).order_by(AttemptEvent.sequence)
    )
    return [tuple(row) for row in found]


def test_the_first_item_has_its_turn_from_the_start(an: Taker) -> None:
    assert (an.paper().current_item, an.paper().item_shown_at) == (0, an.stage.now)


def test_an_attempt_of_another_round_has_no_current_item(stage: Stage) -> None:
    taker = taking(stage)
    taker.start()
    assert (taker.paper().current_item, taker.paper().item_shown_at) == (None, None)
    taker.next_item(0, now=stage.now)
    assert taker.paper().revision == 0


def test_an_answer_counts_until_the_end_of_its_item_and_the_allowance(an: Taker) -> None:
    start = an.stage.now
    for sequence, after in enumerate((0, 30_000, 35_000), start=1):
        saved = an.save({0: 1 << sequence}, sequence=sequence, now=start + after)
        assert saved.revision == sequence
    for after in (35_001, 899_999):
        assert refusal(an.save, {0: 1}, sequence=9, now=start + after) == "item_over"
    assert an.paper().answers == "8000"


def test_the_clock_of_the_next_item_starts_when_it_is_asked_for(an: Taker) -> None:
    shown = an.stage.now + 200 * SECOND  # the network was lost for three minutes
    an.next_item(0, now=shown)
    assert an.paper().item_shown_at == shown
    assert refusal(an.save, {1: 1}, now=shown + 35_001) == "item_over"
    assert an.save({1: 1}, now=shown + 35_000).answered == 1


def test_only_the_current_item_is_answered(an: Taker) -> None:
    an.next_item(0, {0: 1}, now=an.stage.now)
    for answers in ({0: 2}, {2: 2}, {3: 2}, {1: 2, 2: 2}):
        assert refusal(an.save, answers, sequence=9) == "not_this_item"
    assert an.paper().answers == "1000"


def test_going_on_twice_moves_once(an: Taker) -> None:
    for after in (1, 2, 3):
        an.next_item(0, {0: 1}, now=an.stage.now + after)
    assert (an.paper().current_item, an.paper().item_shown_at) == (1, an.stage.now + 1)
    assert [kind for kind, _ in events(an.stage)] == ["start", "next"]


def test_nobody_goes_on_from_an_item_that_is_not_current(an: Taker) -> None:
    for item in (-1, 1, 2, 7):
        an.next_item(item, skips=True, now=an.stage.now)
    assert an.paper().current_item == 0


def test_the_answer_sent_along_is_kept_in_the_same_event(an: Taker) -> None:
    an.next_item(0, {0: 4}, now=an.stage.now)
    assert an.paper().answers == "4000"
    assert events(an.stage)[1] == ("next", {"item": 1, "answers": {"0": "4"}})


def test_an_answer_sent_along_too_late_stays_out_and_stops_the_way(an: Taker) -> None:
    late = an.stage.now + 36 * SECOND
    assert refusal(an.next_item, 0, {0: 4}, now=late) == "item_over"
    assert (an.paper().answers, an.paper().current_item) == ("0000", 0)
    an.next_item(0, now=late)
    assert (an.paper().answers, an.paper().current_item) == ("0000", 1)


def test_a_blank_item_is_left_by_who_means_it_or_after_its_time(an: Taker) -> None:
    last = an.stage.now + 29_999
    assert refusal(an.next_item, 0, now=last) == "item_blank"
    assert an.paper().current_item == 0
    an.next_item(0, skips=True, now=last)
    an.next_item(1, now=last + 30_000)
    assert an.paper().current_item == 2


def test_where_all_must_be_answered_a_blank_item_is_left_after_its_time_only(stage: Stage) -> None:
    an = starting(stage, paper={"items": 4, "all_must_be_answered": True})
    assert refusal(an.next_item, 0, skips=True, now=stage.now + 29_999) == "item_needed"
    assert an.paper().current_item == 0
    an.next_item(0, now=stage.now + 30_000)
    assert an.paper().current_item == 1


def test_where_all_must_be_answered_an_attempt_that_can_still_be_whole_is_not_handed_in(
    stage: Stage,
) -> None:
    an = starting(stage, paper={"items": 4, "all_must_be_answered": True})
    assert refusal(an.submit, accepts_blanks=False) == "all_needed"
    an.next_item(0, now=stage.now + 30 * SECOND)
    late = stage.now + 31 * SECOND
    assert refusal(an.submit, late, accepts_blanks=False) == "confirm_needed"  # lost already
    assert an.submit(late).kind == "submitted"


def test_the_prediction_has_its_turn_after_the_last_item(stage: Stage) -> None:
    an = starting(stage, **PREDICTS)
    go_through(an, 3, stage.now)
    assert refusal(an.save, {}, prediction=12, predicts=True) == "not_this_item"
    an.next_item(3, {3: 1}, now=stage.now + 30 * SECOND)
    later = stage.now + 600 * SECOND  # it has no time of its own
    an.save({}, sequence=8, prediction=12, predicts=True, now=later)
    assert refusal(an.save, {3: 2}, sequence=10, now=later) == "items_passed"
    an.next_item(4, now=later)
    assert (an.paper().prediction, an.paper().answers, an.paper().current_item) == (12, "0001", 4)


def test_the_time_of_the_whole_paper_cuts_that_of_an_item(an: Taker) -> None:
    deadline = an.paper().deadline_at
    an.next_item(0, skips=True, now=deadline - SECOND)
    assert an.save({1: 1}, now=deadline + 5 * SECOND).answered == 1
    assert refusal(an.save, {1: 2}, sequence=2, now=deadline + 5 * SECOND + 1) == "late"
    assert refusal(an.next_item, 1, now=deadline + 5 * SECOND + 1) == "late"


def test_handing_in_in_the_middle_takes_the_current_answer_and_leaves_the_rest_blank(
    an: Taker,
) -> None:
    right = an.right()
    an.next_item(0, {0: right[0]}, now=an.stage.now)
    an.submit(change=Change({1: right[1]}))
    assert an.paper().answers.count("0") == 2
    assert an.stage.session.execute(sa.select(Score.correct)).scalar_one() == 2


@pytest.mark.parametrize(("item", "after"), [(1, 36 * SECOND), (0, 0), (3, 0)])
def test_handing_in_takes_no_answer_out_of_turn_and_none_too_late(
    an: Taker, item: int, after: int
) -> None:
    an.next_item(0, {0: 1}, now=an.stage.now)
    an.submit(an.stage.now + after, change=Change({item: 4}))
    assert an.paper().answers == "1000"


def test_another_browser_goes_on_at_the_current_item(an: Taker) -> None:
    an.next_item(0, {0: 1}, now=an.stage.now)
    phone = Taker(an.stage, an.round, an.participation, 0, an.ref, lease=2)
    phone.browser = an.stage.browser(an.participation.person_id)
    with transaction(an.stage.session) as session:
        attempts.take_over(
            session,
            catalogue=an.stage.catalogue,
            ref=an.ref,
            person_id=an.participation.person_id,
            holder_id=phone.browser,
            now=an.stage.now + SECOND,
        )
    assert refusal(an.next_item, 1, skips=True, now=an.stage.now) == "lease"
    assert (phone.paper().current_item, phone.paper().item_shown_at) == (1, an.stage.now)
    phone.next_item(1, {1: 2}, now=an.stage.now + 2 * SECOND)
    assert phone.paper().answers == "1200"


def test_the_answers_can_be_rebuilt_from_the_evidence(stage: Stage) -> None:
    an = starting(stage, **PREDICTS)
    an.save({0: 1})
    an.next_item(0, {0: 2}, now=stage.now)
    an.next_item(1, skips=True, now=stage.now)
    an.save({2: 4}, sequence=9)
    an.next_item(2, now=stage.now)
    an.next_item(3, {3: 8}, now=stage.now)
    an.submit(change=Change({}, 7, predicts=True))
    attempt = stage.session.execute(sa.select(Attempt)).scalar_one()
    assert (attempt.answers, attempt.prediction) == ("2048", 7)
    assert broken_event(stage.session, attempt) is None


def test_the_database_lets_no_item_come_back_and_no_other_answer_change(an: Taker) -> None:
    an.next_item(0, {0: 1}, now=an.stage.now)
    for values in (
        {"current_item": 0},
        {"current_item": 3},
        {"current_item": None, "item_shown_at": None},
        {"item_shown_at": None},
        {"item_shown_at": Attempt.item_shown_at + 1},
        {"answers": "2200"},
        {"answers": "1210"},
    ):
        with pytest.raises(sa.exc.DatabaseError), transaction(an.stage.session) as session:
            session.execute(sa.update(Attempt).values(**values))
    with transaction(an.stage.session) as session:
        session.execute(sa.update(Attempt).values(answers="1400"))


def test_thirty_questions_of_thirty_seconds_fill_the_quarter_of_an_hour_of_c43(
    stage: Stage,
) -> None:
    rules = regulations()["C43"].rules_of(1).model_dump(mode="json")
    contest = stage.contest()
    round_ = stage.round(contest, stage.bank(count=30), **rules)
    person = stage.contestant("Bế Văn Biên", contest)
    bien = Taker(stage, round_, person, stage.browser(person.person_id))
    bien.start()
    for item in range(30):
        now = stage.now + (item + 1) * 30 * SECOND
        bien.save({item: 1}, sequence=item + 1, now=now)  # in the last moment
        bien.next_item(item, now=now)
    paper = bien.paper()
    assert (paper.answers, paper.current_item) == ("1" * 30, 30)
    assert paper.item_shown_at == paper.deadline_at == stage.now + 900 * SECOND
