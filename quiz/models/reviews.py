"""What people did about a bank before it is used: steps, decisions upon items, keys they read."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from quiz.domain.bank_workflow import StepKind, Verdict
from quiz.models.base import Base, Digest, Id, Moment, link, one_of


class VersionStep(Base):
    """A version was sent for review, sent back, or found good; no step is ever changed."""

    __tablename__ = "version_step"
    __table_args__ = (one_of("kind", StepKind),)

    version_id: Mapped[int] = link("bank_version.id", primary_key=True, index=False)
    sequence: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(sa.String(10))
    person_id: Mapped[int] = link("person.id", index=False)
    note: Mapped[str] = mapped_column(sa.String(500))
    at: Mapped[Moment]


class ItemDecision(Base):
    """What somebody decided upon an item as it then was; the newest counts.

    It belongs to what was decided upon, all that the item said, so that the next version keeps it
    where nothing changed. ``version_id`` is where the item was seen.
    """

    __tablename__ = "item_decision"
    __table_args__ = (
        sa.Index("ix_item_decision_bank_id_code", "bank_id", "code"),
        sa.CheckConstraint("verdict = 'accept' OR comment <> ''", name="mend_says_what"),
        one_of("verdict", Verdict),
    )

    id: Mapped[Id]
    bank_id: Mapped[int] = link("bank.id", index=False)
    code: Mapped[str] = mapped_column(sa.String(40))
    content_digest: Mapped[Digest] = link("item_content.digest", index=False)
    key_digest: Mapped[Digest] = link("item_key.digest", index=False)
    topic: Mapped[str] = mapped_column(sa.String(200))
    period: Mapped[str] = mapped_column(sa.String(80))
    difficulty: Mapped[str] = mapped_column(sa.String(10))
    use: Mapped[str] = mapped_column(sa.String(10))
    source: Mapped[str] = mapped_column(sa.Text)
    version_id: Mapped[int] = link("bank_version.id", index=False)
    person_id: Mapped[int] = link("person.id", index=False)
    verdict: Mapped[str] = mapped_column(sa.String(10))
    comment: Mapped[str] = mapped_column(sa.String(1000))
    at: Mapped[Moment]


class KeyReading(Base):
    """When a person first had the key of a version before their eyes, and by which way.

    Whoever did before a round closed is out of its prizes (D-15).
    """

    __tablename__ = "key_reading"

    person_id: Mapped[int] = link("person.id", primary_key=True, index=False)
    version_id: Mapped[int] = link("bank_version.id", primary_key=True)
    first_at: Mapped[Moment]
    way: Mapped[str] = mapped_column(sa.String(20))
