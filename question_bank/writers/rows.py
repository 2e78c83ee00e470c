"""A bank as rows of texts, the same for every format that is a table."""

from question_bank.fields import DIFFICULTY_NAMES, ITEM_FIELDS, OPTION_FIELDS, USE_NAMES
from question_bank.item import Item, letters

HEADINGS = tuple(field.vi for field in ITEM_FIELDS.values())
_LANGUAGE = "vi"


def row_of(item: Item) -> list[str]:
    """Return the texts of *item* under `HEADINGS`, in Vietnamese where they are words of ours."""
    options = (*item.options, *[""] * (len(OPTION_FIELDS) - len(item.options)))
    return [
        item.code,
        item.stem,
        *options,
        letters(item.right),
        letters(item.pinned),
        item.topic,
        item.period,
        DIFFICULTY_NAMES[_LANGUAGE][item.difficulty],
        USE_NAMES[_LANGUAGE][item.use],
        item.explanation,
        item.source,
    ]
