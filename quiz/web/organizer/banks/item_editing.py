"""Writing the items of a draft: one item at a time, with what is found in it and how it looks."""

import re
from collections.abc import Mapping

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from question_bank.findings import has_errors
from question_bank.item import Item
from question_bank.matching import first_code
from quiz.database import transaction
from quiz.domain.bank_workflow import Verdict
from quiz.domain.permissions import Permission
from quiz.models import BankRecord, BankVersion
from quiz.services import banks
from quiz.services.banks import DecisionShown, drafts, editing, finding, removing
from quiz.services.banks.editing import ItemChanged
from quiz.services.refusal import NotYours, Refusal
from quiz.web.organizer import bp
from quiz.web.organizer.banks.conflicts import conflict_page, settled
from quiz.web.organizer.banks.item_forms import (
    MOST_OPTIONS,
    ItemForm,
    rearrange,
    rows_of,
    show_errors,
    values_of,
)
from quiz.web.organizer.banks.item_pages import ItemPage, Neighbourhood, ShownItemPage
from quiz.web.organizer.banks.items import version_shown
from quiz.web.organizer.banks.lines import shown_line
from quiz.web.organizer.banks.looking import (
    LARGEST_PICTURE_MIB,
    Look,
    look_at,
    preview_of,
    question_html,
    remarks_of,
    shown_item,
)
from quiz.web.paths import own_path
from quiz.web.request import actor, now, page, session
from quiz.web.told import tell
from quiz.web.uploads import takes_file
from quiz.web.words import gettext

SAVE, NEXT = "save", "next"
SAVED = "saved"
"""Where the page of an item says that one was saved; its script then forgets what it kept."""


@bp.post("/ngan-hang/<code>/<int:number>/soan")
def begin_draft(code: str, number: int) -> ResponseReturnValue:
    """Begin the next version as a copy of the newest, or go on with the draft that there is."""
    banks.version_for(session(), actor(), Permission.BANK_KEY_READ, code, number)
    with transaction(session()):
        draft = drafts.begin_draft(
            session(),
            actor=actor(),
            now=now(),
            code=code,
            message=gettext("Soạn tiếp từ phiên bản %(number)s", number=number),
        )
        begun = draft.number
    tell(gettext("Bạn đang soạn phiên bản %(number)s.", number=begun))
    return redirect(url_for("organizer.items", code=code, number=begun), code=303)


@bp.get("/ngan-hang/<code>/<int:number>/cau/<item:item>")
def item(code: str, number: int, item: str) -> ResponseReturnValue:
    """Open an item to write it, which is noted; who may not write it sees no key."""
    record, version = banks.version_for(
        session(), actor(), Permission.BANK_VERSION_READ, code, number
    )
    if not version_shown(record, version).is_draft or not banks.may(
        session(), actor(), Permission.BANK_KEY_READ, record
    ):
        return _shown(record, version, item)
    with transaction(session()):
        record, version = draft_for(code, number)
        stored = editing.item_for(session(), version, item)
        banks.keys_read(
            session(), actor=actor(), now=now(), bank=record, version=version, way="edit"
        )
    form = ItemForm(formdata=None, **values_of(stored), seen=editing.seen_as(stored))
    return _page(record, version, item, form, look_at(version, form, item))


@bp.post("/ngan-hang/<code>/<int:number>/cau/<item:item>")
@takes_file(LARGEST_PICTURE_MIB)
def save_item(code: str, number: int, item: str) -> ResponseReturnValue:
    """Save an item; what somebody else changed meanwhile is laid beside it first."""
    record, version = draft_for(code, number)
    form, act = _sent()
    look = look_at(version, form, item)
    if not _is_ready(form, look, act):
        return _page(record, version, item, form, look, status=_status(act))
    assert look.item is not None  # noqa: S101 - a form that is ready holds one
    mine: Item | None = look.item
    try:
        mine = settled(version, item, look.item, form.seen.data or "")
        if mine is None:
            raise ItemChanged(editing.item_for(session(), version, item))
        with transaction(session()):
            editing.save_item(
                session(),
                actor=actor(),
                now=now(),
                code=code,
                number=number,
                was=item,
                seen=form.seen.data or "",
                item=mine,
                files=look.files,
            )
    except ItemChanged as changed:
        record, version = draft_for(code, number)
        content = conflict_page(record, version, item, look.item, changed.theirs)
        return page("organizer/banks/conflict.html", content, status=409)
    except Refusal as refusal:
        return _refused(code, number, item, form, refusal)
    tell(gettext("Đã lưu câu %(code)s.", code=mine.code), SAVED)
    return redirect(_after(code, number, mine.code, act), code=303)


