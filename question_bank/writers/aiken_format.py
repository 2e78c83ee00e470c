"""Aiken as every learning platform takes it: one line a text, one right answer a question."""

from question_bank.bank import Bank
from question_bank.item import LETTERS, Item, letters
from question_bank.readers.aiken_format import answer_in
from question_bank.text import one_line
from question_bank.writers.example import EXAMPLE
from question_bank.writers.losses import Loses


def write_aiken(bank: Bank) -> bytes:
    """Write the items of *bank* that the format can hold."""
    return "\n".join(_question(item) for item in bank.items if holds_item(item)).encode()


def template_aiken() -> bytes:
    """Write the example items."""
    return write_aiken(EXAMPLE)


def holds_item(item: Item) -> bool:
    """Whether the format can say this: one right option, and no question like an answer line."""
    return len(item.right) == 1 and answer_in(one_line(item.stem)) is None


LOSES = Loses(
    head=True,
    fields=("code", "pinned", "topic", "period", "difficulty", "use", "explanation", "source"),
    lines=True,
    holds_item=holds_item,
)


def _question(item: Item) -> str:
    options = (
        f"{letter}. {one_line(text)}" for letter, text in zip(LETTERS, item.options, strict=False)
    )
    return "\n".join([one_line(item.stem), *options, f"ANSWER: {letters(item.right)}", ""])
