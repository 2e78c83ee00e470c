"""Items as rows: content, key and picture under their digests, and the place in a version."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from question_bank.bank import digest_of
from question_bank.item import Item
from quiz.models import Base, ItemContent, ItemKey, ItemPicture, Media, VersionItem, table_of
from quiz.services.media import rows_of


def store_contents(session: Session, items: Sequence[Item], pictures: Mapping[str, bytes]) -> None:
    """Store what is not there yet of the contents, keys and pictures of items."""
    contents = {item.content_digest: item for item in items}
    keys = {item.key_digest: item for item in items}
    new = _unknown(session, ItemContent, contents)
    insert_once(session, Media, rows_of(pictures))
    insert_once(session, ItemContent, [_content_row(item) for item in new])
    insert_once(session, ItemPicture, [_picture_row(item) for item in new if item.picture])
    insert_once(session, ItemKey, [_key_row(item) for item in _unknown(session, ItemKey, keys)])


def insert_once(session: Session, table: type[Base], rows: list[dict[str, Any]]) -> None:
    """Insert the rows whose code or digest is not there yet."""
    if not rows:
        return
    is_postgres = session.get_bind().dialect.name == "postgresql"
    insert = postgresql.insert if is_postgres else sqlite.insert
    session.execute(insert(table_of(table)).on_conflict_do_nothing(), rows)


def store_places(session: Session, version_id: int, items: Sequence[Item]) -> None:
    """Put items in their places in a version that has none yet."""
    rows = [place_row(version_id, position, item) for position, item in enumerate(items)]
    if rows:
        session.execute(sa.insert(table_of(VersionItem)), rows)


def _unknown(
    session: Session, table: type[ItemContent | ItemKey], items: Mapping[str, Item]
) -> list[Item]:
    """Return the items whose digest is not there: of a mended file, a few among thousands.

    Another transaction may store some of them meanwhile; in one order, so that neither waits for
    what the other waits with.
    """
    known = session.execute(sa.select(table.digest).where(table.digest.in_(items))).scalars()
    return [items[digest] for digest in sorted(items.keys() - set(known))]


def place_row(version_id: int, position: int, item: Item) -> dict[str, Any]:
    """Return the row of an item's place in a version."""
    return {
        "version_id": version_id,
        "position": position,
        "code": item.code,
        "content_digest": item.content_digest,
        "key_digest": item.key_digest,
        "topic": item.topic,
        "period": item.period,
        "difficulty": item.difficulty,
        "use": item.use,
        "source": item.source,
        "many": len(item.right) > 1,
    }


def digest_of_places(session: Session, version_id: int) -> str:
    """Return the digest of a version as its rows have it: that of the bank read from them."""
    rows = session.execute(
        sa.select(
            VersionItem.code,
            VersionItem.content_digest.label("content"),
            VersionItem.difficulty,
            VersionItem.key_digest.label("key"),
            VersionItem.period,
            VersionItem.source,
            VersionItem.topic,
            VersionItem.use,
        )
        .where(VersionItem.version_id == version_id)
        .order_by(VersionItem.position)
    )
    return digest_of(dict(row._mapping) for row in rows)


def _content_row(item: Item) -> dict[str, Any]:
    return {
        "digest": item.content_digest,
        "stem": item.stem,
        "options": list(item.options),
        "pinned": list(item.pinned),
    }


def _key_row(item: Item) -> dict[str, Any]:
    return {
        "digest": item.key_digest,
        "right": list(item.right),
        "explanation": item.explanation,
    }


def _picture_row(item: Item) -> dict[str, Any]:
    assert item.picture is not None  # noqa: S101 - the caller has looked
    return {
        "content_digest": item.content_digest,
        "media_digest": item.picture.digest,
        "alt": item.picture.alt,
    }
