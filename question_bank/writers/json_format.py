"""The native document as JSON, for programs: the same keys as YAML, nothing of a bank is lost."""

import base64
import json
from collections.abc import Mapping

from question_bank.bank import Bank
from question_bank.fields import BANK_SCHEMA
from question_bank.item import LETTERS, Item
from question_bank.writers.example import EXAMPLE
from question_bank.writers.picture_names import picture_names


def write_json(bank: Bank) -> bytes:
    """Write *bank*, indented, keys in the order of the schema."""
    names = picture_names(bank)
    document = {
        "bank_schema": BANK_SCHEMA,
        "code": bank.code,
        "title": bank.title,
        "language": bank.language,
        **_filled(notice=bank.notice),
        "items": [_entry(item, names) for item in bank.items],
        **_filled(
            pictures={
                name: base64.b64encode(bank.pictures[digest]).decode()
                for digest, name in names.items()
            }
        ),
    }
    return f"{json.dumps(document, ensure_ascii=False, indent=2)}\n".encode()


def template_json() -> bytes:
    """Write the example bank."""
    return write_json(EXAMPLE)


def _entry(item: Item, names: Mapping[str, str]) -> dict[str, object]:
    return {
        "code": item.code,
        "stem": item.stem,
        **_filled(picture=_picture(item, names)),
        "options": list(item.options),
        "right": [LETTERS[at] for at in item.right],
        **_filled(pinned=[LETTERS[at] for at in item.pinned]),
        **_filled(topic=item.topic, period=item.period),
        "difficulty": item.difficulty,
        "use": item.use,
        **_filled(explanation=item.explanation, source=item.source),
    }


def _picture(item: Item, names: Mapping[str, str]) -> dict[str, str]:
    shown = item.picture
    return {} if shown is None else {"file": names[shown.digest], "alt": shown.alt}


def _filled(**values: str | list[str] | dict[str, str]) -> dict[str, object]:
    return {key: value for key, value in values.items() if value}
