"""Rounds made ready for the hot path: read once per process, then served from memory.

A bank version never changes once approved, so its content is kept for good. What a contest says
about a round freezes when the round opens; a round that has opened is read again only now and
then (for a corrected title), one that has not is read every time. Keys are kept apart: nothing on
the way to a paper touches them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from question_bank.draw import DrawItem, DrawPlan
from question_bank.item import Difficulty, Use
from quiz.domain.answers import mask_of
from quiz.domain.rules import RoundKind, Rules, blueprint_of, parse_rules
from quiz.domain.timing import RoundState, round_state, settles_at
from quiz.models import Contest, ItemContent, ItemKey, Publication, Round, VersionItem
from quiz.services.media import COLUMNS, StoredPicture, picture_of, with_pictures
from quiz.services.refusal import NotYours

FRESH_MS = 10_000

_NEWEST = (
    sa.select(sa.func.max(Publication.number))
    .where(Publication.round_id == Round.id)
    .scalar_subquery()
)
_ROUND = sa.select(
    Round.id,
    Round.number,
    Round.title,
    Round.kind,
    Round.opens_at,
    Round.closes_at,
    Round.rules,
    Round.rules_digest,
    Round.bank_version_id,
    Round.contest_id,
    Contest.slug,
    Contest.title.label("contest_title"),
    Contest.zone,
    Contest.announced_at,
    _NEWEST.label("published"),
).join(Contest, Contest.id == Round.contest_id)


@dataclass(frozen=True, slots=True)
class ShownItem:
    """What a contestant may see of an item, and nothing more."""

    stem: str
    options: tuple[str, ...]
    many: bool
    picture: StoredPicture | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """The content of a bank version, by position."""

    id: int
    items: tuple[ShownItem, ...]
    draw_items: tuple[DrawItem, ...]


@dataclass(frozen=True, slots=True)
class Key:
    """The key of a bank version, by position: right options as masks, and why."""

    right_masks: tuple[int, ...]
    explanations: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RoundDefinition:
    """All that a running round needs; ``plan`` draws its papers."""

    id: int
    number: int
    title: Mapping[str, str]
    kind: RoundKind
    opens_at: int
    closes_at: int
    rules: Rules
    rules_digest: str
    """The digest of the rules as stored, which seals and publications name."""
    version: Version
    plan: DrawPlan
    contest_id: int
    contest_slug: str
    contest_title: Mapping[str, str]
    zone: str
    announced: bool
    """Whether the public may know of the contest."""
    published: int | None
    """The number of the newest publication."""

    def state(self, now: int) -> RoundState:
        """Return where the round stands at a moment."""
        return round_state(
            self.opens_at,
            self.closes_at,
            now,
            settles_at=settles_at(self.closes_at, self.rules.timing),
            published=self.published is not None,
        )


@dataclass(frozen=True, slots=True)
class _Kept:
    definition: RoundDefinition
    read_at: int


class Catalogue:
    """One process's memory of rounds, versions and keys."""

    def __init__(self) -> None:
        self._rounds: dict[int, _Kept] = {}
        self._numbers: dict[tuple[str, int], int] = {}
        self._versions: dict[int, Version] = {}
        self._keys: dict[int, Key] = {}
        self.fragments: dict[Any, Any] = {}
        """Rendered pieces of immutable content, kept by whoever renders them."""

    def round(self, session: Session, round_id: int, now: int) -> RoundDefinition:
        """Return a round; raise ``NotYours`` when there is none."""
        kept = self._rounds.get(round_id)
        if kept is not None and self._is_fresh(kept, now):
            return kept.definition
        return self._read(session, Round.id == round_id, now)

    def round_of(self, session: Session, slug: str, number: int, now: int) -> RoundDefinition:
        """Return the round with this number in the contest that is known by this slug."""
        round_id = self._numbers.get((slug, number))
        if round_id is not None:
            return self.round(session, round_id, now)
        return self._read(session, sa.and_(Contest.slug == slug, Round.number == number), now)

    def key(self, session: Session, version: Version) -> Key:
        """Return the key of a version: for scoring, and for review when the rules allow it."""
        if version.id not in self._keys:
            self._keys[version.id] = _read_key(session, version.id)
        return self._keys[version.id]

    def version(self, session: Session, version_id: int) -> Version:
        """Return the content of an approved version."""
        if version_id not in self._versions:
            self._versions[version_id] = read_version(session, version_id)
        return self._versions[version_id]

    def forget(self) -> None:
        """Read every round again at its next use (after an act of staff in this process)."""
        self._rounds.clear()

    def _is_fresh(self, kept: _Kept, now: int) -> bool:
        frozen = kept.definition.opens_at <= kept.read_at
        return frozen and 0 <= now - kept.read_at < FRESH_MS

    def _read(
        self, session: Session, condition: sa.ColumnElement[bool], now: int
    ) -> RoundDefinition:
        row = session.execute(_ROUND.where(condition)).one_or_none()
        if row is None:
            raise NotYours
        definition = self._compile(session, row)
        self._rounds[row.id] = _Kept(definition, now)
        self._numbers[row.slug, row.number] = row.id
        return definition

    def _compile(self, session: Session, row: Any) -> RoundDefinition:
        known = self._rounds.get(row.id)
        if known is not None and _papers_are_the_same(known.definition, row):
            # A correction of texts or a publication.
            return replace(
                known.definition,
                title=row.title,
                kind=RoundKind(row.kind),
                opens_at=row.opens_at,
                closes_at=row.closes_at,
                contest_title=row.contest_title,
                zone=row.zone,
                announced=row.announced_at is not None,
                published=row.published,
            )
        rules, version = parse_rules(row.rules), self.version(session, row.bank_version_id)
        return RoundDefinition(
            id=row.id,
            number=row.number,
            title=row.title,
            kind=RoundKind(row.kind),
            opens_at=row.opens_at,
            closes_at=row.closes_at,
            rules=rules,
            rules_digest=row.rules_digest,
            version=version,
            plan=DrawPlan(version.draw_items, blueprint_of(rules)),
            contest_id=row.contest_id,
            contest_slug=row.slug,
            contest_title=row.contest_title,
            zone=row.zone,
            announced=row.announced_at is not None,
            published=row.published,
        )


