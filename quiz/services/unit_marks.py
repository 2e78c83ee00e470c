"""What judges give a unit where the rules rank by it: points, typed in with a reason.

Given anew, the newer points count; what was said before stays.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quiz.domain.permissions import Permission
from quiz.domain.rules import Rules
from quiz.models import Contest, Person, Round, Unit, UnitMark
from quiz.services import audit
from quiz.services.access import round_for
from quiz.services.actor import Actor
from quiz.services.catalogue import Catalogue
from quiz.services.refusal import FieldRefusal, Refusal
from quiz.services.units import stands_on


@dataclass(frozen=True, slots=True)
class GivenMark:
    """The points of a unit that count, in hundredths; by whom and when."""

    unit_id: int
    points: int
    reason: str
    given_at: int
    given_by: str | None


def given_marks(
    session: Session, round_id: int, *, until: int | None = None
) -> tuple[GivenMark, ...]:
    """Return the points of each unit that count, or counted at a moment, the highest first."""
    rows = session.execute(
        sa.select(
            UnitMark.unit_id,
            UnitMark.points,
            UnitMark.reason,
            UnitMark.given_at,
            Person.full_name,
        )
        .outerjoin(Person, Person.id == UnitMark.given_by_id)
        .where(UnitMark.round_id == round_id, *_given(until))
        .order_by(UnitMark.number)
    )
    newest = {row.unit_id: GivenMark(*row) for row in rows}
    return tuple(sorted(newest.values(), key=lambda mark: (-mark.points, mark.unit_id)))


def _given(until: int | None) -> list[sa.ColumnElement[bool]]:
    return [] if until is None else [UnitMark.given_at <= until]


def points_of_units(session: Session, round_id: int, rules: Rules) -> Mapping[int, int]:
    """Return what each unit has been given, by its id; nothing where the rules do not ask."""
    if not rules.asks_judges:
        return {}
    return {mark.unit_id: mark.points for mark in given_marks(session, round_id)}


def give_mark(
    session: Session,
    *,
    actor: Actor,
    now: int,
    slug: str,
    number: int,
    catalogue: Catalogue,
    unit_code: str,
    points: int,
    reason: str,
) -> None:
    """Give a unit of the contest's day points in a round that is over.

    Refuses rules that do not ask for them (``marks_not_in_rules``), a round that can still be taken
    (``round_not_over``) and a unit that is not there (``mark_unit_unknown``). The same once more is
    said once.
    """
    contest, of = round_for(session, actor, Permission.CONTEST_AWARD_WRITE, slug, number)
    session.execute(sa.select(Round.id).where(Round.id == of.id).with_for_update(key_share=True))
    definition = catalogue.round(session, of.id, now)
    if not definition.rules.asks_judges:
        raise Refusal("marks_not_in_rules")
    if not definition.state(now).over:
        raise Refusal("round_not_over")
    unit = _unit(session, contest, unit_code)
    last = session.execute(
        sa.select(UnitMark)
        .where(UnitMark.round_id == of.id, UnitMark.unit_id == unit.id)
        .order_by(UnitMark.number.desc())
        .limit(1)
    ).scalar_one_or_none()
    if last is not None and (last.points, last.reason) == (points, reason):
        return
    session.add(
        UnitMark(
            round_id=of.id,
            unit_id=unit.id,
            number=last.number + 1 if last else 1,
            points=points,
            reason=reason,
            given_at=now,
            given_by_id=actor.person_id,
        )
    )
    session.flush()
    audit.record(
        session,
        actor=actor,
        now=now,
        action="round.unit_mark",
        target=f"round:{slug}/{number}",
        unit=unit.code,
        points=points,
        reason=reason,
    )


def _unit(session: Session, contest: Contest, code: str) -> Unit:
    found = session.execute(
        sa.select(Unit).where(
            Unit.tree_id == contest.tree_id, Unit.code == code, stands_on(contest.tree_day)
        )
    ).scalar_one_or_none()
    if found is None:
        raise FieldRefusal("unit", "mark_unit_unknown", unit=code)
    return found
