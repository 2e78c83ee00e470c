"""The way of a version: sent for review, gone through item by item, sent back or approved."""

from collections.abc import Sequence
from typing import Any

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from quiz.database import transaction
from quiz.domain.bank_workflow import State, Verdict
from quiz.domain.permissions import Permission
from quiz.models import BankRecord, BankVersion, VersionItem
from quiz.sentences import sentence_of
from quiz.services import banks
from quiz.services.refusal import FieldRefusal, NotYours, Refusal
from quiz.web.organizer import bp
from quiz.web.organizer.banks.lines import keyed_line
from quiz.web.organizer.banks.pages import Workflow
from quiz.web.organizer.banks.workflow_pages import (
    Fault,
    ReviewFilter,
    ReviewItem,
    ReviewPage,
)
from quiz.web.pager import page_asked, pager
from quiz.web.request import actor, now, page, session
from quiz.web.told import tell
from quiz.web.words import gettext

PER_PAGE = 20
FILTERS: dict[str, ReviewFilter] = {
    "tat-ca": "tat-ca",
    "chua-xem": "chua-xem",
    "can-sua": "can-sua",
}
_REVIEW = Permission.BANK_VERSION_APPROVE


@bp.post("/ngan-hang/<code>/<int:number>/gui-tham-dinh")
def submit_bank(code: str, number: int) -> ResponseReturnValue:
    """Send a draft for review."""
    with transaction(session()):
        _, version = banks.version_for(
            session(), actor(), Permission.BANK_DRAFT_WRITE, code, number
        )
        banks.submit(session(), actor=actor(), now=now(), version=version)
    tell(gettext("Đã gửi phiên bản %(number)s đi thẩm định.", number=number))
    return redirect(url_for("organizer.bank", code=code, number=number), code=303)


@bp.get("/ngan-hang/<code>/<int:number>/tham-dinh")
def review_bank(code: str, number: int) -> ResponseReturnValue:
    """Show the items of a version with their keys and what was said of them; noted as a reading."""
    return _review(code, number, chosen=_chosen(request.args.get("xem")))


@bp.post("/ngan-hang/<code>/<int:number>/tham-dinh")
def decide_item(code: str, number: int) -> ResponseReturnValue:
    """Decide upon one item, and go on to the next that nobody has decided upon."""
    position = _position(request.form.get("position", ""))
    verdict = _verdict(request.form.get("verdict", ""))
    comment = request.form.get("comment", "")
    chosen = _chosen(request.form.get("xem"))
    try:
        with transaction(session()):
            _, version = banks.version_for(session(), actor(), _REVIEW, code, number)
            banks.decide(
                session(),
                actor=actor(),
                now=now(),
                version=version,
                code=request.form.get("item", ""),
                verdict=verdict,
                comment=comment,
            )
    except FieldRefusal as refusal:
        fault = Fault(position, comment, sentence_of(refusal, gettext))
        return _review(code, number, chosen=chosen, fault=fault)
    where, anchor = _next(code, number, version, position, chosen)
    tell(_said(verdict, request.form.get("item", "")), f"{anchor}-told")
    return redirect(where, code=303)


@bp.post("/ngan-hang/<code>/<int:number>/tham-dinh/con-lai")
def accept_rest(code: str, number: int) -> ResponseReturnValue:
    """Accept all that is left, where the reviewer has ticked that they have read it."""
    if "read" not in request.form:
        raise Refusal("rest_unread")
    with transaction(session()):
        _, version = banks.version_for(session(), actor(), _REVIEW, code, number)
        banks.accept_rest(session(), actor=actor(), now=now(), version=version)
    tell(gettext("Đã chấp nhận các câu còn lại."), "end-told")
    return redirect(url_for("organizer.review_bank", code=code, number=number) + "#end", code=303)


@bp.post("/ngan-hang/<code>/<int:number>/tra-lai")
def return_bank(code: str, number: int) -> ResponseReturnValue:
    """Give a version back to its author, with what is to be mended."""
    with transaction(session()):
        _, version = banks.version_for(session(), actor(), _REVIEW, code, number)
        banks.send_back(session(), actor=actor(), now=now(), version=version)
    tell(gettext("Đã trả lại phiên bản %(number)s để người soạn sửa.", number=number))
    return redirect(url_for("organizer.bank", code=code, number=number), code=303)


@bp.post("/ngan-hang/<code>/<int:number>/ket-luan")
def conclude_review(code: str, number: int) -> ResponseReturnValue:
    """Close the review: every item is accepted."""
    with transaction(session()):
        _, version = banks.version_for(session(), actor(), _REVIEW, code, number)
        banks.conclude(session(), actor=actor(), now=now(), version=version)
    tell(gettext("Đã kết luận thẩm định: phiên bản %(number)s đạt yêu cầu.", number=number))
    return redirect(url_for("organizer.bank", code=code, number=number), code=303)


