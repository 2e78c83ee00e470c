"""How alike papers are, against the drawing told choice by choice, and against papers drawn."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import comb
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from question_bank.allocation import Allocation
from question_bank.draw import CannotDrawError, DrawPlan, draw_item
from question_bank.exam_blueprint import (
    ExamBlueprint,
    Section,
    Selector,
    section_masks,
    shortfalls,
)
from question_bank.exposure import Exposure, exposure
from question_bank.item import Item

F = Fraction


def pool(*topics: str) -> list[Item]:
    return [
        Item(f"C-{at}", f"Câu {at}?", ("có", "không"), (0,), topic=topic)
        for at, topic in enumerate(topics)
    ]


def of(count: int, *topics: str) -> Section:
    return Section(count, Selector(topics=topics))


def found(items: list[Item], *sections: Section) -> Exposure:
    result = exposure(items, ExamBlueprint(sections))
    assert result is not None
    return result


@pytest.mark.parametrize(
    ("items", "sections", "chances", "shared"),
    [
        (pool(*"aa"), [of(2)], [1, 1], [0, 0, 1]),
        (pool(*"aa"), [of(1)], [F(1, 2)] * 2, [F(1, 2), F(1, 2)]),
        (pool(*"aaaa"), [of(2)], [F(1, 2)] * 4, [F(1, 6), F(4, 6), F(1, 6)]),
        (pool(*"aab"), [of(1, "a"), of(1, "b")], [F(1, 2), F(1, 2), 1], [0, F(1, 2), F(1, 2)]),
        (pool(*"aabb"), [of(1, "a"), of(1, "b")], [F(1, 2)] * 4, [F(1, 4), F(1, 2), F(1, 4)]),
        (pool(*"aac"), [of(1, "a")], [F(1, 2), F(1, 2), 0], [F(1, 2), F(1, 2)]),
        # The first section may not take the only item that the second can have.
        (pool(*"aab"), [of(1), of(1, "b")], [F(1, 2), F(1, 2), 1], [0, F(1, 2), F(1, 2)]),
        # The second takes what the first has left: b always, a once in two papers.
        (pool(*"ab"), [of(1), of(1)], [1, 1], [0, 0, 1]),
    ],
)
def test_chances_are_those_of_the_drawing(items, sections, chances, shared):
    result = found(items, *sections)
    assert list(result.items) == chances
    assert list(result.shared) == shared


def test_a_large_section_is_hypergeometric():
    result = found(pool(*"a" * 90), of(30, "a"))
    assert result.shared[10] == F(comb(30, 10) * comb(60, 20), comb(90, 30))
    assert result.expected == 10


def test_what_cannot_be_drawn_has_no_chances():
    with pytest.raises(CannotDrawError):
        exposure(pool("a"), ExamBlueprint((of(2),)))


def test_too_much_competition_has_no_answer():
    items = pool(*"abcdef" * 12)
    sections = [of(10, *pair) for pair in ("ab", "bc", "cd", "de", "ef")]
    assert exposure(items, ExamBlueprint(tuple(sections))) is None


@st.composite
def small_cases(draw: Any) -> tuple[list[Item], ExamBlueprint]:
    """Return a few items of three topics, and sections that can be filled from them."""
    items = pool(*draw(st.lists(st.sampled_from("abc"), min_size=1, max_size=5)))
    wanted = st.lists(st.sampled_from("abc"), max_size=2, unique=True)
    sections = draw(st.lists(st.tuples(st.integers(1, 2), wanted), min_size=1, max_size=3))
    return items, ExamBlueprint(tuple(of(count, *topics) for count, topics in sections))


@settings(max_examples=60, deadline=None)
@given(small_cases())
def test_it_agrees_with_the_drawing_told_choice_by_choice(case):
    items, blueprint = case
    assume(not shortfalls(blueprint, items))
    papers = told(items, blueprint)
    result = found(items, *blueprint.sections)
    assert result.items == tuple(
        sum((chance for paper, chance in papers.items() if at in paper), F(0))
        for at in range(len(items))
    )
    shared: defaultdict[int, Fraction] = defaultdict(F)
    for one, chance in papers.items():
        for other, likely in papers.items():
            shared[len(one & other)] += chance * likely
    assert [shared[count] for count in range(len(result.shared))] == list(result.shared)
    assert sum(result.shared) == 1


@settings(max_examples=60, deadline=None)
@given(small_cases())
def test_two_papers_share_on_average_the_squares_of_the_chances(case):
    items, blueprint = case
    assume(not shortfalls(blueprint, items))
    result = found(items, *blueprint.sections)
    assert sum(result.items) == blueprint.items
    assert result.expected == sum(chance * chance for chance in result.items)


def told(items: Sequence[Item], blueprint: ExamBlueprint) -> dict[frozenset[int], Fraction]:
    """Tell the algorithm of ``draw.py`` candidate by candidate: every paper with its chance."""
    masks = section_masks(blueprint, items)
    needs = [section.count for section in blueprint.sections]
    papers: defaultdict[frozenset[int], Fraction] = defaultdict(F)

    def go(section: int, waiting: frozenset[int], paper: frozenset[int], chance: Fraction) -> None:
        got = len(paper) - sum(needs[:section])
        if got == needs[section]:
            if section + 1 == len(needs):
                papers[paper] += chance
            else:
                go(section + 1, suited(section + 1), paper, chance)
            return
        for at in waiting:
            taken = paper | {at} if at not in paper and fits(section, got, paper, at) else paper
            go(section, waiting - {at}, taken, chance / len(waiting))

    def suited(section: int) -> frozenset[int]:
        return frozenset(at for at, mask in enumerate(masks) if mask >> section & 1)

    def fits(section: int, got: int, paper: frozenset[int], at: int) -> bool:
        rest = Counter(masks[one] for one in range(len(items)) if one not in paper | {at})
        still = [0] * section + [needs[section] - got - 1] + needs[section + 1 :]
        return not Allocation(still, rest).lacking

    go(0, suited(0), frozenset(), F(1))
    return papers


@pytest.mark.parametrize(
    "sections",
    [
        [of(4, "a"), of(3, "b"), of(2, "c")],
        [of(4, "a", "b"), of(3, "b"), of(2)],
    ],
)
def test_papers_drawn_come_near_to_the_chances(sections):
    items, blueprint = pool(*"aaaaaaaabbbbbbcccc"), ExamBlueprint(tuple(sections))
    plan = DrawPlan([draw_item(item) for item in items], blueprint)
    papers = [{slot.item for slot in plan.draw(seed).slots} for seed in seeds(3_000)]
    result = found(items, *sections)
    for at, chance in enumerate(result.items):
        assert abs(sum(at in paper for paper in papers) / 3_000 - chance) < 0.05
    pairs = list(zip(papers[::2], papers[1::2], strict=True))
    for count, chance in enumerate(result.shared):
        assert abs(sum(len(one & two) == count for one, two in pairs) / 1_500 - chance) < 0.07


def seeds(number: int) -> Iterator[bytes]:
    return (at.to_bytes(8, "big") for at in range(number))
