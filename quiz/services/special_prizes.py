"""Special prizes: typed in by judges with a reason, shown and stored with the next publication."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quiz.domain.permissions import Permission
from quiz.domain.prizes import SpecialPrize
from quiz.domain.rules import RoundKind
from quiz.models import Person, Round
from quiz.models import SpecialPrize as Row
from quiz.services import audit
from quiz.services.access import hold_round, round_for
from quiz.services.actor import Actor
from quiz.services.catalogue import Catalogue
from quiz.services.refusal import Refusal


@dataclass(frozen=True, slots=True)
class GivenPrize:
    """A special prize in force, by whom and when."""

    id: int
    prize: SpecialPrize
    given_at: int
    given_by: str | None


def given_prizes(session: Session, round_id: int) -> list[GivenPrize]:
    """Return the special prizes of a round in the order in which they were given."""
    rows = session.execute(
        sa.select(Row, Person.full_name)
        .outerjoin(Person, Person.id == Row.given_by_id)
        .where(Row.round_id == round_id, Row.withdrawn_at.is_(None))
        .order_by(Row.id)
    )
    return [
        GivenPrize(row.id, SpecialPrize(row.title, row.recipient, row.reason), row.given_at, name)
        for row, name in rows
    ]


def give(
    session: Session,
    *,
    actor: Actor,
    now: int,
    slug: str,
    number: int,
    catalogue: Catalogue,
    prize: SpecialPrize,
) -> None:
    """Give a special prize in a round that is over (``practice_round``, ``round_not_over``).

    The same prize for the same recipient is given once, however often it is sent.
    """
    of = _round(session, actor, slug, number)
    definition = catalogue.round(session, of.id, now)
    if definition.kind is RoundKind.PRACTICE:
        raise Refusal("practice_round")
    if not definition.state(now).over:
        raise Refusal("round_not_over")
    if any(given.prize == prize for given in given_prizes(session, of.id)):
        return
    session.add(
        Row(
            round_id=of.id,
            title=prize.title,
            recipient=prize.recipient,
            reason=prize.reason,
            given_at=now,
            given_by_id=actor.person_id,
        )
    )
    session.flush()
    target = f"round:{slug}/{number}"
    _record(session, actor, now, "round.special_prize", target=target, prize=prize)


def withdraw(
    session: Session, *, actor: Actor, now: int, slug: str, number: int, prize_id: int
) -> None:
    """Withdraw a special prize of a round; one that is not in force is left alone."""
    of = _round(session, actor, slug, number)
    row = session.execute(
        sa.select(Row).where(Row.id == prize_id, Row.round_id == of.id, Row.withdrawn_at.is_(None))
    ).scalar_one_or_none()
    if row is None:
        return
    row.withdrawn_at, row.withdrawn_by_id = now, actor.person_id
    session.flush()
    prize = SpecialPrize(row.title, row.recipient, row.reason)
    target = f"round:{slug}/{number}"
    _record(session, actor, now, "round.special_prize_withdrawn", target=target, prize=prize)


def _round(session: Session, actor: Actor, slug: str, number: int) -> Round:
    """Return a round in reach; those who act on its prizes take turns."""
    _, of = round_for(session, actor, Permission.CONTEST_AWARD_WRITE, slug, number)
    hold_round(session, of.id)
    return of


def _record(
    session: Session, actor: Actor, now: int, action: str, *, target: str, prize: SpecialPrize
) -> None:
    audit.record(
        session, actor=actor, now=now, action=action, target=target, prize=prize.document()
    )
