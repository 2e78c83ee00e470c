"""How moments are written."""

from datetime import datetime

import pytest

from quiz.web.filters import ZONE, end, last_day


@pytest.mark.parametrize(
    ("closes", "shown", "day"),
    [
        ("2026-11-26T00:00", "25/11/2026 24:00", "25/11/2026"),
        ("2026-11-26T00:01", "26/11/2026 00:01", "26/11/2026"),
        ("2026-11-25T23:59", "25/11/2026 23:59", "25/11/2026"),
        ("2027-01-01T00:00", "31/12/2026 24:00", "31/12/2026"),
    ],
)
def test_what_closes_at_midnight_closes_at_the_end_of_the_day(
    closes: str, shown: str, day: str
) -> None:
    at = int(datetime.fromisoformat(closes).replace(tzinfo=ZONE).timestamp() * 1000)
    assert (end(at), last_day(at)) == (shown, day)
