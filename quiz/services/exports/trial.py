"""What a ranking is tried with before anybody has taken a round: its rules, its units, an example.

Nobody's attempts are in it: the example is invented.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from quiz.documents.sheet import Cell, Column, Sheet
from quiz.domain.entry import RulingKind
from quiz.domain.prizes import groups_of
from quiz.domain.unit_tree import UNAFFILIATED
from quiz.services.catalogue import RoundDefinition
from quiz.services.exports import ranking
from quiz.services.exports.ranking import RankingTable
from quiz.services.prize_history import levels_before
from quiz.services.unit_nodes import UnitNodes, nodes_of
from quiz.services.unit_paths import unit_paths

_MINUTE, _DAY = 60_000, 86_400_000
_INVENTED = ("N1", "N2", "N3")
_SPECIAL = ("Người đạt giải trẻ nhất", "Người dự thi ví dụ 1", "Ví dụ")


@dataclass(frozen=True, slots=True)
class TrialRules:
    """The document of a round's rules file, and the units of its contest."""

    document: Mapping[str, Any]
    tree: UnitNodes
    units: Sheet


def trial_rules(session: Session, definition: RoundDefinition) -> TrialRules:
    """Read by what a round is ranked as it stands; asks nobody's permission."""
    tree = nodes_of(session, definition.contest_id)
    units = tuple(ranking.unit_rows(tree, unit_paths(session, definition.contest_id)))
    return TrialRules(
        document=ranking.rules_document(definition, tree, levels_before(session, definition)),
        tree=tree,
        units=Sheet(RankingTable.UNITS, ranking.UNITS, units, definition.closes_at),
    )


def trial_example(definition: RoundDefinition, rules: TrialRules) -> Mapping[RankingTable, Sheet]:
    """Return files to begin with: three invented people with an attempt each, and the units."""
    out = RulingKind.OUT_OF_PRIZES, None, _INVENTED[-1], "Ví dụ"
    rows: dict[RankingTable, tuple[tuple[Column, ...], Sequence[tuple[Cell, ...]]]] = {
        RankingTable.ATTEMPTS: (ranking.ATTEMPTS, _attempts(definition, rules.tree)),
        RankingTable.PEOPLE: (ranking.PEOPLE, _people(definition)),
        RankingTable.RULINGS: (ranking.RULINGS, (out,)),
        RankingTable.TOTALS: (ranking.TOTALS, ((3, 3, 1),)),
        RankingTable.LOTS: (ranking.LOTS, ()),
        RankingTable.SPECIAL: (ranking.SPECIAL, (_SPECIAL,)),
    }
    if definition.rules.overall is not None:
        rows |= {RankingTable.BEFORE: (ranking.BEFORE, _before(definition))}
    sheets = {
        table: Sheet(table, columns, lines, definition.closes_at)
        for table, (columns, lines) in rows.items()
    }
    return sheets | {RankingTable.UNITS: rules.units}


def _attempts(definition: RoundDefinition, tree: UnitNodes) -> tuple[tuple[Cell, ...], ...]:
    paper, begins = definition.rules.paper, _begins(definition)
    groups = [group for group in groups_of(definition.rules.prizes) if group]
    lowest = _lowest(tree) or [None]
    return tuple(
        (
            f"L{at}",
            person,
            lowest[at % len(lowest)],
            groups[0][0] if groups else None,
            1,
            begins + 10 * at * _MINUTE,
            begins + (10 * at + 5) * _MINUTE,
            paper.items,
            paper.items,
            max(0, paper.items + 1 - at),
            max(0, paper.items + 1 - at) * paper.points_per_item,
            at if definition.rules.prediction else None,
        )
        for at, person in enumerate(_INVENTED, start=1)
    )


def _people(definition: RoundDefinition) -> tuple[tuple[Cell, ...], ...]:
    registered_at = _begins(definition) - _DAY
    return tuple(
        (person, f"Người dự thi ví dụ {at}", registered_at + at * _MINUTE, "yes", "no", None)
        for at, person in enumerate(_INVENTED, start=1)
    )


def _before(definition: RoundDefinition) -> tuple[tuple[Cell, ...], ...]:
    """Return what the people who are invented have done in one round before this one."""
    paper, registered_at = definition.rules.paper, _begins(definition) - _DAY
    return tuple(
        (
            person,
            f"T{at}",
            None,
            None,
            registered_at + at * _MINUTE,
            1,
            paper.maximum_points,
            paper.items,
            5 * _MINUTE,
            1,
        )
        for at, person in enumerate(_INVENTED, start=1)
    )


def _begins(definition: RoundDefinition) -> int:
    return definition.opens_at or definition.closes_at - _DAY


def _lowest(tree: UnitNodes) -> list[str | None]:
    """Return the codes of a few units that no other stands below."""
    above = {node.parent for node in tree.nodes}
    codes = sorted(
        tree.codes[node.id]
        for node in tree.nodes
        if node.id not in above and node.league != UNAFFILIATED
    )
    return [*codes[: len(_INVENTED)]]
