"""What a contest document means here: its tree, its owner, and the bank version of each round."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeGuard

import sqlalchemy as sa
from sqlalchemy.orm import Session

from question_bank.draw import DrawItem
from question_bank.exam_blueprint import Shortfall, shortfalls
from question_bank.readers.yaml_values import Values
from quiz.domain.permissions import Permission
from quiz.domain.rules import RoundKind, Rules, blueprint_of
from quiz.models import BankVersion, Contest, Unit, UnitTree
from quiz.services.access import units_within
from quiz.services.actor import Actor
from quiz.services.banks import newest_approved, reaches_all
from quiz.services.catalogue import read_version
from quiz.services.contest_findings import ContestFinding
from quiz.services.contest_model import ContestDocument

LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class ContestPlan:
    """The rows that a document points at; ``versions`` by code of the bank."""

    tree_id: int
    owner_unit_id: int | None
    versions: Mapping[str, BankVersion]


def plan(
    session: Session, *, actor: Actor, document: ContestDocument, stored: Contest | None = None
) -> tuple[ContestPlan | None, tuple[ContestFinding, ...]]:
    """Find what a document points at, as far as ``actor`` reaches; or say everything that is amiss.

    The owner that a ``stored`` contest has already may stay, whoever changes it. A round pins the
    newest approved version, and that version must fill its papers.
    """
    findings: list[ContestFinding] = []
    tree_id = _tree(session, document, findings)
    owner_unit_id = _owner(session, actor, document, tree_id, findings, stored=stored)
    versions = newest_approved(session, actor, (part.bank for part in document.rounds))
    findings += _banks(session, document, versions)
    findings += _categories(document)
    findings += _admissions(document)
    if findings or tree_id is None:
        return None, tuple(findings)
    return ContestPlan(tree_id, owner_unit_id, versions), ()


def unknown_names(session: Session, *, actor: Actor, values: Values) -> Iterator[ContestFinding]:
    """Find the tree and the banks that a document names and that are not there for ``actor``.

    It looks at plain values, whatever is wrong with the shape of the rest, so that this is said
    along with it.
    """
    document = values.value if isinstance(values.value, dict) and not values.findings else {}
    tree, rounds = document.get("tree"), document.get("rounds")
    if _is_name(tree) and _tree_id(session, tree) is None:
        yield ContestFinding("tree", "tree_unknown", {"tree": tree})
    named = {
        at: part["bank"]
        for at, part in enumerate(rounds if isinstance(rounds, list) else ())
        if isinstance(part, dict) and _is_name(part.get("bank"))
    }
    known = newest_approved(session, actor, named.values())
    for at, bank in named.items():
        if bank not in known:
            yield ContestFinding(f"rounds[{at}].bank", "bank_unknown", {"bank": bank})


def owner_code(session: Session, contest: Contest) -> tuple[int, str | None]:
    """Return the tree of a contest and the code of the unit that holds it, None for nobody's."""
    code = sa.select(Unit.code).where(Unit.id == contest.owner_unit_id)
    return contest.tree_id, session.execute(code).scalar_one_or_none()


def lacking(
    rules: Rules, items: tuple[DrawItem, ...], *, number: int, bank: str, path: str
) -> Iterator[ContestFinding]:
    """Name every part of a round's paper that a bank version cannot fill."""
    for missing in shortfalls(blueprint_of(rules), items):
        data: dict[str, str | int] = {
            "number": number,
            "bank": bank,
            "sections": _named(missing, rules),
            "needed": missing.needed,
            "available": missing.available,
        }
        yield ContestFinding(path, "bank_too_small", data)


def unknown_categories(
    rules: Rules, known: Collection[str], prefix: str = ""
) -> Iterator[ContestFinding]:
    """Name every category that prizes or a round are for and that nobody can register in."""
    named = [("eligible.categories", rules.eligible.categories)]
    named += [(f"prizes[{at}].categories", one.categories) for at, one in enumerate(rules.prizes)]
    for path, categories in named:
        for category in categories:
            if category not in known:
                data = {"category": category}
                yield ContestFinding(f"{prefix}{path}", "category_unknown", data)


