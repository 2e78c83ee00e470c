"""Two versions of a bank side by side: which items changed, and how, without reading either whole.

Places are compared by their digests; texts are read only of items that changed, and of one page of
them. There are two views. One shows what contestants see. The other shows keys, explanations and
sources as well; whoever shows it asks for the right and notes the reading of both versions. The
mark "key changed" is in the second view only: where the old key is known, as after an earlier
round, it gives away the new one of every item with two options.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from question_bank.diff import BankDiff, Outline, diff_outlines
from question_bank.fields import DIFFICULTY_NAMES, OPTION_FIELDS, USE_NAMES
from question_bank.item import Difficulty, Item, Use, letters
from question_bank.item_changes import Face, face_of
from quiz.models import BankVersion, ItemContent, VersionItem
from quiz.services.banks.reading import items_where

_OLD = aliased(VersionItem)
_OUTLINE = (
    *("code", "content_digest", "key_digest", "source"),
    *("topic", "period", "difficulty", "use"),
)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed between two versions: ``codes`` are all that did, in the order of the new one,
    then those that it no longer has.

    ``old`` and ``new`` are the positions in each version by code.
    """

    diff: BankDiff
    codes: tuple[str, ...]
    old: dict[str, int]
    new: dict[str, int]


def compare(session: Session, old: BankVersion, new: BankVersion, *, with_key: bool) -> Comparison:
    """Compare two versions of one bank, in three queries, or five where keys are shown."""
    before, after = (_codes(session, version) for version in (old, new))
    unlike = _unlike(session, old, new)
    diff = diff_outlines(before, after, unlike, _keyed(session, old, new) if with_key else None)
    touched = {*diff.added, *diff.reworded, *diff.rekeyed, *diff.moved, *diff.explained}
    return Comparison(
        diff=diff,
        codes=(*(code for code in after if code in touched), *diff.removed),
        old={code: at for at, code in enumerate(before)},
        new={code: at for at, code in enumerate(after)},
    )


def faces(
    session: Session,
    version: BankVersion,
    positions: Sequence[int],
    *,
    with_key: bool,
    language: str,
) -> dict[str, Face]:
    """Return the texts of some items of a version by code, in one query."""
    chosen = VersionItem.position.in_(positions)
    if with_key:
        items = items_where(session, version, chosen)
        return {item.code: face_of(item, language) for item in items}
    rows = session.execute(
        sa.select(VersionItem, ItemContent)
        .join(ItemContent, ItemContent.digest == VersionItem.content_digest)
        .where(VersionItem.version_id == version.id, chosen)
    )
    return {place.code: _shown(place, content, language) for place, content in rows}


def _shown(place: VersionItem, content: ItemContent, language: str) -> Face:
    return {
        "stem": content.stem,
        **dict(zip(OPTION_FIELDS, content.options, strict=False)),
        "pinned": letters(content.pinned),
        "topic": place.topic,
        "period": place.period,
        "difficulty": DIFFICULTY_NAMES[language][Difficulty(place.difficulty)],
        "use": USE_NAMES[language][Use(place.use)],
    }


def _codes(session: Session, version: BankVersion) -> Sequence[str]:
    return (
        session.execute(
            sa.select(VersionItem.code)
            .where(VersionItem.version_id == version.id)
            .order_by(VersionItem.position)
        )
        .scalars()
        .all()
    )


def _unlike(session: Session, old: BankVersion, new: BankVersion) -> list[tuple[Outline, Outline]]:
    """Return both outlines of every item that stayed and changed in itself, in the new order."""
    was = [getattr(_OLD, name) for name in _OUTLINE]
    is_ = [getattr(VersionItem, name) for name in _OUTLINE]
    changed = sa.or_(*(one != other for one, other in zip(was[1:], is_[1:], strict=True)))
    rows = session.execute(
        sa.select(*was, *is_)
        .join(_OLD, _OLD.code == VersionItem.code)
        .where(VersionItem.version_id == new.id, _OLD.version_id == old.id, changed)
        .order_by(VersionItem.position)
    )
    width = len(_OUTLINE)
    return [(_outline(row[:width]), _outline(row[width:])) for row in rows]


def _outline(row: Sequence[str]) -> Outline:
    code, content, key, source, *shelf = row
    topic, period, difficulty, use = shelf
    return Outline(code, content, key, (topic, period, difficulty, use), source)


def _keyed(session: Session, old: BankVersion, new: BankVersion) -> dict[str, tuple[Item, Item]]:
    """Return both sides of every item whose key digest changed; content is part of that digest."""
    before, after = (
        {item.code: item for item in items_where(session, one, _with_another_key(other))}
        for one, other in ((old, new), (new, old))
    )
    return {code: (item, after[code]) for code, item in before.items()}


def _with_another_key(other: BankVersion) -> sa.ColumnElement[bool]:
    """Return the condition that the other version has an item of this code with another key."""
    return sa.exists().where(
        _OLD.version_id == other.id,
        _OLD.code == VersionItem.code,
        _OLD.key_digest != VersionItem.key_digest,
    )
