"""The files of pictures: shown to whom the items that have them may be shown.

An address tells nothing of a key: it follows from the bytes alone. Until a round that draws from a
version has opened, its pictures are there for those only who may read the version, so that nobody
finds out by asking for a well-known picture that a paper is going to show it.
"""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quiz.domain.permissions import Permission
from quiz.models import BankRecord, BankVersion, ItemPicture, Media, Round, VersionItem
from quiz.services.actor import Actor
from quiz.services.banks.fence import banks_within
from quiz.services.media import StoredPicture
from quiz.services.refusal import NotYours


@dataclass(frozen=True, slots=True)
class PictureFile:
    """The bytes of a picture; ``is_public`` tells whether a round has shown it to contestants."""

    data: bytes
    is_public: bool


def file_of(
    session: Session, *, actor: Actor | None, now: int, digest: str, kind: str
) -> PictureFile:
    """Return the file of a picture for whoever may see it; for everybody else there is none."""
    shown = _shown(digest)
    opened = shown.join(Round, Round.bank_version_id == VersionItem.version_id).where(
        Round.opens_at <= now
    )
    row = session.execute(
        sa.select(Media.data, opened.exists().label("is_public")).where(
            Media.digest == digest, Media.kind == kind
        )
    ).one_or_none()
    if row is None or not (row.is_public or (actor and _may_read(session, actor, shown))):
        raise NotYours
    return PictureFile(row.data, row.is_public)


def picture_for(session: Session, actor: Actor, digest: str, alt: str) -> StoredPicture | None:
    """Return a picture of a bank in reach, to be described by ``alt``; None where there is none."""
    row = session.execute(
        sa.select(Media.kind, Media.width, Media.height).where(Media.digest == digest)
    ).one_or_none()
    if row is None or not _may_read(session, actor, _shown(digest)):
        return None
    return StoredPicture(digest, row.kind, row.width, row.height, alt)


def _shown(digest: str) -> Any:
    """Return the statement on places in versions whose content shows a picture."""
    return (
        sa.select(sa.literal(1))
        .select_from(ItemPicture)
        .join(VersionItem, VersionItem.content_digest == ItemPicture.content_digest)
        .where(ItemPicture.media_digest == digest)
    )


def _may_read(session: Session, actor: Actor, shown: Any) -> bool:
    theirs = (
        shown.join(BankVersion, BankVersion.id == VersionItem.version_id)
        .join(BankRecord, BankRecord.id == BankVersion.bank_id)
        .where(banks_within(actor, Permission.BANK_VERSION_READ))
    )
    return session.execute(theirs.limit(1)).first() is not None
