"""A contest as one YAML document: the edge at which it is read, and every fault named at once.

Times are written as wall-clock time in the contest's zone. ``rules`` hold for every round; what a
round says in its own ``rules`` replaces them, one top-level key (``timing``, ``prizes`` …) at a
time.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from importlib.resources import files
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, NaiveDatetime, ValidationError
from pydantic import StringConstraints as Characters
from pydantic_core import PydanticCustomError

from question_bank.readers.yaml_values import read_values
from question_bank.text import hidden_character, tidy
from quiz.domain.rules import RoundKind, Rules, RulesProblem, finding_of, parse_rules
from quiz.services.contest_findings import AnyFinding, ContestFinding, of_rules

LARGEST_DOCUMENT = 2**20
DEFAULT_ZONE = "Asia/Ho_Chi_Minh"

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


def _visible(value: object) -> object:
    if not isinstance(value, str):
        return value
    if (character := hidden_character(tidy(value))) is not None:
        raise PydanticCustomError("text_hidden", "hidden", {"character": character})
    return tidy(value)


Line = Annotated[str, BeforeValidator(_visible), Characters(min_length=1, max_length=300)]
Passage = Annotated[str, BeforeValidator(_visible), Characters(min_length=1, max_length=2_000)]
Article = Annotated[str, BeforeValidator(_visible), Characters(min_length=1, max_length=60_000)]
Code = Annotated[str, Characters(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
Slug = Annotated[str, Characters(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
UnitCode = Annotated[str, Characters(min_length=1, max_length=40)]
Kind = Annotated[str, Characters(min_length=1, max_length=40)]


class Part(BaseModel):
    """A part of the document: immutable, typed strictly, nothing unknown in it."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Title(Part):
    """A line of text in the languages of the interface; Vietnamese is always there."""

    vi: Line
    en: Line | None = None


class Summary(Part):
    """A paragraph in the languages of the interface."""

    vi: Passage
    en: Passage | None = None


class Regulation(Part):
    """A long text in small Markdown (``quiz.web.markdown``), in the languages of the interface."""

    vi: Article
    en: Article | None = None


class Purposes(Part):
    """What the personal data serve, a sentence each."""

    vi: tuple[Passage, ...]
    en: tuple[Passage, ...] = ()


class Consent(Part):
    """What people agree to when they register; a new wording is a new version."""

    version: Annotated[str, Characters(min_length=1, max_length=40)]
    purposes: Purposes


class Registration(Part):
    """What is asked of who registers, besides name and unit."""

    asks: tuple[Literal["birth_date", "phone", "staff_number"], ...] = ()
    guardian_below: Annotated[int, Field(ge=1, le=18)] | None = None
    categories: tuple[Kind, ...] = ()
    unaffiliated: bool = True
    open_until_end: bool = True
    consent: Consent


class ReadingMatter(Part):
    """Something to study: a text of our own, or an address elsewhere."""

    title: Title
    body: Regulation | None = None
    address: Annotated[str, Characters(max_length=500)] | None = None


class RoundPart(Part):
    """A round; ``bank`` is a code, of which the newest approved version is pinned."""

    number: Annotated[int, Field(ge=1, le=200)]
    title: Title
    kind: RoundKind
    opens: NaiveDatetime
    closes: NaiveDatetime
    bank: Annotated[str, Characters(min_length=1, max_length=80)]
    rules: dict[str, Any] = {}


class ContestDocument(Part):
    """The whole document."""

    contest_schema: Literal[1]
    slug: Slug
    title: Title
    summary: Summary
    organizer: Title
    audience: Summary
    regulation: Regulation
    is_practice: bool = False
    tree: Code
    tree_day: date
    owner_unit: UnitCode | None = None
    headcount_kind: Kind
    zone: Annotated[str, Characters(max_length=40)] = DEFAULT_ZONE
    registration: Registration
    documents: tuple[ReadingMatter, ...] = ()
    rules: dict[str, Any] = {}
    rounds: tuple[RoundPart, ...]

    @property
    def numbers(self) -> set[int]:
        """The numbers of its rounds."""
        return {part.number for part in self.rounds}

    def rules_of(self, part: RoundPart) -> Rules:
        """Return the rules of a round: its own before those of the contest."""
        return parse_rules(self.rules | part.rules)

    def moment(self, wall_clock: datetime) -> int:
        """Return the moment that a clock in the contest's zone shows so."""
        return int(wall_clock.replace(tzinfo=ZoneInfo(self.zone)).timestamp() * 1000)


