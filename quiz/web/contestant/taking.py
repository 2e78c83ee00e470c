"""Taking a round: its page, the start, the paper, saving without script, submitting."""

from collections.abc import Sequence
from typing import Any

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user, login_required
from werkzeug.datastructures import MultiDict

from question_bank.exam_form import decode
from quiz.database import transaction
from quiz.domain.answers import MASK, answered, mask_of, positions
from quiz.domain.rules import RoundKind
from quiz.domain.timing import RoundState, accepts
from quiz.models import Eligibility
from quiz.sentences import sentence_of
from quiz.sentences.rules import criteria, prediction_question
from quiz.services import accounts, attempts
from quiz.services.attempts.reading import Paper
from quiz.services.attempts.saving import Change, check_allowed, check_writable, write
from quiz.services.catalogue import RoundDefinition
from quiz.services.refusal import NotYours, Refusal
from quiz.web.contestant import bp
from quiz.web.contestant.lines import attempt_line
from quiz.web.contestant.pages import (
    ConfirmPage,
    ElsewherePage,
    PaperData,
    PaperPage,
    Prediction,
    RoundAction,
    RoundPage,
)
from quiz.web.contestant.questions import questions, sentences
from quiz.web.request import catalogue, language, local, now, page, session


@bp.get("/cuoc-thi/<slug>/dot/<int:number>")
def round(slug: str, number: int) -> ResponseReturnValue:  # noqa: A001 - the field's own word
    """Show a round and what the reader can do in it; a draft does not exist."""
    definition = catalogue().round_of(session(), slug, number, now())
    if not definition.announced:
        raise NotYours
    standing = None
    lines: Sequence[Any] = ()
    if current_user.is_authenticated:
        standing = attempts.standing_of(session(), definition, current_user.person_id)
        if standing is not None and standing.made:
            lines = attempts.taken_in(
                session(), person_id=current_user.person_id, round_id=definition.id
            )
    return page("contestant/round.html", _round_page(definition, standing, lines))


@bp.post("/cuoc-thi/<slug>/dot/<int:number>/bat-dau")
@login_required
def start(slug: str, number: int) -> ResponseReturnValue:
    """Start an attempt, or go to the one that already runs."""
    definition = catalogue().round_of(session(), slug, number, now())
    with transaction(session()):
        ref = attempts.start(
            session(),
            catalogue=catalogue(),
            definition=definition,
            person_id=current_user.person_id,
            holder_id=current_user.session_id,
            expected_number=_whole_number("attempt"),
            now=now(),
        )
    return redirect(url_for("contestant.paper", ref=ref), code=303)


@bp.get("/bai-thi/<ref>")
@login_required
def paper(ref: str) -> ResponseReturnValue:
    """Show the paper in the browser that holds it; elsewhere, offer to go on here."""
    return _show(ref)


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


@bp.post("/bai-thi/<ref>/nop")
@login_required
def submit(ref: str) -> ResponseReturnValue:
    """Finish the attempt with what the form brings; ask first when items are blank."""
    stored = attempts.paper_of(session(), ref, current_user.person_id)
    definition = catalogue().round(session(), stored.round_id, now())
    lease = _whole_number("lease", stored.lease)
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
        return _keep_and_ask(ref)
    return redirect(url_for("contestant.result", ref=ref), code=303)


def form_change(form: MultiDict[str, str], stored: Paper, definition: RoundDefinition) -> Change:
    """Return what a posted paper changes; what it does not mention stays as it was saved."""
    masks: dict[int, int] = {}
    for item in range(len(stored.answers)):
        name = f"a{item + 1}"
        if name in form:
            places = [value for value in form.getlist(name) if value]
            if not all(place in {"0", "1", "2", "3", "4", "5"} for place in places):
                raise Refusal("bad_answer", item=item + 1)
            masks[item] = mask_of(int(place) for place in places)
    news = {item: mask for item, mask in masks.items() if MASK[stored.answers[item]] != mask}
    if definition.rules.prediction is None or "prediction" not in form:
        return Change(news)
    value = typed_number(form["prediction"])
    return Change(news, value, predicts=value != stored.prediction)


def typed_number(text: str) -> int | None:
    """Return a number as people type it ("1.250", "1 250"); None for nothing."""
    digits = text.replace(".", "").replace(",", "").replace(" ", "").replace("\u00a0", "")
    if not digits:
        return None
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= 12):
        raise Refusal("prediction_bad")
    return int(digits)


def _show(ref: str, typed: str = "", fault: Refusal | None = None) -> ResponseReturnValue:
    stored = attempts.paper_of(session(), ref, current_user.person_id)
    definition = catalogue().round(session(), stored.round_id, now())
    if stored.finished_at is not None or _is_overdue(stored, definition):
        return redirect(url_for("contestant.result", ref=ref), code=303)
    if stored.holder_id != current_user.session_id:
        if accounts.session_is_over(session(), stored.holder_id, now()):
            return take_over(ref)  # its browser signed out; most likely this is the same one
        return page("contestant/elsewhere.html", _elsewhere_page(stored, definition))
    content = _paper_page(stored, definition, _prediction(stored, definition, typed, fault))
    return page("contestant/paper.html", content, 422 if fault else 200)


