"""Drawing lots between equals at a prize, where the rules name lots as the last resort."""

import secrets

import sqlalchemy as sa
from sqlalchemy.orm import Session

from question_bank.canonical import canonical_digest
from quiz.domain.lots import SEED_BYTES, Draw
from quiz.domain.permissions import Permission
from quiz.domain.prizes import UnresolvedTie
from quiz.domain.rules import LastResort
from quiz.models import LotDraw, Round
from quiz.services import audit
from quiz.services.access import round_for
from quiz.services.actor import Actor
from quiz.services.catalogue import Catalogue
from quiz.services.prize_history import draw_of
from quiz.services.refusal import Refusal
from quiz.services.results import Results, results_now


def draw_lots(
    session: Session,
    *,
    actor: Actor,
    now: int,
    slug: str,
    number: int,
    catalogue: Catalogue,
    rank: int,
    group: tuple[str, ...] = (),
    overall: bool = False,
) -> Draw:
    """Draw lots between the equals of a rank, once and for ever, and return the draw.

    They are equals in the round, or ``overall`` in the ranking over several rounds.

    Refuses where the rules know of no lots (``lots_not_in_rules``), while somebody can still be
    taking the round (``round_not_over``), and where no tie is open (``no_open_tie``): a tie that
    was drawn for is none any more.
    """
    _, row = round_for(session, actor, Permission.CONTEST_LOT_DRAW, slug, number)
    definition = catalogue.round(session, row.id, now)
    if definition.rules.last_resort is not LastResort.LOTS:
        raise Refusal("lots_not_in_rules")
    if not definition.state(now).over:
        raise Refusal("round_not_over")
    _take_turn(session, row.id)
    tie = tie_at(results_now(session, definition), rank, group, overall=overall)
    drawn = LotDraw(
        round_id=row.id,
        rank=rank,
        group=list(group),
        levels=list(tie.levels),
        attempts=sorted(placing.entry.attempt for placing in tie.placings),
        seed=secrets.token_bytes(SEED_BYTES),
        drawn_at=now,
        drawn_by_id=actor.person_id,
        overall=overall,
    )
    session.add(drawn)
    session.flush()
    draw = draw_of(drawn)
    audit.record(
        session,
        actor=actor,
        now=now,
        action="round.lots",
        target=f"round:{slug}/{number}",
        draw=_said(draw),
    )
    return draw


def _said(draw: Draw) -> dict[str, object]:
    """Return a draw for the audit chain: thousands in it stand there as their number and digest."""
    attempts = {"people": len(draw.attempts), "attempts": canonical_digest(sorted(draw.attempts))}
    return {name: value for name, value in draw.document().items() if name != "order"} | attempts


def tie_at(results: Results, rank: int, group: tuple[str, ...], *, overall: bool) -> UnresolvedTie:
    """Return the open tie of a rank in a group; refuse with ``no_open_tie`` without one.

    It is one of the round, or ``overall`` of the ranking over several rounds.
    """
    over_rounds = results.overall.awards.unresolved if results.overall else ()
    for tie in over_rounds if overall else results.unresolved:
        if tie.summary.rank == rank and tie.group == group:
            return tie
    raise Refusal("no_open_tie")


def _take_turn(session: Session, round_id: int) -> None:
    """Let those who draw and publish wait for one another, so that a double click draws once."""
    session.execute(sa.select(Round.id).where(Round.id == round_id).with_for_update(key_share=True))
