import hashlib
import hmac
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations, count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from question_bank.draw import CannotDrawError, DrawItem, DrawPlan, Numbers, draw, draw_item
from question_bank.exam_blueprint import ExamBlueprint, Section, Selector, shortfalls
from question_bank.exam_form import ExamForm, encode
from question_bank.item import Item, Use


def items(number: int, topic: str = "", use: Use = Use.OFFICIAL, start: int = 0) -> list[DrawItem]:
    texts = ("một", "hai", "ba", "bốn")
    return [
        draw_item(Item(f"C-{n:03}", f"Câu hỏi số {n}?", texts, (0,), topic=topic, use=use))
        for n in range(start, start + number)
    ]


def drawn(form: ExamForm) -> list[int]:
    return [slot.item for slot in form.slots]


def chi_square(counts: Counter[int], outcomes: int) -> float:
    expected = counts.total() / outcomes
    return sum((counts[outcome] - expected) ** 2 / expected for outcome in range(outcomes))


def test_the_paper_of_a_seed_never_changes() -> None:
    form = draw(items(50), ExamBlueprint((Section(5),)), bytes(range(32)))
    assert encode(form) == "38:1203 15:0231 19:1230 30:3120 31:3102"


def test_the_paper_of_competing_sections_never_changes() -> None:
    pool = items(6, "Đảng bộ") + items(6, "Đoàn thể", start=6)
    pool[0] = replace(pool[0], pinned=(2, 3))
    sections = (Section(4), Section(5, Selector(topics=("Đảng bộ",))))
    form = draw(pool, ExamBlueprint(sections), b"Lang Son 2026")
    assert encode(form) == "6:3102 1:1032 11:0231 8:0213 5:3021 4:1230 0:1023 2:3012 3:3120"


def test_the_order_of_the_file_has_no_part_in_what_is_drawn() -> None:
    pool, plan = items(30), ExamBlueprint((Section(10),))
    backwards = pool[::-1]
    forward_form, backward_form = (
        draw(pool, plan, b"hat giong"),
        draw(backwards, plan, b"hat giong"),
    )
    assert [pool[at].code for at in drawn(forward_form)] == [
        backwards[at].code for at in drawn(backward_form)
    ]


def test_a_thousand_papers_of_a_week_hold_its_own_official_items_once_each() -> None:
    """Scenario S3 (a): 20 of the week's pool of 50 in a bank of 200 official and 50 practice."""
    bank = [
        item for week in range(4) for item in items(50, topic=f"Tuần {week}", start=50 * week)
    ] + items(50, topic="Tuần 2", use=Use.PRACTICE, start=200)
    plan = DrawPlan(bank, ExamBlueprint((Section(20, Selector(topics=("Tuần 2",))),)))
    for paper in range(1000):
        form = drawn(plan.draw(b"S3 %d" % paper))
        assert len(form) == len(set(form)) == 20
        assert all(100 <= at < 150 for at in form)


def test_every_item_and_every_place_is_equally_likely() -> None:
    plan = DrawPlan(items(50), ExamBlueprint((Section(20),)))
    forms = [plan.draw(b"chi %d" % paper) for paper in range(2000)]
    taken = Counter(at for form in forms for at in drawn(form))
    first = Counter(form.slots[0].item for form in forms)
    # 49 degrees of freedom: above 85.4 one honest draw in a thousand.
    assert chi_square(taken, 50) < 85.4
    assert chi_square(first, 50) < 85.4


def test_every_order_of_options_is_equally_likely() -> None:
    plan = DrawPlan(items(1), ExamBlueprint((Section(1),)))
    orders = Counter(plan.draw(b"order %d" % paper).slots[0].order for paper in range(4800))
    numbered = Counter(dict(enumerate(orders.values())))
    assert len(orders) == 24
    # 23 degrees of freedom: above 49.7 one honest draw in a thousand.
    assert chi_square(numbered, 24) < 49.7


@given(st.binary(min_size=1, max_size=40), st.sets(st.integers(0, 3)).map(sorted).map(tuple))
def test_pinned_options_stay_last_in_their_own_order(seed: bytes, pinned: tuple[int, ...]) -> None:
    pool = [replace(item, pinned=pinned) for item in items(3)]
    for slot in draw(pool, ExamBlueprint((Section(3),)), seed).slots:
        assert slot.order[4 - len(pinned) :] == pinned
        assert sorted(slot.order) == [0, 1, 2, 3]


def test_without_shuffling_the_paper_is_in_bank_order_as_written() -> None:
    blueprint = ExamBlueprint(
        (Section(3, Selector(topics=("Đoàn thể",))), Section(2, Selector(topics=("Đảng bộ",)))),
        shuffle_items=False,
        shuffle_options=False,
    )
    pool = items(5, "Đảng bộ") + items(5, "Đoàn thể", start=5)
    form = draw([replace(item, pinned=(0,)) for item in pool], blueprint, b"An")
    ours, theirs = drawn(form)[:3], drawn(form)[3:]
    assert ours == sorted(ours)
    assert theirs == sorted(theirs)
    assert min(ours) >= 5 > max(theirs)
    assert {slot.order for slot in form.slots} == {(0, 1, 2, 3)}


def test_a_paper_of_the_whole_pool_without_shuffling_is_the_same_for_all() -> None:
    plan = DrawPlan(items(6), ExamBlueprint((Section(6),), False, False))
    assert plan.draw(b"An") == plan.draw(b"Binh")


