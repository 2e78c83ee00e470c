import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.text import fold, hidden_character, one_line, tidy, words


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("  Đa\u0309ng \n", "Đảng"),
        ("một\r\nhai\rba\u2028bốn", "một\nhai\nba\nbốn"),
        ("một\thai", "một hai"),
    ],
)
def test_text_is_tidied(raw: str, text: str) -> None:
    assert tidy(raw) == text


@given(st.text())
def test_tidy_text_stays_as_it_is(raw: str) -> None:
    assert tidy(tidy(raw)) == tidy(raw)


@pytest.mark.parametrize(
    "character",
    [
        "\x00",
        "\x07",
        "\x7f",
        "\u200b",
        "\u200f",
        "\u202e",
        "\u2066",
        "\ufeff",
        "\u00ad",
        "\U000e0041",
        "\ud800",
        "\uffff",
    ],
)
def test_hidden_characters_are_named(character: str) -> None:
    assert hidden_character(f"Đáp{character}án") == f"U+{ord(character):04X}"


def test_ordinary_text_hides_nothing() -> None:
    assert hidden_character("“Đường Kách mệnh” – 1927…\nA ≠ B, 50 %, ½, 😀") is None


def test_folding_forgets_case_marks_and_spaces() -> None:
    assert fold("  ĐẢNG bộ\u00a0 Tỉnh ") == "dang bo tinh"
    assert fold("Đa\u0309ng") == fold("đảng")


def test_words_keep_their_marks_and_lose_their_punctuation() -> None:
    assert words("Ngày 15/6, Đảng bộ…") == ["ngày", "15", "6", "đảng", "bộ"]


def test_one_line_joins_lines() -> None:
    assert one_line(" a \n b ") == "a b"
