"""Dates as people type them, and ages as regulations count them."""

from datetime import date

import pytest

from quiz.domain.dates import age_on, parse_date


@pytest.mark.parametrize(
    "text",
    ["5/9/1980", "05/09/1980", "5-9-1980", "5.9.1980", "05091980", "1980-09-05", " 5 / 9 / 1980 "],
)
def test_a_date_is_understood_in_any_usual_spelling(text: str) -> None:
    assert parse_date(text) == date(1980, 9, 5)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "5/9",
        "31/02/1980",
        "5/13/1980",
        "5/9/80",
        "1/1/1899",
        "hôm qua",
        "5/9/1980x",
        "٥/٩/١٩٨٠",
    ],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        parse_date(text)


@pytest.mark.parametrize(
    ("birth", "day", "age"),
    [
        (date(2010, 6, 15), date(2022, 6, 14), 11),
        (date(2010, 6, 15), date(2022, 6, 15), 12),
        (date(2012, 2, 29), date(2024, 2, 28), 11),
        (date(2012, 2, 29), date(2024, 2, 29), 12),
        (date(2012, 2, 29), date(2025, 2, 28), 12),
        (date(2012, 2, 29), date(2025, 3, 1), 13),
    ],
)
def test_an_age_is_reached_on_the_birthday(birth: date, day: date, age: int) -> None:
    assert age_on(birth, day) == age
