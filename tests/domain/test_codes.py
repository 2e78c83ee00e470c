import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.domain.codes import ALPHABET, canonical_code, encode, grouped, new_code


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", ""), (b"\x00", "00"), (b"\xff", "ZW"), (b"foobar", "CSQPYRK1E8"), (b"f", "CR")],
)
def test_bytes_are_written_five_bits_a_character(data, code):
    assert encode(data) == code


@given(st.binary(max_size=40), st.binary(max_size=40))
def test_different_bytes_of_one_length_give_different_codes(one, other):
    assert (encode(one) == encode(other)) == (one == other) or len(one) != len(other)


@given(st.binary(min_size=10, max_size=40))
def test_a_code_survives_being_grouped_and_typed_in_small_letters(data):
    code = new_code(data, 16)
    assert len(code) == 16
    assert set(code) <= set(ALPHABET)
    assert canonical_code(f" {grouped(code).lower()} ") == code


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("abcd-efgh", "ABCDEFGH"),
        ("ab cd\tef gh", "ABCDEFGH"),
        ("oO0 iIlL1", "000" + "11111"),
        ("AB–CD\u00a0EF", "ABCDEF"),
        ("U!", "U!"),
        ("", ""),
    ],
)
def test_a_code_is_understood_as_people_type_it(typed, code):
    assert canonical_code(typed) == code


def test_a_code_needs_enough_random_bytes():
    assert len(new_code(bytes(10), 16)) == 16
    with pytest.raises(ValueError, match="10 random bytes"):
        new_code(bytes(9), 16)


@pytest.mark.parametrize(("code", "shown"), [("", ""), ("ABC", "ABC"), ("ABCDE", "ABCD-E")])
def test_codes_are_shown_in_groups_of_four(code, shown):
    assert grouped(code) == shown
