"""What is said of one item is what is said of it in its bank, found without comparing all."""

from dataclasses import replace
from importlib.resources import files

from hypothesis import given
from hypothesis import strategies as st

from question_bank.bank import BankHead, bank_of
from question_bank.checks import check_bank
from question_bank.item import Item, Picture
from question_bank.item_checks import Neighbours, check_item
from question_bank.readers import read_bank
from question_bank.searching import search_terms, words_of_item

ITEM = Item("A", "Đảng ra đời năm nào?", ("1930", "1945"), (0,), topic="T", explanation="E")
SHIPPED = read_bank((files("question_bank") / "banks" / "lang-son.yaml").read_bytes(), "x").bank


def codes(item: Item, *others: Item) -> list[str]:
    return [finding.code for finding in check_item(item, others)]


def test_an_item_alone_is_told_what_is_missing() -> None:
    assert codes(ITEM) == ["source_missing"]


def test_a_picture_is_no_fault() -> None:
    assert codes(replace(ITEM, picture=Picture("0" * 64, "Cờ"), source="S")) == []


def test_an_item_is_told_of_those_that_it_repeats_and_whose_answer_it_tells() -> None:
    same = replace(ITEM, code="B", stem="Đảng ra đời năm nào")
    told = Item("C", "Sự kiện nào, năm nào?", ("Đảng ra đời", "Không có gì"), (0,))
    found = check_item(replace(ITEM, source="S"), [same, told])
    assert [(each.code, each.place.item, each.data["other"]) for each in found] == [
        ("stem_similar", "A", "B"),
        ("answer_in_stem", "C", "A"),
    ]
    assert codes(replace(ITEM, stem=same.stem, source="S"), same) == ["stem_repeated"]


def test_no_neighbour_is_missed_in_a_bank_of_a_province() -> None:
    assert SHIPPED is not None
    words = {item.code: words_of_item(item.stem, item.options) for item in SHIPPED.items}
    for item in SHIPPED.items[::25]:
        wanted = Neighbours(item)
        for other in SHIPPED.items:
            if other is item or wanted.may_be(words[other.code], other.right):
                continue
            pair = bank_of(BankHead("a", "A"), (other, item))
            assert [each for each in check_bank(pair) if "other" in each.data] == []


PIECES = st.sampled_from("Đảng bộ tỉnh 1930 3/2 Hà Nội - ! ? | \n".split(" "))
TEXTS = st.lists(PIECES, min_size=1, max_size=5).map(" ".join)
ITEMS = st.builds(
    Item,
    code=st.just("A"),
    stem=TEXTS,
    options=st.tuples(TEXTS, TEXTS),
    right=st.sampled_from([(0,), (1,), (0, 1)]),
)


@given(one=ITEMS, other=ITEMS)
def test_no_neighbour_is_ever_missed(one: Item, other: Item) -> None:
    other = replace(other, code="B")
    pair = bank_of(BankHead("a", "A"), (other, one))
    if any("other" in finding.data for finding in check_bank(pair)):
        assert Neighbours(one).may_be(words_of_item(other.stem, other.options), other.right)


def test_what_is_typed_is_looked_for_without_accents_and_dates_whole() -> None:
    assert search_terms("  Khởi NGHĨA 27/9/1940 ?! ") == ["khoi", "nghia", "27 9 1940"]
    assert words_of_item("Ngày 27/9/1940?", ("Đúng", "“Sai”")) == "ngay 27 9 1940 | dung | sai"
