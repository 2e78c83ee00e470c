import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.exam_form import BadFormError, ExamForm, Slot, decode, encode

ORDERS = st.integers(2, 6).flatmap(lambda options: st.permutations(range(options))).map(tuple)
FORMS = st.lists(st.builds(Slot, st.integers(0, 99_999), ORDERS)).map(tuple).map(ExamForm)


def test_a_form_is_written_one_word_a_slot() -> None:
    form = ExamForm((Slot(17, (2, 0, 3, 1)), Slot(5, (0, 1, 2, 3))))
    assert encode(form) == "17:2031 5:0123"
    assert decode("17:2031 5:0123") == form


@given(FORMS)
def test_decoding_is_the_exact_inverse_of_encoding(form: ExamForm) -> None:
    assert decode(encode(form)) == form


@pytest.mark.parametrize(
    "text",
    [
        " ",
        "17",
        "17:",
        ":01",
        "17:0",
        "17:00",
        "17:02",
        "017:01",
        "-1:01",
        "17:0126",
        "17:01 ",
        " 17:01",
        "17:01  5:01",
        "17:01\n",
        "١٧:01",
        "17:01,5:01",
        "17:0123456",
        "1" * 10 + ":01",
    ],
)
def test_any_other_text_is_refused(text: str) -> None:
    with pytest.raises(BadFormError):
        decode(text)


@given(st.text("0123:5 ", max_size=12))
def test_what_decodes_is_written_back_alike(text: str) -> None:
    try:
        form = decode(text)
    except BadFormError:
        return
    assert encode(form) == text
