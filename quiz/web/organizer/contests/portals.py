"""Showing the boards of a contest in portals: which ones may, and what they put in."""

from flask import request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import escape
from werkzeug.utils import redirect

from quiz.database import transaction
from quiz.domain.portals import MOST_PORTALS, within
from quiz.domain.rules import RoundKind
from quiz.models import Contest
from quiz.services import contests, portals
from quiz.services.access import contest_for
from quiz.services.refusal import FieldRefusal
from quiz.web.organizer import bp
from quiz.web.organizer.contests.forms import PortalsForm
from quiz.web.organizer.contests.pages import PortalsPage
from quiz.web.request import actor, local, now, page, session, settings
from quiz.web.told import tell
from quiz.web.words import gettext


@bp.route("/cuoc-thi/<slug>/nhung", methods=["GET", "POST"])
def edit_portals(slug: str) -> ResponseReturnValue:
    """Name the portals that may show the boards; give them their line, with a preview."""
    contest = contest_for(session(), actor(), portals.WRITE, slug)
    if request.method == "GET":
        return _show(contest, PortalsForm(data={"portals": "\n".join(contest.portals)}))
    form = PortalsForm()
    if not form.validate():
        return _show(contest, form, 422)
    try:
        with transaction(session()):
            portals.name_portals(
                session(),
                actor=actor(),
                now=now(),
                slug=slug,
                typed=form.portals.data or "",
                limit=settings().portals,
            )
    except FieldRefusal as refusal:
        form.refuse(refusal)
        contest = contest_for(session(), actor(), portals.WRITE, slug)
        return _show(contest, form, 422)
    tell(gettext("Đã lưu các trang được nhúng bảng xếp hạng."))
    return redirect(url_for("organizer.edit_portals", slug=slug), code=303)


def _show(contest: Contest, form: PortalsForm, status: int = 200) -> ResponseReturnValue:
    rounds = contests.rounds_of(session(), contest)
    has_board = any(of.kind == RoundKind.OFFICIAL for of in rounds)
    shown = contest.announced_at is not None and has_board
    embedded = url_for("public.embedded_board", slug=contest.slug)
    content = PortalsPage(
        slug=contest.slug,
        title=local(contest.title),
        form=form,
        limit=tuple(settings().portals.split()),
        most=MOST_PORTALS,
        kept_out=tuple(
            portal
            for portal in contest.portals
            if portal not in within(contest.portals, settings().portals)
        ),
        preview=embedded if shown else None,
        snippet=snippet(embedded, local(contest.title)),
    )
    return page("organizer/contests/portals.html", content, status)


def snippet(path: str, title: str) -> str:
    """Return the line of HTML that shows a board inside another page."""
    address = escape(settings().public_url.rstrip("/") + path)
    return (
        f'<iframe src="{address}" title="{escape(title)}" width="100%" height="900" '
        'loading="lazy" style="border:0"></iframe>'
    )
