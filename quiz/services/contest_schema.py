"""The JSON Schema of contest documents, for editors that check and complete while one types."""

from typing import Any

from quiz.domain.rules import SCHEMA_DIALECT, json_schema
from quiz.services.contest_model import ContestDocument

_WALL_CLOCK = {
    "type": "string",
    "pattern": r"^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2})?$",
    "examples": ["2026-03-02T08:00"],
}


def contest_schema() -> dict[str, Any]:
    """Return the schema of a whole contest; rounds name only rules of their own."""
    document, rules = ContestDocument.model_json_schema(), json_schema()
    document["$defs"] |= rules.pop("$defs")
    document["$defs"]["RulesOrPart"] = {
        "type": "object",
        "title": "Quy tắc · Rules",
        "additionalProperties": False,
        "properties": rules["properties"],
    }
    of_round = document["$defs"]["RoundPart"]["properties"]
    for properties in (document["properties"], of_round):
        properties["rules"] = {"$ref": "#/$defs/RulesOrPart"}
    of_round["opens"] = of_round["closes"] = _WALL_CLOCK
    return {"$schema": SCHEMA_DIALECT, **document, "title": "Cuộc thi · Contest"}
