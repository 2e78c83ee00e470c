"""What judges give units at their desk, where the rules rank units by it."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from quiz.database import transaction
from quiz.domain.permissions import Permission
from quiz.domain.unit_tree import UNAFFILIATED_CODE
from quiz.sentences import status_of
from quiz.services import unit_marks
from quiz.services.refusal import FieldRefusal, NotYours
from quiz.services.unit_paths import unit_paths
from quiz.web.judge import bp, pages
from quiz.web.judge.forms import UnitMarkForm, hundredths_of
from quiz.web.judge.views import result_of
from quiz.web.request import actor, catalogue, now, page, session
from quiz.web.told import tell
from quiz.web.words import gettext

MOST_OFFERED = 500
"""So many units are offered by name; in a larger tree codes are typed."""


@bp.get("/<slug>/<int:number>/cham-don-vi")
def marks(slug: str, number: int) -> ResponseReturnValue:
    """Show what units have been given, and the form for more."""
    return _shown(slug, number, UnitMarkForm())


@bp.post("/<slug>/<int:number>/cham-don-vi")
def give_mark(slug: str, number: int) -> ResponseReturnValue:
    """Give a unit points; those it had before no longer count."""
    form = UnitMarkForm()
    if not actor().may_anywhere(Permission.CONTEST_AWARD_WRITE):
        raise NotYours
    if not form.validate():
        return _shown(slug, number, form, 422)
    code = form.unit.data or ""
    try:
        with transaction(session()):
            unit_marks.give_mark(
                session(),
                actor=actor(),
                now=now(),
                slug=slug,
                number=number,
                catalogue=catalogue(),
                unit_code=code,
                points=hundredths_of(form.points.data),
                reason=form.reason.data or "",
            )
    except FieldRefusal as refusal:
        form.refuse(refusal)
        return _shown(slug, number, form, status_of(refusal))
    tell(gettext("Đã ghi điểm của đơn vị “%(code)s”.", code=code))
    return redirect(url_for("judge.marks", slug=slug, number=number), code=303)


def _shown(slug: str, number: int, form: UnitMarkForm, status: int = 200) -> ResponseReturnValue:
    definition, found, head = result_of(slug, number)
    may_give = actor().may_anywhere(Permission.CONTEST_AWARD_WRITE) and head.state.over
    paths = unit_paths(session(), definition.contest_id)
    standing = [paths[line.unit_id] for line in found.units]
    offered = [path for path in standing if path.code != UNAFFILIATED_CODE]
    content = pages.MarksPage(
        head=head,
        given=tuple(
            pages.MarkLine(
                code=paths[mark.unit_id].code,
                unit=paths[mark.unit_id].way,
                points=mark.points,
                reason=mark.reason,
                given_at=mark.given_at,
                given_by=mark.given_by,
            )
            for mark in unit_marks.given_marks(session(), definition.id)
        ),
        form=form if may_give and head.has_marks else None,
        units=tuple((path.code, path.way) for path in offered[:MOST_OFFERED]),
    )
    return page("judge/marks.html", content, status)
