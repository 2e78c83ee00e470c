import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.domain.answers import (
    BadAnswer,
    answered,
    apply,
    blank,
    changes,
    check_change,
    mask_of,
    positions,
)

masks = st.integers(0, 63)
papers = st.lists(masks, max_size=40).map(
    lambda chosen: apply(blank(len(chosen)), dict(enumerate(chosen)))
)


def test_an_untouched_paper_has_nothing_answered():
    assert blank(20) == "0" * 20
    assert answered(blank(20)) == 0


def test_choosing_and_taking_back_leaves_the_paper_as_it_was():
    chosen = apply(blank(3), {1: mask_of([0, 2])})
    assert chosen == "050"
    assert answered(chosen) == 1
    assert apply(chosen, {1: 0}) == blank(3)


@given(st.sets(st.integers(0, 5)))
def test_a_mask_and_its_places_are_one_thing(places):
    assert positions(mask_of(places)) == tuple(sorted(places))


@given(masks)
def test_every_mask_of_six_options_survives_being_stored(mask):
    assert changes("0", apply("0", {0: mask})) == ({0: mask} if mask else {})


@given(papers, st.data())
def test_the_difference_of_two_papers_turns_one_into_the_other(old, data):
    chosen = data.draw(st.lists(masks, min_size=len(old), max_size=len(old)))
    new = apply(old, dict(enumerate(chosen)))
    assert apply(old, changes(old, new)) == new
    assert changes(new, new) == {}


def test_papers_of_different_length_have_no_difference():
    with pytest.raises(ValueError, match="zip"):
        changes("00", "000")


@pytest.mark.parametrize(
    ("change", "single", "code", "item"),
    [
        ({-1: 1}, True, "no_such_item", -1),
        ({2: 1}, True, "no_such_item", 2),
        ({0: 16}, True, "no_such_option", 0),
        ({1: 4}, True, "no_such_option", 1),
        ({0: -1}, True, "no_such_option", 0),
        ({0: 3}, True, "one_option_only", 0),
        ({0: 8, 1: 4}, False, "no_such_option", 1),
    ],
)
def test_a_change_that_the_paper_does_not_allow_is_named(change, single, code, item):
    with pytest.raises(BadAnswer) as refused:
        check_change(change, [4, 2], single=single)
    assert (refused.value.code, refused.value.item) == (code, item)


@pytest.mark.parametrize(
    ("change", "single"),
    [({}, True), ({0: 0}, True), ({0: 8, 1: 2}, True), ({0: 15, 1: 3}, False)],
)
def test_a_change_within_the_paper_passes(change, single):
    assert check_change(change, [4, 2], single=single) is None
