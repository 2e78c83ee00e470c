"""Every refusal and every fault as one dignified page, or as problem+json under /api."""

import logging
import secrets
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, jsonify, redirect, request, url_for
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException

from quiz.domain.codes import encode
from quiz.sentences import sentence_of, status_of
from quiz.services.refusal import Refusal
from quiz.web import request as context
from quiz.web.error_page import ErrorPage
from quiz.web.paths import without_slash
from quiz.web.uploads import largest_file_mib, let_arrive
from quiz.web.words import gettext

log = logging.getLogger("quiz.web")
_CODES = {
    400: "bad_form",
    403: "forbidden",
    404: "not_found",
    405: "wrong_method",
    413: "too_large",
}
_RETRY_AFTER_SECONDS = 5


def init_app(app: Flask) -> None:
    """Answer each kind of fault with the right status and words."""
    app.register_error_handler(Refusal, _refused)
    app.register_error_handler(CSRFError, _bad_token)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(OperationalError, _database_busy)
    app.register_error_handler(PoolTimeout, _database_busy)
    app.register_error_handler(Exception, _broken)
    app.after_request(_say_when_to_come_again)


def _refused(refusal: Refusal) -> Any:
    wants_page = refusal.code == "signed_out" and not is_api() and request.method == "GET"
    if wants_page:
        return redirect(url_for("auth.sign_in", next=request.full_path.rstrip("?")), code=303)
    response = answer(refusal)
    if "seconds" in refusal.data:
        response.headers["Retry-After"] = str(refusal.data["seconds"])
    return response


def _bad_token(_error: CSRFError) -> Response:
    # Whoever was signed out in another tab is told so, and not that the form is too old.
    is_signed_out = is_api() and not current_user.is_authenticated
    return answer(Refusal("signed_out" if is_signed_out else "bad_form"))


def _http(error: HTTPException) -> Any:
    if error.code is not None and error.code < 400:
        return error
    if error.code == 404 and not is_api() and (meant := without_slash()) is not None:
        return redirect(meant, code=301)
    if error.code == 413 and (mib := largest_file_mib()) is not None:
        let_arrive()
        # The form stands under the address to which it was sent.
        return answer(Refusal("upload_too_large", most=mib), form=request.full_path.rstrip("?"))
    return answer(Refusal(_CODES.get(error.code or 500, "bad_form")), status=error.code)


def _database_busy(error: Exception) -> Response:
    log.warning("database unavailable", exc_info=error)
    return answer(Refusal("busy"))


def _broken(error: Exception) -> Response:
    incident = encode(secrets.token_bytes(5))
    log.error("incident %s", incident, exc_info=error)
    return answer(Refusal("broken"), incident=incident)


def _say_when_to_come_again(response: Response) -> Response:
    if response.status_code == HTTPStatus.SERVICE_UNAVAILABLE:
        response.headers["Retry-After"] = str(_RETRY_AFTER_SECONDS)
    return response


def is_api() -> bool:
    """Whether the asker is a program that reads JSON."""
    return request.path.startswith("/api/")


def answer(
    refusal: Refusal,
    *,
    status: int | None = None,
    incident: str | None = None,
    form: str | None = None,
) -> Response:
    """Return a refusal as a page or as problem+json."""
    status = status or status_of(refusal)
    sentence = sentence_of(refusal, gettext)
    if is_api():
        return _problem(refusal, status, sentence, incident)
    content = ErrorPage(status=status, sentence=sentence, incident=incident, form=form)
    body, _ = context.page("errors/error.html", content)
    return Response(body, status=status, mimetype="text/html")


def _problem(refusal: Refusal, status: int, sentence: str, incident: str | None) -> Response:
    body = {"status": status, "code": refusal.code, "detail": sentence} | refusal.data
    if incident:
        body["incident"] = incident
    response = jsonify(body)
    response.status_code = status
    response.mimetype = "application/problem+json"
    return response
