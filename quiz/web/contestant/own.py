"""What a reader keeps: the result of an attempt, and everything taken part in."""

import sqlalchemy as sa
from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_required

from question_bank.exam_form import ExamForm, decode
from quiz.database import transaction
from quiz.domain.answers import MASK, answered
from quiz.domain.codes import grouped
from quiz.domain.timing import RoundState, accepts
from quiz.domain.visibility import result_visible, review_visible
from quiz.models import Contest, Participation, Score, Unit
from quiz.sentences.prize_rules import prize_note
from quiz.sentences.prize_worth import worth_of
from quiz.sentences.standings import NO_PRIZE, REASONS, prize_title
from quiz.services import attempts, contest_lists, publications
from quiz.services.attempts import Judged
from quiz.services.attempts.reading import Paper
from quiz.services.catalogue import Key, RoundDefinition
from quiz.services.units import name_on
from quiz.web.contestant import bp, pages
from quiz.web.contestant.lines import attempt_line
from quiz.web.paper_item import shown_picture
from quiz.web.placing import explained
from quiz.web.request import catalogue, local, now, page, session
from quiz.web.unit_choices import unit_name
from quiz.web.words import gettext


@bp.get("/bai-thi/<ref>/ket-qua")
@login_required
def result(ref: str) -> ResponseReturnValue:
    """Show the receipt, and score and review as far as the rules allow by now."""
    judged = attempts.judged_paper_of(session(), ref, current_user.person_id)
    stored = judged.paper
    definition = catalogue().round(session(), stored.round_id, now())
    if stored.finished_at is None:
        if accepts(now(), stored.deadline_at, definition.rules.timing.allowance_seconds):
            return redirect(url_for("contestant.paper", ref=ref), code=303)
        with transaction(session()):
            attempts.finish_if_overdue(session(), catalogue=catalogue(), ref=ref, now=now())
        judged = attempts.judged_paper_of(session(), ref, current_user.person_id)
    return page("contestant/result.html", _result_page(judged, definition))


@bp.get("/cua-toi")
@login_required
def history() -> ResponseReturnValue:
    """Show everything that the reader has taken part in."""
    lines = attempts.taken_in(session(), person_id=current_user.person_id)
    contests = session().execute(
        sa.select(Contest.id, Contest.slug, Contest.title, name_on(Contest.tree_day).label("name"))
        .join(Participation, Participation.contest_id == Contest.id)
        .join(Unit, Unit.id == Participation.unit_id)
        .where(
            Participation.person_id == current_user.person_id,
            Participation.registered_at.is_not(None),
        )
        .order_by(Participation.registered_at.desc())
    )
    content = pages.HistoryPage(
        name=current_user.name,
        awaiting=tuple(
            (contest.slug, local(contest.title))
            for contest in contest_lists.awaiting(session(), current_user.person_id, now())
        ),
        contests=tuple(
            pages.ContestHistory(
                slug=contest.slug,
                title=local(contest.title),
                unit=unit_name(contest.name),
                rounds=_rounds([line for line in lines if line.contest_id == contest.id]),
            )
            for contest in contests
        ),
    )
    return page("contestant/history.html", content)


def _rounds(lines: list[sa.Row[tuple[object, ...]]]) -> tuple[pages.RoundHistory, ...]:
    in_order = dict.fromkeys(line.round_id for line in lines)
    definitions = [catalogue().round(session(), round_id, now()) for round_id in in_order]
    return tuple(
        pages.RoundHistory(
            number=definition.number,
            title=local(definition.title),
            attempts=tuple(
                attempt_line(line, definition, now())
                for line in lines
                if line.round_id == definition.id
            ),
        )
        for definition in sorted(definitions, key=lambda one: -one.opens_at)
    )


