"""What is said once about a whole bank: beginning one without items, and correcting it."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from wtforms.fields.choices import SelectChoice

from question_bank.bank import BankHead
from quiz.database import transaction
from quiz.domain.names import slug_of
from quiz.domain.permissions import Permission
from quiz.models import BankVersion
from quiz.sentences import status_of
from quiz.services import banks
from quiz.services.access import require
from quiz.services.banks import drafts, editing
from quiz.services.refusal import FieldRefusal, Refusal
from quiz.web.organizer import bp
from quiz.web.organizer.banks.forms import BeginForm, HeadForm
from quiz.web.organizer.banks.pages import BeginPage, HeadPage
from quiz.web.request import actor, now, page, session
from quiz.web.told import tell
from quiz.web.words import gettext

LONGEST_CODE = 64
NOBODY = "-"
"""Chosen where a bank belongs to no unit: those without a fence alone reach it."""
_WRITE = Permission.BANK_DRAFT_WRITE


@bp.get("/ngan-hang/moi")
def new_bank() -> ResponseReturnValue:
    """Ask for the head of a bank that is to be written item by item."""
    require(actor(), _WRITE)
    return page("organizer/banks/begin.html", BeginPage(_begin_form()))


@bp.post("/ngan-hang/moi")
def begin_bank() -> ResponseReturnValue:
    """Make the bank, and go on to its first item."""
    require(actor(), _WRITE)
    form = _begin_form()
    if not form.code.data:
        form.code.data = slug_of(form.title.data or "", LONGEST_CODE)
    if not form.validate():
        return page("organizer/banks/begin.html", BeginPage(form), status=422)
    code, title = form.code.data, form.title.data or ""
    try:
        with transaction(session()):
            banks.begin_bank(
                session(),
                actor=actor(),
                now=now(),
                head=BankHead(code, title, notice=form.notice.data or ""),
                owner_unit_id=None if form.owner.data == NOBODY else int(form.owner.data),
                message=gettext("Lập ngân hàng mới"),
            )
    except FieldRefusal as refusal:
        form.refuse(refusal)
        return page("organizer/banks/begin.html", BeginPage(form), status_of(refusal))
    tell(gettext("Đã lập ngân hàng “%(title)s”. Bây giờ hãy thêm câu hỏi.", title=title))
    return redirect(url_for("organizer.bank", code=code, number=1), code=303)


@bp.get("/ngan-hang/<code>/<int:number>/thong-tin")
def bank_head(code: str, number: int) -> ResponseReturnValue:
    """Show the head of a bank in a form."""
    version = _draft(code, number)
    form = HeadForm(title=version.title, notice=version.notice, seen=editing.head_seen_as(version))
    return page("organizer/banks/head.html", HeadPage(form, code, number, version.title))


@bp.post("/ngan-hang/<code>/<int:number>/thong-tin")
def save_bank_head(code: str, number: int) -> ResponseReturnValue:
    """Correct the head; what somebody else has said meanwhile is shown first."""
    version = _draft(code, number)
    form = HeadForm()
    if not form.validate():
        content = HeadPage(form, code, number, version.title)
        return page("organizer/banks/head.html", content, status=422)
    try:
        with transaction(session()):
            editing.save_head(
                session(),
                actor=actor(),
                now=now(),
                code=code,
                number=number,
                seen=form.seen.data or "",
                title=form.title.data or "",
                notice=form.notice.data or "",
            )
    except Refusal as refusal:
        if refusal.code != "head_changed":
            raise
        version = _draft(code, number)
        form.seen.data = editing.head_seen_as(version)
        form.refuse(refusal)
        theirs = (version.title, version.notice)
        content = HeadPage(form, code, number, version.title, theirs)
        return page("organizer/banks/head.html", content, status_of(refusal))
    tell(gettext("Đã lưu tên và lưu ý của ngân hàng."))
    return redirect(url_for("organizer.bank", code=code, number=number), code=303)


def _draft(code: str, number: int) -> BankVersion:
    """Return a draft whose head the reader may correct; no key is read for it."""
    _, version = banks.version_for(session(), actor(), _WRITE, code, number)
    if not drafts.is_draft(session(), version):
        raise Refusal("version_not_a_draft")
    return version


def _begin_form() -> BeginForm:
    form = BeginForm()
    form.owner.choices = [
        SelectChoice(str(owner.id), f"{owner.name} ({owner.tree})")
        for owner in banks.owners(session(), actor())
    ]
    if banks.reaches_all(actor(), _WRITE):
        nobody = gettext("Không đơn vị nào; chỉ người quản lý toàn hệ thống dùng")
        form.owner.choices.append(SelectChoice(NOBODY, nobody))
    return form
