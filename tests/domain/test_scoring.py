import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.exam_form import ExamForm, Slot
from quiz.domain.answers import apply, blank, mask_of
from quiz.domain.scoring import Score, per_item, score

# Item 5 shows its options as C A D B; item 2 as they are written.
FORM = ExamForm((Slot(5, (2, 0, 3, 1)), Slot(2, (0, 1, 2, 3))))


def keys(**by_position):
    masks = [0] * 6
    for position, right in by_position.items():
        masks[int(position.removeprefix("at"))] = mask_of(right)
    return masks


def test_an_answer_is_read_through_the_order_in_which_options_were_shown():
    right = keys(at5=[2], at2=[1])
    assert score(FORM, apply(blank(2), {0: 1, 1: 2}), right, 500) == Score(1000, 2, 2)
    assert score(FORM, apply(blank(2), {0: 4, 1: 2}), right, 500) == Score(500, 1, 2)


@pytest.mark.parametrize(
    ("chosen", "right"),
    [
        ([0, 2], True),  # C and D, the key
        ([0], False),  # one of the two
        ([0, 1, 2], False),  # one too many
        ([1, 3], False),
        ([], False),
    ],
)
def test_only_exactly_the_right_options_are_right(chosen, right):
    answers = apply(blank(2), {0: mask_of(chosen)})
    assert per_item(FORM, answers, keys(at5=[2, 3], at2=[0])) == (right, False)


def test_an_unanswered_item_is_not_right_even_without_a_key():
    assert score(FORM, blank(2), [0] * 6, 500) == Score(0, 0, 0)


def test_answers_of_another_paper_are_refused():
    with pytest.raises(ValueError, match="zip"):
        score(FORM, blank(3), [0] * 6, 500)


@given(st.permutations(range(4)), st.sets(st.integers(0, 3), min_size=1))
def test_whatever_the_order_shown_the_right_options_are_right(order, right):
    form = ExamForm((Slot(0, tuple(order)),))
    shown = mask_of(place for place, option in enumerate(order) if option in right)
    assert per_item(form, apply("0", {0: shown}), [mask_of(right)]) == (True,)
