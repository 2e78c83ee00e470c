"""Special prizes at the judges' desk: what was given, giving one more, withdrawing one."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from quiz.database import transaction
from quiz.domain.permissions import Permission
from quiz.domain.prizes import SpecialPrize
from quiz.services import special_prizes
from quiz.services.refusal import NotYours
from quiz.web.judge import bp, pages
from quiz.web.judge.forms import SpecialPrizeForm
from quiz.web.judge.views import result_of
from quiz.web.request import actor, catalogue, now, page, session
from quiz.web.told import tell
from quiz.web.words import gettext


@bp.get("/<slug>/<int:number>/giai-chuyen-de")
def special(slug: str, number: int) -> ResponseReturnValue:
    """Show the special prizes of a round, and the form for one more."""
    return _shown(slug, number, SpecialPrizeForm())


@bp.post("/<slug>/<int:number>/giai-chuyen-de")
def give_special(slug: str, number: int) -> ResponseReturnValue:
    """Give a special prize."""
    form = SpecialPrizeForm()
    if not actor().may_anywhere(Permission.CONTEST_AWARD_WRITE):
        raise NotYours
    if not form.validate():
        return _shown(slug, number, form, 422)
    prize = SpecialPrize(form.title.data or "", form.recipient.data or "", form.reason.data or "")
    with transaction(session()):
        special_prizes.give(
            session(),
            actor=actor(),
            now=now(),
            slug=slug,
            number=number,
            catalogue=catalogue(),
            prize=prize,
        )
    tell(gettext("Đã ghi “%(title)s”; giải được công bố cùng lần công bố tới.", title=prize.title))
    return redirect(url_for("judge.special", slug=slug, number=number), code=303)


@bp.post("/<slug>/<int:number>/giai-chuyen-de/bo")
def withdraw_special(slug: str, number: int) -> ResponseReturnValue:
    """Withdraw a special prize; publications that told of it stay as they are."""
    with transaction(session()):
        special_prizes.withdraw(
            session(),
            actor=actor(),
            now=now(),
            slug=slug,
            number=number,
            prize_id=request.form.get("prize", 0, type=int),
        )
    tell(gettext("Đã bỏ giải; lần công bố tới không còn giải này."))
    return redirect(url_for("judge.special", slug=slug, number=number), code=303)


def _shown(
    slug: str, number: int, form: SpecialPrizeForm, status: int = 200
) -> ResponseReturnValue:
    definition, _, head = result_of(slug, number)
    may_give = actor().may_anywhere(Permission.CONTEST_AWARD_WRITE) and head.state.over
    content = pages.SpecialPage(
        head=head,
        given=tuple(
            pages.SpecialLine(
                one.id,
                one.prize.title,
                one.prize.recipient,
                one.prize.reason,
                one.given_at,
                one.given_by,
            )
            for one in special_prizes.given_prizes(session(), definition.id)
        ),
        form=form if may_give else None,
    )
    return page("judge/special.html", content, status)
