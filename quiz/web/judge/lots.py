"""Parting equals at a prize, once and for ever: by lots, asked first, or as judges put them."""

from collections.abc import Mapping, Sequence

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from quiz.database import transaction
from quiz.domain.prizes import Group, groups_of
from quiz.domain.rules import LastResort, PrizeLevel
from quiz.sentences import status_of
from quiz.services import lots
from quiz.services.catalogue import RoundDefinition
from quiz.services.labels import Label, labels_of
from quiz.services.refusal import FieldRefusal, NotYours, Refusal
from quiz.services.results import Results
from quiz.web import result_words as words
from quiz.web.judge import bp, pages
from quiz.web.judge.forms import OrderForm
from quiz.web.judge.views import parts, result_of
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
    line = words.tie_line(tie, _labels(found), _prizes(definition), parts=parts(definition))
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
    return _back(slug, number)


@bp.get("/<slug>/<int:number>/thu-tu")
def ask_order(slug: str, number: int) -> ResponseReturnValue:
    """Show the equals with a place to type beside each; or say that no tie is open."""
    return _order_page(slug, number, OrderForm())


@bp.post("/<slug>/<int:number>/thu-tu")
def order(slug: str, number: int) -> ResponseReturnValue:
    """Put equals in the order of the places typed; it stands with the result from now on."""
    form = OrderForm()
    if not lots.may_part(actor(), LastResort.JUDGES):
        raise NotYours
    if not form.validate():
        return _order_page(slug, number, form, 422)
    definition = catalogue().round_of(session(), slug, number, now())
    finish_overdue(definition.id)
    rank, group = _asked(definition)
    try:
        with transaction(session()):
            lots.order_tie(
                session(),
                actor=actor(),
                now=now(),
                slug=slug,
                number=number,
                catalogue=catalogue(),
                rank=rank,
                group=group,
                overall=_is_overall(),
                attempts=_in_order(),
                reason=form.reason.data or "",
            )
    except FieldRefusal as refusal:
        form.refuse(refusal)
        return _order_page(slug, number, form, status_of(refusal))
    tell(gettext("Đã xác định thứ tự; thứ tự và lý do được lưu cùng kết quả."))
    return _back(slug, number)


def _order_page(slug: str, number: int, form: OrderForm, status: int = 200) -> ResponseReturnValue:
    definition, found, head = result_of(slug, number)
    rank, group = _asked(definition)
    try:
        tie = lots.tie_at(found, rank, group, overall=_is_overall())
    except Refusal:
        return page("judge/order.html", pages.OrderPage(head, is_overall=_is_overall()), status)
    labels, how = _labels(found), parts(definition)
    may_order = how is LastResort.JUDGES and len(tie.placings) <= words.MOST_NAMED
    entries = [placing.entry for placing in tie.placings[: words.MOST_NAMED]]
    content = pages.OrderPage(
        head=head,
        tie=words.tie_line(tie, labels, _prizes(definition), parts=how),
        equals=tuple(
            pages.Equal(
                field=f"{_PLACE}{entry.attempt}",
                name=words.with_unit(labels[entry.person]),
                reference=entry.attempt,
                place=request.form.get(f"{_PLACE}{entry.attempt}", ""),
            )
            for entry in entries
        ),
        form=form if may_order else None,
        is_overall=_is_overall(),
    )
    return page("judge/order.html", content, status)


_PLACE = "place-"


def _in_order() -> list[str]:
    """Return the references in the order of their places; none unless these are 1, 2, 3 and on."""
    typed = {
        name.removeprefix(_PLACE): text.strip()
        for name, text in request.form.items()
        if name.startswith(_PLACE)
    }
    if not all(map(_is_number, typed.values())):
        return []
    placed = sorted((int(place), reference) for reference, place in typed.items())
    is_whole = [place for place, _ in placed] == list(range(1, len(placed) + 1))
    return [reference for _, reference in placed] if is_whole else []


def _labels(found: Results) -> Mapping[int, Label]:
    """Return the names of those in ties of the ranking that is meant."""
    if _is_overall() and found.overall is not None:
        return labels_of(session(), words.named_in_overall(found.overall))
    return labels_of(session(), words.named_besides(found))


def _back(slug: str, number: int) -> ResponseReturnValue:
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
