"""Pictures of items, for papers and for whoever works on them."""

from flask import Response, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from quiz.models import MEDIA_TYPES
from quiz.services.banks.picture_files import file_of
from quiz.services.refusal import NotYours
from quiz.web.public import bp
from quiz.web.request import actor, now, session

YEAR_SECONDS = 31_536_000


@bp.get("/hinh/<digest>.<kind>")
def picture(digest: str, kind: str) -> ResponseReturnValue:
    """Hand out a picture; its address changes with its bytes, so that a browser asks once."""
    if kind not in MEDIA_TYPES:
        raise NotYours
    asker = actor() if current_user.is_authenticated and current_user.is_staff else None
    file = file_of(session(), actor=asker, now=now(), digest=digest, kind=kind)
    response = Response(file.data, content_type=MEDIA_TYPES[kind])
    kept_by = "public" if file.is_public else "private"
    response.headers["Cache-Control"] = f"{kept_by}, max-age={YEAR_SECONDS}, immutable"
    response.set_etag(digest)
    return response.make_conditional(request)
