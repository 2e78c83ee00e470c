from hypothesis import given
from hypothesis import strategies as st

from question_bank.likeness import similar_pairs

TEXTS = st.lists(st.lists(st.sampled_from("abcdefghjkmn"), max_size=12).map(" ".join), max_size=12)


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


def test_texts_about_other_numbers_are_not_alike() -> None:
    congress = "Đại hội đại biểu Đảng bộ tỉnh Lạng Sơn lần thứ {} họp vào thời gian nào và ở đâu"
    assert not list(similar_pairs([congress.format("XVI"), congress.format("XVII")]))
    assert list(similar_pairs([congress.format("XVI"), congress.format("XVI") + " vậy"])) == [
        (0, 1)
    ]
