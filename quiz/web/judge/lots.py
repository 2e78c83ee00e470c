"""Drawing lots between equals at a prize: asked first, then done once and for ever."""

from collections.abc import Sequence

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from quiz.database import transaction
from quiz.domain.prizes import Group, groups_of
from quiz.domain.rules import PrizeLevel
from quiz.services import lots
from quiz.services.catalogue import RoundDefinition
from quiz.services.labels import labels_of
from quiz.services.refusal import Refusal
from quiz.web import result_words as words
from quiz.web.judge import bp, pages
from quiz.web.judge.views import may_draw, result_of
from quiz.web.overdue import finish_overdue
from quiz.web.request import actor, catalogue, now, page, session
from quiz.web.told import tell
from quiz.web.words import gettext


@bp.get("/<slug>/<int:number>/boc-tham")
def ask_lots(slug: str, number: int) -> ResponseReturnValue:
    """Ask before lots are drawn: between whom, and for which prizes; or say that no tie is open."""
    definition, found, head = result_of(slug, number)
    rank, group = _asked(definition)
    try:
        tie = lots.tie_at(found, rank, group, overall=_is_overall())
    except Refusal:
        return page("judge/lots.html", pages.LotsPage(head, is_overall=_is_overall()))
    if _is_overall() and found.overall is not None:
        labels = labels_of(session(), words.named_in_overall(found.overall))
    else:
        labels = labels_of(session(), words.named_besides(found))
    line = words.tie_line(tie, labels, _prizes(definition), may_draw=may_draw(definition))
    return page("judge/lots.html", pages.LotsPage(head, line, is_overall=_is_overall()))


@bp.post("/<slug>/<int:number>/boc-tham")
def draw_lots(slug: str, number: int) -> ResponseReturnValue:
    """Draw lots; the seed and the order stand on the page of the result from now on."""
    definition = catalogue().round_of(session(), slug, number, now())
    finish_overdue(definition.id)
    rank, group = _asked(definition)
    with transaction(session()):
        lots.draw_lots(
            session(),
            actor=actor(),
            now=now(),
            slug=slug,
            number=number,
            catalogue=catalogue(),
            rank=rank,
            group=group,
            overall=_is_overall(),
        )
    tell(gettext("Đã bốc thăm; thứ tự và mã bốc thăm được lưu cùng kết quả."))
    back = "judge.overall" if _is_overall() else "judge.results"
    return redirect(url_for(back, slug=slug, number=number), code=303)


def _is_overall() -> bool:
    """Whether the tie is one of the ranking over several rounds."""
    return request.values.get("cho") == "tong-hop"


def _prizes(definition: RoundDefinition) -> Sequence[PrizeLevel]:
    rules = definition.rules
    if _is_overall():
        return rules.overall.prizes if rules.overall else ()
    return rules.prizes


def _asked(definition: RoundDefinition) -> tuple[int, Group]:
    """Return the rank and the group that are named; where there are none such, rank 0."""
    rank, at = (request.values.get(name, "", type=str) for name in ("hang", "nhom"))
    groups = groups_of(_prizes(definition))
    if not (_is_number(rank) and _is_number(at)) or int(at) >= len(groups):
        return 0, ()
    return int(rank), groups[int(at)]


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10
