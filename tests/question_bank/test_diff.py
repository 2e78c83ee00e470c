from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.bank import Bank
from question_bank.diff import BankDiff, diff_banks
from question_bank.item import Difficulty, Item, Use

OLD = tuple(
    Item(code, f"Câu {code}?", ("Tân Trào", "Pác Bó", "Bắc Sơn"), (0,))
    for code in ("A", "B", "C", "D")
)


def bank(*items: Item) -> Bank:
    return Bank("mau", "Mẫu", "vi", "", items)


def changed(**change: object) -> BankDiff:
    first = replace(OLD[0], **change)  # type: ignore[arg-type]
    return diff_banks(bank(*OLD), bank(first, *OLD[1:]))


def test_the_same_bank_shows_nothing() -> None:
    assert diff_banks(bank(*OLD), replace(bank(*OLD), title="Tên khác")).is_empty


def test_without_an_older_version_all_is_added() -> None:
    assert diff_banks(None, bank(*OLD)) == BankDiff(added=("A", "B", "C", "D"))


def test_added_and_removed_items_move_nobody_else() -> None:
    new = bank(OLD[0], replace(OLD[1], code="B2"), *OLD[2:])
    assert diff_banks(bank(*OLD), new) == BankDiff(added=("B2",), removed=("B",))


@pytest.mark.parametrize(
    ("change", "kinds"),
    [
        ({"stem": "Câu khác?"}, {"reworded"}),
        ({"pinned": (2,)}, {"reworded"}),
        ({"right": (1,)}, {"rekeyed"}),
        ({"right": (0, 1)}, {"rekeyed"}),
        ({"topic": "x"}, {"moved"}),
        ({"period": "x"}, {"moved"}),
        ({"difficulty": Difficulty.HARD}, {"moved"}),
        ({"use": Use.PRACTICE}, {"moved"}),
        ({"explanation": "x"}, {"explained"}),
        ({"source": "x"}, {"explained"}),
        ({"stem": "x", "source": "x"}, {"reworded", "explained"}),
    ],
)
def test_a_change_stands_under_its_kind(change: dict[str, object], kinds: set[str]) -> None:
    assert changed(**change) == BankDiff(**dict.fromkeys(kinds, ("A",)))


@pytest.mark.parametrize(
    ("options", "right", "rekeyed"),
    [
        (("Pác Bó", "Tân Trào", "Bắc Sơn"), (1,), False),
        (("Pác Bó", "Tân Trào", "Bắc Sơn"), (0,), True),
        (("Khu Tân Trào", "Pác Bó", "Bắc Sơn"), (0,), False),
        (("TÂN TRÀO", "Pác Bó", "Bắc Sơn"), (0,), False),
        (("Bắc Sơn", "Pác Bó", "Định Hóa"), (0,), True),
        (("Định Hóa", "Tân Trào", "Pác Bó"), (0,), True),
    ],
)
def test_a_new_key_is_told_from_options_that_changed_places_or_words(
    options: tuple[str, ...], right: tuple[int, ...], rekeyed: bool
) -> None:
    difference = changed(options=options, right=right)
    assert difference.reworded == ("A",)
    assert difference.rekeyed == (("A",) if rekeyed else ())


@pytest.mark.parametrize(
    ("order", "moved"),
    [("ABCD", ()), ("BACD", ("B",)), ("DABC", ("D",)), ("BCDA", ("A",)), ("DCBA", ("D", "C", "B"))],
)
def test_as_few_items_as_possible_are_called_moved(order: str, moved: tuple[str, ...]) -> None:
    by_code = {item.code: item for item in OLD}
    difference = diff_banks(bank(*OLD), bank(*(by_code[code] for code in order)))
    assert len(difference.moved) == len(moved)


ITEMS = st.builds(
    Item,
    code=st.sampled_from("ABCD"),
    stem=st.sampled_from(["x", "y"]),
    options=st.just(("có", "không")),
    right=st.sampled_from([(0,), (1,)]),
    topic=st.sampled_from(["", "t"]),
    source=st.sampled_from(["", "s"]),
)
BANKS = st.lists(ITEMS, unique_by=lambda item: item.code).map(lambda items: bank(*items))


@given(BANKS, BANKS)
def test_the_difference_is_empty_exactly_when_the_digests_agree(old: Bank, new: Bank) -> None:
    assert diff_banks(old, new).is_empty is (old.digest == new.digest)


@given(BANKS, BANKS)
def test_every_item_is_told_as_added_removed_or_kept_and_changes_are_of_kept_ones(
    old: Bank, new: Bank
) -> None:
    before, after = ({item.code for item in each.items} for each in (old, new))
    difference = diff_banks(old, new)
    assert set(difference.added) == after - before
    assert set(difference.removed) == before - after
    kept = {*difference.reworded, *difference.rekeyed, *difference.moved, *difference.explained}
    assert kept <= before & after


@given(BANKS, BANKS)
def test_looked_at_from_the_other_side_the_same_items_changed(old: Bank, new: Bank) -> None:
    there, back = diff_banks(old, new), diff_banks(new, old)
    assert set(there.added) == set(back.removed)
    assert set(there.reworded) == set(back.reworded)
    assert set(there.explained) == set(back.explained)
