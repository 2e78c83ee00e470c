"""Question banks: content and key apart, versions that never change once approved."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from question_bank.item import Difficulty, Use
from question_bank.progress import Stage
from question_bank.searching import words_of_item
from quiz.models.base import DOCUMENT, Base, Digest, Id, Moment, link, one_of

MEDIA_TYPES = {"png": "image/png", "jpg": "image/jpeg"}
"""The kinds of pictures that are kept: the ending of an address, and the type it is served as."""
LARGEST_MEDIA = 2**20


class BankRecord(Base):
    """A bank under its code; what it holds is in its versions."""

    __tablename__ = "bank"

    id: Mapped[Id]
    code: Mapped[str] = mapped_column(sa.String(80), unique=True)
    owner_unit_id: Mapped[int | None] = link("unit.id", index=False)
    created_at: Mapped[Moment]


class BankVersion(Base):
    """One version of a bank: who made it, from which one, and the digest of all it holds.

    Versions that were approved before a second person had to do it have no ``approved_by_id``; a
    trigger asks every new approval for one.
    """

    __tablename__ = "bank_version"
    __table_args__ = (
        sa.UniqueConstraint("bank_id", "number"),
        sa.CheckConstraint("number > 0", name="number"),
        sa.CheckConstraint("approved_by_id <> author_id", name="two_people"),
        sa.CheckConstraint(
            "approved_by_id IS NULL OR approved_at IS NOT NULL", name="approved_when"
        ),
    )

    id: Mapped[Id]
    bank_id: Mapped[int] = link("bank.id", index=False)
    number: Mapped[int]
    parent_id: Mapped[int | None] = link("bank_version.id", index=False)
    digest: Mapped[Digest]
    title: Mapped[str] = mapped_column(sa.String(300))
    language: Mapped[str] = mapped_column(sa.String(10))
    notice: Mapped[str] = mapped_column(sa.Text)
    items: Mapped[int]
    message: Mapped[str] = mapped_column(sa.String(500))
    author_id: Mapped[int | None] = link("person.id", index=False)
    created_at: Mapped[Moment]
    approved_by_id: Mapped[int | None] = link("person.id", index=False)
    approved_at: Mapped[Moment | None]


class BankEditor(Base):
    """A person who has had a hand in a draft, and so cannot be the one who approves it."""

    __tablename__ = "bank_editor"

    version_id: Mapped[int] = link("bank_version.id", primary_key=True, index=False)
    person_id: Mapped[int] = link("person.id", primary_key=True)
    edited_at: Mapped[Moment]


def _folded(context: Any) -> str:
    """Return the words by which an item is found, whatever accents are typed."""
    content = context.get_current_parameters()
    return words_of_item(content["stem"], content["options"])


class ItemContent(Base):
    """What a contestant sees of an item, addressed by its digest; ``folded`` is for searching."""

    __tablename__ = "item_content"

    digest: Mapped[Digest] = mapped_column(primary_key=True)
    stem: Mapped[str] = mapped_column(sa.Text)
    options: Mapped[list[str]] = mapped_column(DOCUMENT)
    pinned: Mapped[list[int]] = mapped_column(DOCUMENT)
    folded: Mapped[str] = mapped_column(sa.Text, default=_folded, server_default="")


class Media(Base):
    """The file of a picture, addressed by its digest."""

    __tablename__ = "media"
    __table_args__ = (
        one_of("kind", MEDIA_TYPES),
        sa.CheckConstraint("width > 0 AND height > 0", name="size"),
        sa.CheckConstraint(f"length(data) BETWEEN 1 AND {LARGEST_MEDIA}", name="data"),
    )

    digest: Mapped[Digest] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(4))
    width: Mapped[int]
    height: Mapped[int]
    data: Mapped[bytes] = mapped_column(sa.LargeBinary, deferred=True)


class ItemPicture(Base):
    """The picture that an item's content shows, and what it shows in words."""

    __tablename__ = "item_picture"

    content_digest: Mapped[Digest] = link("item_content.digest", primary_key=True, index=False)
    media_digest: Mapped[Digest] = link("media.digest")
    alt: Mapped[str] = mapped_column(sa.Text)


class ItemKey(Base):
    """The right options of an item and why; never read on the way to a paper."""

    __tablename__ = "item_key"

    digest: Mapped[Digest] = mapped_column(primary_key=True)
    right: Mapped[list[int]] = mapped_column(DOCUMENT)
    explanation: Mapped[str] = mapped_column(sa.Text)


class VersionItem(Base):
    """The place of an item in a version, and what the version says about it.

    ``many`` tells contestants that several options are right: the number of right options is part
    of what an item shows, which ones they are is not.
    """

    __tablename__ = "version_item"
    __table_args__ = (
        sa.UniqueConstraint("version_id", "code"),
        one_of("difficulty", Difficulty),
        one_of("use", Use),
    )

    version_id: Mapped[int] = link("bank_version.id", primary_key=True, index=False)
    position: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(sa.String(40))
    content_digest: Mapped[Digest] = link("item_content.digest")
    key_digest: Mapped[Digest] = link("item_key.digest")
    topic: Mapped[str] = mapped_column(sa.String(200))
    period: Mapped[str] = mapped_column(sa.String(80))
    difficulty: Mapped[str] = mapped_column(sa.String(10))
    use: Mapped[str] = mapped_column(sa.String(10))
    source: Mapped[str] = mapped_column(sa.Text)
    many: Mapped[bool] = mapped_column(server_default=sa.false())


class RemovedItem(Base):
    """An item taken out of a draft, kept until approval so that it can be put back.

    ``place`` is the row of ``VersionItem`` as it was.
    """

    __tablename__ = "removed_item"

    version_id: Mapped[int] = link("bank_version.id", primary_key=True, index=False)
    code: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    content_digest: Mapped[Digest] = link("item_content.digest")
    place: Mapped[dict[str, Any]] = mapped_column(DOCUMENT)
    removed_by_id: Mapped[int | None] = link("person.id", index=False)
    removed_at: Mapped[Moment]


class StagedFile(Base):
    """A file that somebody has uploaded and not yet confirmed; kept for a day.

    ``data`` is what the import room read in it; as long as it has a ``FileReading``, the file.
    """

    __tablename__ = "staged_file"

    ref: Mapped[str] = mapped_column(sa.String(26), primary_key=True)
    purpose: Mapped[str] = mapped_column(sa.String(20))
    filename: Mapped[str] = mapped_column(sa.String(200))
    data: Mapped[bytes] = mapped_column(sa.LargeBinary)
    options: Mapped[dict[str, Any]] = mapped_column(DOCUMENT)
    person_id: Mapped[int] = link("person.id", index=False)
    created_at: Mapped[Moment]


class FileReading(Base):
    """The reading of a staged file that takes long: how far it is; gone once the file is read.

    It lives as long as ``alive_at`` is moved on by the process that reads. ``refusal`` says why it
    ended without a result.
    """

    __tablename__ = "file_reading"
    __table_args__ = (
        one_of("stage", Stage),
        sa.CheckConstraint("done >= 0 AND of >= 0", name="counts"),
    )

    ref: Mapped[str] = mapped_column(
        sa.ForeignKey("staged_file.ref", ondelete="CASCADE"), primary_key=True
    )
    stage: Mapped[str] = mapped_column(sa.String(20))
    done: Mapped[int]
    of: Mapped[int]
    alive_at: Mapped[Moment]
    refusal: Mapped[str | None] = mapped_column(sa.String(40))