def _papers_are_the_same(known: RoundDefinition, row: Any) -> bool:
    """Whether the rules, and the version that papers are drawn from, are those already known."""
    return (known.rules_digest, known.version.id) == (row.rules_digest, row.bank_version_id)


def read_version(session: Session, version_id: int) -> Version:
    """Read the content of a version; no key is touched."""
    rows = session.execute(
        with_pictures(
            sa.select(
                ItemContent.stem,
                ItemContent.options,
                ItemContent.pinned,
                VersionItem.content_digest,
                VersionItem.code,
                VersionItem.topic,
                VersionItem.period,
                VersionItem.difficulty,
                VersionItem.use,
                VersionItem.many,
                *COLUMNS,
            ).join(ItemContent, ItemContent.digest == VersionItem.content_digest)
        )
        .where(VersionItem.version_id == version_id)
        .order_by(VersionItem.position)
    ).all()
    return Version(
        id=version_id,
        items=tuple(
            ShownItem(row.stem, tuple(row.options), row.many, picture_of(row)) for row in rows
        ),
        draw_items=tuple(
            DrawItem(
                content_digest=row.content_digest,
                options=len(row.options),
                pinned=tuple(row.pinned),
                topic=row.topic,
                period=row.period,
                difficulty=Difficulty(row.difficulty),
                use=Use(row.use),
                code=row.code,
            )
            for row in rows
        ),
    )


def _read_key(session: Session, version_id: int) -> Key:
    rows = session.execute(
        sa.select(ItemKey.right, ItemKey.explanation, VersionItem.source)
        .join(ItemKey, ItemKey.digest == VersionItem.key_digest)
        .where(VersionItem.version_id == version_id)
        .order_by(VersionItem.position)
    ).all()
    return Key(
        right_masks=tuple(mask_of(row.right) for row in rows),
        explanations=tuple(row.explanation for row in rows),
        sources=tuple(row.source for row in rows),
    )
