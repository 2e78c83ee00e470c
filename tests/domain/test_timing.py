import pytest

from quiz.domain.rules import Timing
from quiz.domain.timing import RoundState, accepts, deadline, round_state, settles_at

TWENTY = Timing(limit_minutes=20, allowance_seconds=5, hard_close=True)
TWENTY_SOFT = Timing(limit_minutes=20, allowance_seconds=5, hard_close=False)
OPENS, CLOSES = 1_000_000, 2_000_000
MINUTE = 60_000


@pytest.mark.parametrize(
    ("timing", "ends"),
    [(TWENTY, "07/10/2024 00:00:00"), (TWENTY_SOFT, "07/10/2024 00:10:00")],
)
def test_lang_son_ends_an_attempt_begun_ten_minutes_before_the_close(at, timing, ends):
    started, closes = at("06/10/2024 23:50:00"), at("07/10/2024 00:00:00")
    assert deadline(started, timing, closes) == at(ends)


def test_an_attempt_well_inside_the_round_has_its_full_limit():
    assert deadline(0, TWENTY, 30 * MINUTE) == 20 * MINUTE
    assert deadline(0, TWENTY, 20 * MINUTE) == 20 * MINUTE
    assert deadline(0, TWENTY, 20 * MINUTE - 1) == 20 * MINUTE - 1


def test_an_approved_extension_counts_past_a_hard_close_too():
    assert deadline(0, TWENTY, 10 * MINUTE, extension=5 * MINUTE) == 15 * MINUTE


@pytest.mark.parametrize(
    ("allowance", "arrived", "accepted"),
    [
        (0, "23/09/2019 08:59:59", True),
        (0, "23/09/2019 09:00:00", True),
        (0, "23/09/2019 09:00:01", False),
        (5, "23/09/2019 09:00:05", True),
        (5, "23/09/2019 09:00:06", False),
    ],
)
def test_vcnet_takes_what_arrives_by_the_close_and_its_allowance(at, allowance, arrived, accepted):
    assert accepts(at(arrived), at("23/09/2019 09:00:00"), allowance) is accepted


def test_the_allowance_ends_on_the_millisecond():
    assert accepts(15_000, 10_000, 5)
    assert not accepts(15_001, 10_000, 5)


@pytest.mark.parametrize(
    ("now", "state"),
    [
        (OPENS - 1, RoundState.AHEAD),
        (OPENS, RoundState.OPEN),
        (CLOSES - 1, RoundState.OPEN),
        (CLOSES, RoundState.FINISHING),
        (CLOSES + 5_000, RoundState.FINISHING),
        (CLOSES + 5_001, RoundState.CLOSED),
    ],
)
def test_a_round_opens_and_closes_by_the_clock(now, state):
    settled = settles_at(CLOSES, TWENTY)
    assert round_state(OPENS, CLOSES, now, settles_at=settled) is state


def test_without_a_settling_time_a_round_is_over_at_its_close():
    assert round_state(OPENS, CLOSES, CLOSES) is RoundState.CLOSED


def test_a_soft_close_settles_when_the_last_attempt_there_can_be_is_over():
    last_start = CLOSES - 1
    assert settles_at(CLOSES, TWENTY_SOFT) == last_start + 20 * MINUTE + 5_000
    assert settles_at(CLOSES, TWENTY, extension=MINUTE) == CLOSES + MINUTE + 5_000


def test_a_round_opened_by_pressing_a_button_stays_ahead_until_then():
    assert round_state(None, CLOSES, CLOSES - 1) is RoundState.AHEAD
    assert round_state(OPENS, CLOSES, OPENS) is RoundState.OPEN


@pytest.mark.parametrize(
    ("acts", "state"),
    [
        ({"scheduled": False}, RoundState.DRAFT),
        ({"ledger_closed": True}, RoundState.LEDGER_CLOSED),
        ({"ledger_closed": True, "published": True}, RoundState.PUBLISHED),
    ],
)
@pytest.mark.parametrize("now", [OPENS - 1, OPENS, CLOSES])
def test_human_acts_outweigh_the_clock(acts, state, now):
    assert round_state(OPENS, CLOSES, now, **acts) is state


def test_a_round_is_over_only_when_nobody_can_be_taking_it():
    over = {RoundState.CLOSED, RoundState.LEDGER_CLOSED, RoundState.PUBLISHED}
    assert {state for state in RoundState if state.over} == over
