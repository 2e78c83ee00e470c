"""A contest as one YAML document: the edge at which it is read, and every fault named at once."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from importlib.resources import files
from types import MappingProxyType

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from question_bank.readers.yaml_values import Values, read_values
from quiz.domain.rules import finding_of
from quiz.services.contest_checks import contradictions, faulty_rules
from quiz.services.contest_findings import AnyFinding, ContestFinding
from quiz.services.contest_model import ContestDocument

__all__ = [
    "ContestDocument",
    "ContestReading",
    "contest_of",
    "example_contest",
    "findings_of",
    "read_contest",
    "shift",
    "shipped_contests",
    "understand",
    "with_lines",
]

LARGEST_DOCUMENT = 2**20
EXAMPLE = "vi-du-cuoc-thi.yaml"
EXAMPLE_WRITTEN_FOR = date(2030, 3, 4)
_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}(?=T|$)", re.MULTILINE)

# What pydantic calls a problem of ours that rules documents do not have.
_CODES = {
    "string_pattern_mismatch": "code_shape",
    "date_from_datetime_parsing": "date_bad",
    "date_from_datetime_inexact": "date_bad",
    "date_parsing": "date_bad",
    "date_type": "date_bad",
    "datetime_from_date_parsing": "moment_bad",
    "datetime_parsing": "moment_bad",
    "datetime_type": "moment_bad",
    "timezone_naive": "moment_bad",
    "text_hidden": "text_hidden",
    "dict_type": "not_a_mapping",
}


@dataclass(frozen=True, slots=True)
class ContestReading:
    """A document, or none and every reason; ``lines`` gives the line of each path."""

    document: ContestDocument | None
    findings: tuple[AnyFinding, ...]
    lines: Mapping[str, int]


def read_contest(data: bytes) -> ContestReading:
    """Read a contest document; never raises, however broken it is."""
    return contest_of(read_values(data, largest=LARGEST_DOCUMENT))


def contest_of(values: Values) -> ContestReading:
    """Understand the values of a document; never raises, whatever they are."""
    if values.findings:
        return ContestReading(None, values.findings, values.lines)
    return understand(values.value, values.lines)


def understand(value: object, lines: Mapping[str, int] = MappingProxyType({})) -> ContestReading:
    """Understand plain values as a document, whether a file or a form says them; never raises."""
    document, findings = _understood(value)
    findings = with_lines((*findings, *faulty_rules(value)), lines)
    return ContestReading(None if findings else document, findings, lines)


def with_lines(
    findings: tuple[ContestFinding, ...], lines: Mapping[str, int]
) -> tuple[ContestFinding, ...]:
    """Add to each finding the line on which its path, or the nearest above it, is written."""
    return tuple(replace(found, line=_line(found.path, lines)) for found in findings)


def shift(document: ContestDocument, by: timedelta) -> ContestDocument:
    """Return the same contest that much later, for demonstrations."""
    rounds = tuple(
        part.model_copy(update={"opens": part.opens + by, "closes": part.closes + by})
        for part in document.rounds
    )
    return document.model_copy(update={"rounds": rounds, "tree_day": document.tree_day + by})


def shipped_contests() -> dict[str, bytes]:
    """Return the documents that come with the program, by slug."""
    folder = files("quiz").joinpath("contests")
    return {
        entry.name.removesuffix(".yaml"): entry.read_bytes()
        for entry in sorted(folder.iterdir(), key=lambda entry: entry.name)
        if entry.name.endswith(".yaml")
    }


def example_contest(today: date) -> str:
    """Return a whole contest to start from, explained line by line, a week from ``today``.

    Its days are moved as they stand in the text, so that the explanations stay.
    """
    text = files("quiz").joinpath("contests", "example", EXAMPLE).read_text("utf-8")
    later = today - EXAMPLE_WRITTEN_FOR
    return _DAY.sub(lambda day: (date.fromisoformat(day[0]) + later).isoformat(), text)


def _understood(value: object) -> tuple[ContestDocument | None, tuple[ContestFinding, ...]]:
    """Return the document, and what is wrong with it apart from its rules."""
    try:
        # Through JSON, where strictness takes lists for tuples and texts for dates, nothing else.
        document = ContestDocument.model_validate_json(json.dumps(value))
    except ValidationError as problem:
        return None, findings_of(problem)
    return document, tuple(contradictions(document))


def findings_of(problem: ValidationError) -> tuple[ContestFinding, ...]:
    """Return what is wrong with a document of any shape, in our words."""
    return tuple(_finding(detail) for detail in problem.errors())


def _finding(detail: ErrorDetails) -> ContestFinding:
    found = finding_of(detail)
    code = _CODES.get(detail["type"], found.code)
    data = dict(found.data) | {name: str(text) for name, text in detail.get("ctx", {}).items()}
    return ContestFinding(found.path, code, data)


def _line(path: str, lines: Mapping[str, int]) -> int | None:
    while path not in lines and path:
        path = path[: max(path.rfind("."), path.rfind("["), 0)]
    return lines.get(path)
