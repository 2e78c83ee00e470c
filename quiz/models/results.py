"""What boards read while a round runs, and what is published after it."""

from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import Mapped, mapped_column

from quiz.models.base import (
    DOCUMENT,
    Base,
    Centipoints,
    Digest,
    Document,
    Hash,
    Id,
    Moment,
    link,
    one_of,
)


class RoundResult(Base):
    """A person's recognised attempt of a round so far, kept current by every finish.

    The index holds the attempts too, so that a look whether any came is a look at the index alone.
    """

    __tablename__ = "round_result"
    __table_args__ = (
        sa.Index("ix_round_result_round_id_unit_id_attempts", "round_id", "unit_id", "attempts"),
    )

    participation_id: Mapped[int] = link("participation.id", primary_key=True, index=False)
    round_id: Mapped[int] = link("round.id", primary_key=True, index=False)
    attempt_id: Mapped[int] = link("attempt.id", index=False)
    unit_id: Mapped[int] = link("unit.id", index=False)
    attempts: Mapped[int]
    perfect_attempts: Mapped[int]
    points: Mapped[Centipoints]
    correct: Mapped[int]
    started_at: Mapped[Moment]
    finished_at: Mapped[Moment]


class Board(Base):
    """The boards of a round as last refreshed: when, how many, and who leads.

    ``digest`` is over everything that the boards show; ``changed_at`` is when it last was another.
    ``leagues`` are the kinds of which there are several units, the highest level first. As long as
    the ``grounds`` of a refresh are these, it would find the same.
    """

    __tablename__ = "board"

    round_id: Mapped[int] = link("round.id", primary_key=True, index=False)
    refreshed_at: Mapped[Moment]
    changed_at: Mapped[Moment] = mapped_column(server_default="0")
    digest: Mapped[Digest] = mapped_column(server_default="")
    people: Mapped[int]
    attempts: Mapped[int]
    leaders: Mapped[list[dict[str, Any]]] = mapped_column(DOCUMENT)
    leagues: Mapped[list[str]] = mapped_column(DOCUMENT, server_default="[]")
    grounds: Mapped[str] = mapped_column(sa.String(64), server_default="")


class BoardUnit(Base):
    """One unit on the board of a round, with all that is below it.

    ``position`` is its place among those beside it, ``place`` among all of its ``kind``, which is
    that of the contest's day. Both count from 1 without gaps, so that a page of many is a range.
    """

    __tablename__ = "board_unit"
    __table_args__ = (
        sa.Index("ix_board_unit_round_id_parent_id_position", "round_id", "parent_id", "position"),
        sa.Index("ix_board_unit_round_id_kind_place", "round_id", "kind", "place"),
    )

    round_id: Mapped[int] = link("round.id", primary_key=True, index=False)
    unit_id: Mapped[int] = link("unit.id", primary_key=True, index=False)
    parent_id: Mapped[int | None] = link("unit.id", index=False)
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(sa.String(40), server_default="")
    place: Mapped[int] = mapped_column(server_default="0")
    rank: Mapped[int | None]
    excluded: Mapped[str | None] = mapped_column(sa.String(40))
    people: Mapped[int]
    attempts: Mapped[int]
    headcount: Mapped[int | None]
    unconfirmed: Mapped[bool] = mapped_column(server_default=sa.false())
    points: Mapped[int] = mapped_column(sa.BigInteger)
    all_correct: Mapped[int]
    values: Mapped[list[list[Any]]] = mapped_column(DOCUMENT, server_default="[]")
    prizes: Mapped[list[list[Any]]] = mapped_column(DOCUMENT, server_default="[]")


class Publication(Base):
    """A numbered, immutable result of a round; a correction is the next number.

    ``awards`` tells of the prizes that nobody has, of ties and of lots; None in old publications.
    """

    __tablename__ = "publication"
    __table_args__ = (
        sa.UniqueConstraint("round_id", "number"),
        sa.CheckConstraint("number > 0", name="number"),
    )

    id: Mapped[Id]
    round_id: Mapped[int] = link("round.id", index=False)
    number: Mapped[int]
    published_at: Mapped[Moment]
    published_by_id: Mapped[int | None] = link("person.id", index=False)
    rules_digest: Mapped[Digest]
    digest: Mapped[Digest]
    totals: Mapped[Document]
    awards: Mapped[dict[str, Any] | None] = mapped_column(
        sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")
    )


