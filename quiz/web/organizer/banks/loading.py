"""Loading a bank: a file, all that is wrong with it or a preview, and the word to store it."""

from typing import cast

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from question_bank.bank import Bank, BankHead
from question_bank.matching import Proposal, propose_codes
from question_bank.readers import Reading
from question_bank.writers import FORMATS
from quiz.database import transaction
from quiz.domain.permissions import Permission
from quiz.import_room.errands import BankErrand
from quiz.import_room.unpacking import bank_in
from quiz.models import StagedFile
from quiz.sentences import status_of
from quiz.services import banks, staged_files
from quiz.services.access import require
from quiz.services.refusal import NotYours, Refusal
from quiz.web.organizer import bp
from quiz.web.organizer.banks.codes import choices_agree, chosen, codes_found, confirm_form
from quiz.web.organizer.banks.forms import ConfirmForm, LoadForm
from quiz.web.organizer.banks.lines import change_lines, finding_lines, sample_of
from quiz.web.organizer.banks.pages import LoadPage, PreviewPage
from quiz.web.request import actor, now, page, session
from quiz.web.told import tell
from quiz.web.uploads import read_in_room, takes_file

PURPOSE = "bank"
HEAD_ABSENT = "head_absent"


@bp.get("/ngan-hang/nap")
def choose_bank() -> ResponseReturnValue:
    """Ask for the file of a bank; ``?ma=`` names the bank that is to get a new version."""
    require(actor(), Permission.BANK_DRAFT_WRITE)
    form = LoadForm(code=request.args.get("ma", ""))
    return page("organizer/banks/load.html", LoadPage(form, FORMATS))


@bp.post("/ngan-hang/nap")
@takes_file(20)
def upload_bank() -> ResponseReturnValue:
    """Read a file: every fault at once, or on to the preview."""
    require(actor(), Permission.BANK_DRAFT_WRITE)
    form = LoadForm()
    if not form.validate_on_submit():
        return page("organizer/banks/load.html", LoadPage(form, FORMATS), status=422)
    filename = form.file.data.filename or ""
    try:
        data = read_in_room(BankErrand(filename, _head(form)), form.file.data)
        reading = bank_in(data)
    except Refusal as refusal:
        form.refuse(refusal)
        return page("organizer/banks/load.html", LoadPage(form, FORMATS), status_of(refusal))
    if not reading.is_faulty and (taken := _refused(reading)):
        form.refuse(taken)
    if reading.is_faulty or form.errors:
        content = LoadPage(
            form,
            FORMATS,
            filename,
            finding_lines(reading.findings),
            lacks_head=any(found.code == HEAD_ABSENT for found in reading.findings),
        )
        return page("organizer/banks/load.html", content, status=422)
    with transaction(session()):
        ref = staged_files.stage(
            session(),
            actor=actor(),
            now=now(),
            purpose=PURPOSE,
            filename=filename,
            data=data,
        )
    return redirect(url_for("organizer.preview_bank", ref=ref), code=303)


@bp.get("/ngan-hang/nap/<ref>")
def preview_bank(ref: str) -> ResponseReturnValue:
    """Show what a file would do to the bank."""
    staged = _staged(ref)
    proposal = _proposal(_sound(staged))
    return _preview(staged, proposal, confirm_form(proposal), proposal.coded(), status=200)


@bp.post("/ngan-hang/nap/<ref>")
def load_bank(ref: str) -> ResponseReturnValue:
    """Store the bank as a draft version; a second click finds what the first one made."""
    staged = _staged(ref)
    reading = _sound(staged)
    proposal = _proposal(reading)
    form = confirm_form(proposal)
    if not form.validate_on_submit() or not choices_agree(form, proposal):
        return _preview(staged, proposal, form, proposal.coded(), status=422)
    coded = proposal.coded(chosen(form, proposal))
    if reading.lacks_codes and _has_moved_on(form, coded):
        form.form_errors.append(
            gettext(
                "Trong lúc bạn xem, ngân hàng đã có phiên bản mới nên các mã được đối chiếu lại."
                " Hãy xem lại rồi nạp."
            )
        )
        return _preview(staged, proposal, form, coded, status=409)
    bank = _bank(coded)
    with transaction(session()):
        version = banks.load(
            session(),
            actor=actor(),
            now=now(),
            bank=bank,
            message=form.message.data or "",
            owner_unit_id=banks.home_unit(actor(), Permission.BANK_DRAFT_WRITE),
        )
        number, is_new = version.number, version.created_at == now()
    if is_new:
        tell(gettext("Đã nạp thành phiên bản %(number)s.", number=number))
    else:
        tell(gettext("Nội dung này đã có: đây là phiên bản %(number)s.", number=number))
    return redirect(url_for("organizer.bank", code=bank.code, number=number), code=303)


def _preview(
    staged: StagedFile, proposal: Proposal, form: ConfirmForm, coded: Reading, status: int
) -> ResponseReturnValue:
    bank = _bank(coded)
    found = banks.preview(session(), actor=actor(), bank=bank)
    newest = found.newest.number if found.newest else None
    form.newest.data = str(newest or 0)
    content = PreviewPage(
        form=form,
        ref=staged.ref,
        filename=staged.filename,
        code=bank.code,
        title=bank.title,
        items=len(bank.items),
        newest=newest,
        is_new=found.is_new,
        head_changed=found.head_changed,
        changes=change_lines(found.diff) if found.newest else (),
        warnings=finding_lines(coded.findings),
        sample=sample_of(bank.items, found.diff),
        codes=codes_found(form, proposal),
    )
    return page("organizer/banks/preview.html", content, status=status)


def _refused(reading: Reading) -> Refusal | None:
    try:
        _proposal(reading)
    except Refusal as refusal:
        return refusal
    return None


def _has_moved_on(form: ConfirmForm, coded: Reading) -> bool:
    """Whether codes were proposed from another version, and loading would make a new one."""
    found = banks.preview(session(), actor=actor(), bank=_bank(coded))
    newest = found.newest.number if found.newest else 0
    return found.is_new and form.newest.data != str(newest)


def _proposal(reading: Reading) -> Proposal:
    """Match a sound file with the newest version under its code."""
    code = reading.head.code if reading.head else ""
    return propose_codes(reading, banks.newest_bank(session(), actor=actor(), code=code))


def _bank(coded: Reading) -> Bank:
    """Return the bank of a sound file whose items all have codes."""
    return cast("Bank", coded.bank)


def _staged(ref: str) -> StagedFile:
    require(actor(), Permission.BANK_DRAFT_WRITE)
    return staged_files.take(session(), actor=actor(), now=now(), ref=ref, purpose=PURPOSE)


def _sound(staged: StagedFile) -> Reading:
    """Return what was read when the file was uploaded; only sound files are kept."""
    reading = bank_in(staged.data)
    if reading.is_faulty:
        raise NotYours
    return reading


def _head(form: LoadForm) -> BankHead | None:
    code, title = form.code.data or "", form.title.data or ""
    return BankHead(code, title or code) if code else None
