"""Finding items of a version: by their words, by what is said of them, by where they are used.

Each list takes the same few statements, however many items there are; no key is touched.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from question_bank.item import Difficulty, Use
from question_bank.searching import search_terms
from quiz.domain.bank_workflow import Verdict
from quiz.models import (
    BankVersion,
    Contest,
    ItemContent,
    ItemDecision,
    ItemPicture,
    Round,
    VersionItem,
)
from quiz.services.banks.reviews import standing_decisions

PAGE_SIZE = 50
MOST_TERMS = 10
_ELSEWHERE = aliased(VersionItem)


@dataclass(frozen=True, slots=True)
class ItemFilter:
    """Which items are looked for; what is None or empty does not matter.

    ``topic`` and ``period`` may be "" for items that have none. ``verdict`` is what reviewers last
    said, "none" where nobody has decided. ``used`` tells whether a round
    draws from a version with the same content, ``round_id`` names that round.
    """

    query: str = ""
    topic: str | None = None
    period: str | None = None
    difficulty: Difficulty | None = None
    use: Use | None = None
    has_source: bool | None = None
    has_picture: bool | None = None
    verdict: Verdict | Literal["none"] | None = None
    used: bool | None = None
    round_id: int | None = None


@dataclass(frozen=True, slots=True)
class RoundRef:
    """A round that draws from some version of the bank."""

    id: int
    slug: str
    number: int
    title: dict[str, str]


@dataclass(frozen=True, slots=True)
class FoundItem:
    """An item in a list; ``place`` counts from one, ``rounds`` are those that may draw it."""

    place: int
    code: str
    stem: str
    options: int
    topic: str
    period: str
    difficulty: Difficulty
    use: Use
    has_source: bool
    has_picture: bool
    rounds: tuple[RoundRef, ...]


@dataclass(frozen=True, slots=True)
class FoundItems:
    """One page of a list, and how many items there are on all of them."""

    items: tuple[FoundItem, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Choices:
    """What the items of a version can be sifted by: values with the number of items."""

    topics: tuple[tuple[str, int], ...]
    periods: tuple[tuple[str, int], ...]
    rounds: tuple[RoundRef, ...]


def find_items(
    session: Session, version: BankVersion, wanted: ItemFilter, *, offset: int, limit: int
) -> FoundItems:
    """Return some of the items that fit, in the order of the bank (three statements)."""
    fitting = _fitting(version, wanted)
    total = session.execute(
        fitting.with_only_columns(sa.func.count(), maintain_column_froms=True)
    ).scalar_one()
    rows = session.execute(
        fitting.with_only_columns(*_columns(), maintain_column_froms=True)
        .order_by(VersionItem.position)
        .offset(offset)
        .limit(limit)
    ).all()
    rounds = _rounds_by_content(session, [row.content_digest for row in rows])
    found = tuple(
        FoundItem(
            place=row.position + 1,
            code=row.code,
            stem=row.stem,
            options=len(row.options),
            topic=row.topic,
            period=row.period,
            difficulty=Difficulty(row.difficulty),
            use=Use(row.use),
            has_source=row.has_source,
            has_picture=row.has_picture,
            rounds=tuple(rounds.get(row.content_digest, ())),
        )
        for row in rows
    )
    return FoundItems(found, total)


def choices_of(session: Session, version: BankVersion) -> Choices:
    """Return what a list of this version can be sifted by (three statements)."""
    rounds = session.execute(
        sa.select(Round.id, Contest.slug, Round.number, Round.title)
        .join(Contest, Contest.id == Round.contest_id)
        .join(BankVersion, BankVersion.id == Round.bank_version_id)
        .where(BankVersion.bank_id == version.bank_id)
        .order_by(Contest.slug, Round.number)
    )
    return Choices(
        topics=_values(session, version, VersionItem.topic),
        periods=_values(session, version, VersionItem.period),
        rounds=tuple(RoundRef(*row) for row in rounds),
    )


def codes_beside(
    session: Session, version: BankVersion, code: str
) -> tuple[int, str | None, str | None]:
    """Return the place of an item, counted from one, and the codes before and after it."""
    here = (
        sa.select(VersionItem.position)
        .where(VersionItem.version_id == version.id, VersionItem.code == code)
        .scalar_subquery()
    )
    rows = session.execute(
        sa.select(VersionItem.position, VersionItem.code)
        .where(
            VersionItem.version_id == version.id,
            VersionItem.position.between(here - 1, here + 1),
        )
        .order_by(VersionItem.position)
    ).all()
    place = next(row.position for row in rows if row.code == code)
    codes = {row.position: row.code for row in rows}
    return place + 1, codes.get(place - 1), codes.get(place + 1)


def newest_code(session: Session, version: BankVersion) -> str:
    """Return the code of the last item, after which a new one is named; "" where there is none."""
    code = session.execute(
        sa.select(VersionItem.code)
        .where(VersionItem.version_id == version.id)
        .order_by(VersionItem.position.desc())
        .limit(1)
    ).scalar_one_or_none()
    return code or ""


def codes_like(session: Session, version: BankVersion, beginning: str) -> set[str]:
    """Return the codes of a version that begin like this."""
    return set(
        session.execute(
            sa.select(VersionItem.code).where(
                VersionItem.version_id == version.id,
                VersionItem.code.startswith(beginning, autoescape=True),
            )
        ).scalars()
    )


def _fitting(version: BankVersion, wanted: ItemFilter) -> Any:
    return (
        sa.select(VersionItem)
        .join(ItemContent, ItemContent.digest == VersionItem.content_digest)
        .where(
            VersionItem.version_id == version.id, *_conditions(wanted), *_decided(version, wanted)
        )
    )


def _conditions(wanted: ItemFilter) -> list[sa.ColumnElement[bool]]:
    exact = {
        VersionItem.topic: wanted.topic,
        VersionItem.period: wanted.period,
        VersionItem.difficulty: wanted.difficulty,
        VersionItem.use: wanted.use,
    }
    asked = [column == value for column, value in exact.items() if value is not None]
    asked += _has_words(wanted.query)
    if wanted.has_source is not None:
        asked.append((VersionItem.source != "") == sa.literal(wanted.has_source))
    if wanted.has_picture is not None:
        asked.append(_has_picture() if wanted.has_picture else ~_has_picture())
    if wanted.used is not None:
        drawn = _drawn(wanted.round_id)
        asked.append(drawn if wanted.used else ~drawn)
    return asked


def _has_words(query: str) -> list[sa.ColumnElement[bool]]:
    """Return the conditions that words begin with all that was typed, or that the code has it."""
    terms = search_terms(query)[:MOST_TERMS]
    if not terms:
        return []
    words_of_it = sa.literal(" ").concat(ItemContent.folded)
    words = [words_of_it.contains(f" {term}", autoescape=True) for term in terms]
    named = sa.func.lower(VersionItem.code).contains(query.strip().lower(), autoescape=True)
    return [sa.or_(sa.and_(*words), named)]


def _has_picture() -> sa.ColumnElement[bool]:
    return sa.exists().where(ItemPicture.content_digest == VersionItem.content_digest)


def _decided(version: BankVersion, wanted: ItemFilter) -> list[sa.ColumnElement[bool]]:
    if wanted.verdict is None:
        return []
    standing = standing_decisions(version).subquery()
    if wanted.verdict == "none":
        return [VersionItem.position.not_in(sa.select(standing.c.position))]
    said = (
        sa.select(standing.c.position)
        .join(ItemDecision, ItemDecision.id == standing.c.decision_id)
        .where(ItemDecision.verdict == wanted.verdict)
    )
    return [VersionItem.position.in_(said)]


def _drawn(round_id: int | None) -> sa.ColumnElement[bool]:
    """Return the condition that a round draws from a version that holds this content."""
    drawn = (
        sa.select(_ELSEWHERE.content_digest)
        .join(Round, Round.bank_version_id == _ELSEWHERE.version_id)
        .where(sa.true() if round_id is None else Round.id == round_id)
    )
    return VersionItem.content_digest.in_(drawn)


def _columns() -> tuple[Any, ...]:
    return (
        VersionItem.position,
        VersionItem.code,
        VersionItem.content_digest,
        ItemContent.stem,
        ItemContent.options,
        VersionItem.topic,
        VersionItem.period,
        VersionItem.difficulty,
        VersionItem.use,
        (VersionItem.source != "").label("has_source"),
        _has_picture().label("has_picture"),
    )


def _rounds_by_content(session: Session, contents: Sequence[str]) -> dict[str, list[RoundRef]]:
    rows = session.execute(
        sa.select(VersionItem.content_digest, Round.id, Contest.slug, Round.number, Round.title)
        .join(Round, Round.bank_version_id == VersionItem.version_id)
        .join(Contest, Contest.id == Round.contest_id)
        .where(VersionItem.content_digest.in_(contents))
        .distinct()
        .order_by(Contest.slug, Round.number)
    )
    found: dict[str, list[RoundRef]] = {}
    for row in rows:
        found.setdefault(row.content_digest, []).append(RoundRef(*row[1:]))
    return found


def _values(session: Session, version: BankVersion, column: Any) -> tuple[tuple[str, int], ...]:
    rows = session.execute(
        sa.select(column, sa.func.count())
        .where(VersionItem.version_id == version.id)
        .group_by(column)
        .order_by(sa.func.min(VersionItem.position))
    )
    return tuple((value, count) for value, count in rows)
