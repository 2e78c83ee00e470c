from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.word_diff import PieceKind, word_diff

SHORT = {PieceKind.SAME: "", PieceKind.DELETED: "-", PieceKind.INSERTED: "+"}


def marked(old: str, new: str) -> list[str]:
    return [SHORT[piece.kind] + piece.text for piece in word_diff(old, new)]


@pytest.mark.parametrize(
    ("old", "new", "pieces"),
    [
        ("", "", []),
        ("Pác Bó", "Pác Bó", ["Pác Bó"]),
        ("", "Tân Trào", ["+Tân Trào"]),
        ("Tân Trào", "", ["-Tân Trào"]),
        ("họp ở đâu?", "họp ở nơi nào?", ["họp ở ", "-đâu", "+nơi nào", "?"]),
        ("năm 1940", "năm 1941", ["năm ", "-1940", "+1941"]),
        ("xin chào", "xin chào bạn", ["xin chào", "+ bạn"]),
        ("một hai ba bốn", "một năm sáu bốn", ["một ", "-hai ba", "+năm sáu", " bốn"]),
        ("A, B", "A; B", ["A", "-,", "+;", " B"]),
        ("a  b", "a b", ["a", "-  ", "+ ", "b"]),
        ("hoà", "hòa", ["-hoà", "+hòa"]),
    ],
)
def test_words_are_marked_as_a_reader_would(old: str, new: str, pieces: list[str]) -> None:
    assert marked(old, new) == pieces


TEXTS = st.text("ab đ.\n ", max_size=40) | st.text(max_size=20)


@given(TEXTS, TEXTS)
def test_joined_pieces_give_both_texts_back(old: str, new: str) -> None:
    pieces = word_diff(old, new)
    assert "".join(p.text for p in pieces if p.kind is not PieceKind.INSERTED) == old
    assert "".join(p.text for p in pieces if p.kind is not PieceKind.DELETED) == new


@given(TEXTS, TEXTS)
def test_no_piece_is_empty_and_no_two_neighbours_have_one_fate(old: str, new: str) -> None:
    pieces = word_diff(old, new)
    assert all(piece.text for piece in pieces)
    assert all(one.kind is not other.kind for one, other in pairwise(pieces))


@given(TEXTS)
def test_a_text_is_unlike_itself_nowhere(text: str) -> None:
    assert {piece.kind for piece in word_diff(text, text)} <= {PieceKind.SAME}


@pytest.mark.parametrize(("words", "kept"), [(60, ["x"]), (61, []), (1_000, [])])
def test_texts_too_long_and_too_unlike_to_match_are_exchanged_as_a_whole(
    words: int, kept: list[str]
) -> None:
    """Matching takes the product of both lengths: 241 tokens squared are let pass, not 245."""
    pieces = word_diff("a " * words + "x" + " a" * words, "b " * words + "x" + " b" * words)
    assert [p.text.strip() for p in pieces if p.kind is PieceKind.SAME] == kept
