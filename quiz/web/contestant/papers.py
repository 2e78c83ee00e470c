"""A paper in progress: shown in the browser that holds it, offered to go on with elsewhere."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_required

from question_bank.exam_form import decode
from quiz.database import transaction
from quiz.domain.answers import MASK, answered, positions
from quiz.domain.timing import accepts
from quiz.sentences import sentence_of, status_of
from quiz.sentences.rules import prediction_question
from quiz.services import accounts, attempts
from quiz.services.attempts.reading import Paper
from quiz.services.catalogue import RoundDefinition
from quiz.services.refusal import Refusal
from quiz.web.contestant import bp
from quiz.web.contestant.item_papers import item_page
from quiz.web.contestant.pages import ElsewherePage, PaperData, PaperPage, Prediction
from quiz.web.contestant.questions import questions, sentences
from quiz.web.request import catalogue, language, local, now, page, session
from quiz.web.words import gettext

_MISTYPED = "prediction_bad"


@bp.get("/bai-thi/<ref>")
@login_required
def paper(ref: str) -> ResponseReturnValue:
    """Show the paper in the browser that holds it; elsewhere, offer to go on here."""
    return show(ref)


@bp.post("/bai-thi/<ref>/tiep-tuc")
@login_required
def take_over(ref: str) -> ResponseReturnValue:
    """Let this browser go on with the paper."""
    with transaction(session()):
        attempts.take_over(
            session(),
            catalogue=catalogue(),
            ref=ref,
            person_id=current_user.person_id,
            holder_id=current_user.session_id,
            now=now(),
        )
    return redirect(url_for("contestant.paper", ref=ref), code=303)


def show(ref: str, typed: str = "", fault: Refusal | None = None) -> ResponseReturnValue:
    """Show a paper as stored, with what stood against a form of it.

    A prediction that could not be kept is shown as ``typed``.
    """
    stored, saved_at = attempts.paper_with_last_save_of(session(), ref, current_user.person_id)
    definition = catalogue().round(session(), stored.round_id, now())
    if stored.finished_at is not None or _is_overdue(stored, definition):
        return redirect(url_for("contestant.result", ref=ref), code=303)
    if stored.holder_id != current_user.session_id:
        if accounts.session_is_over(session(), stored.holder_id, now()):
            return take_over(ref)  # its browser signed out; most likely this is the same one
        return page("contestant/elsewhere.html", _elsewhere_page(stored, definition))
    prediction = _prediction(stored, definition, typed, fault)
    status = status_of(fault) if fault else 200
    if stored.current_item is not None:
        content = item_page(
            stored,
            definition,
            _paper_data(stored, definition, saved_at),
            prediction,
            fault=sentence_of(fault, gettext) if fault and fault.code != _MISTYPED else None,
            may_skip=fault is not None and fault.code == "item_blank",
        )
        return page("contestant/item.html", content, status)
    whole = _paper_page(stored, definition, prediction, saved_at)
    return page("contestant/paper.html", whole, status)


def _is_overdue(stored: Paper, definition: RoundDefinition) -> bool:
    return not accepts(now(), stored.deadline_at, definition.rules.timing.allowance_seconds)


def _elsewhere_page(stored: Paper, definition: RoundDefinition) -> ElsewherePage:
    return ElsewherePage(
        ref=stored.ref,
        contest_title=local(definition.contest_title),
        round_title=local(definition.title),
        deadline_at=stored.deadline_at,
        answered=answered(stored.answers),
        items=len(stored.answers),
    )


def _paper_page(
    stored: Paper,
    definition: RoundDefinition,
    prediction: Prediction | None,
    saved_at: int | None,
) -> PaperPage:
    rules = definition.rules
    return PaperPage(
        ref=stored.ref,
        slug=definition.contest_slug,
        contest_title=local(definition.contest_title),
        round_number=definition.number,
        round_title=local(definition.title),
        attempt_number=stored.number,
        deadline_at=stored.deadline_at,
        items=len(stored.answers),
        answered=answered(stored.answers),
        questions=questions(
            catalogue(), definition.version, decode(stored.form), stored.answers, language()
        ),
        prediction=prediction,
        data=_paper_data(stored, definition, saved_at),
        sentences=sentences(catalogue(), language()),
        all_must_be_answered=rules.paper.all_must_be_answered,
    )


def _prediction(
    stored: Paper, definition: RoundDefinition, typed: str, fault: Refusal | None
) -> Prediction | None:
    question = prediction_question(definition.rules, gettext)
    if question is None:
        return None
    if fault is None or fault.code != _MISTYPED:
        return Prediction(question, stored.prediction)
    return Prediction(question, typed, sentence_of(fault, gettext))


def _paper_data(stored: Paper, definition: RoundDefinition, saved_at: int | None) -> PaperData:
    return PaperData(
        ref=stored.ref,
        now=now(),
        deadline_at=stored.deadline_at,
        allowance_seconds=definition.rules.timing.allowance_seconds,
        lease=stored.lease,
        revision=stored.revision,
        sequence=stored.save_sequence,
        items=len(stored.answers),
        answers=shown_answers(stored.answers),
        prediction=stored.prediction,
        saved_at=saved_at,
        save_url=url_for("api.save", ref=stored.ref),
        state_url=url_for("api.attempt", ref=stored.ref),
        result_url=url_for("contestant.result", ref=stored.ref),
        sign_in_url=url_for("auth.sign_in", next=url_for("contestant.paper", ref=stored.ref)),
    )


def shown_answers(answers: str) -> dict[str, list[int]]:
    """Return the chosen places by question number, as the paper's script knows them."""
    return {
        str(number): list(positions(MASK[letter]))
        for number, letter in enumerate(answers, start=1)
        if MASK[letter]
    }
