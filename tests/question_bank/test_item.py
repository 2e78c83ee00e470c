from dataclasses import replace

import pytest

from question_bank.item import Item, Picture, letters

ITEM = Item(
    code="LS-001",
    stem="Ngày truyền thống của Đảng bộ tỉnh là ngày nào?",
    options=("15/6/1933", "25/9/1936", "11/4/1938", "27/9/1940"),
    right=(1,),
)


@pytest.mark.parametrize(
    "change",
    [
        {"options": ("một",), "right": (0,)},
        {"options": tuple("abcdefg")},
        {"right": ()},
        {"right": (4,)},
        {"right": (-1,)},
        {"right": (1, 0)},
        {"right": (1, 1)},
        {"pinned": (3, 2)},
        {"pinned": (4,)},
    ],
)
def test_a_malformed_item_cannot_exist(change: dict[str, tuple[int, ...]]) -> None:
    with pytest.raises(ValueError, match="LS-001"):
        replace(ITEM, **change)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("change", "moves_content", "moves_key"),
    [
        ({"stem": "Câu khác?"}, True, True),
        ({"options": ("1", "2", "3", "4")}, True, True),
        ({"pinned": (3,)}, True, True),
        ({"picture": Picture("0" * 64, "Ảnh chân dung")}, True, True),
        ({"right": (2,)}, False, True),
        ({"explanation": "Vì vậy."}, False, True),
        ({"topic": "Chủ đề", "period": "1930", "source": "Sách", "code": "LS-2"}, False, False),
    ],
)
def test_each_digest_covers_its_own_part(
    change: dict[str, object], moves_content: bool, moves_key: bool
) -> None:
    changed = replace(ITEM, **change)  # type: ignore[arg-type]
    assert (changed.content_digest != ITEM.content_digest) is moves_content
    assert (changed.key_digest != ITEM.key_digest) is moves_key


def test_another_description_of_a_picture_is_another_content() -> None:
    one = replace(ITEM, picture=Picture("0" * 64, "Ảnh chân dung"))
    other = replace(ITEM, picture=Picture("0" * 64, "Ảnh chụp năm 1930"))
    assert one.content_digest != other.content_digest


def test_a_picture_that_nobody_described_cannot_exist() -> None:
    with pytest.raises(ValueError, match="described"):
        Picture("0" * 64, "")


def test_the_digests_never_move_between_releases() -> None:
    assert ITEM.content_digest == "84eb9634c98c401b5748cf1d3329b360002dcfff2d5ea263259cc6516f86b03b"
    assert ITEM.key_digest == "9dd45d3cda8bf5a5d44609314c320cda3334d90d6e21696e97f92a1753155835"


def test_positions_are_named_by_letters() -> None:
    assert letters((0, 2)) == "A, C"
