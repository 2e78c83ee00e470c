"""Taking the advice of findings that carry a proposal."""

from dataclasses import replace

from question_bank.bank import Bank, bank_of
from question_bank.checks import proposed_pins


def pin_options(bank: Bank) -> Bank:
    """Pin every option that refers to others, as the findings about them propose."""
    items = (replace(item, pinned=proposed_pins(item)) for item in bank.items)
    return bank_of(bank.head, tuple(items))