def _keep_and_mend(ref: str, fault: Refusal) -> ResponseReturnValue:
    """Save the answers, and show the paper again with the prediction that is no number."""
    answers = request.form.copy()
    typed = answers.pop("prediction", "")
    _keep(ref, answers)
    return _show(ref, typed, fault)


def _keep(ref: str, form: MultiDict[str, str]) -> None:
    """Save a form, unless the attempt is over or another browser has it: the next page says so."""
    try:
        with transaction(session()):
            _save_form(ref, form)
    except Refusal as refusal:
        if refusal.code not in {"finished", "late", "lease"}:
            raise


def _save_form(ref: str, form: MultiDict[str, str]) -> None:
    stored = attempts.reading.locked_paper_of(session(), ref, current_user.person_id)
    definition = catalogue().round(session(), stored.round_id, now())
    check_writable(
        stored,
        definition,
        holder_id=current_user.session_id,
        lease=_whole_number("lease", stored.lease),
        now=now(),
    )
    change = form_change(form, stored, definition)
    check_allowed(stored, definition, change)
    if change.answers or change.predicts:
        write(session(), stored, change, sequence=stored.save_sequence + 1, now=now())


def _keep_and_ask(ref: str) -> ResponseReturnValue:
    with transaction(session()):
        _save_form(ref, request.form)
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
        all_must_be_answered=definition.rules.paper.all_must_be_answered,
    )
    return page("contestant/confirm.html", content, 422)


def _whole_number(name: str, otherwise: int | None = None) -> int:
    text = request.form.get(name, "" if otherwise is None else str(otherwise))
    if not (text.isascii() and text.isdecimal() and len(text) <= 9):
        raise Refusal("bad_json")
    return int(text)


def _is_overdue(stored: Paper, definition: RoundDefinition) -> bool:
    return not accepts(now(), stored.deadline_at, definition.rules.timing.allowance_seconds)


def _round_page(
    definition: RoundDefinition, standing: attempts.Standing | None, lines: Sequence[Any]
) -> RoundPage:
    rules = definition.rules
    state = definition.state(now())
    action, reason = _action(definition, standing, state)
    return RoundPage(
        slug=definition.contest_slug,
        contest_title=local(definition.contest_title),
        number=definition.number,
        title=local(definition.title),
        kind=definition.kind,
        state=state,
        opens_at=definition.opens_at,
        closes_at=definition.closes_at,
        items=rules.paper.items,
        minutes=rules.timing.limit_minutes,
        attempts_limit=rules.attempts.limit,
        action=action,
        next_attempt=1 + (standing.made if standing else 0),
        attempt=standing.live_ref if standing else None,
        reason=reason,
        out_of_prizes=_out_of_prizes(definition, standing),
        prediction=prediction_question(rules, gettext),
        criteria=criteria(rules, gettext),
        result=rules.result,
        attempts=tuple(attempt_line(line, definition, now()) for line in lines),
    )


def _action(
    definition: RoundDefinition, standing: attempts.Standing | None, state: RoundState
) -> tuple[RoundAction, str | None]:
    if not current_user.is_authenticated:
        return _for_a_stranger(state), None
    if standing is None or not standing.is_registered:
        return ("closed" if state.over else "join"), None
    if standing.eligibility == Eligibility.EXCLUDED:
        return "refused", sentence_of(Refusal("excluded"), gettext)
    if standing.live_deadline_at is not None and now() <= standing.live_deadline_at:
        return "continue", None
    if state is RoundState.AHEAD:
        return "ahead", None
    if state is not RoundState.OPEN:
        return "closed", None
    limit = definition.rules.attempts.limit
    return ("used_up" if limit is not None and standing.made >= limit else "start"), None


def _out_of_prizes(definition: RoundDefinition, standing: attempts.Standing | None) -> str | None:
    """Say why the reader takes part out of prizes; a practice round has none to be out of."""
    if standing is None or definition.kind is RoundKind.PRACTICE:
        return None
    if standing.knew_a_key:
        return gettext(
            "Bạn vẫn được làm bài nhưng không xét giải, vì bạn đã xem đáp án của ngân hàng câu hỏi "
            "trước khi đợt thi đóng."
        )
    if standing.eligibility == Eligibility.OUT_OF_PRIZES:
        return gettext("Bạn được làm bài nhưng không xét giải, theo quyết định của Ban Tổ chức.")
    return None


def _for_a_stranger(state: RoundState) -> RoundAction:
    if state is RoundState.AHEAD:
        return "ahead"
    return "closed" if state.over else "sign_in"


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
    stored: Paper, definition: RoundDefinition, prediction: Prediction | None
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
        data=_paper_data(stored, definition),
        sentences=sentences(catalogue(), language()),
        all_must_be_answered=rules.paper.all_must_be_answered,
    )


def _prediction(
    stored: Paper, definition: RoundDefinition, typed: str, fault: Refusal | None
) -> Prediction | None:
    question = prediction_question(definition.rules, gettext)
    if question is None:
        return None
    if fault is None:
        return Prediction(question, stored.prediction)
    return Prediction(question, typed, sentence_of(fault, gettext))


def _paper_data(stored: Paper, definition: RoundDefinition) -> PaperData:
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
