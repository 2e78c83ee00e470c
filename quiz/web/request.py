"""What one request knows: when it arrived, in which language, who asks, and its session."""

import math
from collections.abc import Mapping
from typing import cast

from babel import Locale
from flask import Flask, current_app, g, render_template, request
from flask_login import current_user
from sqlalchemy.orm import Session

from quiz.config import Settings
from quiz.database import db
from quiz.services.access import actor_of
from quiz.services.actor import Actor
from quiz.services.catalogue import Catalogue
from quiz.services.passwords import Passwords
from quiz.services.refusal import Refusal
from quiz.web.kept import Kept

LANGUAGES = {"vi": "Tiếng Việt", "en": "English"}
LANGUAGE_COOKIE = "language"
_LOCALES = {language: Locale(language) for language in LANGUAGES}
_PLAUSIBLE_QUEUE_MS = 30_000


def init_app(app: Flask) -> None:
    """Stamp the arrival of every request before anything else happens."""
    app.before_request(_stamp)


def settings() -> Settings:
    """Return the settings of this application."""
    return cast("Settings", current_app.extensions["settings"])


def catalogue() -> Catalogue:
    """Return this process's compiled rounds."""
    return cast("Catalogue", current_app.extensions["catalogue"])


def kept() -> Kept:
    """Return what this process has made ready and keeps for a while."""
    return cast("Kept", current_app.extensions["kept"])


def passwords() -> Passwords:
    """Return what hashes and checks passwords here."""
    return cast("Passwords", current_app.extensions["passwords"])


def session() -> Session:
    """Return the database session of this request."""
    return cast("Session", db.session())


def now() -> int:
    """Return when this request arrived; the contestant is never charged for our queue."""
    return cast("int", g.now)


def language() -> str:
    """Return the reader's language: the one of this address, the one chosen, or the site's."""
    chosen = g.get("language") or request.cookies.get(LANGUAGE_COOKIE)
    return chosen if chosen in LANGUAGES else settings().language


def speak(asked: str | None) -> None:
    """Answer this request in a language that its address asks for, whatever cookies say."""
    g.language = asked if asked in LANGUAGES else settings().language


def locale() -> Locale:
    """Return the reader's language as Babel knows it."""
    return _LOCALES[language()]


def actor() -> Actor:
    """Return who asks, with all grants (one query a request); refuse when nobody is signed in."""
    if "actor" not in g:
        if not current_user.is_authenticated:
            raise Refusal("signed_out")
        g.actor = actor_of(session(), current_user.person_id, current_user.name)
    return cast("Actor", g.actor)


def local(text: Mapping[str, str]) -> str:
    """Return the reader's version of a text that people wrote; Vietnamese where there is none."""
    return text.get(language()) or text["vi"]


def page(template: str, content: object, status: int = 200) -> tuple[str, int]:
    """Render a page from its one dataclass, which the template knows as ``page``."""
    return render_template(template, page=content), status


def _stamp() -> None:
    present = settings().clock()
    g.now = _stamp_of_the_proxy(present) or present


def _stamp_of_the_proxy(present: int) -> int | None:
    """Return the moment at which our own proxy took the request, when it says a plausible one."""
    if not settings().trusted_proxies:
        return None
    try:
        seconds = float(request.headers.get("X-Request-Start", "").removeprefix("t="))
    except ValueError:
        return None
    if not math.isfinite(seconds):
        return None
    stamped = int(seconds * 1000)
    return stamped if present - _PLAUSIBLE_QUEUE_MS <= stamped <= present else None
