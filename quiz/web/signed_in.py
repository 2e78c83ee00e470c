"""Who is signed in: a random token in the signed cookie, one indexed read per request."""

from typing import Any

from flask import Flask, redirect, url_for
from flask import request as flask_request
from flask_login import LoginManager

from quiz.services.accounts import SignedIn, signed_in_by
from quiz.web import request


def init_app(app: Flask) -> None:
    """Load the signed-in person of each request that asks for it."""
    manager = LoginManager(app)
    # A phone changes its address in the middle of a round; the token alone is the proof.
    manager.session_protection = None
    manager.user_loader(_load)
    manager.unauthorized_handler(_to_sign_in)


def _load(token: str) -> SignedIn | None:
    return signed_in_by(request.session(), token, request.now())


def _to_sign_in() -> Any:
    return redirect(url_for("auth.sign_in", next=flask_request.full_path.rstrip("?")), code=303)
