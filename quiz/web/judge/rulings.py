"""Rulings at the judges' desk: what was decided, finding an attempt, what a ruling would move."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from quiz.database import transaction
from quiz.domain.codes import grouped
from quiz.domain.entry import Reason
from quiz.domain.moves import Place
from quiz.domain.permissions import Permission
from quiz.domain.timing import RoundState
from quiz.models import Eligibility, RulingAct
from quiz.sentences.standings import REASONS, UNIT_REASONS, prize_title
from quiz.services import rulings as service
from quiz.services.catalogue import RoundDefinition
from quiz.services.labels import Label, labels_of
from quiz.services.refusal import NotYours
from quiz.services.rulings import Foresight, FoundAttempt, RulingLine
from quiz.services.unit_paths import unit_paths
from quiz.web.filters import number as in_words
from quiz.web.judge import bp, pages
from quiz.web.judge.forms import RulingForm
from quiz.web.judge.views import result_of
from quiz.web.request import actor, catalogue, now, page, session
from quiz.web.result_words import with_unit
from quiz.web.told import tell
from quiz.web.words import gettext

MOST_MOVES = 20
_DECISIONS = {
    Eligibility.EXCLUDED: Reason.EXCLUDED,
    Eligibility.OUT_OF_PRIZES: Reason.OUT_OF_PRIZES,
}


@bp.get("/<slug>/<int:number>/quyet-dinh")
def rulings(slug: str, number: int) -> ResponseReturnValue:
    """Show the rulings of a round, and the attempts that were searched for."""
    definition, _, head = result_of(slug, number)
    made = service.rulings_of(session(), definition.id)
    people, people_count = service.decisions_on_people(session(), definition.contest_id)
    query = request.args.get("tim", "").strip()
    found = None
    if query:
        found = service.find_attempts(session(), actor=actor(), definition=definition, query=query)
    labels = labels_of(session(), [*made, *people, *(found or ())])
    in_force = [line for line in made if line.is_newest and line.act is RulingAct.VOID]
    content = pages.RulingsPage(
        head=head,
        in_force=_ruling_lines(in_force, labels),
        withdrawn=_ruling_lines([line for line in made if line not in in_force], labels),
        people=tuple(
            (with_unit(labels[one.participation_id]), _decision(one.eligibility)) for one in people
        ),
        more_people=people_count - len(people),
        may_rule=_may_rule(),
        query=query,
        found=None if found is None else tuple(_attempt_line(one, labels) for one in found),
        is_cut=found is not None and len(found) == service.MOST_FOUND,
    )
    return page("judge/rulings.html", content)


@bp.get("/<slug>/<int:number>/quyet-dinh/<ref>")
def ask_ruling(slug: str, number: int, ref: str) -> ResponseReturnValue:
    """Ask before a ruling on one attempt: what it would move, and why it is made."""
    return _ask(slug, number, ref, RulingForm())


@bp.post("/<slug>/<int:number>/quyet-dinh/<ref>")
def rule(slug: str, number: int, ref: str) -> ResponseReturnValue:
    """Void an attempt, or restore it."""
    form = RulingForm()
    if not _may_rule():
        raise NotYours
    act = request.form.get("act", "")
    if not form.validate() or act not in set(RulingAct):
        return _ask(slug, number, ref, form, 422)
    with transaction(session()):
        (made,) = service.rule(
            session(),
            actor=actor(),
            now=now(),
            slug=slug,
            number=number,
            catalogue=catalogue(),
            act=RulingAct(act),
            references=[ref],
            reason=form.reason.data or "",
        )
    tell(_DONE[RulingAct(act)]() % {"number": made})
    return redirect(url_for("judge.rulings", slug=slug, number=number), code=303)


_DONE: Mapping[RulingAct, Callable[[], str]] = {
    RulingAct.VOID: lambda: gettext("Đã ghi quyết định số %(number)s: hủy lượt thi."),
    RulingAct.RESTORE: lambda: gettext("Đã ghi quyết định số %(number)s: khôi phục lượt thi."),
}


def _ask(
    slug: str, number: int, ref: str, form: RulingForm, status: int = 200
) -> ResponseReturnValue:
    definition, _, head = result_of(slug, number)
    attempt = service.attempt_of(session(), actor=actor(), definition=definition, reference=ref)
    if attempt is None:
        return redirect(url_for("judge.rulings", slug=slug, number=number), code=303)
    is_running = attempt.finished_at is None
    act = RulingAct.VOID if attempt.void_reason is None else RulingAct.RESTORE
    content = pages.RulingPage(
        head=head,
        attempt=_attempt_line(attempt, labels_of(session(), [attempt])),
        restores=act is RulingAct.RESTORE,
        returns=_returns(definition),
        moves=None if is_running else _moves_part(definition, act, ref),
        form=None if is_running else form,
    )
    return page("judge/ruling.html", content, status)


def _may_rule() -> bool:
    return actor().may_anywhere(Permission.CONTEST_RULING_WRITE)


def _returns(definition: RoundDefinition) -> bool:
    """Whether a voided attempt may still be taken again."""
    attempts = definition.rules.attempts
    is_open = definition.state(now()) is RoundState.OPEN
    return is_open and attempts.limit is not None and attempts.void_returns_quota


@dataclass(frozen=True, slots=True)
class _Named:
    participation_id: int
    unit_id: int


def _moves_part(definition: RoundDefinition, act: RulingAct, reference: str) -> pages.MovesPart:
    seen = service.foresee(session(), definition, act, [reference])
    people, units = seen.moves.people[:MOST_MOVES], seen.moves.units[:MOST_MOVES]
    labels = labels_of(session(), [_Named(move.person, move.unit or 0) for move in people])
    paths = unit_paths(session(), definition.contest_id)
    return pages.MovesPart(
        numbers=_numbers(seen),
        people=tuple(
            pages.MoveLine(
                with_unit(labels[move.person]),
                _place(move.before, REASONS),
                _place(move.after, REASONS),
            )
            for move in people
        ),
        people_count=len(seen.moves.people),
        units=tuple(
            pages.MoveLine(
                paths[move.unit].name,
                _place(move.before, UNIT_REASONS),
                _place(move.after, UNIT_REASONS),
            )
            for move in units
        ),
        units_count=len(seen.moves.units),
    )


def _numbers(seen: Foresight) -> tuple[tuple[str, int, int], ...]:
    before, after = seen.before, seen.after
    return (
        (gettext("Lượt thi"), before.attempts, after.attempts),
        (gettext("Người dự thi"), before.participants, after.participants),
        (gettext("Người trả lời đúng tất cả"), before.all_correct_people, after.all_correct_people),
    )


def _place(place: Place, reasons: Mapping[str, str]) -> str:
    if place.rank is None:
        return gettext(reasons[place.reason]) if place.reason else gettext("Không xếp hạng")
    said = gettext("Hạng %(rank)s", rank=in_words(place.rank))
    return f"{said} – {prize_title(place.prize, gettext)}" if place.prize else said


def _decision(eligibility: Eligibility) -> str:
    return gettext(REASONS[_DECISIONS[eligibility]])


def _ruling_lines(
    lines: Sequence[RulingLine], labels: Mapping[int, Label]
) -> tuple[pages.RulingLine, ...]:
    return tuple(
        pages.RulingLine(
            number=line.number,
            restores=line.act is RulingAct.RESTORE,
            name=with_unit(labels[line.participation_id]),
            attempt=line.attempt,
            reference=line.reference,
            reason=line.reason,
            ruled_at=line.ruled_at,
            ruled_by=line.ruled_by,
        )
        for line in lines
    )


def _attempt_line(attempt: FoundAttempt, labels: Mapping[int, Label]) -> pages.AttemptLine:
    return pages.AttemptLine(
        reference=attempt.reference,
        receipt=grouped(attempt.receipt) if attempt.receipt else "",
        name=with_unit(labels[attempt.participation_id]),
        number=attempt.number,
        started_at=attempt.started_at,
        finished_at=attempt.finished_at,
        points=attempt.points,
        correct=attempt.correct,
        void_reason=attempt.void_reason,
    )