class LotDraw(Base):
    """Lots that were drawn between equals at a prize: evidence, never changed.

    ``attempts`` are public references, ``levels`` and ``group`` the prizes at stake; the order is
    worked out from the seed (``quiz.domain.lots``).
    """

    __tablename__ = "lot_draw"

    id: Mapped[Id]
    round_id: Mapped[int] = link("round.id")
    rank: Mapped[int]
    group: Mapped[list[str]] = mapped_column(DOCUMENT)
    levels: Mapped[list[str]] = mapped_column(DOCUMENT)
    attempts: Mapped[list[str]] = mapped_column(DOCUMENT)
    seed: Mapped[Hash]
    overall: Mapped[bool] = mapped_column(server_default=sa.false())
    drawn_at: Mapped[Moment]
    drawn_by_id: Mapped[int | None] = link("person.id", index=False)


class TieOrder(Base):
    """Equals at a prize whom judges have put in order, with their reason: evidence, never changed.

    ``attempts`` are public references, best first; the rest is as with lots.
    """

    __tablename__ = "tie_order"
    __table_args__ = (sa.CheckConstraint("length(reason) BETWEEN 10 AND 500", name="reason"),)

    id: Mapped[Id]
    round_id: Mapped[int] = link("round.id")
    rank: Mapped[int]
    group: Mapped[list[str]] = mapped_column(DOCUMENT)
    levels: Mapped[list[str]] = mapped_column(DOCUMENT)
    attempts: Mapped[list[str]] = mapped_column(DOCUMENT)
    reason: Mapped[str] = mapped_column(sa.String(500))
    overall: Mapped[bool]
    ordered_at: Mapped[Moment]
    ordered_by_id: Mapped[int | None] = link("person.id", index=False)


class RulingAct(StrEnum):
    """What a ruling does to an attempt."""

    VOID = "void"
    RESTORE = "restore"


class Ruling(Base):
    """What judges decided about a finished attempt, and why; the newest of an attempt is in force.

    Voiding and restoring take turns, and nothing of it is ever changed.
    """

    __tablename__ = "ruling"
    __table_args__ = (
        sa.UniqueConstraint("round_id", "number"),
        sa.Index("ix_ruling_attempt_id_number", "attempt_id", "number"),
        sa.CheckConstraint("number > 0", name="number"),
        sa.CheckConstraint("length(reason) BETWEEN 10 AND 500", name="reason"),
        one_of("act", RulingAct),
    )

    id: Mapped[Id]
    round_id: Mapped[int] = link("round.id", index=False)
    number: Mapped[int]
    attempt_id: Mapped[int] = link("attempt.id", index=False)
    act: Mapped[str] = mapped_column(sa.String(10))
    reason: Mapped[str] = mapped_column(sa.String(500))
    ruled_at: Mapped[Moment]
    ruled_by_id: Mapped[int | None] = link("person.id", index=False)


class SpecialPrize(Base):
    """A prize outside the ranking, given by judges with a reason; withdrawn, never changed."""

    __tablename__ = "special_prize"

    id: Mapped[Id]
    round_id: Mapped[int] = link("round.id")
    title: Mapped[str] = mapped_column(sa.String(200))
    recipient: Mapped[str] = mapped_column(sa.String(200))
    reason: Mapped[str] = mapped_column(sa.String(1000))
    given_at: Mapped[Moment]
    given_by_id: Mapped[int | None] = link("person.id", index=False)
    withdrawn_at: Mapped[Moment | None]
    withdrawn_by_id: Mapped[int | None] = link("person.id", index=False)


