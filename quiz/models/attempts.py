"""Attempts, the evidence of every change, and what each attempt scored."""

from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from quiz.domain.entry import FinishKind
from quiz.models.base import DOCUMENT, Base, Centipoints, Hash, Id, Moment, link, one_of

__all__ = ["Attempt", "AttemptEvent", "EventKind", "FinishKind", "Score"]


class EventKind(StrEnum):
    """What an event of an attempt records."""

    START = "start"
    SAVE = "save"
    NEXT = "next"
    TAKE_OVER = "take_over"
    FINISH = "finish"


class Attempt(Base):
    """One *lượt thi*: the paper as drawn, the answers so far, and the server's own times.

    ``answers`` is one character per item (``quiz.domain.answers``), ``form`` the paper
    (``question_bank.exam_form``). ``revision`` counts accepted events, ``save_sequence`` is the
    browser's number of the last accepted save, ``lease`` and ``holder_id`` say which signed-in
    browser may write. ``chain`` is the hash of the last event.

    Where items are answered one by one, ``current_item`` is the one that can be answered now
    (zero-based; their number when all have passed) and ``item_shown_at`` when it was first shown;
    elsewhere both are null. The database keeps both from going back or leaping, and every other
    answer from changing (``attempt_item_*`` among the triggers of the migrations).
    """

    __tablename__ = "attempt"
    __table_args__ = (
        sa.UniqueConstraint("participation_id", "round_id", "number"),
        sa.Index(
            "uq_attempt_in_progress",
            "participation_id",
            "round_id",
            unique=True,
            sqlite_where=sa.text("finished_at IS NULL"),
            postgresql_where=sa.text("finished_at IS NULL"),
        ),
        sa.Index(
            "ix_attempt_unfinished",
            "deadline_at",
            sqlite_where=sa.text("finished_at IS NULL"),
            postgresql_where=sa.text("finished_at IS NULL"),
        ),
        sa.Index("ix_attempt_round_id_started_at", "round_id", "started_at"),
        sa.CheckConstraint("number > 0 AND number <= number_limit", name="limit"),
        sa.CheckConstraint("(finished_at IS NULL) = (finish_kind IS NULL)", name="finished"),
        sa.CheckConstraint("(finished_at IS NULL) = (receipt IS NULL)", name="receipt"),
        sa.CheckConstraint("finished_at IS NULL OR finished_at >= started_at", name="order"),
        one_of("finish_kind", FinishKind),
    )

    id: Mapped[Id]
    ref: Mapped[str] = mapped_column(sa.String(26), unique=True)
    participation_id: Mapped[int] = link("participation.id", index=False)
    round_id: Mapped[int] = link("round.id", index=False)
    number: Mapped[int]
    number_limit: Mapped[int]
    unit_id: Mapped[int] = link("unit.id", index=False)
    category: Mapped[str | None] = mapped_column(sa.String(40))
    form: Mapped[str] = mapped_column(sa.Text)
    started_at: Mapped[Moment]
    deadline_at: Mapped[Moment]
    finished_at: Mapped[Moment | None]
    finish_kind: Mapped[str | None] = mapped_column(sa.String(15))
    answers: Mapped[str] = mapped_column(sa.String(200))
    prediction: Mapped[int | None] = mapped_column(sa.BigInteger)
    revision: Mapped[int]
    save_sequence: Mapped[int] = mapped_column(sa.BigInteger)
    lease: Mapped[int]
    holder_id: Mapped[int | None] = link("login_session.id", index=False)
    chain: Mapped[Hash]
    receipt: Mapped[str | None] = mapped_column(sa.String(16), unique=True)
    current_item: Mapped[int | None]
    item_shown_at: Mapped[Moment | None]


class AttemptEvent(Base):
    """Append-only evidence: what arrived when, each line bound to the one before by its hash."""

    __tablename__ = "attempt_event"
    __table_args__ = (one_of("kind", EventKind),)

    attempt_id: Mapped[int] = link("attempt.id", primary_key=True, index=False)
    sequence: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(sa.String(10))
    arrived_at: Mapped[Moment]
    change: Mapped[dict[str, Any]] = mapped_column(DOCUMENT)
    previous: Mapped[Hash]
    hash: Mapped[Hash]


class Score(Base):
    """What an attempt scored by the key of one bank version; superseded, never edited."""

    __tablename__ = "score"

    attempt_id: Mapped[int] = link("attempt.id", primary_key=True, index=False)
    bank_version_id: Mapped[int] = link("bank_version.id", primary_key=True, index=False)
    points: Mapped[Centipoints]
    correct: Mapped[int]
    scored_at: Mapped[Moment]
