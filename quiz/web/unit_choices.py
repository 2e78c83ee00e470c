"""The units that a search finds, as pages and scripts show them."""

from dataclasses import dataclass

from quiz.models import Contest
from quiz.services import units
from quiz.services.refusal import NotYours
from quiz.web.request import session
from quiz.web.words import gettext

MOST_FOUND = 20


@dataclass(frozen=True, slots=True)
class UnitChoice:
    """A unit that a person can belong to, with its path from the top of the tree in words."""

    code: str
    name: str
    path: str


def unit_name(name: str) -> str:
    """Return a unit's name; the one unit that every tree holds is named in the reader's words."""
    is_nowhere = name == units.UNAFFILIATED_NAME
    return gettext("Không thuộc đơn vị nào") if is_nowhere else name


def find_units(contest: Contest, query: str) -> tuple[tuple[UnitChoice, ...], bool]:
    """Return the units of a contest that a query finds, and whether there are more."""
    hits = units.search(session(), contest.tree_id, query, contest.tree_day, MOST_FOUND + 1)
    return tuple(_choice(hit.code, hit.name, hit.path_names) for hit in hits[:MOST_FOUND]), len(
        hits
    ) > MOST_FOUND


def chosen_unit(contest: Contest, code: str) -> tuple[UnitChoice, ...]:
    """Return the unit with this code as the only choice; none when there is no such unit."""
    try:
        unit = units.by_code(session(), contest.tree_id, code)
    except NotYours:
        return ()
    return (_choice(unit.code, unit.name, units.names_of_path(session(), unit.path)[:-1]),)


def _choice(code: str, name: str, above: tuple[str, ...]) -> UnitChoice:
    return UnitChoice(code, name, " › ".join(above))
