"""Pictures of items, kept under the digest of their bytes, as statements and rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from question_bank.readers.pictures import CleanPicture, clean_picture
from quiz.models import ItemPicture, Media, VersionItem

COLUMNS = (ItemPicture.media_digest, ItemPicture.alt, Media.kind, Media.width, Media.height)
"""What ``picture_of`` reads from a row whose statement went through ``with_pictures``."""


@dataclass(frozen=True, slots=True)
class StoredPicture:
    """A picture that an item shows: its file, its size in pixels, and what it shows in words."""

    digest: str
    kind: str
    width: int
    height: int
    alt: str


def with_pictures(statement: Any) -> sa.Select[*tuple[Any, ...]]:
    """Join to a statement on places in versions the picture of each, where there is one."""
    joined: sa.Select[*tuple[Any, ...]] = statement.outerjoin(
        ItemPicture, ItemPicture.content_digest == VersionItem.content_digest
    ).outerjoin(Media, Media.digest == ItemPicture.media_digest)
    return joined


def picture_of(row: Any) -> StoredPicture | None:
    """Return the picture of a row that has ``COLUMNS``."""
    if row.media_digest is None:
        return None
    return StoredPicture(row.media_digest, row.kind, row.width, row.height, row.alt)


def kind_of(picture: CleanPicture) -> str:
    """Return the kind under which a clean picture is kept."""
    return "png" if picture.data.startswith(b"\x89PNG") else "jpg"


def rows_of(files: Mapping[str, bytes]) -> list[dict[str, Any]]:
    """Return the rows of pictures by digest; a file that no reader has cleaned is an error."""
    rows = []
    for digest, data in files.items():
        clean = clean_picture(data)
        if clean.digest != digest:
            raise ValueError(f"picture {digest} is not clean")
        size = {"width": clean.width, "height": clean.height}
        rows.append({"digest": digest, "kind": kind_of(clean), "data": data, **size})
    return rows
