"""Which older item one without a code is, and what new ones are called."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from question_bank.bank import Bank, BankHead
from question_bank.draft import drafts_of
from question_bank.item import Item
from question_bank.matching import NEW, How, Match, match_items, propose_codes
from question_bank.readers import Reading

OPTIONS = ("Tân Trào", "Pác Bó", "Bắc Sơn")
LONG = "Hội nghị Ban Chấp hành Trung ương Đảng tháng 5 năm 1941 họp tại địa điểm nào của tỉnh {}?"


def item(code: str, stem: str, *options: str) -> Item:
    return Item(code, stem, options or OPTIONS, (0,))


def bank(*items: Item, code: str = "lang-son") -> Bank:
    return Bank(code, "Mẫu", "vi", "", items)


def uncoded(*items: Item) -> list[Item]:
    return [replace(each, code="") for each in items]


def codes(items: list[Item], old: Bank | None, code: str = "lang-son", **chosen: str) -> list[str]:
    reading = Reading(BankHead(code, "Mẫu"), drafts_of(items), ())
    decided = {int(at[1:]): older for at, older in chosen.items()}
    return [each.code for each in propose_codes(reading, old).coded(decided).items]


OLD = bank(
    item("LS-001", "Nơi nào là an toàn khu?"),
    item("LS-002", LONG.format("Cao Bằng")),
    item("LS-003", LONG.format("Cao Bằng"), "Khuổi Nậm", "Lam Sơn"),
)


def test_the_same_content_keeps_its_code_wherever_it_stands() -> None:
    found = match_items(uncoded(*reversed(OLD.items)), OLD)
    assert [(match.how, match.code) for match in found] == [
        (How.SAME, "LS-003"),
        (How.SAME, "LS-002"),
        (How.SAME, "LS-001"),
    ]
    assert not any(match.is_open for match in found)


def test_the_same_question_with_other_options_takes_the_likest() -> None:
    (found,) = match_items([item("", LONG.format("Cao Bằng"), "Khuổi Nậm", "Pác Bó")], OLD)
    assert (found.how, found.code) == (How.STEM, "LS-003")
    assert [candidate.code for candidate in found.candidates] == ["LS-003", "LS-002"]


def test_a_question_in_nearly_the_same_words_is_alike_and_says_how_much() -> None:
    (found,) = match_items([item("", LONG.format("Cao Bằng") + " Hãy chọn")], OLD)
    assert (found.how, found.code, found.percent) == (How.ALIKE, "LS-002", 93)


def test_another_number_is_another_question_but_may_be_chosen() -> None:
    (found,) = match_items([item("", LONG.format("Cao Bằng").replace("1941", "1942"))], OLD)
    assert (found.how, found.code) == (How.NEW, NEW)
    assert [candidate.code for candidate in found.candidates] == ["LS-002", "LS-003"]


@pytest.mark.parametrize(("others", "offered"), [("c d e g", ["A-1"]), ("c d e g h", [])])
def test_an_older_item_is_offered_from_half_of_all_words_on(
    others: str, offered: list[str]
) -> None:
    old = bank(item("A-1", "một hai ba bốn năm sáu bảy tám chín mười", "p", "q"))
    (found,) = match_items([item("", f"một hai ba bốn năm sáu {others}", "p", "q")], old)
    assert [candidate.code for candidate in found.candidates] == offered


def test_no_older_item_is_taken_twice() -> None:
    twice = uncoded(OLD.items[0], OLD.items[0])
    assert [match.how for match in match_items(twice, OLD)] == [How.SAME, How.NEW]
    given_one = [OLD.items[0], *uncoded(OLD.items[0])]
    assert [match.how for match in match_items(given_one, OLD)] == [How.GIVEN, How.NEW]


def test_the_likest_pair_is_taken_first() -> None:
    close, closer = LONG.format("Cao Bằng") + " Hãy chọn", LONG.format("Cao Bằng") + " Vậy"
    found = match_items([item("", close), item("", closer)], bank(OLD.items[1]))
    assert [match.how for match in found] == [How.NEW, How.ALIKE]
    assert found[0].is_open


def test_new_items_continue_the_codes_of_the_bank() -> None:
    fresh = uncoded(item("", "Ai?"), item("", "Vì sao?"))
    assert codes([*uncoded(OLD.items[0]), *fresh], OLD) == ["LS-001", "LS-004", "LS-005"]


@pytest.mark.parametrize(
    ("known", "bank_code", "code"),
    [
        (("LS-157",), "lang-son", "LS-158"),
        (("LS-009",), "lang-son", "LS-010"),
        (("LS-999",), "lang-son", "LS-1000"),
        (("LS-1", "LS-12"), "lang-son", "LS-13"),
        (("7",), "lang-son", "8"),
        (("A-1", "B-001", "B-002"), "lang-son", "B-003"),
        (("câu mở đầu",), "lang-son", "LS-001"),
        ((), "lang-son", "LS-001"),
        ((), "lang-son-2026", "LS2026-001"),
        ((), "dang-cong-san-viet-nam", "DCSVN-001"),
        ((), "mau", "MAU-001"),
        (("x" * 39 + "9",), "mau", "MAU-001"),
    ],
)
def test_a_new_code_follows_the_pattern_of_most(
    known: tuple[str, ...], bank_code: str, code: str
) -> None:
    old = bank(*(item(each, f"Câu {each}?", each, "khác") for each in known)) if known else None
    assert codes([item("", "Điều gì?", "p", "q")], old, bank_code) == [code]


def test_codes_in_the_file_itself_show_the_pattern_too() -> None:
    assert codes([item("K-07", "Ai?"), item("", "Vì sao?")], None) == ["K-07", "K-08"]


def test_what_a_person_chose_counts() -> None:
    items = [item("", LONG.format("Cao Bằng") + " Hãy chọn"), item("", "Ai?")]
    assert codes(items, OLD) == ["LS-002", "LS-004"]
    assert codes(items, OLD, _0="LS-003") == ["LS-003", "LS-004"]
    assert codes(items, OLD, _0=NEW) == ["LS-004", "LS-005"]


def test_a_given_code_is_never_changed() -> None:
    given_code = item("X", OLD.items[0].stem)
    assert match_items([given_code], OLD) == (Match(How.GIVEN, "X"),)


WORDS = st.lists(st.sampled_from("đảng bộ tỉnh hội nghị họp 1930 1941 đâu ai".split()), min_size=1)
ITEMS = st.builds(
    Item,
    code=st.just(""),
    stem=WORDS.map(" ".join),
    options=st.just(("có", "không")),
    right=st.just((0,)),
)


@settings(deadline=None)
@given(st.lists(ITEMS, max_size=6), st.lists(ITEMS, max_size=6))
def test_every_item_gets_a_code_of_its_own_and_the_same_one_each_time(
    new: list[Item], older: list[Item]
) -> None:
    old = bank(*(replace(each, code=f"LS-{at}") for at, each in enumerate(older, start=1)))
    given_codes = codes(new, old)
    assert all(given_codes)
    assert len(set(given_codes)) == len(new)
    assert codes(new, old) == given_codes


@settings(deadline=None)
@given(st.lists(ITEMS, max_size=6, unique_by=lambda each: each.stem))
def test_a_bank_that_lost_its_codes_gets_them_all_back(items: list[Item]) -> None:
    old = bank(*(replace(each, code=f"K{at}") for at, each in enumerate(items)))
    assert codes(items, old) == [each.code for each in old.items]
