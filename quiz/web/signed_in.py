"""Who is signed in: a random token in the signed cookie, one indexed read per request."""

import hmac
from typing import Any, cast

import flask
from flask import Flask, Response, current_app, redirect, url_for
from flask import request as flask_request
from flask_login import LoginManager

from quiz.domain.names import LoginProblem, canonical_login
from quiz.services.accounts import SignedIn, begin_session, signed_in_by
from quiz.web import request

DEVICE_COOKIE = "device"
DEVICE_DAYS = 365
_USER_KEY = "_user_id"  # where Flask-Login looks for what get_id() returned


def init_app(app: Flask) -> None:
    """Load the signed-in person of each request that asks for it."""
    manager = LoginManager(app)
    # A phone changes its address in the middle of a round; the token alone is the proof.
    manager.session_protection = None
    manager.user_loader(_load)
    manager.unauthorized_handler(_to_sign_in)


def begin(account_id: int) -> None:
    """Sign this browser in with a token and a cookie that nobody has seen before."""
    days = request.settings().session_days
    token = begin_session(request.session(), account_id=account_id, now=request.now(), days=days)
    flask.session.clear()
    flask.session.permanent = True
    flask.session[_USER_KEY] = token


def is_known_device(login_name: str) -> bool:
    """Whether this browser has signed in under that name before."""
    known = flask_request.cookies.get(DEVICE_COOKIE, "")
    return hmac.compare_digest(known, _device(login_name))


def remember_device(response: Response, login_name: str) -> None:
    """Let this browser pass the slowing down of failures under that name from now on."""
    response.set_cookie(
        DEVICE_COOKIE,
        _device(login_name),
        max_age=DEVICE_DAYS * 86_400,
        secure=request.settings().is_https,
        httponly=True,
        samesite="Lax",
    )


def secret() -> str:
    """Return the secret that codes are hashed with."""
    return cast("str", current_app.config["SECRET_KEY"])


def _device(login_name: str) -> str:
    try:
        key = canonical_login(login_name)
    except LoginProblem:
        key = ""
    return hmac.digest(secret().encode(), b"device\n" + key.encode(), "sha256").hex()


def _load(token: str) -> SignedIn | None:
    return signed_in_by(request.session(), token, request.now())


def _to_sign_in() -> Any:
    return redirect(url_for("auth.sign_in", next=flask_request.full_path.rstrip("?")), code=303)
