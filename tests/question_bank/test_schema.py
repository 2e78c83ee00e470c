from typing import Any

from question_bank.readers.native import BANK_KEYS, ITEM_KEYS
from question_bank.schema import bank_schema


def test_the_schema_knows_exactly_the_keys_that_the_reader_knows() -> None:
    schema: dict[str, Any] = bank_schema()
    item = schema["properties"]["items"]["items"]
    assert set(schema["properties"]) == set(BANK_KEYS)
    assert set(item["properties"]) == set(ITEM_KEYS)
    assert set(schema["required"]) <= set(BANK_KEYS)
    assert set(item["required"]) <= set(ITEM_KEYS)


def test_the_schema_states_the_limits_of_the_reader() -> None:
    item = bank_schema()["properties"]["items"]["items"]["properties"]  # type: ignore[index]
    assert item["stem"]["maxLength"] == 4000
    assert item["options"]["items"]["maxLength"] == 1000
    assert (item["options"]["minItems"], item["options"]["maxItems"]) == (2, 6)
    assert item["difficulty"]["enum"] == ["easy", "medium", "hard"]
