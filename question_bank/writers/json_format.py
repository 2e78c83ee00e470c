"""The native document as JSON, for programs: the same keys as YAML, nothing of a bank is lost."""

import json

from question_bank.bank import Bank
from question_bank.fields import BANK_SCHEMA
from question_bank.item import LETTERS, Item
from question_bank.writers.example import EXAMPLE


def write_json(bank: Bank) -> bytes:
    """Write *bank*, indented, keys in the order of the schema."""
    document = {
        "bank_schema": BANK_SCHEMA,
        "code": bank.code,
        "title": bank.title,
        "language": bank.language,
        **_filled(notice=bank.notice),
        "items": [_entry(item) for item in bank.items],
    }
    return f"{json.dumps(document, ensure_ascii=False, indent=2)}\n".encode()


def template_json() -> bytes:
    """Write the example bank."""
    return write_json(EXAMPLE)


def _entry(item: Item) -> dict[str, object]:
    return {
        "code": item.code,
        "stem": item.stem,
        "options": list(item.options),
        "right": [LETTERS[at] for at in item.right],
        **_filled(pinned=[LETTERS[at] for at in item.pinned]),
        **_filled(topic=item.topic, period=item.period),
        "difficulty": item.difficulty,
        "use": item.use,
        **_filled(explanation=item.explanation, source=item.source),
    }


def _filled(**values: str | list[str]) -> dict[str, object]:
    return {key: value for key, value in values.items() if value}