@bp.get("/ngan-hang/<code>/<int:number>/cau-moi")
def new_item(code: str, number: int) -> ResponseReturnValue:
    """Begin a new item; ``?sau=`` puts it behind another, ``?chep=`` begins with a copy of one."""
    record, version = draft_for(code, number)
    after, copied = request.args.get("sau", ""), request.args.get("chep")
    values: Mapping[str, object] = {}
    if copied is not None:
        with transaction(session()):
            record, version = draft_for(code, number)
            values = values_of(editing.item_for(session(), version, copied))
            banks.keys_read(
                session(), actor=actor(), now=now(), bank=record, version=version, way="edit"
            )
        after = copied
    last = after or finding.newest_code(session(), version)
    next_code = _next_code(version, last) if last else first_code(code)
    proposed = {"code": next_code, "after": after}
    form = ItemForm(
        formdata=None, **{"difficulty": "medium", "use": "official", **values, **proposed}
    )
    return _page(record, version, None, form, look_at(version, form, None))


@bp.post("/ngan-hang/<code>/<int:number>/cau-moi")
@takes_file(LARGEST_PICTURE_MIB)
def add_item(code: str, number: int) -> ResponseReturnValue:
    """Add an item to a draft."""
    record, version = draft_for(code, number)
    form, act = _sent()
    look = look_at(version, form, None)
    if not _is_ready(form, look, act):
        return _page(record, version, None, form, look, status=_status(act))
    assert look.item is not None  # noqa: S101 - a form that is ready holds one
    try:
        with transaction(session()):
            editing.add_item(
                session(),
                actor=actor(),
                now=now(),
                code=code,
                number=number,
                item=look.item,
                files=look.files,
                after=form.after.data or None,
            )
    except Refusal as refusal:
        return _refused(code, number, None, form, refusal)
    tell(gettext("Đã thêm câu %(code)s.", code=look.item.code), SAVED)
    if act == NEXT:
        again = url_for("organizer.new_item", code=code, number=number, sau=look.item.code)
        return redirect(again, code=303)
    here = url_for("organizer.item", code=code, number=number, item=look.item.code)
    return redirect(here, code=303)


@bp.post("/ngan-hang/<code>/<int:number>/cau/<item:item>/bo")
def remove_item(code: str, number: int, item: str) -> ResponseReturnValue:
    """Take an item out of a draft."""
    draft_for(code, number)
    with transaction(session()):
        removing.remove_item(
            session(),
            actor=actor(),
            now=now(),
            code=code,
            number=number,
            was=item,
            seen=request.form.get("seen", ""),
        )
    tell(gettext("Đã bỏ câu %(code)s. Có thể lấy lại câu này trong mục “Đã bỏ”.", code=item))
    return redirect(url_for("organizer.items", code=code, number=number), code=303)


@bp.post("/ngan-hang/<code>/<int:number>/cau/<item:item>/lay-lai")
def restore_item(code: str, number: int, item: str) -> ResponseReturnValue:
    """Put an item back into a draft that it was taken out of."""
    draft_for(code, number)
    with transaction(session()):
        removing.restore_item(
            session(), actor=actor(), now=now(), code=code, number=number, was=item
        )
    tell(gettext("Đã lấy lại câu %(code)s.", code=item))
    return redirect(url_for("organizer.items", code=code, number=number), code=303)


@bp.post("/ngan-hang/<code>/<int:number>/cau/<item:item>/chuyen")
def move_item(code: str, number: int, item: str) -> ResponseReturnValue:
    """Bring an item to another place of the draft."""
    draft_for(code, number)
    asked = request.form.get("vi-tri", "")
    if not re.fullmatch("[0-9]{1,6}", asked):
        raise Refusal("place_unreadable")
    with transaction(session()):
        editing.move_item(
            session(),
            actor=actor(),
            now=now(),
            code=code,
            number=number,
            was=item,
            place=int(asked),
        )
    tell(gettext("Đã chuyển câu %(code)s.", code=item))
    here = url_for("organizer.item", code=code, number=number, item=item)
    return redirect(own_path(request.form.get("next"), here), code=303)


