import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.documents.sheet import local_time
from quiz.offline.cells import code, moment, number, points, yes_or_no


def is_refused(read, text):
    try:
        read(text)
    except ValueError:
        return True
    return False


NINE = 1_568_599_200_000  # 16/09/2019 09:00:00 in Vietnam


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("16/09/2019 09:00:00", NINE),
        ("16/09/2019 09:00:00,000", NINE),
        ("16/09/2019 09:00:00,001", NINE + 1),
        ("16/09/2019 09:00:00.25", NINE + 250),
        ("16/09/2019 09:00", NINE),
        (" 16/9/2019 9:00 ", NINE),
        ("15/09/2019 24:00", NINE - 9 * 3_600_000),
        ("16/09/2019 00:00:00", NINE - 9 * 3_600_000),
        ("2019-09-16T09:00", NINE),
        ("2019-09-16T02:00:00+00:00", NINE),
        ("2019-09-16T02:00:00.001Z", NINE + 1),
    ],
)
def test_a_moment_is_read_in_vietnam_to_the_millisecond(text, expected):
    assert moment(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "16/09/2019",
        "2019-09-16",
        "31/02/2019 09:00:00",
        "16/09/2019 24:00:01",
        "16/09/2019 25:00:00",
        "16/09/2019 09:60:00",
        "16/09/2019 09:00:60",
        "16/09/2019 09:00:00,1234",
        "hôm qua",
        "1568599200000",
    ],
)
def test_what_is_no_moment_is_refused(text):
    assert is_refused(moment, text)


@given(st.integers(0, 4_102_444_800_000))
def test_every_moment_that_is_written_is_read_back(at):
    assert moment(f"{local_time(at):%d/%m/%Y %H:%M:%S},{at % 1000:03}") == at


@pytest.mark.parametrize(
    ("text", "expected"),
    [("0", 0), ("150", 15_000), ("7,5", 750), ("7.05", 705), (" 7,25 ", 725)],
)
def test_points_are_read_in_hundredths(text, expected):
    assert points(text) == expected


@pytest.mark.parametrize("text", ["", "7,255", "1.000", "-1", "7,", ",5", "1 000", "bảy", "٣"])
def test_points_that_could_mean_two_things_are_refused(text):
    assert is_refused(points, text)


@pytest.mark.parametrize("text", ["", "-1", "1,0", "1.000", "٣", "²", "10000000000000"])
def test_what_is_no_whole_number_is_refused(text):
    assert is_refused(number, text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("có", True), ("Có ", True), ("x", True), ("không", False), ("KHÔNG", False), ("no", False)],
)
def test_yes_and_no_are_understood_as_people_write_them(text, expected):
    assert yes_or_no(text) is expected


def test_a_code_has_one_form_and_nothing_hidden_in_it():
    assert code(" Bi\u0300nh-1 ") == "Bình-1"
    assert is_refused(code, "CB\u200b01")
