"""Reading banks: the list of them, a version whole, and the note that somebody read its key."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from question_bank.bank import Bank
from question_bank.item import Difficulty, Item, Picture, Use
from quiz.domain.bank_workflow import State
from quiz.domain.permissions import Permission
from quiz.models import (
    BankRecord,
    BankVersion,
    ItemContent,
    ItemKey,
    ItemPicture,
    Media,
    VersionItem,
)
from quiz.services import audit, key_readings
from quiz.services.actor import Actor
from quiz.services.banks.fence import banks_within
from quiz.services.banks.states import states_of
from quiz.services.media import COLUMNS, StoredPicture, picture_of, with_pictures

_OTHER = aliased(BankVersion)
# Columns, not classes: thousands of items are read at once, and none of them is written to.
_SAID = (
    VersionItem.code,
    ItemContent.stem,
    ItemContent.options,
    VersionItem.topic,
    VersionItem.period,
    VersionItem.difficulty,
    VersionItem.use,
)


@dataclass(frozen=True, slots=True)
class BankLine:
    """A bank in the list: its newest version, where that stands, and the newest one in use (None
    before any is).
    """

    code: str
    title: str
    newest: int
    items: int
    created_at: int
    in_use: int | None
    state: State


@dataclass(frozen=True, slots=True)
class ItemShown:
    """What contestants see of an item, and what organizers say about it."""

    code: str
    stem: str
    options: tuple[str, ...]
    topic: str
    period: str
    difficulty: Difficulty
    use: Use
    many: bool = False
    picture: StoredPicture | None = None


def list_banks(session: Session, *, actor: Actor) -> list[BankLine]:
    """Return every bank in reach by code, in three queries."""
    newest = _highest(_OTHER.number)
    in_use = _highest(sa.case((_OTHER.approved_at.is_not(None), _OTHER.number)))
    rows = session.execute(
        sa.select(
            BankVersion,
            BankRecord.code,
            in_use.label("in_use"),
        )
        .join(BankVersion, BankVersion.bank_id == BankRecord.id)
        .where(
            BankVersion.number == newest,
            banks_within(actor, Permission.BANK_VERSION_READ),
        )
        .order_by(BankRecord.code)
    ).all()
    states = states_of(session, [row.BankVersion for row in rows])
    return [
        BankLine(
            code=row.code,
            title=row.BankVersion.title,
            newest=row.BankVersion.number,
            items=row.BankVersion.items,
            created_at=row.BankVersion.created_at,
            in_use=row.in_use,
            state=states[row.BankVersion.id],
        )
        for row in rows
    ]


def contents_of(
    session: Session, version: BankVersion, *, offset: int, limit: int
) -> list[ItemShown]:
    """Return some items of a version as contestants see them; no key is touched."""
    asked = _contents_asked().where(VersionItem.version_id == version.id, _within(offset, limit))
    return [_shown(row) for row in session.execute(asked.order_by(VersionItem.position))]


def content_for(session: Session, version: BankVersion, code: str) -> ItemShown | None:
    """Return one item as contestants see it, if the version has it; no key is touched."""
    asked = _contents_asked().where(VersionItem.version_id == version.id, VersionItem.code == code)
    row = session.execute(asked).one_or_none()
    return None if row is None else _shown(row)


def items_of(
    session: Session, version: BankVersion, *, offset: int = 0, limit: int | None = None
) -> list[Item]:
    """Return some items of a version, or all, with their key.

    Whoever shows them asks for the right and notes the reading (``keys_read``).
    """
    return items_where(session, version, _within(offset, limit))


def items_where(
    session: Session, version: BankVersion, condition: sa.ColumnElement[bool]
) -> list[Item]:
    """Return the items of a version for which a condition on ``VersionItem`` holds, with key."""
    rows = session.execute(
        items_asked()
        .where(VersionItem.version_id == version.id, condition)
        .order_by(VersionItem.position)
    )
    return [item_of_row(row) for row in rows]


def items_asked() -> sa.Select[*tuple[Any, ...]]:
    """Return the statement whose rows ``item_of_row`` makes items of."""
    return with_pictures(
        sa.select(
            *_SAID,
            VersionItem.source,
            ItemContent.pinned,
            ItemKey.right,
            ItemKey.explanation,
            *COLUMNS,
        )
        .join(ItemContent, ItemContent.digest == VersionItem.content_digest)
        .join(ItemKey, ItemKey.digest == VersionItem.key_digest)
    )


def bank_of_version(session: Session, version: BankVersion) -> Bank:
    """Return a version whole, key included."""
    code = session.execute(
        sa.select(BankRecord.code).where(BankRecord.id == version.bank_id)
    ).scalar_one()
    items = tuple(items_of(session, version))
    return Bank(
        code=code,
        title=version.title,
        language=version.language,
        notice=version.notice,
        items=items,
        pictures=files_of(session, items),
    )


def pictures_of(session: Session, items: Iterable[Item]) -> dict[str, StoredPicture]:
    """Return the pictures that items show, by the codes of the items; one statement, or none."""
    shown = {item.code: item.picture for item in items if item.picture is not None}
    if not shown:
        return {}
    digests = {picture.digest for picture in shown.values()}
    rows = session.execute(
        sa.select(Media.digest, Media.kind, Media.width, Media.height).where(
            Media.digest.in_(digests)
        )
    )
    sizes = {row.digest: row[1:] for row in rows}
    return {
        code: StoredPicture(picture.digest, *sizes[picture.digest], picture.alt)
        for code, picture in shown.items()
    }


def has_pictures(session: Session, version: BankVersion) -> bool:
    """Whether some item of a version shows a picture."""
    shown = (
        sa.select(ItemPicture.media_digest)
        .join(VersionItem, VersionItem.content_digest == ItemPicture.content_digest)
        .where(VersionItem.version_id == version.id)
    )
    return session.execute(shown.limit(1)).first() is not None


def files_of(session: Session, items: Iterable[Item]) -> dict[str, bytes]:
    """Return the files of the pictures that items show, by digest."""
    digests = {item.picture.digest for item in items if item.picture is not None}
    if not digests:
        return {}
    rows = session.execute(sa.select(Media.digest, Media.data).where(Media.digest.in_(digests)))
    return {row.digest: row.data for row in rows}


def keys_read(
    session: Session, *, actor: Actor, now: int, bank: BankRecord, version: BankVersion, way: str
) -> None:
    """Note that ``actor`` saw the key of a version (``way``: "page" or a file format).

    Whoever read a key before the round closed is out of prizes (D-15): every reading leaves an
    audit line, the first one what the ranking goes by.
    """
    key_readings.note(session, person_id=actor.person_id, version_id=version.id, now=now, way=way)
    audit.record(
        session,
        actor=actor,
        now=now,
        action="bank.key.read",
        target=f"bank:{bank.code}/{version.number}",
        way=way,
    )


def _contents_asked() -> sa.Select[*tuple[Any, ...]]:
    return with_pictures(
        sa.select(*_SAID, VersionItem.many, *COLUMNS).join(
            ItemContent, ItemContent.digest == VersionItem.content_digest
        )
    )


def _shown(row: Any) -> ItemShown:
    return ItemShown(
        code=row.code,
        stem=row.stem,
        options=tuple(row.options),
        topic=row.topic,
        period=row.period,
        difficulty=Difficulty(row.difficulty),
        use=Use(row.use),
        many=row.many,
        picture=picture_of(row),
    )


def _within(offset: int, limit: int | None) -> sa.ColumnElement[bool]:
    if limit is None:
        return VersionItem.position >= offset
    return VersionItem.position.between(offset, offset + limit - 1)


def _highest(number: sa.SQLColumnExpression[int]) -> sa.ScalarSelect[int | None]:
    """Return the highest such number among the versions of the bank in the row."""
    return (
        sa.select(sa.func.max(number))
        .where(_OTHER.bank_id == BankRecord.id)
        .correlate(BankRecord)
        .scalar_subquery()
    )


def item_of_row(row: Any) -> Item:
    """Return the item of a row of ``items_asked``."""
    shown = picture_of(row)
    return Item(
        code=row.code,
        stem=row.stem,
        options=tuple(row.options),
        right=tuple(row.right),
        pinned=tuple(row.pinned),
        topic=row.topic,
        period=row.period,
        difficulty=Difficulty(row.difficulty),
        use=Use(row.use),
        explanation=row.explanation,
        source=row.source,
        picture=Picture(shown.digest, shown.alt) if shown else None,
    )
