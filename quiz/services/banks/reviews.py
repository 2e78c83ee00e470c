"""What reviewers said of the items of a version, as far as it still stands.

A decision belongs to what was decided upon: everything that the item said, its source and its shelf
included. In the next version it stands again for every item that did not change; what the version's
own author once said does not. Of several decisions upon an item the newest stands.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quiz.domain.bank_workflow import StepKind, Tally, Verdict
from quiz.models import BankEditor, BankVersion, ItemDecision, Person, VersionItem, VersionStep

DECIDED_UPON = (
    *("code", "content_digest", "key_digest"),
    *("topic", "period", "difficulty", "use", "source"),
)
"""What a decision keeps of the item: the columns that both have."""


@dataclass(frozen=True, slots=True)
class DecisionShown:
    """The standing decision upon an item: who said what, and when."""

    verdict: Verdict
    comment: str
    person: str
    at: int


@dataclass(frozen=True, slots=True)
class EarlierComment:
    """What was once said of an item and stands no more; ``version`` is where the item was seen."""

    verdict: Verdict
    comment: str
    person: str
    at: int
    version: int


@dataclass(frozen=True, slots=True)
class Remark:
    """An item that is to be mended, and why."""

    code: str
    position: int
    comment: str
    person: str
    at: int


@dataclass(frozen=True, slots=True)
class StepShown:
    """A step of a version as its history tells it."""

    kind: StepKind
    person: str
    note: str
    at: int


def authors_of(session: Session, version: BankVersion) -> frozenset[int]:
    """Return the people who wrote a version or some of it; nobody where it is not known."""
    people = {version.author_id, *session.execute(_editors(version)).scalars()}
    return frozenset(person for person in people if person is not None)


def _editors(version: BankVersion) -> sa.Select[int]:
    return sa.select(BankEditor.person_id).where(BankEditor.version_id == version.id)


def standing_decisions(version: BankVersion) -> sa.Select[int, int]:
    """Return (position, id of the standing decision) of the decided items of a version."""
    return (
        sa.select(VersionItem.position, sa.func.max(ItemDecision.id).label("decision_id"))
        .join(
            ItemDecision,
            sa.and_(
                ItemDecision.bank_id == version.bank_id,
                *(getattr(ItemDecision, it) == getattr(VersionItem, it) for it in DECIDED_UPON),
                ItemDecision.person_id.not_in(_editors(version)),
                ItemDecision.person_id.is_distinct_from(version.author_id),
            ),
        )
        .where(VersionItem.version_id == version.id)
        .group_by(VersionItem.position)
    )


def tally_of(session: Session, version: BankVersion) -> Tally:
    """Count the items of a version by what stands decided upon them, in one query."""
    standing = standing_decisions(version).subquery()
    rows = session.execute(
        sa.select(ItemDecision.verdict, sa.func.count())
        .join(standing, standing.c.decision_id == ItemDecision.id)
        .group_by(ItemDecision.verdict)
    )
    counts = {verdict: count for verdict, count in rows}  # noqa: C416 - a Row is no pair for dict()
    return Tally(version.items, counts.get(Verdict.ACCEPT, 0), counts.get(Verdict.MEND, 0))


def decisions_of(
    session: Session, version: BankVersion, positions: Sequence[int] | None = None
) -> dict[int, DecisionShown]:
    """Return what stands decided upon some items of a version, or all, by position."""
    chosen = sa.true() if positions is None else VersionItem.position.in_(positions)
    rows = session.execute(_decided(version, chosen))
    return {
        row.position: DecisionShown(Verdict(row.verdict), row.comment, row.full_name, row.at)
        for row in rows
    }


def earlier_comments(
    session: Session, version: BankVersion, codes: Sequence[str]
) -> dict[str, tuple[EarlierComment, ...]]:
    """Return what was said of some items up to a version and stands no more, by code; newest first.

    A later decision took its place, or the item has been changed since. Who wrote the version may
    have said it: nothing that was said is lost.
    """
    standing = standing_decisions(version).subquery()
    rows = session.execute(
        sa.select(
            ItemDecision.code,
            ItemDecision.verdict,
            ItemDecision.comment,
            Person.full_name,
            ItemDecision.at,
            BankVersion.number,
        )
        .join(Person, Person.id == ItemDecision.person_id)
        .join(BankVersion, BankVersion.id == ItemDecision.version_id)
        .outerjoin(standing, standing.c.decision_id == ItemDecision.id)
        .where(
            ItemDecision.bank_id == version.bank_id,
            ItemDecision.code.in_(codes),
            ItemDecision.comment != "",
            BankVersion.number <= version.number,
            standing.c.decision_id.is_(None),
        )
        .order_by(ItemDecision.id.desc())
    )
    found: dict[str, tuple[EarlierComment, ...]] = {}
    for code, verdict, comment, person, at, number in rows:
        said = EarlierComment(Verdict(verdict), comment, person, at, number)
        found[code] = (*found.get(code, ()), said)
    return found


def remarks_of(session: Session, version: BankVersion) -> list[Remark]:
    """Return every item of a version that is to be mended, in the order of the bank."""
    rows = session.execute(_decided(version, ItemDecision.verdict == Verdict.MEND))
    return [Remark(row.code, row.position, row.comment, row.full_name, row.at) for row in rows]


def positions_of(session: Session, version: BankVersion, verdict: Verdict | None) -> Sequence[int]:
    """Return the positions of the items with this standing verdict (None: not decided upon)."""
    standing = standing_decisions(version).subquery()
    found = (
        sa.select(VersionItem.position)
        .outerjoin(standing, standing.c.position == VersionItem.position)
        .outerjoin(ItemDecision, ItemDecision.id == standing.c.decision_id)
        .where(
            VersionItem.version_id == version.id,
            ItemDecision.id.is_(None) if verdict is None else ItemDecision.verdict == verdict,
        )
        .order_by(VersionItem.position)
    )
    return session.execute(found).scalars().all()


def steps_of(session: Session, version: BankVersion) -> list[StepShown]:
    """Return the steps of a version, the first first."""
    rows = session.execute(
        sa.select(VersionStep.kind, Person.full_name, VersionStep.note, VersionStep.at)
        .join(Person, Person.id == VersionStep.person_id)
        .where(VersionStep.version_id == version.id)
        .order_by(VersionStep.sequence)
    )
    return [StepShown(StepKind(kind), person, note, at) for kind, person, note, at in rows]


def _decided(version: BankVersion, condition: sa.ColumnElement[bool]) -> sa.Select[Any]:
    standing = standing_decisions(version).subquery()
    return (
        sa.select(
            standing.c.position,
            ItemDecision.code,
            ItemDecision.verdict,
            ItemDecision.comment,
            Person.full_name,
            ItemDecision.at,
        )
        .join(ItemDecision, ItemDecision.id == standing.c.decision_id)
        .join(VersionItem, VersionItem.position == standing.c.position)
        .join(Person, Person.id == ItemDecision.person_id)
        .where(VersionItem.version_id == version.id, condition)
        .order_by(standing.c.position)
    )