def unknown_rounds(
    rules: Rules, number: int, ranked: Collection[int], prefix: str = ""
) -> Iterator[ContestFinding]:
    """Name every round that a round lets the best of in and that does not come before it."""
    for at, one in enumerate(rules.eligible.admits):
        if one.round >= number or one.round not in ranked:
            path, data = f"{prefix}eligible.admits[{at}].round", {"value": one.round}
            yield ContestFinding(path, "admits_no_earlier_round", data)


def _is_name(value: object) -> TypeGuard[str]:
    return isinstance(value, str) and 0 < len(value) <= LONGEST_NAME and value.isprintable()


def _tree_id(session: Session, code: str) -> int | None:
    return session.execute(sa.select(UnitTree.id).where(UnitTree.code == code)).scalar_one_or_none()


def _tree(
    session: Session, document: ContestDocument, findings: list[ContestFinding]
) -> int | None:
    tree_id = _tree_id(session, document.tree)
    if tree_id is None:
        findings.append(ContestFinding("tree", "tree_unknown", {"tree": document.tree}))
    return tree_id


def _owner(
    session: Session,
    actor: Actor,
    document: ContestDocument,
    tree_id: int | None,
    findings: list[ContestFinding],
    *,
    stored: Contest | None,
) -> int | None:
    if stored is not None and owner_code(session, stored) == (tree_id, document.owner_unit):
        return stored.owner_unit_id
    if document.owner_unit is None:
        if not reaches_all(actor, Permission.CONTEST_ROUND_WRITE):
            findings.append(ContestFinding("owner_unit", "owner_needed"))
        return None
    unit_id = session.execute(
        sa.select(Unit.id).where(
            Unit.tree_id == tree_id,
            Unit.code == document.owner_unit,
            units_within(actor, Permission.CONTEST_ROUND_WRITE),
        )
    ).scalar_one_or_none()
    if unit_id is None and tree_id is not None:
        data = {"unit": document.owner_unit, "tree": document.tree}
        findings.append(ContestFinding("owner_unit", "owner_unknown", data))
    return unit_id


def _banks(
    session: Session, document: ContestDocument, versions: Mapping[str, BankVersion]
) -> Iterator[ContestFinding]:
    items = {
        code: read_version(session, version.id).draw_items for code, version in versions.items()
    }
    for at, part in enumerate(document.rounds):
        path = f"rounds[{at}]"
        if part.bank not in items:
            yield ContestFinding(f"{path}.bank", "bank_unknown", {"bank": part.bank})
        else:
            yield from lacking(
                document.rules_of(part),
                items[part.bank],
                number=part.number,
                bank=part.bank,
                path=f"{path}.bank",
            )


def _categories(document: ContestDocument) -> Iterator[ContestFinding]:
    """Yield categories of prizes that nobody can register in; those of shared rules once."""
    said: set[str] = set()
    for at, part in enumerate(document.rounds):
        has_own = {"prizes", "eligible"} & set(part.rules)
        prefix = f"rounds[{at}].rules." if has_own else "rules."
        known = document.registration.categories
        if prefix not in said:
            yield from unknown_categories(document.rules_of(part), known, prefix)
        said.add(prefix)


def _admissions(document: ContestDocument) -> Iterator[ContestFinding]:
    ranked = [part.number for part in document.rounds if part.kind is RoundKind.OFFICIAL]
    for at, part in enumerate(document.rounds):
        prefix = f"rounds[{at}].rules." if "eligible" in part.rules else "rules."
        yield from unknown_rounds(document.rules_of(part), part.number, ranked, prefix)


def _named(missing: Shortfall, rules: Rules) -> str:
    """Name sections as the document does: "paper.blueprint[0], paper.blueprint[2]"."""
    if rules.paper.blueprint is None:
        return "paper.items"
    return ", ".join(f"paper.blueprint[{section}]" for section in missing.sections)
