from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from quiz.domain.lots import Draw, drawn_order, lot_of

SEED = bytes(range(32))
NAMES = st.lists(st.text("ABCDEFGH", min_size=1), unique=True, max_size=8)


def test_a_lot_is_worked_out_as_the_public_page_says():
    said = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f:An-1"
    assert lot_of(SEED, "An-1") == sha256(said.encode()).hexdigest()


def test_a_draw_that_was_written_down_comes_out_again():
    drawn = drawn_order(SEED, ["An-1", "Bình-1", "Chi-1"])
    assert drawn == ("Chi-1", "Bình-1", "An-1")


@given(st.binary(min_size=32, max_size=32), NAMES, st.randoms())
def test_the_order_in_which_names_are_put_in_never_matters(seed, names, random):
    shuffled = random.sample(names, len(names))
    assert drawn_order(seed, shuffled) == drawn_order(seed, names)


@given(st.binary(min_size=32, max_size=32), NAMES)
def test_who_leaves_the_draw_changes_nothing_between_the_others(seed, names):
    order = drawn_order(seed, names)
    for gone in names:
        left = tuple(name for name in order if name != gone)
        assert drawn_order(seed, set(names) - {gone}) == left


def test_an_order_of_judges_is_told_with_its_reason_and_lots_with_their_seed():
    about = {"rank": 1, "group": (), "levels": ("nhat",), "attempts": ("B-1", "A-1")}
    decided = Draw(**about, seed=None, reason="Hội đồng đã xem xét").document()
    assert (decided["order"], decided["reason"]) == (["B-1", "A-1"], "Hội đồng đã xem xét")
    assert "seed" not in decided
    drawn = Draw(**about, seed=SEED).document()
    assert (drawn["order"], drawn["seed"]) == (["A-1", "B-1"], SEED.hex())
    assert "reason" not in drawn
