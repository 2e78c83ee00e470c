"""A round: its page, and the start of an attempt."""

from collections.abc import Sequence
from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_required

from quiz.database import transaction
from quiz.domain.rules import RoundKind
from quiz.domain.timing import RoundState
from quiz.models import Eligibility
from quiz.sentences import sentence_of
from quiz.sentences.rules import criteria, prediction_question
from quiz.services import attempts
from quiz.services.catalogue import RoundDefinition
from quiz.services.refusal import NotYours
from quiz.web.contestant import bp
from quiz.web.contestant.lines import attempt_line
from quiz.web.contestant.pages import RoundAction, RoundPage
from quiz.web.contestant.posted import whole_number
from quiz.web.request import catalogue, local, now, page, session
from quiz.web.words import gettext


@bp.get("/cuoc-thi/<slug>/dot/<int:number>")
def round(slug: str, number: int) -> ResponseReturnValue:  # noqa: A001 - the field's own word
    """Show a round and what the reader can do in it; a draft does not exist."""
    definition = catalogue().round_of(session(), slug, number, now())
    if not definition.announced:
        raise NotYours
    standing = None
    lines: Sequence[Any] = ()
    if current_user.is_authenticated:
        standing = attempts.standing_of(session(), definition, current_user.person_id, now())
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
            expected_number=whole_number("attempt"),
            now=now(),
        )
    return redirect(url_for("contestant.paper", ref=ref), code=303)


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
        item_seconds=rules.timing.item_seconds,
        attempts_limit=rules.attempts.limit,
        attempts_used=standing.used if standing else 0,
        attempts_per=rules.attempts.per,
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
    if (found := attempts.barred(definition, standing)) is not None:
        return "refused", sentence_of(found, gettext)
    if standing.live_deadline_at is not None and now() <= standing.live_deadline_at:
        return "continue", None
    if state is RoundState.AHEAD:
        return "ahead", None
    if state is not RoundState.OPEN:
        return "closed", None
    found = attempts.obstacle(session(), definition, standing, now())
    if found is None:
        return "start", None
    return ("used_up" if found.code == "limit_reached" else "refused"), sentence_of(found, gettext)


def _out_of_prizes(definition: RoundDefinition, standing: attempts.Standing | None) -> str | None:
    """Say why the reader takes part out of prizes; a practice round has none to be out of."""
    if standing is None or definition.kind is RoundKind.PRACTICE:
        return None
    if standing.knew_a_key:
        return gettext(
            "Bạn vẫn được làm bài nhưng không xét giải, vì bạn đã xem đáp án của ngân hàng câu hỏi "
            "trước khi đợt thi đóng."
        )
    if standing.serves and definition.rules.eligible.staff == "out_of_prizes":
        return gettext(
            "Bạn được dự thi nhưng không xét giải, theo thể lệ, vì bạn giữ nhiệm vụ trong các ban "
            "của cuộc thi."
        )
    if standing.eligibility == Eligibility.OUT_OF_PRIZES:
        return gettext("Bạn được làm bài nhưng không xét giải, theo quyết định của Ban Tổ chức.")
    return None


def _for_a_stranger(state: RoundState) -> RoundAction:
    if state is RoundState.AHEAD:
        return "ahead"
    return "closed" if state.over else "sign_in"
