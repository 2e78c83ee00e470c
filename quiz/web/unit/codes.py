"""Handing out one-time codes: a list to print for a branch, or one for somebody who forgot.

Codes are shown in the answer itself and never again: only their hashes are kept.
"""

from collections.abc import Iterable

from flask import request, url_for
from flask.typing import ResponseReturnValue

from quiz.database import transaction
from quiz.models import Contest, Unit
from quiz.services import people
from quiz.services.accounts import CODE_DAYS
from quiz.services.people import ACTIVATE, PersonCode
from quiz.web.request import actor, now, page, session, settings
from quiz.web.signed_in import secret
from quiz.web.unit import bp
from quiz.web.unit.branch import branch_of, contest_asked, unit_asked
from quiz.web.unit.pages import CodeLine, CodesPage


@bp.post("/<slug>/ma")
def issue_codes(slug: str) -> ResponseReturnValue:
    """Issue codes to those of a branch who have no account, and show them for printing."""
    contest = contest_asked(slug, ACTIVATE)
    unit = unit_asked(contest, ACTIVATE)
    with transaction(session()):
        issued = people.issue_codes(
            session(),
            actor=actor(),
            now=now(),
            contest=contest,
            unit=unit,
            again=bool(request.form.get("again")),
            secret=secret(),
        )
    return _codes(contest, unit, issued)


@bp.post("/<slug>/nguoi/<int:participation>/ma")
def new_code(slug: str, participation: int) -> ResponseReturnValue:
    """Issue one new code, for a first account or a forgotten password."""
    contest = contest_asked(slug, ACTIVATE)
    unit = unit_asked(contest, ACTIVATE)
    with transaction(session()):
        issued = people.new_code_for(
            session(),
            actor=actor(),
            now=now(),
            contest=contest,
            participation_id=participation,
            secret=secret(),
        )
    return _codes(contest, unit, [issued])


def _codes(contest: Contest, unit: Unit, issued: Iterable[PersonCode]) -> ResponseReturnValue:
    content = CodesPage(
        branch=branch_of(contest, unit),
        codes=tuple(CodeLine(one.full_name, one.unit_name, one.code) for one in issued),
        address=settings().public_url.rstrip("/") + url_for("auth.activate"),
        days=CODE_DAYS,
    )
    return page("unit/codes.html", content)
