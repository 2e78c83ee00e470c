"""The schemas by which editors check a contest's YAML."""

import pytest

from quiz.domain.rules import json_schema
from quiz.services.contest_schema import contest_schema


@pytest.mark.parametrize(
    ("address", "schema"),
    [("/luoc-do/cuoc-thi.json", contest_schema), ("/luoc-do/quy-tac.json", json_schema)],
)
def test_a_schema_has_a_public_address(client, address, schema):
    answer = client.get(address)
    assert answer.mimetype == "application/json"
    assert answer.json == schema()
    assert answer.json["$schema"].startswith("https://json-schema.org/")