def _result_page(judged: Judged, definition: RoundDefinition) -> pages.ResultPage:
    stored = judged.paper
    rules, state = definition.rules, definition.state(now())
    assert stored.finished_at is not None and stored.receipt is not None  # noqa: S101, PT018
    left = _attempts_left(judged, definition)
    return pages.ResultPage(
        ref=stored.ref,
        slug=definition.contest_slug,
        contest_title=local(definition.contest_title),
        round_number=definition.number,
        round_title=local(definition.title),
        closes_at=definition.closes_at,
        attempt_number=stored.number,
        finish=_FINISHES[stored.finish_kind or "submitted"],
        finished_at=stored.finished_at,
        answered=answered(stored.answers),
        items=len(stored.answers),
        code=grouped(stored.receipt),
        disclosure=rules.result,
        score=_score(stored, definition, state),
        prediction=stored.prediction,
        review=_review(stored, definition) if _may_review(definition, state) else (),
        voided=judged.void_reason,
        place=_place(stored, definition),
        can_start_again=state is RoundState.OPEN and left != 0,
        attempts_left=left,
    )


def _place(stored: Paper, definition: RoundDefinition) -> pages.Place | None:
    """Return what the newest publication says of the reader, if there is one."""
    if definition.published is None:
        return None
    publication = publications.newest_of(session(), definition.id)
    if publication is None:
        return None
    found = publications.placing_of(session(), publication.id, stored.participation_id)
    if found is None:
        return None
    line, above, is_tied = found
    why = gettext(REASONS[line.unranked]) if line.unranked else ""
    return pages.Place(
        rank=line.rank,
        why=why or explained(line, above, definition.rules, is_tied=is_tied),
        recognised=line.attempt_id == stored.id,
        publication=publication.number,
        prize=prize_title(line.prize, gettext) if line.prize else None,
        no_prize=gettext(NO_PRIZE[line.no_prize]) if line.no_prize else None,
        prize_note=prize_note(line.gave_up, line.kept_in, gettext),
        worth=worth_of(line.prize, line.category, definition.rules.prizes, gettext)
        if line.prize
        else "",
    )


def _attempts_left(judged: Judged, definition: RoundDefinition) -> int | None:
    """Return how many more attempts the limit allows; None where nothing limits them."""
    rules = definition.rules.attempts
    if rules.limit is None:
        return None
    if rules.per == "round":
        return max(0, rules.limit - rules.used(judged.made, judged.voided))
    standing = attempts.standing_of(session(), definition, current_user.person_id, now())
    return max(0, rules.limit - standing.used) if standing else 0


_FINISHES: dict[str, pages.FinishKind] = {
    "submitted": "submitted",
    "timed_out": "timed_out",
    "closed_by_staff": "closed_by_staff",
}


def _may_review(definition: RoundDefinition, state: RoundState) -> bool:
    return review_visible(definition.rules, definition.kind, state)


def _score(stored: Paper, definition: RoundDefinition, state: RoundState) -> pages.Score | None:
    if not result_visible(definition.rules, definition.kind, state):
        return None
    row = (
        session()
        .execute(
            sa.select(Score.points, Score.correct)
            .where(Score.attempt_id == stored.id)
            .order_by(Score.scored_at.desc())
            .limit(1)
        )
        .one()
    )
    return pages.Score(
        points=row.points, full=definition.rules.paper.maximum_points, correct=row.correct
    )


def _review(stored: Paper, definition: RoundDefinition) -> tuple[pages.ReviewItem, ...]:
    key = catalogue().key(session(), definition.version)
    return tuple(_review_items(stored, definition, decode(stored.form), key))


def _review_items(
    stored: Paper, definition: RoundDefinition, form: ExamForm, key: Key
) -> list[pages.ReviewItem]:
    reviewed = []
    for number, (slot, letter) in enumerate(zip(form.slots, stored.answers, strict=True), start=1):
        item, chosen = definition.version.items[slot.item], MASK[letter]
        options = tuple(
            pages.ReviewOption(
                text=item.options[option],
                chosen=bool(chosen >> place & 1),
                right=bool(key.right_masks[slot.item] >> option & 1),
            )
            for place, option in enumerate(slot.order)
        )
        reviewed.append(
            pages.ReviewItem(
                number=number,
                stem=item.stem,
                options=options,
                explanation=key.explanations[slot.item] or None,
                source=key.sources[slot.item] or None,
                picture=shown_picture(item.picture),
            )
        )
    return reviewed
