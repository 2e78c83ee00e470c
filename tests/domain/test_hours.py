"""Working hours and days as regulations count them, densest at their ends."""

import pytest

from quiz.domain.hours import day_of, days_after, hours_at, next_hours
from quiz.domain.rules_model import Hours

ZONE = "Asia/Ho_Chi_Minh"
WORKING = Hours.model_validate_json(
    '{"days": ["monday", "tuesday", "wednesday", "thursday", "friday"],'
    ' "opens": "07:30", "closes": "17:30"}'
)


@pytest.fixture
def window(at):
    """C12: four working weeks, Monday 03/11/2025 07:30 to Friday 28/11/2025 17:30."""
    return at("03/11/2025 07:30:00"), at("28/11/2025 17:30:00")


@pytest.mark.parametrize(
    ("moment", "ends"),
    [
        ("03/11/2025 07:29:59", None),
        ("03/11/2025 07:30:00", "03/11/2025 17:30:00"),
        ("03/11/2025 17:29:59", "03/11/2025 17:30:00"),
        ("03/11/2025 17:30:00", None),
        ("07/11/2025 17:29:59", "07/11/2025 17:30:00"),
        ("08/11/2025 09:00:00", None),  # Saturday
        ("09/11/2025 09:00:00", None),
        ("10/11/2025 07:30:00", "10/11/2025 17:30:00"),
        ("28/11/2025 17:29:59", "28/11/2025 17:30:00"),
        ("28/11/2025 17:30:00", None),
        ("01/12/2025 09:00:00", None),  # a Monday after the close
    ],
)
def test_attempts_start_in_working_hours_only(at, window, moment, ends):
    found = hours_at(at(moment), WORKING, window, ZONE)
    assert (found and found[1]) == (ends and at(ends))


@pytest.mark.parametrize(
    ("moment", "opens"),
    [
        ("03/11/2025 06:00:00", "03/11/2025 07:30:00"),
        ("03/11/2025 17:30:00", "04/11/2025 07:30:00"),
        ("07/11/2025 17:30:00", "10/11/2025 07:30:00"),
        ("28/11/2025 17:30:00", None),
        ("27/11/2025 18:00:00", "28/11/2025 07:30:00"),
    ],
)
def test_the_next_hours_are_named(at, window, moment, opens):
    assert next_hours(at(moment), WORKING, window, ZONE) == (opens and at(opens))


def test_without_hours_the_whole_window_is_open(at, window):
    assert hours_at(window[0], None, window, ZONE) == window
    assert hours_at(window[1] - 1, None, window, ZONE) == window
    assert hours_at(window[1], None, window, ZONE) is None
    assert hours_at(window[0] - 1, None, window, ZONE) is None


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("03/11/2025 00:00:00", "03/11/2025"),
        ("03/11/2025 23:59:59", "03/11/2025"),
        ("04/11/2025 00:00:00", "04/11/2025"),
        ("04/11/2025 06:59:59", "04/11/2025"),  # still the day before in UTC
    ],
)
def test_a_day_is_the_day_of_the_zone(at, moment, day):
    begins = at(f"{day} 00:00:00")
    assert day_of(at(moment), ZONE) == (begins, begins + 86_400_000)


def test_hours_until_midnight_end_with_the_day(at, window):
    late = Hours.model_validate_json('{"opens": "08:00", "closes": "24:00"}')
    found = hours_at(at("03/11/2025 23:59:59"), late, window, ZONE)
    assert found is not None
    assert found[1] == at("04/11/2025 00:00:00")


@pytest.mark.parametrize(
    ("published", "days", "ends"),
    [
        ("03/11/2025 00:00:00", 5, "09/11/2025 00:00:00"),
        ("03/11/2025 23:59:59", 5, "09/11/2025 00:00:00"),
        ("04/11/2025 00:00:00", 5, "10/11/2025 00:00:00"),
        ("30/12/2025 09:00:00", 1, "01/01/2026 00:00:00"),
    ],
)
def test_so_many_days_after_a_publication_end_with_the_last_day(at, published, days, ends):
    assert days_after(at(published), days, ZONE) == at(ends)