class UnitMark(Base):
    """Points that judges have given a unit in a round, with a reason; the newest ones count."""

    __tablename__ = "unit_mark"
    __table_args__ = (
        sa.UniqueConstraint("round_id", "unit_id", "number"),
        sa.CheckConstraint("points >= 0", name="points"),
        sa.CheckConstraint("length(reason) > 0", name="reason"),
    )

    id: Mapped[Id]
    round_id: Mapped[int] = link("round.id")
    unit_id: Mapped[int] = link("unit.id", index=False)
    number: Mapped[int]
    points: Mapped[Centipoints]
    reason: Mapped[str] = mapped_column(sa.String(1000))
    given_at: Mapped[Moment]
    given_by_id: Mapped[int | None] = link("person.id", index=False)


class OverallStanding(Base):
    """One line of a ranking over several rounds, published with the last of them.

    ``reference`` is the public reference of one of the person's attempts in these rounds.
    """

    __tablename__ = "overall_standing"

    publication_id: Mapped[int] = link("publication.id", primary_key=True, index=False)
    position: Mapped[int] = mapped_column(primary_key=True)
    rank: Mapped[int]
    participation_id: Mapped[int] = link("participation.id", index=False)
    reference: Mapped[str] = mapped_column(sa.String(40))
    unit_id: Mapped[int] = link("unit.id", index=False)
    category: Mapped[str | None] = mapped_column(sa.String(40))
    rounds: Mapped[int]
    values: Mapped[list[list[Any]]] = mapped_column(DOCUMENT)
    prize: Mapped[str | None] = mapped_column(sa.String(40))
    no_prize: Mapped[str | None] = mapped_column(sa.String(40))


class Standing(Base):
    """One line of a publication: a person's place and every key that decided it.

    Whoever has a higher ``prize`` here instead of one of an earlier round gave that one up.
    """

    __tablename__ = "standing"
    __table_args__ = (
        sa.UniqueConstraint("publication_id", "attempt_id"),
        sa.Index(
            "ix_standing_gave_up",
            "participation_id",
            sqlite_where=sa.text("gave_up_round IS NOT NULL"),
            postgresql_where=sa.text("gave_up_round IS NOT NULL"),
        ),
    )

    publication_id: Mapped[int] = link("publication.id", primary_key=True, index=False)
    position: Mapped[int] = mapped_column(primary_key=True)
    rank: Mapped[int | None]
    unranked: Mapped[str | None] = mapped_column(sa.String(40))
    participation_id: Mapped[int] = link("participation.id", index=False)
    attempt_id: Mapped[int] = link("attempt.id", index=False)
    unit_id: Mapped[int] = link("unit.id", index=False)
    points: Mapped[Centipoints]
    correct: Mapped[int]
    attempts: Mapped[int]
    values: Mapped[list[list[Any]]] = mapped_column(DOCUMENT)
    prize: Mapped[str | None] = mapped_column(sa.String(40))
    no_prize: Mapped[str | None] = mapped_column(sa.String(40))
    gave_up_round: Mapped[int | None]
    gave_up_level: Mapped[str | None] = mapped_column(sa.String(40))


class UnitStanding(Base):
    """One unit's line of a publication, with all that is below it."""

    __tablename__ = "unit_standing"

    publication_id: Mapped[int] = link("publication.id", primary_key=True, index=False)
    unit_id: Mapped[int] = link("unit.id", primary_key=True, index=False)
    parent_id: Mapped[int | None] = link("unit.id", index=False)
    position: Mapped[int]
    rank: Mapped[int | None]
    excluded: Mapped[str | None] = mapped_column(sa.String(40))
    people: Mapped[int]
    attempts: Mapped[int]
    headcount: Mapped[int | None]
    unconfirmed: Mapped[bool] = mapped_column(server_default=sa.false())
    points: Mapped[int] = mapped_column(sa.BigInteger)
    all_correct: Mapped[int]
    values: Mapped[list[list[Any]]] = mapped_column(DOCUMENT, server_default="[]")
    prizes: Mapped[list[list[Any]]] = mapped_column(DOCUMENT, server_default="[]")
