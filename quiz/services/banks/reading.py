"""Reading banks: the list of them, a version whole, and the note that somebody read its key."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from question_bank.bank import Bank
from question_bank.item import Difficulty, Item, Use
from quiz.domain.bank_workflow import State
from quiz.domain.permissions import Permission
from quiz.models import BankRecord, BankVersion, ItemContent, ItemKey, VersionItem
from quiz.services import audit, key_readings
from quiz.services.actor import Actor
from quiz.services.banks.fence import banks_within
from quiz.services.banks.states import states_of

_OTHER = aliased(BankVersion)


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
    rows = session.execute(
        sa.select(VersionItem, ItemContent)
        .join(ItemContent, ItemContent.digest == VersionItem.content_digest)
        .where(VersionItem.version_id == version.id, _within(offset, limit))
        .order_by(VersionItem.position)
    )
    return [
        ItemShown(
            code=place.code,
            stem=content.stem,
            options=tuple(content.options),
            topic=place.topic,
            period=place.period,
            difficulty=Difficulty(place.difficulty),
            use=Use(place.use),
        )
        for place, content in rows
    ]


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
        sa.select(VersionItem, ItemContent, ItemKey)
        .join(ItemContent, ItemContent.digest == VersionItem.content_digest)
        .join(ItemKey, ItemKey.digest == VersionItem.key_digest)
        .where(VersionItem.version_id == version.id, condition)
        .order_by(VersionItem.position)
    )
    return [_item(place, content, key) for place, content, key in rows]


def bank_of_version(session: Session, version: BankVersion) -> Bank:
    """Return a version whole, key included."""
    code = session.execute(
        sa.select(BankRecord.code).where(BankRecord.id == version.bank_id)
    ).scalar_one()
    return Bank(
        code=code,
        title=version.title,
        language=version.language,
        notice=version.notice,
        items=tuple(items_of(session, version)),
    )


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


def _item(place: VersionItem, content: ItemContent, key: ItemKey) -> Item:
    return Item(
        code=place.code,
        stem=content.stem,
        options=tuple(content.options),
        right=tuple(key.right),
        pinned=tuple(content.pinned),
        topic=place.topic,
        period=place.period,
        difficulty=Difficulty(place.difficulty),
        use=Use(place.use),
        explanation=key.explanation,
        source=place.source,
    )
