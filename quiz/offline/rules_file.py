"""The rules file: a whole contest as organizers load it, or one round as it is exported."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError

from question_bank.findings import Place
from question_bank.readers.yaml_values import Values, read_values
from quiz.documents.table import Fault
from quiz.domain.prize_order import levels_of
from quiz.domain.rules import RoundKind, Rules, RulesProblem, parse_rules
from quiz.services.contest_documents import (
    LARGEST_DOCUMENT,
    ContestDocument,
    contest_of,
    findings_of,
    with_lines,
)
from quiz.services.contest_findings import AnyFinding, of_rules
from quiz.services.contest_model import Line, Part, RoundPart, Slug
from quiz.services.prize_levels import held_against


class RoundSheet(Part):
    """One round by itself, as it is written for whoever checks its result."""

    ranking_schema: Literal[1]
    contest: Slug
    round: Annotated[int, Field(ge=1, le=200)]
    title: Line | None = None
    tree_day: date
    rules_digest: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None = None
    levels: tuple[str, ...] = ()
    rules: dict[str, Any]


@dataclass(frozen=True, slots=True)
class RoundRules:
    """What a round is ranked by: its rules, and the day whose units count.

    ``digest`` is the one that the rules were stored with, where their form has changed since;
    ``levels`` are those of all rounds whose prizes are held against one another, in order.
    """

    contest: str
    number: int
    title: str
    tree_day: date
    rules: Rules
    digest: str | None = None
    levels: tuple[str, ...] = ()


Problem = AnyFinding | Fault
"""What is wrong with a rules file as a document, or with asking it for a round."""


def read_rules(
    data: bytes, name: str, number: int | None
) -> tuple[RoundRules | None, tuple[Problem, ...]]:
    """Return the rules of a round, or None and everything that is wrong; never raises.

    ``number`` may be None where the file has one round that is ranked.
    """
    values = read_values(data, largest=LARGEST_DOCUMENT)
    if values.findings:
        return None, values.findings
    if isinstance(values.value, dict) and "ranking_schema" in values.value:
        return _sheet(values, name, number)
    reading = contest_of(values)
    if reading.document is None:
        return None, reading.findings
    return _round_of(reading.document, name, number)


def _sheet(
    values: Values, name: str, number: int | None
) -> tuple[RoundRules | None, tuple[Problem, ...]]:
    try:
        sheet = RoundSheet.model_validate_json(json.dumps(values.value))
    except ValidationError as problem:
        return None, with_lines(findings_of(problem), values.lines)
    if number not in {None, sheet.round}:
        return None, (_unknown_round(name, number, [sheet.round]),)
    try:
        rules = parse_rules(sheet.rules)
    except RulesProblem as problem:
        found = tuple(of_rules(finding, "rules") for finding in problem.findings)
        return None, with_lines(found, values.lines)
    about = (sheet.contest, sheet.round, sheet.title or "", sheet.tree_day)
    own = levels_of([rules.prizes]) if rules.prize_caps.keeps == "higher" else ()
    return RoundRules(*about, rules, sheet.rules_digest, sheet.levels or own), ()


def _round_of(
    document: ContestDocument, name: str, number: int | None
) -> tuple[RoundRules | None, tuple[Problem, ...]]:
    ranked = {part.number: part for part in document.rounds if part.kind is RoundKind.OFFICIAL}
    if number is None and len(ranked) == 1:
        (number,) = ranked
    if number is None or number not in ranked:
        return None, (_unknown_round(name, number, list(ranked)),)
    return _rules_in(document, ranked[number]), ()


def _rules_in(document: ContestDocument, part: RoundPart) -> RoundRules:
    return RoundRules(
        contest=document.slug,
        number=part.number,
        title=part.title.vi,
        tree_day=document.tree_day,
        rules=document.rules_of(part),
        levels=levels_of(rules.prizes for rules in held_against(document, part)),
    )


def _unknown_round(name: str, number: int | None, known: list[int]) -> Fault:
    data: Mapping[str, object] = {"known": ", ".join(map(str, sorted(known))) or "–"}
    if number is None:
        return Fault("round_needed", Place(file=name), data)
    return Fault("round_unknown", Place(file=name), {**data, "number": number})
