"""Loading a bank: a file, all that is wrong with it or a preview, and the word to store it."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from question_bank.bank import Bank, BankHead
from question_bank.findings import Finding
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
from quiz.web.organizer.banks.forms import ConfirmForm, LoadForm
from quiz.web.organizer.banks.lines import change_lines, finding_lines, sample_of
from quiz.web.organizer.banks.pages import LoadPage, PreviewPage
from quiz.web.request import actor, now, page, session
from quiz.web.uploads import read_in_room, takes_file

PURPOSE = "bank"


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
        data = read_in_room(BankErrand(filename, _head(form)), form.file)
        checked = bank_in(data)
    except Refusal as refusal:
        form.refuse(refusal)
        return page("organizer/banks/load.html", LoadPage(form, FORMATS), status_of(refusal))
    if checked.bank is not None and (taken := _refused(checked.bank)):
        form.refuse(taken)
    if checked.bank is None or form.errors:
        content = LoadPage(form, FORMATS, filename, finding_lines(checked.findings))
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
    return _preview(_staged(ref), ConfirmForm(), status=200)


@bp.post("/ngan-hang/nap/<ref>")
def load_bank(ref: str) -> ResponseReturnValue:
    """Store the bank as a draft version; a second click finds what the first one made."""
    staged, form = _staged(ref), ConfirmForm()
    if not form.validate_on_submit():
        return _preview(staged, form, status=422)
    bank, _ = _checked(staged)
    with transaction(session()):
        version = banks.load(
            session(),
            actor=actor(),
            now=now(),
            bank=bank,
            message=form.message.data or "",
            owner_unit_id=banks.home_unit(actor(), Permission.BANK_DRAFT_WRITE),
        )
        number = version.number
    return redirect(url_for("organizer.bank", code=bank.code, number=number), code=303)


def _preview(staged: StagedFile, form: ConfirmForm, status: int) -> ResponseReturnValue:
    bank, findings = _checked(staged)
    found = banks.preview(session(), actor=actor(), bank=bank)
    content = PreviewPage(
        form=form,
        ref=staged.ref,
        filename=staged.filename,
        code=bank.code,
        title=bank.title,
        items=len(bank.items),
        newest=found.newest.number if found.newest else None,
        is_new=found.is_new,
        head_changed=found.head_changed,
        changes=change_lines(found.diff) if found.newest else (),
        warnings=finding_lines(findings),
        sample=sample_of(bank.items, found.diff),
    )
    return page("organizer/banks/preview.html", content, status=status)


def _refused(bank: Bank) -> Refusal | None:
    try:
        banks.preview(session(), actor=actor(), bank=bank)
    except Refusal as refusal:
        return refusal
    return None


def _staged(ref: str) -> StagedFile:
    require(actor(), Permission.BANK_DRAFT_WRITE)
    return staged_files.take(session(), actor=actor(), now=now(), ref=ref, purpose=PURPOSE)


def _checked(staged: StagedFile) -> tuple[Bank, tuple[Finding, ...]]:
    """Return the bank as it was read when it was uploaded, with its warnings."""
    checked = bank_in(staged.data)
    if checked.bank is None:
        raise NotYours
    return checked.bank, checked.findings


def _head(form: LoadForm) -> BankHead | None:
    code, title = form.code.data or "", form.title.data or ""
    return BankHead(code, title or code) if code else None
