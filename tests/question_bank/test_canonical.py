import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.canonical import (
    NotCanonicalError,
    Row,
    canonical_digest,
    canonical_json,
    canonical_rows,
)

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text("aăđ€ ", max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abc"), inner, max_size=4),
)

CELLS = (
    st.none() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text('aăđ€\u0309\u0338<="\\ ', max_size=4)
)
ROWS = st.lists(st.recursive(CELLS, lambda inner: st.lists(inner, max_size=3), max_leaves=8))


def test_keys_are_sorted_and_nothing_is_padded() -> None:
    assert (
        canonical_json({"b": [1, True, None], "a": "Đảng"})
        == '{"a":"Đảng","b":[1,true,null]}'.encode()
    )


def test_composed_and_decomposed_letters_are_one_text() -> None:
    assert canonical_json("Đảng") == canonical_json("Đa\u0309ng")


@pytest.mark.parametrize(
    "value",
    [1.0, {"a": 0.5}, 2**53, -(2**53), {1: "a"}, {"khoá": 1}, {"a"}, b"a", "\ud800"],
)
def test_what_has_no_canonical_form_is_refused(value: object) -> None:
    with pytest.raises(NotCanonicalError):
        canonical_json(value)


def test_the_largest_integers_pass() -> None:
    assert canonical_json([2**53 - 1, 1 - 2**53]) == b"[9007199254740991,-9007199254740991]"


@given(VALUES)
def test_canonical_bytes_read_back_to_the_same_bytes(value: object) -> None:
    written = canonical_json(value)
    assert canonical_json(json.loads(written)) == written


@given(ROWS)
def test_rows_of_a_table_are_written_as_every_other_value_is(rows: list[Row]) -> None:
    assert b"[" + canonical_rows(rows) + b"]" == canonical_json(rows)


def test_the_digest_is_the_sha256_of_the_bytes() -> None:
    assert (
        canonical_digest({}) == "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
    )
