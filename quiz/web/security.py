"""The headers that protect every answer, and the names under which we may be called."""

from collections.abc import Iterable

from flask import Flask, Response, request
from werkzeug.exceptions import BadRequest

from quiz.config import Settings

_POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors "
)
POLICY = f"{_POLICY}'none'"
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Vary": "Cookie",  # who is signed in, and the reader's language
}


def let_embed(response: Response, portals: Iterable[str]) -> None:
    """Let a page be shown inside our own pages and those of some origins.

    Nothing else about it is let go.
    """
    response.headers["Content-Security-Policy"] = _POLICY + " ".join(("'self'", *portals))
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"


def init_app(app: Flask) -> None:
    """Check the host of every request, and put on every answer the headers that it lacks."""
    settings: Settings = app.extensions["settings"]
    hosts = {settings.host, "127.0.0.1", "localhost"} if settings.is_loopback else {settings.host}

    @app.before_request
    def _known_host() -> None:
        if request.host.rsplit(":", 1)[0].strip("[]") not in hosts:
            raise BadRequest

    @app.after_request
    def _protect(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if settings.is_https:
            response.headers["Strict-Transport-Security"] = "max-age=31536000"
        if "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "no-store"
        return response
