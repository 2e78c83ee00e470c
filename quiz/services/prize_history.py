"""What the prizes of a round depend on besides its own attempts: earlier wins, and ties parted."""

from collections import defaultdict
from operator import itemgetter

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quiz.domain.lots import Draw
from quiz.domain.prize_order import NOTHING_WON, EarlierWins, Win, levels_of
from quiz.domain.rules import RoundKind, Rules, parse_rules
from quiz.models import LotDraw, Publication, Round, Standing, TieOrder
from quiz.services.catalogue import RoundDefinition


def earlier_wins(session: Session, definition: RoundDefinition) -> EarlierWins:
    """Return what each participation has won in the rounds that a cap looks back on, and kept.

    One query, over the newest publication of each of them, and one for the order of their levels
    where the higher prize is kept; none where there is no such cap.
    """
    starts = _caps_begin(definition.rules)
    if not starts:
        return NOTHING_WON
    newest = (
        sa.select(sa.func.max(Publication.id))
        .join(Round, Round.id == Publication.round_id)
        .where(*rounds_before(definition, min(starts)))
        .group_by(Publication.round_id)
    )
    rows = session.execute(
        sa.select(
            Standing.participation_id,
            Round.number,
            Standing.prize,
            Standing.gave_up_round,
            Standing.gave_up_level,
        )
        .join(Publication, Publication.id == Standing.publication_id)
        .join(Round, Round.id == Publication.round_id)
        .where(Standing.publication_id.in_(newest), Standing.prize.is_not(None))
        .order_by(Round.number, Standing.position)
    ).all()
    given_up = {(row[0], row.gave_up_round, row.gave_up_level) for row in rows}
    wins: defaultdict[int, list[Win]] = defaultdict(list)
    for person, number, level, *_ in rows:
        if level is not None and (person, number, level) not in given_up:
            wins[person].append(Win(number, level))
    kept = {person: tuple(won) for person, won in wins.items()}
    return EarlierWins(kept, levels_before(session, definition))


def _caps_begin(rules: Rules) -> list[int]:
    """Return the first rounds whose prizes count against caps per person."""
    caps, overall = rules.prize_caps, rules.overall
    starts = [caps.from_round or 1] if caps.per_person is not None else []
    if overall is not None and overall.prize_caps.per_person is not None:
        starts.append(overall.wins_from)
    return starts


def levels_before(session: Session, definition: RoundDefinition) -> tuple[str, ...]:
    """Return the levels in order of all rounds whose prizes are held against those of this one.

    None but where its rules keep the higher prize.
    """
    caps = definition.rules.prize_caps
    if caps.keeps != "higher":
        return ()
    before = sa.select(Round.rules).where(*rounds_before(definition, caps.from_round))
    rules = [parse_rules(row) for row in session.execute(before).scalars()]
    return levels_of(one.prizes for one in (*rules, definition.rules))


def unpublished_before(session: Session, definition: RoundDefinition) -> list[int]:
    """Return the numbers of the rounds that this one's prizes depend on and that have no result."""
    overall = definition.rules.overall
    starts = _caps_begin(definition.rules)
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
