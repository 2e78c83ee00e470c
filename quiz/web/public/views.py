"""Contests, regulations, documents, receipts, and the reader's language."""

import sqlalchemy as sa
from flask import jsonify, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from quiz.domain.answers import answered
from quiz.domain.codes import canonical_code, grouped
from quiz.domain.rules import json_schema
from quiz.domain.timing import RoundState
from quiz.models import Attempt, Contest
from quiz.services import contest_lists, contests
from quiz.services.contest_lists import ContestSummary, RoundSummary
from quiz.services.contest_schema import contest_schema as whole_schema
from quiz.services.refusal import Refusal
from quiz.web.annex import annex_of
from quiz.web.markdown import to_html
from quiz.web.paths import own_path
from quiz.web.public import bp, pages
from quiz.web.qr import qr_svg
from quiz.web.request import (
    LANGUAGE_COOKIE,
    LANGUAGES,
    catalogue,
    local,
    now,
    page,
    session,
    settings,
)

_RUNNING = {RoundState.OPEN, RoundState.FINISHING}
_ORDER: dict[pages.ContestState, int] = {"open": 0, "between": 1, "ahead": 2, "over": 3}


@bp.get("/")
def home() -> ResponseReturnValue:
    """Show every announced contest: open ones first, then coming, then past."""
    cards = [_card(contest) for contest in contest_lists.announced(session(), now())]
    cards.sort(key=lambda card: _ORDER[card.state])
    return page("public/home.html", pages.HomePage(contests=tuple(cards)))


@bp.get("/cuoc-thi/<slug>")
def contest(slug: str) -> ResponseReturnValue:
    """Show one contest and what its reader can do now."""
    shown = contest_lists.announced_contest(session(), slug, now())
    return page("public/contest.html", _contest_page(shown))


@bp.get("/cuoc-thi/<slug>/the-le")
def regulation(slug: str) -> ResponseReturnValue:
    """Show the regulation."""
    shown = contest_lists.announced_contest(session(), slug, now())
    text = local(contest_lists.regulation_of(session(), shown.id))
    content = pages.RegulationPage(
        slug=slug, contest_title=local(shown.title), body_html=to_html(text)
    )
    return page("public/regulation.html", content)


@bp.get("/cuoc-thi/<slug>/the-le/phu-luc")
def annex(slug: str) -> ResponseReturnValue:
    """Show the rules of every round in the words of a regulation."""
    found = contest_lists.announced_contest(session(), slug, now())
    contest = session().get_one(Contest, found.id)
    return page("public/annex.html", annex_of(contest, contests.rounds_of(session(), contest)))


@bp.get("/cuoc-thi/<slug>/tai-lieu")
def documents(slug: str) -> ResponseReturnValue:
    """Show what there is to study."""
    shown = contest_lists.announced_contest(session(), slug, now())
    texts = tuple(
        pages.StudyText(
            title=local(document.title),
            body_html=to_html(local(document.body)) if document.body else None,
            address=document.address,
        )
        for document in contest_lists.documents_of(session(), shown.id)
    )
    content = pages.DocumentsPage(slug=slug, contest_title=local(shown.title), texts=texts)
    return page("public/documents.html", content)


@bp.get("/xac-nhan/<code>")
def receipt(code: str) -> ResponseReturnValue:
    """Confirm that the attempt behind a receipt was received, with no personal data."""
    found = (
        session()
        .execute(
            sa.select(
                Attempt.receipt,
                Attempt.round_id,
                Attempt.number,
                Attempt.finished_at,
                Attempt.answers,
            ).where(Attempt.receipt == canonical_code(code))
        )
        .one_or_none()
    )
    if found is None:
        raise Refusal("no_such_receipt")
    definition = catalogue().round(session(), found.round_id, now())
    shown = grouped(found.receipt)
    address = settings().public_url.rstrip("/") + url_for("public.receipt", code=shown)
    content = pages.ReceiptPage(
        code=shown,
        slug=definition.contest_slug,
        contest_title=local(definition.contest_title),
        round_number=definition.number,
        round_title=local(definition.title),
        attempt_number=found.number,
        finished_at=found.finished_at,
        answered=answered(found.answers),
        items=len(found.answers),
        qr=qr_svg(address),
    )
    return page("public/receipt.html", content)


