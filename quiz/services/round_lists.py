"""The rounds that a member of staff deals with, within the fence, in one query."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quiz.domain.permissions import Permission
from quiz.domain.rules import RoundKind, Timing
from quiz.domain.timing import RoundState, round_state, settles_at
from quiz.models import Contest, Publication, Round
from quiz.services.access import contests_within, require
from quiz.services.actor import Actor


@dataclass(frozen=True, slots=True)
class StaffRound:
    """A round that counts; ``publication`` is the number of its newest result."""

    slug: str
    contest_title: Mapping[str, str]
    number: int
    title: Mapping[str, str]
    opens_at: int
    closes_at: int
    state: RoundState
    publication: int | None


def official_rounds(
    session: Session, *, actor: Actor, now: int, permission: Permission
) -> tuple[StaffRound, ...]:
    """Return every official round where ``actor`` may do this, the newest contest first."""
    require(actor, permission)
    newest = (
        sa.select(sa.func.max(Publication.number))
        .where(Publication.round_id == Round.id)
        .scalar_subquery()
    )
    rows = session.execute(
        sa.select(
            Contest.slug,
            Contest.title.label("contest_title"),
            Round.number,
            Round.title,
            Round.opens_at,
            Round.closes_at,
            Round.rules,
            newest.label("publication"),
        )
        .join(Round, Round.contest_id == Contest.id)
        .where(Round.kind == RoundKind.OFFICIAL, contests_within(actor, permission))
        .order_by(Contest.id.desc(), Round.number)
    )
    return tuple(_round(row, now) for row in rows)


def _round(row: Any, now: int) -> StaffRound:
    timing = Timing.model_validate(row.rules["timing"])
    state = round_state(
        row.opens_at,
        row.closes_at,
        now,
        settles_at=settles_at(row.closes_at, timing),
        published=row.publication is not None,
    )
    return StaffRound(
        slug=row.slug,
        contest_title=row.contest_title,
        number=row.number,
        title=row.title,
        opens_at=row.opens_at,
        closes_at=row.closes_at,
        state=state,
        publication=row.publication,
    )
