"""The rules of a round as one document, and the way to read it.

`parse_rules` is the only way in. A document that it accepts nowhere contradicts itself, so that
whoever holds `Rules` need not check again.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from question_bank.exam_blueprint import ExamBlueprint, Section, Selector
from quiz.domain.rules_checks import contradictions
from quiz.domain.rules_fields import NAMES
from quiz.domain.rules_model import (
    Admission,
    Attempts,
    BoardRules,
    Complaints,
    Eligible,
    Gate,
    Hours,
    OverallRules,
    Paper,
    PaperSection,
    Pool,
    Prediction,
    Prize,
    PrizeCaps,
    PrizeLevel,
    RankPoints,
    Rules,
    StaffRule,
    Timing,
    UnitPrizes,
    UnitRules,
)
from quiz.domain.rules_problem import RulesFinding, RulesProblem
from quiz.domain.rules_words import (
    Asked,
    BoardTime,
    Counting,
    LastResort,
    RankingKey,
    ResultTime,
    ReviewTime,
    RoundKind,
    UnitKey,
    Weekday,
)

__all__ = [
    "SCHEMA_DIALECT",
    "Admission",
    "Asked",
    "Attempts",
    "BoardRules",
    "BoardTime",
    "Complaints",
    "Counting",
    "Eligible",
    "Gate",
    "Hours",
    "LastResort",
    "OverallRules",
    "Paper",
    "PaperSection",
    "Pool",
    "Prediction",
    "Prize",
    "PrizeCaps",
    "PrizeLevel",
    "RankPoints",
    "RankingKey",
    "ResultTime",
    "ReviewTime",
    "RoundKind",
    "Rules",
    "RulesFinding",
    "RulesProblem",
    "StaffRule",
    "Timing",
    "UnitKey",
    "UnitPrizes",
    "UnitRules",
    "Weekday",
    "blueprint_of",
    "finding_of",
    "json_schema",
    "parse_rules",
]

SCHEMA_DIALECT = "https://json-schema.org/draft/2020-12/schema"
Value = TypeVar("Value")

# What pydantic calls a problem, what we call it, and which of its details the sentence needs.
_CODES = {
    "missing": ("missing", ()),
    "extra_forbidden": ("unknown_field", ()),
    "enum": ("not_allowed", ("expected",)),
    "literal_error": ("not_allowed", ("expected",)),
    "greater_than_equal": ("too_small", ("ge",)),
    "less_than_equal": ("too_large", ("le",)),
    "string_too_short": ("text_empty", ()),
    "string_too_long": ("text_too_long", ("max_length",)),
    "string_pattern_mismatch": ("not_a_slug", ()),
    "int_type": ("not_an_integer", ()),
    "int_from_float": ("not_an_integer", ()),
    "int_parsing_size": ("not_an_integer", ()),
    "bool_type": ("not_a_boolean", ()),
    "string_type": ("not_a_text", ()),
    "tuple_type": ("not_a_list", ()),
    "model_type": ("not_a_mapping", ()),
}

# Texts that have a form of their own.
_SPECIAL = {
    ("timing.hours.opens", "not_a_slug"): "not_an_hour",
    ("timing.hours.closes", "not_a_slug"): "not_an_hour",
}


def parse_rules(data: Mapping[str, Any]) -> Rules:
    """Read a rules document given as plain mappings, lists, texts, integers and booleans.

    Raises `RulesProblem` with everything that is wrong with its shape or, when the shape is sound,
    with every contradiction in it.
    """
    try:
        # Through JSON, where strictness takes lists for tuples and texts for words, nothing else.
        rules = Rules.model_validate_json(json.dumps(data, allow_nan=False))
    except ValidationError as error:
        raise RulesProblem([finding_of(detail) for detail in error.errors()]) from error
    except (TypeError, ValueError, RecursionError) as error:
        raise RulesProblem([RulesFinding("", "not_plain")]) from error
    if findings := contradictions(rules):
        raise RulesProblem(findings)
    return rules


def blueprint_of(rules: Rules) -> ExamBlueprint:
    """Give the exam blueprint to draw papers by: the sections, each within the pool."""
    paper = rules.paper
    sections = paper.blueprint or (PaperSection(count=paper.items),)
    return ExamBlueprint(
        sections=tuple(Section(part.count, _within(paper.pool, part)) for part in sections),
        shuffle_items=paper.shuffle,
        shuffle_options=paper.shuffle,
    )


def json_schema() -> dict[str, Any]:
    """Give the JSON Schema of the document, for editors that check and complete while one types.

    Every field is titled in Vietnamese and English.
    """
    schema = Rules.model_json_schema()
    for part in ({"Rules": schema} | schema["$defs"]).items():
        _name_fields(*part)
    return {"$schema": SCHEMA_DIALECT, **schema, "title": "Quy tắc của đợt thi · Rules of a round"}


def _name_fields(model: str, schema: dict[str, Any]) -> None:
    for field, described in schema.get("properties", {}).items():
        described["title"] = " · ".join(NAMES[f"{model}.{field}"])


def _within(pool: Pool, section: PaperSection) -> Selector:
    return Selector(
        topics=_common(pool.topics, section.topics),
        periods=_common(pool.periods, section.periods),
        difficulties=_common(pool.difficulties, section.difficulties),
        uses=_common(pool.uses, section.uses),
        codes=_common(pool.codes, section.codes),
    )


def _common(pool: tuple[Value, ...], section: tuple[Value, ...]) -> tuple[Value, ...]:
    """Narrow a list of the pool by one of the section; empty means any in both."""
    if not pool or not section:
        return pool or section
    return tuple(value for value in section if value in pool)


def finding_of(detail: ErrorDetails) -> RulesFinding:
    """Turn what pydantic found wrong with a document into one of our findings."""
    code, wanted = _CODES.get(detail["type"], ("invalid", ()))
    context, path = detail.get("ctx", {}), _path(detail["loc"])
    code = _SPECIAL.get((path, code), code)
    data = {name: _value(context[name]) for name in wanted}
    return RulesFinding(path=path, code=code, data=data)


def _value(value: object) -> str:
    """Write a value, or the "'a', 'b' or 'c'" that may stand there, as any language writes it."""
    return str(value).replace(" or ", ", ").replace("'", "")


def _path(location: Iterable[int | str]) -> str:
    """Write a place in the document as ``prizes[2].count`` (zero-based)."""
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in location)
    return "".join(steps).removeprefix(".")
