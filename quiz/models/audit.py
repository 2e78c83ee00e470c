"""What staff did, and who keeps house."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from quiz.models.base import DOCUMENT, Base, Hash, Id, Moment, link


class AuditLine(Base):
    """One act of staff, bound to the line before by its hash; no line is ever changed.

    ``previous`` is unique, so two lines can never claim the same predecessor.
    """

    __tablename__ = "audit_line"

    id: Mapped[Id]
    at: Mapped[Moment]
    actor_id: Mapped[int | None] = link("person.id", index=False)
    action: Mapped[str] = mapped_column(sa.String(60))
    object: Mapped[str] = mapped_column(sa.String(120))
    data: Mapped[dict[str, Any]] = mapped_column(DOCUMENT)
    previous: Mapped[Hash] = mapped_column(unique=True)
    hash: Mapped[Hash]


class WorkerLease(Base):
    """Which process keeps house until when."""

    __tablename__ = "worker_lease"

    name: Mapped[str] = mapped_column(sa.String(20), primary_key=True)
    holder: Mapped[str] = mapped_column(sa.String(60))
    expires_at: Mapped[Moment]