@bp.get("/bao-ve-du-lieu")
def privacy() -> ResponseReturnValue:
    """Say what is done with personal data and which rights everybody has."""
    return page("public/privacy.html", None)


@bp.get("/luoc-do/cuoc-thi.json")
def contest_schema() -> ResponseReturnValue:
    """Give editors the JSON Schema of a contest's YAML."""
    return jsonify(whole_schema())


@bp.get("/luoc-do/quy-tac.json")
def rules_schema() -> ResponseReturnValue:
    """Give editors the JSON Schema of the rules of one round."""
    return jsonify(json_schema())


@bp.post("/ngon-ngu")
def language() -> ResponseReturnValue:
    """Keep the reader's language and go back."""
    chosen = request.form.get("language", "")
    target = own_path(request.form.get("next"), url_for("public.home"))
    response = make_response(redirect(target, code=303))
    if chosen in LANGUAGES:
        response.set_cookie(
            LANGUAGE_COOKIE,
            chosen,
            max_age=31_536_000,
            secure=settings().is_https,
            httponly=True,
            samesite="Lax",
        )
    return response


def _line(shown: RoundSummary) -> pages.RoundLine:
    return pages.RoundLine(
        number=shown.number,
        title=local(shown.title),
        kind=shown.kind,
        state=shown.state,
        opens_at=shown.opens_at,
        closes_at=shown.closes_at,
        publication=shown.publication,
    )


def _state(shown: ContestSummary) -> pages.ContestState:
    states = [line.state for line in shown.rounds]
    if any(state in _RUNNING for state in states):
        return "open"
    if RoundState.AHEAD not in states:
        return "over"
    return "ahead" if all(state is RoundState.AHEAD for state in states) else "between"


def _current(shown: ContestSummary) -> RoundSummary | None:
    running = [line for line in shown.rounds if line.state in _RUNNING]
    ahead = [line for line in shown.rounds if line.state is RoundState.AHEAD]
    return next(iter([*running, *sorted(ahead, key=lambda line: line.opens_at)]), None)


def _card(shown: ContestSummary) -> pages.ContestCard:
    current = _current(shown)
    return pages.ContestCard(
        slug=shown.slug,
        title=local(shown.title),
        summary=local(shown.summary),
        opens_at=shown.opens_at,
        closes_at=shown.closes_at,
        state=_state(shown),
        rounds=len(shown.rounds),
        current=_line(current) if current else None,
    )


def _contest_page(shown: ContestSummary) -> pages.ContestPage:
    standing = None
    if current_user.is_authenticated:
        standing = contest_lists.reader_standing(session(), shown.id, current_user.person_id)
    current, state = _current(shown), _state(shown)
    live = standing.live_ref if standing and _is_running(standing) else None
    return pages.ContestPage(
        slug=shown.slug,
        title=local(shown.title),
        summary=local(shown.summary),
        organizer=local(shown.organizer),
        who=local(shown.audience),
        opens_at=shown.opens_at,
        closes_at=shown.closes_at,
        state=state,
        rounds=tuple(_line(line) for line in shown.rounds),
        action=_action(standing, current, state, is_running=live is not None),
        action_round=current.number if current else None,
        attempt=live,
        has_documents=bool(contest_lists.documents_of(session(), shown.id)),
        is_practice=shown.is_practice,
    )


def _is_running(standing: contest_lists.ReaderStanding) -> bool:
    return standing.live_deadline_at is not None and now() <= standing.live_deadline_at


def _action(
    standing: contest_lists.ReaderStanding | None,
    current: RoundSummary | None,
    state: pages.ContestState,
    *,
    is_running: bool,
) -> pages.Action:
    if is_running:
        return "continue"
    if state == "over":
        return "over"
    if standing is None or not standing.is_registered:
        return "join" if current_user.is_authenticated else "register"
    is_open = current is not None and current.state is RoundState.OPEN
    return "take" if is_open else "wait"
