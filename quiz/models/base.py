"""The declarative base, and the few column types that every table shares."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated, Any, cast

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import DeclarativeBase, mapped_column

BIG_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
"""A 64-bit key that still counts up by itself on SQLite."""

DOCUMENT = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
"""A JSON document that is read and written whole."""

BINARY_TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
"""Text that both databases compare byte by byte, as sort keys and paths of units want it."""

Id = Annotated[int, mapped_column(BIG_ID, primary_key=True)]
Moment = Annotated[int, mapped_column(sa.BigInteger)]
"""Milliseconds since the epoch, UTC."""
Centipoints = Annotated[int, mapped_column(sa.Integer)]
"""Points in hundredths."""
Text = Annotated[dict[str, str], mapped_column(DOCUMENT)]
"""A text in the languages of the interface: ``{"vi": …, "en": …}``; ``vi`` is always there."""
Document = Annotated[dict[str, Any], mapped_column(DOCUMENT)]
Digest = Annotated[str, mapped_column(sa.String(64))]
"""A SHA-256 in lower-case hexadecimal."""
Hash = Annotated[bytes, mapped_column(sa.LargeBinary(32))]
"""A SHA-256 as 32 bytes."""


class Base(DeclarativeBase):
    """Base of every table; knows nothing of Flask."""

    metadata = sa.MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


def table_of(model: type[Base]) -> sa.Table:
    """Return the table of a model, for the hot statements that pass the mapper by.

    A statement that is made of tables costs about half of what the same one made of classes does.
    """
    return cast("sa.Table", model.__table__)


def link(target: str, **options: Any) -> Any:
    """Return a column that points at ``target`` ("table.column") and never cascades."""
    index = options.pop("index", True)
    return mapped_column(sa.ForeignKey(target), index=index, **options)


def one_of(column: str, values: type[StrEnum] | Iterable[str]) -> sa.CheckConstraint:
    """Return the constraint that ``column`` holds one of ``values``."""
    listed = ", ".join(f"'{value}'" for value in values)
    return sa.CheckConstraint(f"{column} IN ({listed})", name=column)
