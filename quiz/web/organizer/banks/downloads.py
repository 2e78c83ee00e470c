"""Taking a bank away as a file, and the templates for a new one."""

from flask import Response, request
from flask.typing import ResponseReturnValue

from question_bank.bank import Bank
from question_bank.writers import ENDINGS, FORMATS, losses, template_bank, write_bank
from quiz.database import transaction
from quiz.domain.permissions import Permission
from quiz.services import banks
from quiz.services.access import require
from quiz.services.refusal import NotYours
from quiz.web.organizer import bp
from quiz.web.organizer.banks.pages import LossesPage
from quiz.web.request import actor, language, now, page, session

MEDIA_TYPES = {
    "aiken": "text/plain; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "gift": "text/plain; charset=utf-8",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "yaml": "application/yaml; charset=utf-8",
}


@bp.get("/ngan-hang/mau.<form>")
def bank_template(form: str) -> ResponseReturnValue:
    """Hand out the template of a bank, with examples and notes."""
    require(actor(), Permission.BANK_DRAFT_WRITE)
    if form not in FORMATS:
        raise NotYours
    return _file(template_bank(form), f"mau-ngan-hang.{ENDINGS[form]}", form)


@bp.post("/ngan-hang/<code>/<int:number>/tai-ve")
def download_bank(code: str, number: int) -> ResponseReturnValue:
    """Hand out a version, key included, and note who took it.

    What the format cannot hold is told first, and handed out to whoever knows.
    """
    form = request.form.get("form", "")
    if form not in FORMATS:
        raise NotYours
    with transaction(session()):
        record, version = banks.version_for(
            session(), actor(), Permission.BANK_KEY_READ, code, number
        )
        whole = banks.bank_of_version(session(), version)
        if losses(whole, form) and "known" not in request.form:
            return _losses(code, number, whole, form)
        banks.keys_read(session(), actor=actor(), now=now(), bank=record, version=version, way=form)
    return _file(write_bank(whole, form), f"{code}-{number}.{ENDINGS[form]}", form)


def _losses(code: str, number: int, whole: Bank, form: str) -> ResponseReturnValue:
    content = LossesPage(
        code=code,
        number=number,
        title=whole.title,
        format=form,
        losses=tuple(lost.sentence(language()) for lost in losses(whole, form)),
        lossless=tuple(other for other in FORMATS if not losses(whole, other)),
    )
    return page("organizer/banks/losses.html", content)


def _file(data: bytes, filename: str, form: str) -> Response:
    response = Response(data, content_type=MEDIA_TYPES[form])
    response.headers["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response