@bp.post("/ngan-hang/<code>/<int:number>/duyet")
def approve_bank(code: str, number: int) -> ResponseReturnValue:
    """Put a version into use."""
    with transaction(session()):
        _, version = banks.version_for(session(), actor(), _REVIEW, code, number)
        banks.approve(session(), actor=actor(), now=now(), version=version)
    tell(gettext("Đã duyệt phiên bản %(number)s.", number=number))
    return redirect(url_for("organizer.bank", code=code, number=number), code=303)


def workflow_of(record: BankRecord, version: BankVersion) -> Workflow:
    """Return where a version stands for this reader."""
    life = banks.life_of(session(), version)
    return Workflow(
        state=life.state,
        acts=banks.acts_of(session(), actor(), record, version),
        tally=life.tally,
        own=actor().person_id in life.authors,
        may_review=banks.may(session(), actor(), _REVIEW, record),
        remarks=tuple(banks.remarks_of(session(), version)) if life.tally.to_mend else (),
        steps=tuple(banks.steps_of(session(), version)),
    )


def _review(
    code: str, number: int, *, chosen: ReviewFilter, fault: Fault | None = None
) -> ResponseReturnValue:
    with transaction(session()):
        record, version = banks.version_for(session(), actor(), _REVIEW, code, number)
        banks.version_for(session(), actor(), Permission.BANK_KEY_READ, code, number)
        flow = workflow_of(record, version)
        if flow.state is State.DRAFT:
            raise Refusal("version_not_in_review")
        banks.open_review(session(), actor=actor(), now=now(), bank=record, version=version)
    positions = _positions(version, chosen)
    asked, pages = _page_of(fault, positions), max(1, -(-len(positions) // PER_PAGE))
    if asked > pages:
        raise NotYours
    content = ReviewPage(
        code=code,
        number=number,
        title=version.title,
        workflow=flow,
        chosen=chosen,
        items=_items(version, positions[(asked - 1) * PER_PAGE : asked * PER_PAGE], fault),
        pager=pager(asked, pages),
        may_read_diff_to=_parent(version),
    )
    return page("organizer/banks/review.html", content, 422 if fault else 200)


def _items(
    version: BankVersion, positions: Sequence[int], fault: Fault | None
) -> tuple[ReviewItem, ...]:
    chosen = VersionItem.position.in_(positions)
    found = banks.items_where(session(), version, chosen)
    pictures = banks.pictures_of(session(), found)
    decisions = banks.decisions_of(session(), version, positions)
    earlier = banks.earlier_comments(session(), version, [item.code for item in found])
    return tuple(
        ReviewItem(
            position=position,
            line=keyed_line(item, pictures.get(item.code)),
            decision=decisions.get(position),
            earlier=earlier.get(item.code, ()),
            fault=fault if fault and fault.position == position else None,
        )
        for position, item in zip(positions, found, strict=True)
    )


def _positions(version: BankVersion, chosen: ReviewFilter) -> Sequence[int]:
    if chosen == "tat-ca":
        return range(version.items)
    verdict = Verdict.MEND if chosen == "can-sua" else None
    return banks.positions_of(session(), version, verdict)


def _page_of(fault: Fault | None, positions: Sequence[int]) -> int:
    if fault is not None and fault.position in positions:
        return positions.index(fault.position) // PER_PAGE + 1
    return page_asked()


def _next(
    code: str, number: int, version: BankVersion, position: int, chosen: ReviewFilter
) -> tuple[str, str]:
    """Return the address of the next item that nobody has decided upon, or of the end.

    With it comes the place on that page.
    """
    left = banks.positions_of(session(), version, None)
    further = [at for at in left if at > position] or left
    listed = _positions(version, chosen)
    query: dict[str, Any] = {} if chosen == "tat-ca" else {"xem": chosen}
    anchor = "end"
    if further and further[0] in listed:
        query["trang"] = listed.index(further[0]) // PER_PAGE + 1
        anchor = f"c{further[0]}"
    where = url_for("organizer.review_bank", code=code, number=number, _anchor=anchor, **query)
    return where, anchor


def _said(verdict: Verdict, item: str) -> str:
    if verdict is Verdict.ACCEPT:
        return gettext("Đã chấp nhận câu %(code)s.", code=item)
    return gettext("Đã ghi điều cần sửa ở câu %(code)s.", code=item)


def _parent(version: BankVersion) -> int | None:
    if version.parent_id is None:
        return None
    return session().get_one(BankVersion, version.parent_id).number


def _chosen(text: str | None) -> ReviewFilter:
    return FILTERS.get(text or "", "tat-ca")


def _verdict(text: str) -> Verdict:
    try:
        return Verdict(text)
    except ValueError:
        raise Refusal("bad_json") from None


def _position(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= 6):
        raise NotYours
    return int(text)
