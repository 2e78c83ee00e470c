"""What the prizes of a round depend on besides its own attempts: earlier wins, and ties parted."""

from collections.abc import Mapping
from operator import itemgetter

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quiz.domain.lots import Draw
from quiz.domain.rules import RoundKind
from quiz.models import LotDraw, Publication, Round, Standing, TieOrder
from quiz.services.catalogue import RoundDefinition


def earlier_wins(session: Session, definition: RoundDefinition) -> Mapping[int, int]:
    """Count the prizes that each participation has from the rounds that its cap looks back on.

    One query, over the newest publication of each of them; none where there is no such cap.
    """
    caps = definition.rules.prize_caps
    if caps.per_person is None:
        return {}
    newest = (
        sa.select(sa.func.max(Publication.id))
        .join(Round, Round.id == Publication.round_id)
        .where(*rounds_before(definition, caps.from_round))
        .group_by(Publication.round_id)
    )
    rows = session.execute(
        sa.select(Standing.participation_id, sa.func.count())
        .where(Standing.publication_id.in_(newest), Standing.prize.is_not(None))
        .group_by(Standing.participation_id)
    )
    return {row[0]: row[1] for row in rows}


def unpublished_before(session: Session, definition: RoundDefinition) -> list[int]:
    """Return the numbers of the rounds that this one's prizes depend on and that have no result."""
    caps, overall = definition.rules.prize_caps, definition.rules.overall
    starts = [caps.from_round or 1] if caps.per_person is not None else []
    starts += [overall.from_round or 1] if overall is not None else []
    if not starts:
        return []
    published = sa.exists().where(Publication.round_id == Round.id)
    rounds = sa.select(Round.number).where(*rounds_before(definition, min(starts)), ~published)
    return list(session.execute(rounds.order_by(Round.number)).scalars())


def draws_of(session: Session, round_id: int) -> tuple[Draw, ...]:
    """Return the orders of equals at the prizes of a round, the newest first.

    Drawn by lot or put by judges; those for the prizes over the rounds that end with this one are
    ``overall``.
    """
    drawn = session.execute(sa.select(LotDraw).where(LotDraw.round_id == round_id)).scalars()
    ordered = session.execute(sa.select(TieOrder).where(TieOrder.round_id == round_id)).scalars()
    orders = [(row.drawn_at, row.id, draw_of(row)) for row in drawn]
    orders += [(row.ordered_at, row.id, decision_of(row)) for row in ordered]
    return tuple(order for *_, order in sorted(orders, key=itemgetter(0, 1), reverse=True))


def draw_of(row: LotDraw) -> Draw:
    """Return lots as a value."""
    return Draw(
        rank=row.rank,
        group=tuple(row.group),
        levels=tuple(row.levels),
        seed=row.seed,
        attempts=tuple(row.attempts),
        drawn_at=row.drawn_at,
        overall=row.overall,
    )


def decision_of(row: TieOrder) -> Draw:
    """Return an order that judges have put as a value."""
    return Draw(
        rank=row.rank,
        group=tuple(row.group),
        levels=tuple(row.levels),
        seed=None,
        attempts=tuple(row.attempts),
        drawn_at=row.ordered_at,
        overall=row.overall,
        reason=row.reason,
    )


def rounds_before(
    definition: RoundDefinition, from_round: int | None
) -> tuple[sa.ColumnElement[bool], ...]:
    """Return the conditions for the official rounds before one, beginning with a number."""
    return (
        Round.contest_id == definition.contest_id,
        Round.kind == RoundKind.OFFICIAL,
        Round.number >= (from_round or 1),
        Round.number < definition.number,
    )