def draft_for(code: str, number: int) -> tuple[BankRecord, BankVersion]:
    """Return a version that the reader may write, keys included; refuse when it is no draft."""
    banks.version_for(session(), actor(), Permission.BANK_KEY_READ, code, number)
    record, version = banks.version_for(
        session(), actor(), Permission.BANK_DRAFT_WRITE, code, number
    )
    if not drafts.is_draft(session(), version):
        raise Refusal("version_not_a_draft")
    return record, version


def _sent() -> tuple[ItemForm, str]:
    """Return the form as its button left it, and what the button asked for."""
    form, act = ItemForm(), request.form.get("act", SAVE)
    if act not in (SAVE, NEXT):
        rearrange(form, act)
    return form, act


def _is_ready(form: ItemForm, look: Look, act: str) -> bool:
    """Whether an item is to be saved; where it cannot be, the form says why."""
    if act not in (SAVE, NEXT):
        return False
    form.validate()
    show_errors(form, look.findings)
    form.picture.errors = [*form.picture.errors, *look.refused_picture]
    return look.item is not None and not has_errors(look.findings) and not form.errors


def _status(act: str) -> int:
    return 422 if act in (SAVE, NEXT) else 200


def _refused(
    code: str, number: int, item: str | None, form: ItemForm, refusal: Refusal
) -> ResponseReturnValue:
    """Show a refusal at its field; nothing that was typed is lost."""
    if isinstance(refusal, NotYours):
        raise refusal
    record, version = draft_for(code, number)  # where it is one no more, that is what to say
    form.refuse(refusal)
    return _page(record, version, item, form, look_at(version, form, item), status=422)


def _after(code: str, number: int, item: str, act: str) -> str:
    """Return where saving leads: to the same item, or to the next one."""
    if act == NEXT:
        _, version = draft_for(code, number)
        _, _, following = finding.codes_beside(session(), version, item)
        item = following or item
    return url_for("organizer.item", code=code, number=number, item=item)


def _next_code(version: BankVersion, last: str) -> str:
    """Propose the code after the last one: "LS-012" leads to "LS-013", or the next one free."""
    found = re.fullmatch(r"(.*?)([0-9]{1,9})", last)
    if found is None:
        return ""
    taken = finding.codes_like(session(), version, found[1])
    count, width = int(found[2]) + 1, len(found[2])
    while f"{found[1]}{count:0{width}}" in taken:
        count += 1
    return f"{found[1]}{count:0{width}}"


def _page(
    record: BankRecord,
    version: BankVersion,
    item: str | None,
    form: ItemForm,
    look: Look,
    *,
    status: int = 200,
) -> ResponseReturnValue:
    choices = finding.choices_of(session(), version)
    place = version.items + 1
    beside = None
    if item is not None:
        beside = Neighbourhood(*finding.codes_beside(session(), version, item))
        place = beside.place
    is_typed = bool(request.method == "POST" or form.stem.data)
    content = ItemPage(
        version=version_shown(record, version),
        code=item,
        form=form,
        rows=rows_of(form),
        most_rows=MOST_OPTIONS,
        picture=look.picture,
        remarks=remarks_of(look, form) if is_typed else (),
        is_typed=is_typed,
        preview=preview_of(form, look.picture, place),
        topics=tuple(value for value, _ in choices.topics if value),
        periods=tuple(value for value, _ in choices.periods if value),
        beside=beside,
        asked=_asked(version, place - 1) if beside else None,
        reader=actor().person_id or 0,
    )
    return page("organizer/banks/item.html", content, status=status)


def _asked(version: BankVersion, position: int) -> DecisionShown | None:
    decision = banks.decisions_of(session(), version, [position]).get(position)
    return decision if decision and decision.verdict is Verdict.MEND else None


def _shown(record: BankRecord, version: BankVersion, item: str) -> ResponseReturnValue:
    stored = shown_item(version, item)
    beside = Neighbourhood(*finding.codes_beside(session(), version, item))
    line = shown_line(stored)
    facts = (
        (gettext("Chủ đề"), line.topic),
        (gettext("Giai đoạn"), line.period),
        (gettext("Độ khó"), line.difficulty),
        (gettext("Nhóm"), line.use),
    )
    content = ShownItemPage(
        version=version_shown(record, version),
        code=item,
        question=question_html(stored, beside.place),
        facts=tuple((name, text) for name, text in facts if text),
        beside=beside,
    )
    return page("organizer/banks/shown_item.html", content)
