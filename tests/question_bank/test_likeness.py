from hypothesis import given, settings
from hypothesis import strategies as st

from question_bank.likeness import likenesses, share_of, similar_pairs

TEXTS = st.lists(st.lists(st.sampled_from("abcdefghjkmn"), max_size=12).map(" ".join), max_size=12)


@settings(deadline=None)
@given(TEXTS)
def test_no_pair_is_missed_or_invented(texts: list[str]) -> None:
    bags = [set(text.split()) for text in texts]
    alike = {
        (one, other)
        for other in range(len(bags))
        for one in range(other)
        if bags[one] and 20 * len(bags[one] & bags[other]) >= 17 * len(bags[one] | bags[other])
    }
    assert set(similar_pairs(texts)) == alike


@settings(deadline=None)
@given(TEXTS, TEXTS)
def test_every_pair_that_shares_half_its_words_is_found(
    texts: list[str], others: list[str]
) -> None:
    expected = {
        (one, other)
        for one, text in enumerate(texts)
        for other, other_text in enumerate(others)
        if text and 2 * share_of(text, other_text).shared >= share_of(text, other_text).of
    }
    assert {(pair.one, pair.other) for pair in likenesses(texts, others)} == expected


def test_a_share_is_said_in_full_percent() -> None:
    assert share_of("một hai ba", "một hai bốn").percent == 50
    assert share_of("một hai", "hai ba").percent == 33
    assert share_of("", "").percent == 0


def test_texts_about_other_numbers_are_not_alike() -> None:
    congress = "Đại hội đại biểu Đảng bộ tỉnh Lạng Sơn lần thứ {} họp vào thời gian nào và ở đâu"
    assert not list(similar_pairs([congress.format("XVI"), congress.format("XVII")]))
    assert list(similar_pairs([congress.format("XVI"), congress.format("XVI") + " vậy"])) == [
        (0, 1)
    ]