@pytest.mark.parametrize(
    ("bound", "words", "number"),
    [
        (3, [2**32 - 1, 5], 2),
        (3, [2**32 - 2], 2),
        (10, [2**32 - 6, 2**32 - 7], 9),
        (16, [2**32 - 1], 15),
        (1, [2**32 - 1], 0),
    ],
)
def test_a_word_that_would_favour_low_numbers_is_thrown_away(
    bound: int, words: list[int], number: int
) -> None:
    stream = iter(words)
    assert Numbers(stream).below(bound) == number
    assert next(stream, None) is None


def test_an_undrawable_blueprint_is_refused_before_any_draw() -> None:
    with pytest.raises(CannotDrawError) as refused:
        DrawPlan(items(4), ExamBlueprint((Section(5),)))
    assert refused.value.shortfalls[0].available == 4


SECTIONS = st.lists(
    st.tuples(st.integers(1, 3), st.sets(st.integers(0, 7), min_size=1)), min_size=1, max_size=4
)


def slow_numbers(seed: bytes) -> Iterator[int]:
    for block in count():
        message = b"ONSU-PAPER-v1\n" + block.to_bytes(8, "big")
        digest = hmac.new(seed, message, hashlib.sha256).digest()
        for start in range(0, 32, 4):
            yield int.from_bytes(digest[start : start + 4], "big")


def slow_draw(
    items: Sequence[DrawItem], blueprint: ExamBlueprint, seed: bytes
) -> list[tuple[int, tuple[int, ...]]]:
    """Draw as the words of `question_bank.draw` say, as plainly as they can be followed."""
    numbers = slow_numbers(seed)

    def below(bound: int) -> int:
        return next(x for x in numbers if x < 2**32 - 2**32 % bound) % bound

    def shuffled(values: Iterable[int]) -> Iterator[int]:
        rest = list(values)
        while rest:
            at = below(len(rest))
            rest[0], rest[at] = rest[at], rest[0]
            yield rest.pop(0)

    needs = [section.count for section in blueprint.sections]
    suits = [
        {at for at, item in enumerate(items) if section.selector.matches(item)}
        for section in blueprint.sections
    ]
    paper: list[int] = []
    for section, candidates in enumerate(suits):
        taken: list[int] = []
        ranked = sorted(candidates, key=lambda at: (items[at].content_digest, items[at].code))
        coming = shuffled(ranked)
        while needs[section]:
            at = next(coming)
            left = set(range(len(items))) - {*paper, *taken, at}
            needs[section] -= 1
            if at in paper or not can_fill(needs, [one & left for one in suits]):
                needs[section] += 1
            else:
                taken.append(at)
        paper += taken if blueprint.shuffle_items else sorted(taken)
    order = list(shuffled(paper)) if blueprint.shuffle_items else paper
    return [
        (at, (*shuffled(sorted({0, 1, 2, 3} - set(items[at].pinned))), *items[at].pinned))
        for at in order
    ]


def can_fill(needs: Sequence[int], stocks: Sequence[set[int]]) -> bool:
    groups = [g for n in range(1, len(needs) + 1) for g in combinations(range(len(needs)), n)]
    return all(
        sum(needs[at] for at in group) <= len(set().union(*(stocks[at] for at in group)))
        for group in groups
    )


@settings(max_examples=300, deadline=None)
@given(SECTIONS, st.booleans(), st.binary(min_size=1, max_size=8))
def test_a_drawable_blueprint_never_fails_and_draws_as_the_words_say(
    wanted: Sequence[tuple[int, set[int]]], shuffle: bool, seed: bytes
) -> None:
    pool = items(8)
    pool[0] = replace(pool[0], pinned=(1, 3))
    sections = tuple(
        Section(count, Selector(codes=tuple(pool[at].code for at in sorted(suits))))
        for count, suits in wanted
    )
    blueprint = ExamBlueprint(sections, shuffle_items=shuffle)
    if shortfalls(blueprint, pool):
        return
    form = draw(pool, blueprint, seed)
    assert len(set(drawn(form))) == len(form.slots) == blueprint.items
    assert [(slot.item, slot.order) for slot in form.slots] == slow_draw(pool, blueprint, seed)


@settings(max_examples=200, deadline=None)
@given(SECTIONS, st.binary(min_size=1, max_size=8))
def test_every_section_is_filled_with_items_that_suit_it(
    wanted: Sequence[tuple[int, set[int]]], seed: bytes
) -> None:
    pool = items(8)
    sections = tuple(
        Section(count, Selector(codes=tuple(pool[at].code for at in sorted(suits))))
        for count, suits in wanted
    )
    blueprint = ExamBlueprint(sections, shuffle_items=False)
    if shortfalls(blueprint, pool):
        return
    paper = drawn(draw(pool, blueprint, seed))
    assert len(set(paper)) == len(paper) == blueprint.items
    for needed, suits in wanted:
        own, paper = paper[:needed], paper[needed:]
        assert set(own) <= suits


def test_competing_sections_share_the_common_items_fairly() -> None:
    """Of four items that suit both sections, each is as likely in the first."""
    codes = [item.code for item in items(4)]
    both = Section(2, Selector(codes=tuple(codes)))
    plan = DrawPlan(items(4), ExamBlueprint((both, both), shuffle_items=False))
    first = Counter(at for n in range(1500) for at in drawn(plan.draw(b"fair %d" % n))[:2])
    # 3 degrees of freedom: above 16.3 one honest draw in a thousand.
    assert chi_square(first, 4) < 16.3
