"""The exam blueprint (ma trận đề): which kinds of items a paper takes, and how many of each."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from question_bank.allocation import Allocation
from question_bank.item import Difficulty, Use


class Selectable(Protocol):
    """What a selector asks of an item; `Item` and `DrawItem` both answer."""

    @property
    def code(self) -> str: ...  # noqa: D102
    @property
    def topic(self) -> str: ...  # noqa: D102
    @property
    def period(self) -> str: ...  # noqa: D102
    @property
    def difficulty(self) -> Difficulty: ...  # noqa: D102
    @property
    def use(self) -> Use: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Selector:
    """The items a section may take: each field lists the values allowed, empty allows all.

    Texts and codes are compared whole and exactly.
    """

    topics: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()
    difficulties: tuple[Difficulty, ...] = ()
    uses: tuple[Use, ...] = (Use.OFFICIAL,)
    codes: tuple[str, ...] = ()

    def matches(self, item: Selectable) -> bool:
        """Whether *item* may be taken."""
        return (
            (not self.topics or item.topic in self.topics)
            and (not self.periods or item.period in self.periods)
            and (not self.difficulties or item.difficulty in self.difficulties)
            and (not self.uses or item.use in self.uses)
            and (not self.codes or item.code in self.codes)
        )


@dataclass(frozen=True, slots=True)
class Section:
    """`count` items, at least one, of those that the selector matches."""

    count: int
    selector: Selector = Selector()

    def __post_init__(self) -> None:
        if self.count < 1:
            raise ValueError(f"a section takes at least one item, not {self.count}")


@dataclass(frozen=True, slots=True)
class ExamBlueprint:
    """Sections in the order of the paper; an item that suits several is taken at most once."""

    sections: tuple[Section, ...]
    shuffle_items: bool = True
    shuffle_options: bool = True

    @property
    def items(self) -> int:
        """How many items a paper has."""
        return sum(section.count for section in self.sections)


@dataclass(frozen=True, slots=True)
class Shortfall:
    """These sections (zero-based) need `needed` items together; only `available` suit them."""

    sections: tuple[int, ...]
    needed: int
    available: int


def shortfalls(blueprint: ExamBlueprint, items: Iterable[Selectable]) -> tuple[Shortfall, ...]:
    """Name every group of sections that *items* cannot fill; empty exactly when a paper exists."""
    needs = [section.count for section in blueprint.sections]
    groups = Counter(mask for mask in section_masks(blueprint, items) if mask)
    allocation = Allocation(needs, groups)
    lacking = {allocation.rivals(section) for section in allocation.lacking}
    return tuple(_shortfall(rivals, needs, groups) for rivals in sorted(lacking, key=sorted))


def section_masks(blueprint: ExamBlueprint, items: Iterable[Selectable]) -> list[int]:
    """Return for each item the bit mask of the sections that it suits."""
    selectors = [section.selector for section in blueprint.sections]
    return [
        sum(1 << at for at, selector in enumerate(selectors) if selector.matches(item))
        for item in items
    ]


def _shortfall(rivals: Iterable[int], needs: Sequence[int], groups: Counter[int]) -> Shortfall:
    sections = tuple(sorted(rivals))
    together = sum(1 << section for section in sections)
    return Shortfall(
        sections=sections,
        needed=sum(needs[section] for section in sections),
        available=sum(count for mask, count in groups.items() if mask & together),
    )
