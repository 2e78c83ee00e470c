"""What a paper's form does: saving without script, going on to the next item, and submitting."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_required
from werkzeug.datastructures import MultiDict

from quiz.database import transaction
from quiz.domain.answers import MASK
from quiz.services import attempts
from quiz.services.attempts.saving import check_allowed, check_writable, write
from quiz.services.attempts.turn import check_turn
from quiz.services.refusal import Refusal
from quiz.web.contestant import bp
from quiz.web.contestant.pages import ConfirmPage
from quiz.web.contestant.papers import show
from quiz.web.contestant.posted import form_change, whole_number
from quiz.web.request import catalogue, local, now, page, session

_SAID_BY_THE_NEXT_PAGE = {
    "finished",
    "late",
    "lease",
    "item_over",
    "not_this_item",
    "items_passed",
}
_STAYS = {"item_over", "item_blank", "item_needed"}
"""Why a question is shown once more instead of the next one."""


@bp.post("/bai-thi/<ref>")
@login_required
def save_form(ref: str) -> ResponseReturnValue:
    """Save the whole form, for readers without script; sent again after Back it is a newer save."""
    try:
        _keep(ref, request.form)
    except Refusal as refusal:
        if refusal.code != "prediction_bad":
            raise
        return _keep_and_mend(ref, refusal)
    return redirect(url_for("contestant.paper", ref=ref), code=303)


@bp.post("/bai-thi/<ref>/cau-tiep")
@login_required
def next_item(ref: str) -> ResponseReturnValue:
    """Save the current answer and show the next question; a form sent twice goes on once."""
    stored = attempts.paper_of(session(), ref, current_user.person_id)
    definition = catalogue().round(session(), stored.round_id, now())
    try:
        with transaction(session()):
            attempts.next_item(
                session(),
                catalogue=catalogue(),
                ref=ref,
                person_id=current_user.person_id,
                holder_id=current_user.session_id,
                lease=whole_number("lease", stored.lease),
                item=whole_number("item") - 1,
                change=form_change(request.form, stored, definition),
                skips="skip" in request.form,
                now=now(),
            )
    except Refusal as refusal:
        if refusal.code in _STAYS:
            return show(ref, fault=refusal)
        if refusal.code not in _SAID_BY_THE_NEXT_PAGE:
            raise
    return redirect(url_for("contestant.paper", ref=ref), code=303)


@bp.post("/bai-thi/<ref>/nop")
@login_required
def submit(ref: str) -> ResponseReturnValue:
    """Finish the attempt with what the form brings; ask first when items are blank."""
    stored = attempts.paper_of(session(), ref, current_user.person_id)
    definition = catalogue().round(session(), stored.round_id, now())
    lease = whole_number("lease", stored.lease)
    try:
        change = form_change(request.form, stored, definition)
        with transaction(session()):
            attempts.submit(
                session(),
                catalogue=catalogue(),
                ref=ref,
                person_id=current_user.person_id,
                holder_id=current_user.session_id,
                lease=lease,
                change=change,
                accepts_blanks="confirmed" in request.form,
                now=now(),
            )
    except Refusal as refusal:
        if refusal.code == "lease":
            return redirect(url_for("contestant.paper", ref=ref), code=303)
        if refusal.code == "prediction_bad":
            return _keep_and_mend(ref, refusal)
        if refusal.code not in {"confirm_needed", "all_needed"}:
            raise
        return _keep_and_ask(ref, refusal)
    return redirect(url_for("contestant.result", ref=ref), code=303)


def _keep_and_mend(ref: str, fault: Refusal) -> ResponseReturnValue:
    """Save the answers, and show the paper again with the prediction that is no number."""
    answers = request.form.copy()
    typed = answers.pop("prediction", "")
    _keep(ref, answers)
    return show(ref, typed, fault)


def _keep(ref: str, form: MultiDict[str, str]) -> None:
    """Save a form, unless its time is over or another browser has it: the next page says so."""
    try:
        with transaction(session()):
            _save_form(ref, form)
    except Refusal as refusal:
        if refusal.code not in _SAID_BY_THE_NEXT_PAGE:
            raise


def _save_form(ref: str, form: MultiDict[str, str]) -> None:
    stored = attempts.reading.locked_paper_of(session(), ref, current_user.person_id)
    definition = catalogue().round(session(), stored.round_id, now())
    check_writable(
        stored,
        definition,
        holder_id=current_user.session_id,
        lease=whole_number("lease", stored.lease),
        now=now(),
    )
    change = form_change(form, stored, definition)
    check_turn(stored, definition, change.answers, predicts=change.predicts, now=now())
    check_allowed(stored, definition, change)
    if change.answers or change.predicts:
        write(session(), stored, change, sequence=stored.save_sequence + 1, now=now())


def _keep_and_ask(ref: str, why: Refusal) -> ResponseReturnValue:
    _keep(ref, request.form)
    stored = attempts.paper_of(session(), ref, current_user.person_id)
    definition = catalogue().round(session(), stored.round_id, now())
    blanks = tuple(n for n, letter in enumerate(stored.answers, start=1) if MASK[letter] == 0)
    content = ConfirmPage(
        ref=ref,
        contest_title=local(definition.contest_title),
        round_title=local(definition.title),
        deadline_at=stored.deadline_at,
        items=len(stored.answers),
        blanks=blanks,
        prediction_missing=definition.rules.prediction is not None and stored.prediction is None,
        is_refused=why.code == "all_needed",
        is_lost=why.code != "all_needed" and definition.rules.paper.all_must_be_answered,
        one_by_one=stored.current_item is not None,
    )
    return page("contestant/confirm.html", content, 422)
