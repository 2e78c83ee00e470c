"""Finding a unit by what people type: any accents, any order, names of superior units included."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import sqlalchemy as sa
from sqlalchemy.orm import Session

from quiz.domain.names import fold
from quiz.models import UNAFFILIATED, Unit
from quiz.services.units.reading import names_of_paths, stands_on

MOST_WORDS = 12
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class UnitHit:
    """A unit that was found, with the names of the units above it, from the root down."""

    code: str
    name: str
    path_names: tuple[str, ...]


def searchable(names: Iterable[str]) -> str:
    """Return the words by which a unit is found: of its own name, then of those above it."""
    return " ".join(word for name in names for word in _words(name))


def search(
    session: Session,
    tree_id: int,
    query: str,
    day: date,
    limit: int = 20,
    *,
    branch: str = "",
) -> list[UnitHit]:
    """Return units whose words begin with every word of ``query``; words together come first.

    "Không thuộc đơn vị nào" is never among them: it is offered apart. ``branch`` (a path) keeps to
    the units at and below one. Two statements at most.
    """
    words = _words(query)[:MOST_WORDS]
    if not words:
        return []
    folded = sa.literal(" ").concat(Unit.folded)
    together = [
        sa.case((folded.contains(f" {first} {second}", autoescape=True), 0), else_=1)
        for first, second in pairwise(words)
    ]
    own_name = folded.startswith(" " + " ".join(words), autoescape=True)
    found = session.execute(
        sa.select(Unit.code, Unit.name, Unit.path)
        .where(
            Unit.tree_id == tree_id,
            Unit.kind != UNAFFILIATED,
            stands_on(day),
            Unit.path.startswith(branch, autoescape=True),
            *(folded.contains(f" {word}", autoescape=True) for word in words),
        )
        .order_by(
            sum(together, sa.literal(0)),
            sa.case((own_name, 0), else_=1),
            _depth(Unit.path),
            Unit.sort_key,
            Unit.path,
        )
        .limit(limit)
    ).all()
    above = names_of_paths(session, [row.path for row in found])
    return [UnitHit(row.code, row.name, above[row.path][:-1]) for row in found]


def _words(text: str) -> Sequence[str]:
    return _WORD.findall(fold(text))


def _depth(path: sa.SQLColumnExpression[str]) -> sa.ColumnElement[int]:
    return sa.func.length(path) - sa.func.length(sa.func.replace(path, ".", ""))
