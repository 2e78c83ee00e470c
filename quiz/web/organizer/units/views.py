"""Looking at trees of units."""

from flask import request
from flask.typing import ResponseReturnValue

from quiz.domain.permissions import Permission
from quiz.models import Unit, UnitTree
from quiz.sentences.headcounts import HEADCOUNTS
from quiz.services import units
from quiz.services.access import require
from quiz.services.units import UnitHit
from quiz.web.filters import local_time
from quiz.web.organizer import bp
from quiz.web.organizer.units.pages import TreePage, TreesPage
from quiz.web.pager import page_asked, pager
from quiz.web.request import actor, now, page, session
from quiz.web.words import gettext

PER_PAGE = 50


@bp.get("/don-vi")
def trees() -> ResponseReturnValue:
    """Show the trees that the reader may change."""
    require(actor(), Permission.UNIT_TREE_WRITE)
    found = tuple(units.trees_of(session(), actor()))
    return page("organizer/units/trees.html", TreesPage(found, may_make=True))


@bp.get("/don-vi/<code>")
def tree(code: str) -> ResponseReturnValue:
    """Show a unit (``?don-vi=``) and those right below it, or what a search (``?tim=``) finds."""
    require(actor(), Permission.UNIT_TREE_WRITE)
    whole = units.tree_for(session(), actor(), code)
    unit = units.branch_for(session(), actor(), whole, request.args.get("don-vi", ""))
    today = local_time(now()).date()
    kind = _headcount_kind(whole)
    query = request.args.get("tim", "")[:100]
    pages = max(1, -(-units.count_children(session(), unit.id, today) // PER_PAGE))
    asked = min(page_asked(), pages)
    content = TreePage(
        tree=whole.code,
        tree_name=whole.name,
        unit_code=unit.code,
        unit_name=unit.name,
        steps=units.steps_down(session(), actor(), unit),
        headcount_title=gettext(HEADCOUNTS[kind]) if kind in HEADCOUNTS else kind,
        units=tuple(
            units.children(
                session(),
                unit.id,
                headcount_kind=kind,
                day=today,
                limit=PER_PAGE,
                offset=(asked - 1) * PER_PAGE,
            )
        ),
        pager=pager(asked, pages),
        query=query,
        found=_found(whole, unit, query),
    )
    return page("organizer/units/tree.html", content)


def _headcount_kind(tree: UnitTree) -> str:
    kinds = units.headcount_kinds(session(), tree.id)
    asked = request.args.get("loai", units.PARTY_MEMBERS)
    return asked if asked in kinds or not kinds else kinds[0]


def _found(tree: UnitTree, unit: Unit, query: str) -> tuple[UnitHit, ...]:
    """Return the units of the branch that a search finds."""
    if not query.strip():
        return ()
    day = local_time(now()).date()
    return tuple(units.search(session(), tree.id, query, day, limit=50, branch=unit.path))
