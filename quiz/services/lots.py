"""Parting equals at a prize as the rules' last resort says: by lots, or by the judges' decision."""

import secrets
from collections.abc import Sequence

from sqlalchemy.orm import Session

from question_bank.canonical import canonical_digest
from quiz.domain.lots import SEED_BYTES, Draw
from quiz.domain.permissions import Permission
from quiz.domain.prizes import UnresolvedTie
from quiz.domain.rules import LastResort
from quiz.models import LotDraw, TieOrder
from quiz.services import audit
from quiz.services.access import hold_round, round_for
from quiz.services.actor import Actor
from quiz.services.catalogue import Catalogue, RoundDefinition
from quiz.services.prize_history import decision_of, draw_of
from quiz.services.reasons import checked_reason
from quiz.services.refusal import FieldRefusal, Refusal
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
    _, row = round_for(session, actor, _PERMISSIONS[LastResort.LOTS], slug, number)
    definition = catalogue.round(session, row.id, now)
    _check(definition, LastResort.LOTS, now)
    hold_round(session, row.id)
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
    _record(session, actor, now, "round.lots", target=f"round:{slug}/{number}", draw=draw)
    return draw


def order_tie(
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
    attempts: Sequence[str],
    reason: str,
) -> Draw:
    """Put the equals of a rank in order, once and for ever, as judges have decided; return it.

    ``attempts`` are public references, best first. Refuses as drawing lots does where the rules
    leave ties to lots (``judges_not_in_rules``), where the attempts are not each of the equals once
    (``tie_other_people``), and without a reason of a fitting length (``reason_short``,
    ``reason_long``).
    """
    _, row = round_for(session, actor, _PERMISSIONS[LastResort.JUDGES], slug, number)
    definition = catalogue.round(session, row.id, now)
    _check(definition, LastResort.JUDGES, now)
    hold_round(session, row.id)
    tie = tie_at(results_now(session, definition), rank, group, overall=overall)
    if sorted(attempts) != sorted(placing.entry.attempt for placing in tie.placings):
        raise FieldRefusal("places", "tie_other_people")
    ordered = TieOrder(
        round_id=row.id,
        rank=rank,
        group=list(group),
        levels=list(tie.levels),
        attempts=list(attempts),
        reason=checked_reason(reason),
        overall=overall,
        ordered_at=now,
        ordered_by_id=actor.person_id,
    )
    session.add(ordered)
    session.flush()
    decision = decision_of(ordered)
    _record(session, actor, now, "round.tie_order", target=f"round:{slug}/{number}", draw=decision)
    return decision


def may_part(actor: Actor, last_resort: LastResort) -> bool:
    """Whether an actor may part equals as the rules say, in some round (for menus)."""
    return actor.may_anywhere(_PERMISSIONS[last_resort])


def _check(definition: RoundDefinition, by: LastResort, now: int) -> None:
    """Refuse what is not the last resort of a round, and what comes before its end."""
    if definition.rules.last_resort is not by:
        raise Refusal(_NOT_IN_RULES[by])
    if not definition.state(now).over:
        raise Refusal("round_not_over")


_PERMISSIONS = {
    LastResort.LOTS: Permission.CONTEST_LOT_DRAW,
    LastResort.JUDGES: Permission.CONTEST_TIE_ORDER,
}
_NOT_IN_RULES = {
    LastResort.LOTS: "lots_not_in_rules",
    LastResort.JUDGES: "judges_not_in_rules",
}


def _record(
    session: Session, actor: Actor, now: int, action: str, *, target: str, draw: Draw
) -> None:
    audit.record(session, actor=actor, now=now, action=action, target=target, draw=_said(draw))


def _said(draw: Draw) -> dict[str, object]:
    """Return a draw for the audit chain: thousands in it stand there as their number and digest.

    The order of lots follows from the seed, that of judges from the digest over the order itself.
    """
    attempts = sorted(draw.attempts) if draw.seed is not None else list(draw.attempts)
    digest = {"people": len(attempts), "attempts": canonical_digest(attempts)}
    return {name: value for name, value in draw.document().items() if name != "order"} | digest


def tie_at(results: Results, rank: int, group: tuple[str, ...], *, overall: bool) -> UnresolvedTie:
    """Return the open tie of a rank in a group; refuse with ``no_open_tie`` without one.

    It is one of the round, or ``overall`` of the ranking over several rounds.
    """
    over_rounds = results.overall.awards.unresolved if results.overall else ()
    for tie in over_rounds if overall else results.unresolved:
        if tie.summary.rank == rank and tie.group == group:
            return tie
    raise Refusal("no_open_tie")
