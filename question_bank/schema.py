"""The JSON Schema of the native format, for editors that check while one types.

Run `python -m question_bank schema`. It is made from the same tables as the reader.
"""

from question_bank.fields import (
    BANK_SCHEMA,
    HEAD_FIELDS,
    ITEM_FIELDS,
    LANGUAGES,
    MOST_ITEMS,
    OPTION_FIELDS,
    PICTURE_FIELDS,
    Field,
)
from question_bank.item import FEWEST_OPTIONS, LETTERS, MOST_OPTIONS, Difficulty, Use


def bank_schema() -> dict[str, object]:
    """Return the JSON Schema (draft 2020-12) of a bank document."""
    head = {field.key: _text(field) for field in HEAD_FIELDS.values()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Ngân hàng câu hỏi · Question bank",
        "type": "object",
        "additionalProperties": False,
        "required": ["bank_schema", "code", "title", "items"],
        "properties": {
            "bank_schema": {"const": BANK_SCHEMA},
            **head,
            "code": {**head["code"], "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"},
            "language": {**head["language"], "enum": list(LANGUAGES)},
            "items": {
                "type": "array",
                "minItems": 1,
                "maxItems": MOST_ITEMS,
                "items": _item_schema(),
            },
            "pictures": {
                "type": "object",
                "additionalProperties": {"type": "string", "contentEncoding": "base64"},
            },
        },
    }


def _item_schema() -> dict[str, object]:
    texts = {
        field.key: _text(field) for field in ITEM_FIELDS.values() if field.key not in OPTION_FIELDS
    }
    needed = {key: {**texts[key], "minLength": 1} for key in ("code", "stem")}
    return {
        "type": "object",
        "additionalProperties": False,
        "required": ["code", "stem", "options", "right"],
        "properties": {
            **texts,
            **needed,
            "picture": {
                "type": "object",
                "additionalProperties": False,
                "required": list(PICTURE_FIELDS),
                "properties": {
                    key: {**_text(field), "minLength": 1} for key, field in PICTURE_FIELDS.items()
                },
            },
            "options": {
                "type": "array",
                "minItems": FEWEST_OPTIONS,
                "maxItems": MOST_OPTIONS,
                "items": {
                    "type": ["string", "integer"],
                    "minLength": 1,
                    "maxLength": ITEM_FIELDS["option_a"].longest,
                },
            },
            "right": _letters(ITEM_FIELDS["right"], fewest=1),
            "pinned": _letters(ITEM_FIELDS["pinned"], fewest=0),
            "difficulty": {**texts["difficulty"], "enum": list(Difficulty)},
            "use": {**texts["use"], "enum": list(Use)},
        },
    }


def _text(field: Field) -> dict[str, object]:
    return {
        "title": f"{field.vi} · {field.en}",
        "type": "string",
        "maxLength": field.longest,
    }


def _letters(field: Field, fewest: int) -> dict[str, object]:
    return {
        "title": f"{field.vi} · {field.en}",
        "type": "array",
        "minItems": fewest,
        "items": {"enum": list(LETTERS)},
        "uniqueItems": True,
    }