@dataclass(frozen=True, slots=True)
class ContestReading:
    """A document, or none and every reason; ``lines`` gives the line of each path."""

    document: ContestDocument | None
    findings: tuple[AnyFinding, ...]
    lines: Mapping[str, int]


def read_contest(data: bytes) -> ContestReading:
    """Read a contest document; never raises, however broken it is."""
    values = read_values(data, largest=LARGEST_DOCUMENT)
    if values.findings:
        return ContestReading(None, values.findings, values.lines)
    document, findings = _understood(values.value)
    findings = (*findings, *_faulty_rules(values.value))
    if findings or document is None:
        return ContestReading(None, with_lines(findings, values.lines), values.lines)
    return ContestReading(document, (), values.lines)


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


def _finding(detail: Any) -> ContestFinding:
    found = finding_of(detail)
    code = _CODES.get(detail["type"], found.code)
    data = dict(found.data) | {name: str(text) for name, text in detail.get("ctx", {}).items()}
    return ContestFinding(found.path, code, data)


def _line(path: str, lines: Mapping[str, int]) -> int | None:
    while path not in lines and path:
        path = path[: max(path.rfind("."), path.rfind("["), 0)]
    return lines.get(path)


def _understood(value: object) -> tuple[ContestDocument | None, tuple[ContestFinding, ...]]:
    """Return the document, and what is wrong with it apart from its rules."""
    try:
        # Through JSON, where strictness takes lists for tuples and texts for dates, nothing else.
        document = ContestDocument.model_validate_json(json.dumps(value))
    except ValidationError as problem:
        return None, tuple(_finding(detail) for detail in problem.errors())
    return document, tuple(_contradictions(document))


def _faulty_rules(value: object) -> Iterator[ContestFinding]:
    """Look at the rules of every round, whatever the rest of the document is like."""
    match value:
        case {"rounds": [*rounds], "rules": dict() as shared} | {"rounds": [*rounds], **rest}:
            pass
def _contradictions(document: ContestDocument) -> Iterator[ContestFinding]:
    yield from _zone(document.zone)
    yield from _reading_matter(document.documents)
    yield from _rounds(document)
    yield from _rules(document)


def _zone(zone: str) -> Iterator[ContestFinding]:
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        yield ContestFinding("zone", "zone_unknown", {"zone": zone})


def _reading_matter(documents: tuple[ReadingMatter, ...]) -> Iterator[ContestFinding]:
    for at, matter in enumerate(documents):
        path = f"documents[{at}]"
        if (matter.body is None) == (matter.address is None):
            yield ContestFinding(path, "address_or_body")
        elif matter.address is not None and not matter.address.startswith(("https://", "http://")):
            yield ContestFinding(f"{path}.address", "address_scheme")


def _rounds(document: ContestDocument) -> Iterator[ContestFinding]:
    if not document.rounds:
        yield ContestFinding("rounds", "rounds_absent")
    numbers = [part.number for part in document.rounds]
    for at, part in enumerate(document.rounds):
        if part.number in numbers[:at]:
            path = f"rounds[{at}].number"
            yield ContestFinding(path, "number_repeated", {"number": part.number})
        if part.opens >= part.closes:
            yield ContestFinding(f"rounds[{at}]", "window_reversed", {"number": part.number})


def _rules(document: ContestDocument) -> Iterator[ContestFinding]:
    said: set[tuple[str, str]] = set()  # what the shared rules get wrong is said once
    for at, part in enumerate(document.rounds):
        for found in _rules_of_round(document, at, part):
            if (found.path, found.code) not in said:
                yield found
            said.add((found.path, found.code))


def _rules_of_round(
    document: ContestDocument, at: int, part: RoundPart
) -> Iterator[ContestFinding]:
    try:
        rules = document.rules_of(part)
    except RulesProblem as problem:
        for found in problem.findings:
            own = found.path.partition(".")[0].partition("[")[0] in part.rules
            yield of_rules(found, f"rounds[{at}].rules" if own else "rules")
        return
    data = {"number": part.number}
    if part.kind is RoundKind.PRACTICE and (rules.ranking or rules.prizes or rules.prediction):
        yield ContestFinding(f"rounds[{at}].rules", "practice_is_ranked", data)
    ages = (rules.eligible.min_age, rules.eligible.max_age, document.registration.guardian_below)
    if any(age is not None for age in ages) and "birth_date" not in document.registration.asks:
        yield ContestFinding("registration.asks", "birth_date_not_asked")
