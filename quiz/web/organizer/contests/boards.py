"""The public boards of a round at the desk: stopping them, and where else they can be shown."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from quiz.database import transaction
from quiz.domain.portals import within
from quiz.domain.rules import RoundKind
from quiz.domain.timing import RoundState
from quiz.domain.visibility import board_frozen_from, board_withheld
from quiz.services import board_stops, boards
from quiz.services.access import round_for
from quiz.services.refusal import NotYours
from quiz.web.fresh_boards import refresh_board
from quiz.web.organizer import bp
from quiz.web.organizer.contests.pages import BoardPage
from quiz.web.organizer.contests.portals import snippet
from quiz.web.request import actor, catalogue, local, now, page, session, settings
from quiz.web.told import tell
from quiz.web.words import gettext


@bp.get("/cuoc-thi/<slug>/dot/<int:number>/bang-xep-hang")
def board(slug: str, number: int) -> ResponseReturnValue:
    """Say how the public boards of a round stand, and what can be done with them."""
    contest, of = round_for(session(), actor(), board_stops.WRITE, slug, number)
    if of.kind != RoundKind.OFFICIAL:
        raise NotYours
    definition = catalogue().round(session(), of.id, now())
    state = boards.board_state(session(), of.id)
    stands = RoundState.PUBLISHED if state.published else definition.state(now())
    by_rule = board_frozen_from(definition.rules, of.closes_at, None)
    embedded = url_for("public.embedded_board", slug=slug, dot=number)
    content = BoardPage(
        slug=slug,
        contest_title=local(contest.title),
        number=number,
        title=local(of.title),
        is_announced=contest.announced_at is not None,
        withheld=board_withheld(definition.rules, stands),
        publication=state.published,
        has_begun=of.opens_at <= now(),
        stopped_at=state.stopped_at,
        frozen_by_rule=by_rule,
        updated_at=state.changed_at,
        portals=within(contest.portals, settings().portals),
        snippet=snippet(embedded, local(contest.title)),
    )
    return page("organizer/contests/board.html", content)


@bp.post("/cuoc-thi/<slug>/dot/<int:number>/bang-xep-hang/dung")
def stop_board(slug: str, number: int) -> ResponseReturnValue:
    """Let the boards stand still, at what they show at this moment."""
    _, of = round_for(session(), actor(), board_stops.WRITE, slug, number)
    definition = catalogue().round(session(), of.id, now())
    if boards.is_due(session(), definition, now=now(), seconds=settings().board_seconds):
        refresh_board(definition)
    with transaction(session()):
        board_stops.stop_board(session(), actor=actor(), now=now(), slug=slug, number=number)
    tell(gettext("Đã dừng cập nhật bảng xếp hạng."))
    return _back(slug, number)


@bp.post("/cuoc-thi/<slug>/dot/<int:number>/bang-xep-hang/tiep")
def resume_board(slug: str, number: int) -> ResponseReturnValue:
    """Let the boards follow the results again."""
    with transaction(session()):
        board_stops.resume_board(session(), actor=actor(), now=now(), slug=slug, number=number)
    tell(gettext("Bảng xếp hạng cập nhật trở lại."))
    return _back(slug, number)


def _back(slug: str, number: int) -> Response:
    return redirect(url_for("organizer.board", slug=slug, number=number), code=303)
