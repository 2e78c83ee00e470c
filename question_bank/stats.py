"""Counts that tell at a glance what a bank consists of."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from question_bank.bank import Bank
from question_bank.item import letters


@dataclass(frozen=True, slots=True)
class BankStats:
    """How many items there are, and how many under each value; most frequent first."""

    items: int
    topics: Mapping[str, int]
    periods: Mapping[str, int]
    difficulties: Mapping[str, int]
    uses: Mapping[str, int]
    keys: Mapping[str, int]


def bank_stats(bank: Bank) -> BankStats:
    """Count the items of *bank*; keys are written as letters, such as "B" or "A, C"."""
    return BankStats(
        items=len(bank.items),
        topics=_counted(item.topic for item in bank.items),
        periods=_counted(item.period for item in bank.items),
        difficulties=_counted(item.difficulty.value for item in bank.items),
        uses=_counted(item.use.value for item in bank.items),
        keys=dict(sorted(_counted(letters(item.right) for item in bank.items).items())),
    )


def _counted(values: Iterable[str]) -> dict[str, int]:
    return dict(Counter(values).most_common())
