"""What a contest document of sound shape may still get wrong, and what its rules get wrong."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from quiz.domain.rules import RoundKind, RulesProblem, parse_rules
from quiz.services.contest_findings import ContestFinding, of_rules
from quiz.services.contest_model import ContestDocument, ReadingMatter, RoundPart
from quiz.services.prize_levels import official_rules, unordered_levels


def contradictions(document: ContestDocument) -> Iterator[ContestFinding]:
    """Find everything in a document that cannot hold together, its faulty rules left aside."""
    yield from _zone(document.zone)
    yield from _reading_matter(document.documents)
    yield from _rounds(document)
    yield from _practice(document)
    yield from _ages(document)
    yield from _levels(document)


def faulty_rules(value: object) -> Iterator[ContestFinding]:
    """Look at the rules of every round in a document's plain values, whatever else is wrong there.

    What the shared rules get wrong is said once.
    """
    said: set[tuple[str, str]] = set()
    for at, shared, own in _rules_in(value):
        for found in _faults_of(at, shared, own):
            if (found.path, found.code) not in said:
                yield found
            said.add((found.path, found.code))


def _rules_in(value: object) -> Iterator[tuple[int, dict[str, object], dict[str, object]]]:
    """Yield for each round its place, the shared rules and its own, where they can be rules."""
    document = value if isinstance(value, dict) else {}
    shared, rounds = document.get("rules", {}), document.get("rounds")
    for at, part in enumerate(rounds if isinstance(rounds, list) else ()):
        own = part.get("rules", {}) if isinstance(part, dict) else {}
        if isinstance(shared, dict) and isinstance(own, dict):
            yield at, shared, own


def _faults_of(
    at: int, shared: dict[str, object], own: dict[str, object]
) -> Iterator[ContestFinding]:
    try:
        parse_rules(shared | own)
    except RulesProblem as problem:
        for found in problem.findings:
            key = found.path.partition(".")[0].partition("[")[0]
            yield of_rules(found, f"rounds[{at}].rules" if key in own else "rules")


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
    if document.rules and not document.rounds:
        yield ContestFinding("rules", "rules_without_rounds")
    numbers = [part.number for part in document.rounds]
    for at, part in enumerate(document.rounds):
        if part.number in numbers[:at]:
            yield ContestFinding(f"rounds[{at}].number", "number_repeated", _number(part))
        if part.opens >= part.closes:
            yield ContestFinding(f"rounds[{at}]", "window_reversed", _number(part))


def _practice(document: ContestDocument) -> Iterator[ContestFinding]:
    for at, part in enumerate(document.rounds):
        rules = document.rules | part.rules
        ranks = any(rules.get(key) for key in ("ranking", "prizes", "prediction"))
        if part.kind is RoundKind.PRACTICE and ranks:
            yield ContestFinding(f"rounds[{at}].rules", "practice_is_ranked", _number(part))


def _ages(document: ContestDocument) -> Iterator[ContestFinding]:
    ages = [document.registration.guardian_below]
    for part in document.rounds:
        eligible = (document.rules | part.rules).get("eligible")
        if isinstance(eligible, dict):
            ages += [eligible.get("min_age"), eligible.get("max_age")]
    if any(age is not None for age in ages) and "birth_date" not in document.registration.asks:
        yield ContestFinding("registration.asks", "birth_date_not_asked")


def _levels(document: ContestDocument) -> Iterator[ContestFinding]:
    """Yield what keeps the prizes of rounds from being held against one another."""
    if not any(_keeps_higher(document, part) for part in document.rounds):
        return
    try:
        rules = official_rules(document)
    except RulesProblem:
        return  # said of the rules themselves
    for at, part in enumerate(document.rounds):
        has_own = {"prizes", "prize_caps"} & set(part.rules)
        prefix = f"rounds[{at}].rules" if has_own else "rules"
        for finding in unordered_levels(rules, part.number):
            yield of_rules(finding, prefix)


def _keeps_higher(document: ContestDocument, part: RoundPart) -> bool:
    caps = (document.rules | part.rules).get("prize_caps")
    return isinstance(caps, dict) and caps.get("keeps") == "higher"


def _number(part: RoundPart) -> dict[str, str | int]:
    return {"number": part.number}
