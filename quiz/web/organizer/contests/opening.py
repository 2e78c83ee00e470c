"""Opening a round by a button: at this moment, before the hour that was planned."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from quiz.database import transaction
from quiz.domain.permissions import Permission
from quiz.services import round_edits
from quiz.services.access import round_for
from quiz.services.contest_findings import ContestProblem
from quiz.web.organizer import bp
from quiz.web.organizer.contests.adding import question_about
from quiz.web.request import actor, catalogue, language, local, now, page, session
from quiz.web.told import tell
from quiz.web.words import gettext

_WRITE = Permission.CONTEST_ROUND_WRITE
_TEMPLATE = "organizer/contests/open_round.html"


@bp.get("/cuoc-thi/<slug>/dot/<int:number>/mo")
def ask_open_round(slug: str, number: int) -> ResponseReturnValue:
    """Ask whether a round is really to be opened now."""
    contest, of = round_for(session(), actor(), _WRITE, slug, number)
    return page(_TEMPLATE, question_about(contest, of))


@bp.post("/cuoc-thi/<slug>/dot/<int:number>/mo")
def open_round(slug: str, number: int) -> ResponseReturnValue:
    """Open a round at this moment."""
    try:
        with transaction(session()):
            contest, of = round_for(session(), actor(), _WRITE, slug, number)
            title = local(of.title)
            round_edits.open_now(session(), actor=actor(), now=now(), contest=contest, of=of)
    except ContestProblem as problem:
        faults = tuple(found.sentence(language()) for found in problem.findings)
        contest, of = round_for(session(), actor(), _WRITE, slug, number)
        return page(_TEMPLATE, question_about(contest, of, faults), status=422)
    catalogue().forget()
    tell(gettext("Đã mở “%(round)s”.", round=title))
    return redirect(url_for("organizer.contest", slug=slug), code=303)
