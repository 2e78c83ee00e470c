"""The board of a round that is still running, from one row per person in the database.

The database puts the first people in order and counts those of each unit, because reading and
ranking everybody every few seconds would cost the more the more take part; tests hold the outcome
against `quiz.domain.ranking.standings` and `quiz.domain.unit_ranking.unit_standings`. While
a prediction is asked nobody is ranked: its number is not known, and the board is sealed.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quiz.domain.answers import UNANSWERED
from quiz.domain.rules import RankingKey, Rules
from quiz.domain.unit_ranking import UnitTally, best_of, standings_of_tallies
from quiz.models import Attempt, Eligibility, Participation, RoundResult
from quiz.services.boards.content import LEADERS, BoardContent, leaders
from quiz.services.catalogue import RoundDefinition
from quiz.services.contest_staff import staff_without_prizes
from quiz.services.key_readings import who_knew_a_key
from quiz.services.results import PersonLine, unit_lines
from quiz.services.unit_nodes import nodes_of

_VALUES: Mapping[RankingKey, sa.SQLColumnExpression[Any]] = {
    RankingKey.POINTS: RoundResult.points,
    RankingKey.CORRECT: RoundResult.correct,
    RankingKey.DURATION: RoundResult.finished_at - RoundResult.started_at,
    RankingKey.FINISHED_AT: RoundResult.finished_at,
    RankingKey.STARTED_AT: RoundResult.started_at,
    RankingKey.ATTEMPT_COUNT: RoundResult.attempts,
    RankingKey.REGISTERED_AT: Participation.registered_at,
    RankingKey.PERFECT_ATTEMPTS: RoundResult.perfect_attempts,
}
_MOST_FIRST = {RankingKey.POINTS, RankingKey.CORRECT, RankingKey.PERFECT_ATTEMPTS}


def live_content(session: Session, definition: RoundDefinition) -> BoardContent:
    """Return the board as it stands now; the number of queries is always the same."""
    people, attempts = session.execute(
        sa.select(sa.func.count(), sa.func.coalesce(sa.func.sum(RoundResult.attempts), 0)).where(
            RoundResult.round_id == definition.id
        )
    ).one()
    tree = nodes_of(session, definition.contest_id)
    units = standings_of_tallies(_tallies(session, definition), tree.nodes, definition.rules)
    return BoardContent(
        people=people,
        attempts=attempts,
        leaders=leaders(session, _first(session, definition)),
        units=unit_lines(units),
    )


def _tallies(session: Session, definition: RoundDefinition) -> dict[int | None, UnitTally]:
    """Count the people right at each unit, as `quiz.domain.unit_tree.tallies_of` would."""
    is_perfect = RoundResult.correct == definition.rules.paper.items
    rows = session.execute(
        sa.select(
            RoundResult.unit_id,
            sa.func.count().label("people"),
            _sum(RoundResult.attempts).label("attempts"),
            _sum(RoundResult.points).label("points"),
            _sum(sa.case((is_perfect, 1), else_=0)).label("perfect"),
        )
        .join(Participation, Participation.id == RoundResult.participation_id)
        .where(RoundResult.round_id == definition.id, _can_win(definition))
        .group_by(RoundResult.unit_id)
    )
    best = _best(session, definition)
    return {
        row.unit_id: UnitTally(
            people=row.people,
            attempts=row.attempts,
            total_points=row.points,
            all_correct_people=row.perfect,
            best=best.get(row.unit_id, []),
        )
        for row in rows
    }


def _sum(of: sa.ColumnElement[int] | sa.SQLColumnExpression[int]) -> sa.ColumnElement[int]:
    return sa.cast(sa.func.sum(of), sa.BigInteger)  # PostgreSQL makes a decimal of great sums


def _best(session: Session, definition: RoundDefinition) -> dict[int, list[int]]:
    """Give the points of the best people right at each unit, as many as the rules count."""
    if not (most := best_of(definition.rules)):
        return {}
    place = sa.func.row_number().over(
        partition_by=RoundResult.unit_id, order_by=RoundResult.points.desc()
    )
    placed = (
        sa.select(RoundResult.unit_id, RoundResult.points, place.label("place"))
        .join(Participation, Participation.id == RoundResult.participation_id)
        .where(RoundResult.round_id == definition.id, _can_win(definition))
        .subquery()
    )
    found: dict[int, list[int]] = {}
    for unit, points in session.execute(
        sa.select(placed.c.unit_id, placed.c.points).where(placed.c.place <= most)
    ):
        found.setdefault(unit, []).append(points)
    return found


def _first(session: Session, definition: RoundDefinition) -> list[PersonLine]:
    """Give the first people by the rules' keys; equals share a rank."""
    rules = definition.rules
    if not rules.ranking or rules.prediction is not None:
        return []
    keys = [key for key in rules.ranking if key is not RankingKey.ALL_CORRECT_ONLY]
    order = [-_VALUES[key] if key in _MOST_FIRST else _VALUES[key] for key in keys]
    rows: Iterable[Any] = session.execute(
        sa.select(
            RoundResult.participation_id,
            RoundResult.attempt_id,
            RoundResult.unit_id,
            RoundResult.points,
            RoundResult.correct,
            RoundResult.attempts,
            RoundResult.started_at,
            RoundResult.finished_at,
            Attempt.ref,
            *(_VALUES[key].label(f"key_{key}") for key in keys),
        )
        .join(Participation, Participation.id == RoundResult.participation_id)
        .join(Attempt, Attempt.id == RoundResult.attempt_id)
        .where(RoundResult.round_id == definition.id, _can_win(definition), *_can_be_ranked(rules))
        .order_by(*order, Attempt.ref)
        .limit(LEADERS)
    )
    lines: list[PersonLine] = []
    for place, row in enumerate(rows, start=1):
        values = tuple((key, getattr(row, f"key_{key}")) for key in keys)
        is_equal = bool(lines) and lines[-1].keys == values
        lines.append(_line(row, lines[-1].rank if is_equal else place, values))
    return lines


def _can_win(definition: RoundDefinition) -> sa.ColumnElement[bool]:
    """Return the condition that a participation is not out of prizes, for whatever reason."""
    knowing = who_knew_a_key(definition.contest_id, definition.closes_at)
    return sa.and_(
        Participation.eligibility == Eligibility.IN_CONTEST,
        Participation.person_id.not_in(knowing),
        Participation.person_id.not_in(staff_without_prizes(definition)),
    )


def _can_be_ranked(rules: Rules) -> list[sa.ColumnElement[bool]]:
    conditions: list[sa.ColumnElement[bool]] = []
    if RankingKey.ALL_CORRECT_ONLY in rules.ranking:
        conditions.append(RoundResult.correct == rules.paper.items)
    if rules.paper.all_must_be_answered:
        conditions.append(~Attempt.answers.contains(UNANSWERED))
    return conditions


def _line(row: Any, rank: int | None, keys: tuple[tuple[str, int], ...]) -> PersonLine:
    return PersonLine(
        rank=rank,
        unranked=None,
        participation_id=row.participation_id,
        reference=row.ref,
        attempt_id=row.attempt_id,
        unit_id=row.unit_id,
        points=row.points,
        correct=row.correct,
        attempts=row.attempts,
        keys=keys,
        prize=None,
        no_prize=None,
        category=None,
        prediction=None,
        started_at=row.started_at,
        finished_at=row.finished_at,
    )
