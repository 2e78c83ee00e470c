"""What a ruling would move, seen before it is made: the round is ranked with it and without."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from quiz.domain.entry import Ruling, RulingKind, Totals
from quiz.domain.moves import Moves, moves
from quiz.models import RulingAct
from quiz.services.catalogue import RoundDefinition
from quiz.services.garbage import garbage_kept
from quiz.services.ledger import Ledger
from quiz.services.results import grounds_of


@dataclass(frozen=True, slots=True)
class Foresight:
    """The moves, and the numbers of the round before and after."""

    moves: Moves
    before: Totals
    after: Totals


def foresee(
    session: Session, definition: RoundDefinition, act: RulingAct, references: Collection[str]
) -> Foresight:
    """Rank a round twice, as it stands and as it would stand after a ruling; nothing is stored."""
    with garbage_kept():
        grounds = grounds_of(session, definition)
        ruled = replace(grounds, ledger=_ruled(grounds.ledger, act, references))
        before, after = grounds.result(definition.rules), ruled.result(definition.rules)
        return Foresight(moves(before, after), before.standings.totals, after.standings.totals)


def _ruled(ledger: Ledger, act: RulingAct, references: Collection[str]) -> Ledger:
    rulings = [ruling for ruling in ledger.rulings if ruling.attempt not in references]
    if act is RulingAct.VOID:
        rulings += (Ruling(RulingKind.VOID, attempt=reference) for reference in references)
    return replace(ledger, rulings=tuple(rulings))
