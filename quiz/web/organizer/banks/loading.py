"""Loading a bank: the preview of what was read in a file, and the word to store it."""

from typing import cast

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from question_bank.bank import Bank
from question_bank.carrying import kept
from question_bank.matching import Proposal, propose_codes
from question_bank.readers import Reading
from quiz.database import transaction
from quiz.domain.permissions import Permission
from quiz.import_room.unpacking import bank_in
from quiz.models import StagedFile
from quiz.services import banks
from quiz.services.refusal import NotYours
from quiz.web.organizer import bp
from quiz.web.organizer.banks.codes import choices_agree, chosen, codes_found, confirm_form
from quiz.web.organizer.banks.forms import ConfirmForm
from quiz.web.organizer.banks.lines import change_lines, finding_lines, kept_lines, sample_of
from quiz.web.organizer.banks.pages import PreviewPage
from quiz.web.organizer.banks.reading import (
    form_of,
    newest_under,
    reading_page,
    refused_page,
    staged_bank,
)
from quiz.web.request import actor, now, page, session
from quiz.web.told import tell
from quiz.web.words import gettext


@bp.get("/ngan-hang/nap/<ref>")
def preview_bank(ref: str) -> ResponseReturnValue:
    """Show what a file would do to the bank."""
    staged, reading = staged_bank(ref)
    if reading is not None:
        return reading_page(staged, reading)
    found = bank_in(staged.data)
    if (refused := refused_page(form_of(staged), found, staged.filename)) is not None:
        return refused
    newest = newest_under(found)
    proposal = propose_codes(found, newest.bank)
    form = confirm_form(proposal)
    return _preview(staged, newest, proposal, form, proposal.coded(), status=200)


@bp.post("/ngan-hang/nap/<ref>")
def load_bank(ref: str) -> ResponseReturnValue:
    """Store the bank as a draft version; a second click finds what the first one made."""
    staged, unended = staged_bank(ref)
    if unended is not None:
        return redirect(url_for("organizer.preview_bank", ref=ref), code=303)
    reading = _sound(staged)
    newest = newest_under(reading)
    proposal = propose_codes(reading, newest.bank)
    form = confirm_form(proposal)
    if not form.validate_on_submit() or not choices_agree(form, proposal):
        return _preview(staged, newest, proposal, form, proposal.coded(), status=422)
    coded = proposal.coded(chosen(form, proposal))
    if reading.lacks_codes and _has_moved_on(form, newest, coded):
        form.form_errors.append(
            gettext(
                "Trong lúc bạn xem, ngân hàng đã có phiên bản mới nên các mã được đối chiếu lại."
                " Hãy xem lại rồi nạp."
            )
        )
        return _preview(staged, newest, proposal, form, coded, status=409)
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
    staged: StagedFile,
    newest: banks.Newest,
    proposal: Proposal,
    form: ConfirmForm,
    coded: Reading,
    *,
    status: int,
) -> ResponseReturnValue:
    bank = _bank(coded)
    found = banks.preview(newest, bank)
    if found.record is not None and found.newest is not None:
        with transaction(session()):
            banks.keys_read(
                session(),
                actor=actor(),
                now=now(),
                bank=found.record,
                version=found.newest,
                way="preview",
            )
    number = found.newest.number if found.newest else None
    form.newest.data = str(number or 0)
    content = PreviewPage(
        form=form,
        ref=staged.ref,
        filename=staged.filename,
        code=bank.code,
        title=bank.title,
        items=len(bank.items),
        newest=number,
        is_new=found.is_new,
        head_changed=found.head_changed,
        changes=change_lines(found.diff) if found.newest else (),
        warnings=finding_lines(coded.findings),
        sample=sample_of(bank.items, found.diff),
        codes=codes_found(form, proposal),
        kept=kept_lines(kept(proposal.reading, coded)),
    )
    return page("organizer/banks/preview.html", content, status=status)


def _has_moved_on(form: ConfirmForm, newest: banks.Newest, coded: Reading) -> bool:
    """Whether codes were proposed from another version, and loading would make a new one."""
    found = banks.preview(newest, _bank(coded))
    number = found.newest.number if found.newest else 0
    return found.is_new and form.newest.data != str(number)


def _bank(coded: Reading) -> Bank:
    """Return the bank of a sound file whose items all have codes."""
    return cast("Bank", coded.bank)


def _sound(staged: StagedFile) -> Reading:
    """Return what was read when the file was uploaded; only sound files are kept."""
    reading = bank_in(staged.data)
    if reading.is_faulty:
        raise NotYours
    return reading
