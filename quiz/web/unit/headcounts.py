"""How many people a unit counts: declared here, confirmed by whoever looks after the unit above."""

from typing import Any

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from quiz.database import transaction
from quiz.domain.permissions import Permission
from quiz.models import Contest, Unit
from quiz.sentences.headcounts import HEADCOUNTS
from quiz.services import units
from quiz.services.access import require
from quiz.services.people import PROGRESS
from quiz.services.refusal import FieldRefusal, NotYours
from quiz.services.units import HeadcountLine
from quiz.web.filters import local_time
from quiz.web.request import actor, now, page, session
from quiz.web.told import tell
from quiz.web.unit import bp
from quiz.web.unit.branch import branch_of, contest_asked, unit_asked
from quiz.web.unit.forms import HeadcountForm
from quiz.web.unit.pages import HeadcountPage, HeadcountRow
from quiz.web.words import gettext

DECLARE = Permission.UNIT_HEADCOUNT_DECLARE


@bp.get("/<slug>/so-lieu")
def headcounts(slug: str) -> ResponseReturnValue:
    """Show the numbers of a unit, and those below it that wait to be confirmed."""
    contest = contest_asked(slug, PROGRESS)
    form = HeadcountForm(kind=contest.headcount_kind, day=local_time(now()).date())
    return _show(contest, unit_asked(contest, PROGRESS), form)


@bp.post("/<slug>/so-lieu")
def declare_headcount(slug: str) -> ResponseReturnValue:
    """Declare a number."""
    require(actor(), DECLARE)
    contest, form = contest_asked(slug, PROGRESS), HeadcountForm()
    unit = unit_asked(contest, PROGRESS)
    if not form.validate_on_submit():
        return _show(contest, unit, form, 422)
    code = unit.code
    try:
        with transaction(session()):
            units.declare_headcount(
                session(),
                actor=actor(),
                now=now(),
                unit=unit,
                kind=form.kind.data,
                day=form.day.data,
                people=form.people.data,
            )
    except FieldRefusal as refusal:
        form.refuse(refusal)
        return _show(contest, unit, form, 422)
    tell(gettext("Đã ghi số liệu của đơn vị."))
    return redirect(_address(slug, code), code=303)


@bp.post("/<slug>/so-lieu/<int:headcount>/xac-nhan")
def confirm_headcount(slug: str, headcount: int) -> ResponseReturnValue:
    """Confirm the number that the reader has seen."""
    require(actor(), DECLARE)
    contest_asked(slug, PROGRESS)
    seen = request.form.get("people", "")
    if not (seen.isascii() and seen.isdecimal() and len(seen) < 12):
        raise NotYours
    with transaction(session()):
        units.confirm_headcount(
            session(), actor=actor(), now=now(), headcount_id=headcount, people=int(seen)
        )
    tell(gettext("Đã xác nhận số liệu."))
    return redirect(_address(slug, request.form.get("don-vi", "")), code=303)


def _show(
    contest: Contest, unit: Unit, form: HeadcountForm, status: int = 200
) -> ResponseReturnValue:
    content = HeadcountPage(
        branch=branch_of(contest, unit),
        form=form,
        may_declare=actor().may_anywhere(DECLARE),
        lines=tuple(map(_row, units.headcounts_of(session(), actor(), unit))),
        waiting=tuple(map(_row, units.waiting_below(session(), actor(), unit, now()))),
    )
    return page("unit/headcounts.html", content, status)


def _row(line: HeadcountLine) -> HeadcountRow:
    return HeadcountRow(
        id=line.id,
        unit=line.unit_name,
        kind=gettext(HEADCOUNTS[line.kind]) if line.kind in HEADCOUNTS else line.kind,
        day=line.day,
        people=line.people,
        declared_by=line.declared_by or gettext("Quản trị hệ thống"),
        declared_at=line.declared_at,
        confirmed_by=line.confirmed_by or gettext("Quản trị hệ thống"),
        confirmed_at=line.confirmed_at,
        may_confirm=line.may_confirm,
    )


def _address(slug: str, code: str) -> str:
    asked: dict[str, Any] = {"slug": slug, "don-vi": code}
    return url_for("unit.headcounts", **asked)
