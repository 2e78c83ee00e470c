from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from question_bank.exam_blueprint import ExamBlueprint, Section, Selector, Shortfall, shortfalls
from question_bank.item import Difficulty, Item, Use


def item(code: str, topic: str = "", use: Use = Use.OFFICIAL) -> Item:
    return Item(code, f"Câu {code}?", ("có", "không"), (0,), topic=topic, use=use)


def section(count: int, *codes: str) -> Section:
    return Section(count, Selector(codes=codes))


@pytest.mark.parametrize(
    ("selector", "matches"),
    [
        (Selector(), True),
        (Selector(topics=("Đảng bộ", "Khác")), True),
        (Selector(topics=("đảng bộ",)), False),
        (Selector(periods=("1930–1945",)), True),
        (Selector(difficulties=(Difficulty.HARD,)), False),
        (Selector(uses=(Use.PRACTICE,)), False),
        (Selector(uses=()), True),
        (Selector(codes=("A-1",)), True),
        (Selector(codes=("A-",)), False),
        (Selector(topics=("Đảng bộ",), codes=("A-2",)), False),
    ],
)
def test_a_selector_matches_what_every_field_allows(selector: Selector, matches: bool) -> None:
    chosen = Item("A-1", "Câu?", ("có", "không"), (0,), topic="Đảng bộ", period="1930–1945")
    assert selector.matches(chosen) is matches


def test_a_section_takes_at_least_one_item() -> None:
    with pytest.raises(ValueError, match="at least one"):
        Section(0)


def test_practice_items_are_not_counted_for_a_paper() -> None:
    items = [item("A"), item("B"), item("C", use=Use.PRACTICE)]
    assert shortfalls(ExamBlueprint((Section(2),)), items) == ()
    assert shortfalls(ExamBlueprint((Section(3),)), items) == (Shortfall((0,), 3, 2),)


def test_sections_that_compete_are_named_together() -> None:
    blueprint = ExamBlueprint(
        (section(1, "A", "B"), section(1, "A", "B"), section(1, "A", "B"), section(1, "C"))
    )
    assert shortfalls(blueprint, map(item, "ABC")) == (Shortfall((0, 1, 2), 3, 2),)


def test_a_section_gives_way_where_it_finds_other_items() -> None:
    blueprint = ExamBlueprint((section(2, *"ABCD"), section(2, "A", "B")))
    assert shortfalls(blueprint, map(item, "ABCD")) == ()


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.builds(
            Section,
            st.integers(1, 4),
            st.sets(st.sampled_from("ABCDEF"), min_size=1)
            .map(sorted)
            .map(tuple)
            .map(lambda codes: Selector(codes=codes)),
        ),
        min_size=1,
        max_size=4,
    ),
    st.sets(st.sampled_from("ABCDEF")),
)
def test_a_shortfall_is_named_exactly_when_halls_condition_fails(
    sections: list[Section], codes: set[str]
) -> None:
    found = shortfalls(ExamBlueprint(tuple(sections)), map(item, sorted(codes)))
    for named in found:
        assert need_and_stock(sections, named.sections, codes) == (named.needed, named.available)
        assert named.needed > named.available
    groups = [g for n in range(1, len(sections) + 1) for g in combinations(range(len(sections)), n)]
    stocks = [need_and_stock(sections, group, codes) for group in groups]
    assert bool(found) is any(needed > available for needed, available in stocks)


def need_and_stock(
    sections: list[Section], group: tuple[int, ...], codes: set[str]
) -> tuple[int, int]:
    suits = {code for at in group for code in sections[at].selector.codes} & codes
    return sum(sections[at].count for at in group), len(suits)
