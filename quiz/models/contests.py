"""Contests, their rounds, and who takes part."""

from datetime import date
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from quiz.domain.rules import RoundKind
from quiz.models.base import DOCUMENT, Base, Digest, Document, Hash, Id, Moment, Text, link, one_of


class Eligibility(StrEnum):
    """How a person stands in a contest."""

    IN_CONTEST = "in_contest"
    OUT_OF_PRIZES = "out_of_prizes"
    EXCLUDED = "excluded"


class Contest(Base):
    """A contest: its texts, the tree of units as of a day, and what it asks of who registers.

    ``portals`` are the origins whose pages may show its boards; ``preset`` names the shipped rules
    that its own began with, where they did.
    """

    __tablename__ = "contest"

    id: Mapped[Id]
    slug: Mapped[str] = mapped_column(sa.String(80), unique=True)
    title: Mapped[Text]
    summary: Mapped[Text]
    organizer: Mapped[Text]
    audience: Mapped[Text]
    regulation: Mapped[Text]
    is_practice: Mapped[bool]
    owner_unit_id: Mapped[int | None] = link("unit.id", index=False)
    tree_id: Mapped[int] = link("unit_tree.id", index=False)
    tree_day: Mapped[date]
    headcount_kind: Mapped[str] = mapped_column(sa.String(40))
    zone: Mapped[str] = mapped_column(sa.String(40))
    registration: Mapped[Document]
    preset: Mapped[str | None] = mapped_column(sa.String(40))
    portals: Mapped[list[str]] = mapped_column(DOCUMENT, server_default="[]")
    created_at: Mapped[Moment]
    announced_at: Mapped[Moment | None]


class StudyDocument(Base):
    """Something to read before the contest: a text of our own or an address."""

    __tablename__ = "study_document"

    contest_id: Mapped[int] = link("contest.id", primary_key=True, index=False)
    position: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[Text]
    body: Mapped[Text | None]
    address: Mapped[str | None] = mapped_column(sa.String(500))


class Round(Base):
    """A round: its window, the bank version it draws from, and its rules document.

    Whether it is open is computed from the clock; only what people did is stored. From
    ``board_stopped_at`` on its public boards stand still until the result is published.
    """

    __tablename__ = "round"
    __table_args__ = (
        sa.UniqueConstraint("contest_id", "number"),
        sa.CheckConstraint("opens_at < closes_at", name="window"),
        sa.CheckConstraint("number > 0", name="number"),
        one_of("kind", RoundKind),
    )

    id: Mapped[Id]
    contest_id: Mapped[int] = link("contest.id", index=False)
    number: Mapped[int]
    title: Mapped[Text]
    kind: Mapped[str] = mapped_column(sa.String(10))
    opens_at: Mapped[Moment]
    closes_at: Mapped[Moment]
    bank_version_id: Mapped[int] = link("bank_version.id", index=False)
    rules: Mapped[Document]
    rules_digest: Mapped[Digest]
    rules_schema: Mapped[int]
    board_stopped_at: Mapped[Moment | None]


class RoundSeal(Base):
    """The seal of a round: what was promised about its bank and rules before it opened.

    ``commitment`` is public at once; the ``nonce`` that opens it leaves the server only when the
    result of the round is published. Nothing of it is ever changed.
    """

    __tablename__ = "round_seal"
    __table_args__ = (sa.CheckConstraint("length(nonce) = 32", name="nonce"),)

    round_id: Mapped[int] = link("round.id", primary_key=True, index=False)
    nonce: Mapped[Hash]
    commitment: Mapped[Digest] = mapped_column(unique=True)
    sealed_at: Mapped[Moment]
    sealed_by_id: Mapped[int] = link("person.id", index=False)


class Participation(Base):
    """A person in a contest; ``registered_at`` is empty until the person has agreed to it."""

    __tablename__ = "participation"
    __table_args__ = (
        sa.UniqueConstraint("person_id", "contest_id"),
        sa.Index("ix_participation_contest_id_unit_id", "contest_id", "unit_id"),
        one_of("eligibility", Eligibility),
        sa.CheckConstraint(
            "(registered_at IS NULL) = (consent_version IS NULL)", name="registered_with_consent"
        ),
    )

    id: Mapped[Id]
    contest_id: Mapped[int] = link("contest.id", index=False)
    person_id: Mapped[int] = link("person.id", index=False)
    unit_id: Mapped[int] = link("unit.id")
    category: Mapped[str | None] = mapped_column(sa.String(40))
    eligibility: Mapped[str] = mapped_column(sa.String(15))
    created_at: Mapped[Moment]
    registered_at: Mapped[Moment | None]
    consent_version: Mapped[str | None] = mapped_column(sa.String(40))
    guardian_name: Mapped[str | None] = mapped_column(sa.String(200))
    guardian_phone: Mapped[str | None] = mapped_column(sa.String(20))
