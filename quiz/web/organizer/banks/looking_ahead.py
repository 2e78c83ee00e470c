"""What the script of the item's form asks for while somebody types."""

from flask import Response, jsonify, request
from flask.typing import ResponseReturnValue

from question_bank.readers.reading import RefusedError
from quiz.domain.permissions import Permission
from quiz.models import MEDIA_TYPES
from quiz.services import staged_files
from quiz.services.access import require
from quiz.services.refusal import NotYours
from quiz.web.organizer import bp
from quiz.web.organizer.banks.item_editing import draft_for
from quiz.web.organizer.banks.item_forms import ItemForm
from quiz.web.organizer.banks.looking import (
    LARGEST_PICTURE_MIB,
    PURPOSE,
    look_at,
    preview_of,
    remarks_of,
    stage_picture,
    staged_picture,
)
from quiz.web.request import actor, language, now, session
from quiz.web.uploads import takes_file


@bp.post("/ngan-hang/<code>/<int:number>/xem-thu")
@takes_file(LARGEST_PICTURE_MIB)
def look(code: str, number: int) -> ResponseReturnValue:
    """Say what is found in an unfinished item, and show it as a phone would."""
    _, version = draft_for(code, number)
    form = ItemForm()
    found = look_at(version, form, request.form.get("was") or None)
    place = request.form.get("place", "")
    preview = preview_of(form, found.picture, int(place) if place.isdecimal() else 1)
    return jsonify(
        remarks=[
            {"place": each.place, "sentence": each.sentence, "is_error": each.is_error}
            for each in remarks_of(found, form)
        ],
        question=preview.question,
        shuffled=preview.shuffled,
        pinned=preview.pinned,
    )


@bp.post("/ngan-hang/<code>/<int:number>/hinh")
@takes_file(LARGEST_PICTURE_MIB)
def upload_picture(code: str, number: int) -> ResponseReturnValue:
    """Keep a picture until the item is saved, or say why it is none."""
    draft_for(code, number)
    try:
        file = request.files.get("picture")
        if not file:
            raise RefusedError("picture_kind")
        ref = stage_picture(file)
    except RefusedError as refused:
        return jsonify(sentence=refused.finding.sentence(language())), 422
    _, shown = staged_picture(ref)
    return jsonify(ref=ref, url=shown.url, width=shown.width, height=shown.height)


@bp.get("/ngan-hang/hinh/<ref>.<kind>")
def staged_picture_file(ref: str, kind: str) -> ResponseReturnValue:
    """Hand out a picture that its uploader has not saved yet."""
    require(actor(), Permission.BANK_DRAFT_WRITE)
    file = staged_files.take(session(), actor=actor(), now=now(), ref=ref, purpose=PURPOSE)
    if file.options["kind"] != kind:
        raise NotYours
    return Response(file.data, content_type=MEDIA_TYPES[kind])
